import ProfileModel

/// What is done while keys go on: each function blocks, runs in a task of its own, and tells the loop what it found.
enum BackgroundWork {
  /// Reads a profile, then prepares its call tree.
  static func open(_ source: ProfileSource, opening: Int, telling mailbox: Mailbox<Event>) {
    do {
      tell(try source.open(), opening, mailbox)
    } catch {
      mailbox.post(.failed(error))
    }
  }

  /// Reads the profiles of requests and merges them, then prepares the call tree of the mean. Files that cannot be read
  /// are left out; if none can, the first reason is told.
  static func open(_ files: [FilePath], title: String, opening: Int, telling mailbox: Mailbox<Event>) {
    if files.count == 1 { return open(.file(files[0]), opening: opening, telling: mailbox) }
    var merge = Merge()
    var failure: OpenError?
    for file in files {
      do {
        try add(file, to: &merge)
      } catch {
        failure = failure ?? error
      }
    }
    if let merged = merge.merged() {
      var subject = Subject(name: title, merged: merged)
      subject.profiledAt = files.compactMap(\.timeOfProfile).min()
      tell(subject, opening, mailbox)
    } else if let failure {
      mailbox.post(.failed(failure))
    }
  }

  /// Writes a text to a file that does not exist yet.
  static func keep(_ text: String, path: String, telling mailbox: Mailbox<Event>) {
    do throws(OpenError) {
      let written = try OutputFile.create(path, Array(text.utf8))
      mailbox.post(.kept("written: \(VisibleText.clean(written))"))
    } catch {
      mailbox.post(.kept("not written: \(error.description)"))
    }
  }

  private static func add(_ file: FilePath, to merge: inout Merge) throws(OpenError) {
    let profile = try ProfileSource.file(file).profile()
    do {
      try merge.add(profile, from: file)
    } catch {
      throw OpenError(name: file.visible, error.reason)
    }
  }

  /// Up to how many call edges preparing takes less time than one notices.
  private static let edgesPreparedAtOnce = 5000

  private static func tell(_ subject: Subject, _ opening: Int, _ mailbox: Mailbox<Event>) {
    var subject = subject
    subject.opening = opening
    if subject.profile.graph.count < edgesPreparedAtOnce {
      subject.setTree(CallTree(preparing: subject.treeProfile))
      mailbox.post(.opened(subject))
    } else {
      mailbox.post(.opened(subject))
      mailbox.post(.prepared(CallTree(preparing: subject.treeProfile), opening: opening))
    }
  }
}

import ProfileModel

/// What is done while keys go on: each function blocks, runs in a task of its own, and tells the loop what it found.
enum BackgroundWork {
  /// Reads a profile, tells that it is read, and prepares its call tree.
  ///
  /// - Parameter application: what was named as the application, if anything was.
  static func open(
    _ source: ProfileSource, application: String?, opening: Int, telling mailbox: Mailbox<Event>
  ) async {
    do throws(OpenError) {
      let profile = try source.profile()
      if Task.isCancelled { return }
      mailbox.post(.progressed(opening: opening, done: 1))
      await tell(profile, opening, mailbox) { source.subject(of: profile, application: application) }
    } catch {
      mailbox.post(.failed(error, opening: opening))
    }
  }

  /// Reads the profiles of requests and merges them, then prepares the call tree of the mean, and tells how far it is.
  /// Files that cannot be read are left out, and the reason of the first is told. Ends early when its task is cancelled.
  static func open(
    _ files: [FilePath], title: String, application: String?, opening: Int, telling mailbox: Mailbox<Event>
  ) async {
    if files.count == 1 {
      return await open(.file(files[0]), application: application, opening: opening, telling: mailbox)
    }
    var merge = Merge()
    var failure: OpenError?
    var lastTold = ContinuousClock.now
    await ProfilesAhead.forEach(files.map { .file($0) }) { row, profile in
      do throws(OpenError) {
        try merge.include(try profile.get(), from: files[row])
      } catch {
        failure = failure ?? error
      }
      guard lastTold.duration(to: .now) > interval else { return }
      lastTold = .now
      mailbox.post(.progressed(opening: opening, done: merge.count))
    }
    if Task.isCancelled { return }
    if let merged = merge.merged() {
      await tell(merged.sum, opening, mailbox) {
        let packages = PackageNames(of: merged.mean, application: application)
        var subject = Subject(name: title, merged: merged, packages: packages)
        subject.profiledAt = files.compactMap(\.timeOfProfile).min()
        return subject
      }
    }
    if let failure { mailbox.post(.failed(failure, opening: opening)) }
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

  /// How often it is told how far work is.
  private static let interval = Duration.milliseconds(100)

  /// Reads and compares both sides, tells how far that is, and prepares their call trees side by side. Tells nothing more
  /// when its task is cancelled.
  static func compare(
    _ source: ComparisonSource, _ kind: ComparisonSubject.Kind, application: String?, opening: Int,
    telling mailbox: Mailbox<Event>
  ) async {
    var lastTold = ContinuousClock.now
    do {
      let comparison = try await source.compare { done in
        guard lastTold.duration(to: .now) > interval else { return }
        lastTold = .now
        mailbox.post(.progressed(opening: opening, done: done))
      }.comparison
      if Task.isCancelled { return }
      async let baseline = CallTree(preparing: comparison.baseline.sum)
      async let change = CallTree(preparing: comparison.change.sum)
      let packages = PackageNames(of: comparison.change.mean, application: application)
      let tree = ComparisonTree(of: comparison, baseline: await baseline, change: await change)
      let subject = ComparisonSubject(
        name: source.name, kind: kind, comparison: comparison, tree: tree, packages: packages, opening: opening)
      if !Task.isCancelled { mailbox.post(.compared(subject)) }
    } catch {
      mailbox.post(.failed(error, opening: opening))
    }
  }

  /// The call tree that the first picture of a profile waits for: nil where preparing it takes more time than one notices.
  private static func treePreparedAtOnce(of profile: Profile) -> CallTree? {
    profile.graph.count < 5000 ? CallTree(preparing: profile) : nil
  }

  /// The first picture waits for the call tree of a small profile, and for nothing else.
  ///
  /// - Parameter treeProfile: the profile whose call tree the subject has.
  private static func tell(
    _ treeProfile: Profile, _ opening: Int, _ mailbox: Mailbox<Event>, subject make: @escaping @Sendable () -> Subject
  ) async {
    // The tree takes longer, so it does not wait for another thread to start.
    async let made = make()
    let prepared = treePreparedAtOnce(of: treeProfile)
    var subject = await made
    subject.opening = opening
    if let tree = prepared {
      subject.setTree(tree)
      if Task.isCancelled { return }
      mailbox.post(.opened(subject))
      mailbox.post(.worked(Groundwork(of: subject), opening: opening))
    } else {
      if Task.isCancelled { return }
      mailbox.post(.opened(subject))
      Task.background { [subject] in mailbox.post(.worked(Groundwork(of: subject), opening: opening)) }
      mailbox.post(.prepared(CallTree(preparing: treeProfile).outlined(), opening: opening))
    }
  }
}

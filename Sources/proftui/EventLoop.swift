import Glibc
import ProfileModel

/// Draw, wait, update, perform: the only loop, and the one place where state, views and terminal meet.
struct EventLoop {
  private let terminal: Terminal
  private let mailbox: Mailbox<Event>
  private let directory: DirectoryWork?
  private var state: State
  /// Reads what was asked for last.
  private var opener: Task<Void, Never>?

  /// How long opening may take before the screen shows that it does: less than one notices, and long enough for the call
  /// tree of most profiles to be ready, which else would be drawn twice.
  private static let patience = Duration.milliseconds(40)

  /// Opens a profile and explores it until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(_ source: ProfileSource, _ configuration: Configuration) throws {
    let mailbox = Mailbox<Event>()
    Task.background {
      await BackgroundWork.open(source, application: configuration.application, opening: 0, telling: mailbox)
    }
    var start = Start(of: source)
    start.wait(on: mailbox) { $0.isRead || $0.failure != nil }
    if let failure = start.failure { try StandardError.fail(failure.description) }
    // Once the file is read nothing can go wrong: while the call tree is prepared the terminal is, too.
    var loop = try EventLoop(.reading(name: source.name), nil, mailbox: mailbox, directory: nil, configuration)
    start.wait(on: mailbox) { $0.isPrepared }
    loop.state.content = start.content
    loop.state.fitExplorer()
    try loop.run()
  }

  /// Shows the request list of files and directories until one quits.
  ///
  /// - Parameter watch: on the directories, from before the scan.
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(
    _ paths: [FilePath], isRecursive: Bool, scan: DirectoryScan, watch: DirectoryWatch, _ browser: RequestBrowser,
    _ configuration: Configuration
  ) throws {
    let mailbox = Mailbox<Event>()
    let directory = DirectoryWork(paths, isRecursive: isRecursive, scan: scan, mailbox: mailbox)
    var browser = browser
    browser.isFollowing = configuration.follows && !scan.directories.isEmpty
    if browser.isFollowing { directory.follow(with: watch) }
    var loop = try EventLoop(.requests, browser, mailbox: mailbox, directory: directory, configuration)
    loop.state.message = scan.errors.first?.description ?? loop.state.message
    try loop.run()
  }

  /// Compares two sides and explores what differs until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(comparing source: ComparisonSource, _ configuration: Configuration) throws {
    let mailbox = Mailbox<Event>()
    Task.background {
      await BackgroundWork.compare(
        source, .beforeAndAfter, application: configuration.application, opening: 0, telling: mailbox)
    }
    var content = State.Content.reading(name: VisibleText.clean(source.name))
    for event in mailbox.take(waiting: Int32(patience / .milliseconds(1))) {
      if case .failed(let error, _) = event { try StandardError.fail(error.description) }
      if case .compared(let subject) = event { content = .comparison(ComparisonExplorer(subject)) }
    }
    let files = source.baseline.count + source.change.count
    var loop = try EventLoop(content, nil, mailbox: mailbox, directory: nil, configuration)
    if case .reading = content { loop.state.pending = Opening(title: source.name, files: files) }
    try loop.run()
  }

  /// Shows the routes that two sides have until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(comparing sources: ComparisonSources, _ configuration: Configuration) throws {
    let mailbox = Mailbox<Event>()
    Task.background { await sources.compare { mailbox.post(.comparedRoute(ComparedRoute($0, $1))) } }
    var loop = try EventLoop(.comparisons, nil, mailbox: mailbox, directory: nil, configuration)
    loop.state.comparisons = ComparisonList(sources)
    try loop.run()
  }

  /// What the first screen shows of a profile: all that is ready while one is patient.
  private struct Start {
    private let name: String
    private let end = ContinuousClock.now + patience
    private(set) var isRead = false
    private(set) var failure: OpenError?
    private var explorer: Explorer?

    init(of source: ProfileSource) { name = source.name }

    var isPrepared: Bool { explorer?.subject.tree.isPrepared == true }

    var content: State.Content { explorer.map { .explorer($0) } ?? .reading(name: name) }

    /// Takes in what comes until it is enough or the time is over.
    mutating func wait(on mailbox: Mailbox<Event>, until isEnough: (Start) -> Bool) {
      while !isEnough(self), case let left = ContinuousClock.now.duration(to: end), left > .zero {
        for event in mailbox.take(waiting: max(1, Int32(left / .milliseconds(1)))) {
          if case .failed(let error, _) = event { failure = error }
          if case .progressed = event { isRead = true }
          if case .opened(let subject) = event { explorer = Explorer(subject) }
          if case .prepared(let tree, _) = event { explorer?.replaceTree(tree) }
          if case .worked(let groundwork, _) = event { explorer?.lay(groundwork) }
        }
      }
    }
  }

  /// Takes over the terminal.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  private init(
    _ content: State.Content, _ requests: RequestBrowser?, mailbox: Mailbox<Event>, directory: DirectoryWork?,
    _ configuration: Configuration
  ) throws {
    do throws(TerminalError) {
      terminal = try Terminal(theme: configuration.theme)
    } catch {
      try StandardError.fail(error.description)
    }
    self.mailbox = mailbox
    self.directory = directory
    let appearance = Appearance(
      glyphs: terminal.usesUTF8 ? .unicode : .ascii, drawsBoxEdges: !terminal.showsShades,
      drawsHalves: terminal.usesUTF8 && terminal.hasColours)
    state = State(size: terminal.size, appearance: appearance, content: content)
    state.requests = requests
    state.pathMap = configuration.pathMap
    state.keys = KeyBindings.standard.replacing(configuration.keys)
    state.tableColumns = configuration.columns.functions
    state.message = configuration.complaints.first.map { "settings, \($0)" }
  }

  private mutating func run() throws {
    while true {
      state.now = Double(time(nil))
      terminal.show(draw(state))
      directory?.search(state.requests?.search) { state.requests?.unanswered ?? [] }
      directory?.prefer(state.visibleRequests)
      let events = terminal.nextEvents(alsoWaitingFor: mailbox, or: directory?.descriptor ?? -1)
      let changes = directory?.changes() ?? []
      // What was read of files before they went comes before their end.
      for event in events + mailbox.take() + changes {
        if let ending = ending(for: event) { return try end(ending) }
        for effect in state.update(event) where try perform(effect) { return }
        switch event {
        case .files(.listed(let scan), let listing): start(scan, ofListing: listing)
        case .files(.found(let requests), let listing): directory?.read(requests, ofListing: listing)
        default: break
        }
      }
    }
  }

  private func start(_ scan: DirectoryScan, ofListing listing: Int) {
    guard let browser = state.requests else { return }
    directory?.start(scan, ofListing: listing, reading: browser.unread) { browser.list.row(of: $0) != nil }
  }

  /// Why the program ends without being asked by a key.
  private enum Ending {
    case signal(Int32)
    case failure(OpenError)
  }

  /// A signal ends the program, and so does a file that cannot be read if it was all there was.
  private func ending(for event: Event) -> Ending? {
    switch event {
    case .terminate(let signal): return .signal(signal)
    case .failed(let error, _): return state.requests == nil && state.comparisons == nil ? .failure(error) : nil
    case .key, .mouse, .paste, .resize, .resumed, .recoloured, .opened, .compared, .comparedRoute, .progressed,
      .prepared, .arranged, .arrangedComparison, .outlined, .worked, .files, .kept, .sourceRead, .edited:
      return nil
    }
  }

  private func end(_ ending: Ending) throws {
    terminal.close()
    switch ending {
    case .signal(let number): Terminal.die(bySignal: number)
    case .failure(let error): try StandardError.fail(error.description)
    }
  }

  /// Does what only the outside can do. True when the program ends.
  private mutating func perform(_ effect: Effect) throws -> Bool {
    switch effect {
    case .quit:
      terminal.close()
      return true
    case .open(let files, let title, let opening):
      let mailbox = mailbox
      let application = state.pathMap.application
      opener?.cancel()
      opener = Task.background {
        await BackgroundWork.open(
          files, title: title, application: application, opening: opening, telling: mailbox)
      }
    case .compare(let source, let kind, let opening):
      let mailbox = mailbox
      opener?.cancel()
      let application = state.pathMap.application
      opener = Task.background {
        await BackgroundWork.compare(source, kind, application: application, opening: opening, telling: mailbox)
      }
    case .arrange(let arrangement):
      let mailbox = mailbox
      if let explorer = state.explorer {
        let (subject, order) = (explorer.subject, explorer.table.order)
        Task.background {
          let arranged = ArrangedProfile(arrangement, of: subject, order: order)
          mailbox.post(.arranged(arranged, opening: subject.opening))
        }
      } else if let explorer = state.comparison {
        let (subject, before) = (explorer.subject, explorer.arranged)
        Task.background {
          let arranged = ArrangedComparison(arrangement, of: subject, after: before)
          mailbox.post(.arrangedComparison(arranged, opening: subject.opening))
        }
      }
    case .exploreSide(let side, let opening):
      guard let subject = state.comparison?.subject else { break }
      let mailbox = mailbox
      Task.background { mailbox.post(.opened(subject.side(side, opening: opening))) }
    case .outline:
      guard let subject = state.explorer?.subject else { break }
      let mailbox = mailbox
      Task.background {
        mailbox.post(.outlined(subject.tree.outlined(), subject.filters, opening: subject.opening))
      }
    case .layGroundwork:
      guard let subject = state.explorer?.subject else { break }
      let mailbox = mailbox
      Task.background { mailbox.post(.worked(Groundwork(of: subject), opening: subject.opening)) }
    case .abandonOpening: opener?.cancel()
    case .list(let paths, let listing): directory?.list(paths, listing: listing)
    case .rescan: directory?.rescan()
    case .follow(let follows): directory?.follow(follows)
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .copy(let text): terminal.copy(text)
    case .keep(let text, let path):
      let mailbox = mailbox
      Task.background { BackgroundWork.keep(text, path: path, telling: mailbox) }
    case .readSource(let request):
      let mailbox = mailbox
      Task.background { mailbox.post(.sourceRead(SourceReader.answer(request))) }
    case .edit(let file, let line): mailbox.post(.edited(UserEditor.open(file, line: line, in: terminal)))
    }
    return false
  }
}

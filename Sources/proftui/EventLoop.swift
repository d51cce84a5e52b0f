import Glibc
import ProfileModel

/// Draw, wait, update, perform: the only loop, and the one place where state, views and terminal meet.
struct EventLoop {
  private let terminal: Terminal
  private let mailbox: Mailbox<Event>
  private let directory: DirectoryWork?
  private var state: State

  /// How long opening may take before the screen shows that it does.
  private static let patience = Duration.milliseconds(100)

  /// Opens a profile and explores it until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(_ source: ProfileSource, pathMap: PathMap, colour: ColourChoice) throws {
    let mailbox = Mailbox<Event>()
    Task.detached { BackgroundWork.open(source, opening: 0, telling: mailbox) }
    let content = try firstContent(for: source, from: mailbox)
    try run(content, nil, mailbox: mailbox, directory: nil, pathMap: pathMap, colour: colour)
  }

  /// Shows the request list of files and directories until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(
    _ paths: [FilePath], isRecursive: Bool, scan: DirectoryScan, _ browser: RequestBrowser, pathMap: PathMap,
    colour: ColourChoice
  ) throws {
    let mailbox = Mailbox<Event>()
    let directory = DirectoryWork(paths, isRecursive: isRecursive, scan: scan, mailbox: mailbox)
    var browser = browser
    browser.isFollowing = !scan.directories.isEmpty
    if browser.isFollowing { directory.follow(true) }
    try run(.requests, browser, mailbox: mailbox, directory: directory, pathMap: pathMap, colour: colour)
  }

  private static func run(
    _ content: State.Content, _ requests: RequestBrowser?, mailbox: Mailbox<Event>, directory: DirectoryWork?,
    pathMap: PathMap, colour: ColourChoice
  ) throws {
    do {
      let terminal = try Terminal(colour: colour)
      var loop = EventLoop(terminal: terminal, mailbox: mailbox, directory: directory, content, requests)
      loop.state.pathMap = pathMap
      try loop.run()
    } catch let error as TerminalError {
      try StandardError.fail(error.description)
    }
  }

  /// What the first screen shows: all that is ready while one is patient.
  private static func firstContent(
    for source: ProfileSource, from mailbox: Mailbox<Event>
  ) throws -> State.Content {
    var explorer: Explorer?
    let start = ContinuousClock.now
    while start.duration(to: .now) < patience {
      let left = patience - start.duration(to: .now)
      for event in mailbox.take(waiting: max(1, Int32(left / .milliseconds(1)))) {
        if case .failed(let error) = event { try StandardError.fail(error.description) }
        if case .opened(let subject) = event { explorer = Explorer(subject) }
        if case .prepared(let tree, _) = event { explorer?.replaceTree(tree) }
        if let explorer, explorer.subject.tree.isPrepared { return .explorer(explorer) }
      }
    }
    return explorer.map { .explorer($0) } ?? .reading(name: source.name)
  }

  private init(
    terminal: Terminal, mailbox: Mailbox<Event>, directory: DirectoryWork?, _ content: State.Content,
    _ requests: RequestBrowser?
  ) {
    self.terminal = terminal
    self.mailbox = mailbox
    self.directory = directory
    let appearance = Appearance(
      glyphs: terminal.usesUTF8 ? .unicode : .ascii, drawsBoxEdges: !terminal.showsShades)
    state = State(size: terminal.size, appearance: appearance, content: content)
    state.requests = requests
  }

  private mutating func run() throws {
    while true {
      state.now = Double(time(nil))
      terminal.show(draw(state))
      directory?.search(state.requests?.search) { state.requests?.unanswered ?? [] }
      directory?.prefer(state.visibleRequests)
      let events = terminal.nextEvents(alsoWaitingFor: mailbox, or: directory?.descriptor ?? -1)
      for event in events + (directory?.changes() ?? []) {
        if case .listed(let scan) = event { directory?.start(scan) }
        if let ending = ending(for: event) { return try end(ending) }
        for effect in state.update(event) where try perform(effect) { return }
      }
    }
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
    case .failed(let error): return state.requests == nil ? .failure(error) : nil
    case .key, .mouse, .paste, .resize, .resumed, .opened, .prepared, .found, .listed, .vanished, .understood,
      .kept, .sourceRead, .edited:
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
  private func perform(_ effect: Effect) throws -> Bool {
    switch effect {
    case .quit:
      terminal.close()
      return true
    case .open(let files, let title, let opening):
      let mailbox = mailbox
      Task.detached { BackgroundWork.open(files, title: title, opening: opening, telling: mailbox) }
    case .rescan: directory?.rescan()
    case .follow(let follows): directory?.follow(follows)
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    case .copy(let text): terminal.copy(text)
    case .keep(let text, let path):
      let mailbox = mailbox
      Task.detached { BackgroundWork.keep(text, path: path, telling: mailbox) }
    case .readSource(let request):
      let mailbox = mailbox
      Task.detached { mailbox.post(.sourceRead(SourceReader.answer(request))) }
    case .edit(let file, let line): mailbox.post(.edited(UserEditor.open(file, line: line, in: terminal)))
    }
    return false
  }
}

import Glibc

/// Draw, wait, update, perform: the only loop, and the one place where state, views and terminal meet.
struct EventLoop {
  private let terminal: Terminal
  private let mailbox: Mailbox<Event>
  private var state: State

  /// How long opening may take before the screen shows that it does.
  private static let patience: Int32 = 100  // milliseconds

  /// Opens a profile and explores it until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(_ source: ProfileSource, colour: ColourChoice) throws {
    let mailbox = Mailbox<Event>()
    Task.detached { mailbox.post(result(of: source)) }
    var content = State.Content.reading(name: source.name)
    for event in mailbox.take(waiting: patience) {
      if case .opened(let subject) = event { content = .explorer(Explorer(subject)) }
      if case .failed(let error) = event { try StandardError.fail(error.description) }
    }
    do {
      var loop = EventLoop(terminal: try Terminal(colour: colour), mailbox: mailbox, content: content)
      try loop.run()
    } catch let error as TerminalError {
      try StandardError.fail(error.description)
    }
  }

  private static func result(of source: ProfileSource) -> Event {
    do {
      return .opened(try source.open())
    } catch {
      return .failed(error)
    }
  }

  private init(terminal: Terminal, mailbox: Mailbox<Event>, content: State.Content) {
    self.terminal = terminal
    self.mailbox = mailbox
    let appearance = Appearance(
      glyphs: terminal.usesUTF8 ? .unicode : .ascii, drawsBoxEdges: !terminal.showsShades)
    state = State(size: terminal.size, appearance: appearance, content: content)
  }

  private mutating func run() throws {
    while true {
      terminal.show(draw(state))
      for event in terminal.nextEvents(alsoWaitingFor: mailbox) {
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

  private func ending(for event: Event) -> Ending? {
    switch event {
    case .terminate(let signal): .signal(signal)
    case .failed(let error): .failure(error)
    case .key, .mouse, .paste, .resize, .resumed, .opened: nil
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
    case .suspend: terminal.suspend()
    case .redraw: terminal.redraw()
    }
    return false
  }
}

import Glibc
import ProfileModel

/// Draw, wait, update, perform: the only loop, and the one place where state, views and terminal meet.
struct EventLoop {
  private let terminal: Terminal
  private let mailbox: Mailbox<Event>
  private var state: State

  /// How long opening may take before the screen shows that it does.
  private static let patience = Duration.milliseconds(100)

  /// Opens a profile and explores it until one quits.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func run(_ source: ProfileSource, colour: ColourChoice) throws {
    let mailbox = Mailbox<Event>()
    Task.detached { open(source, telling: mailbox) }
    let content = try firstContent(for: source, from: mailbox)
    do {
      var loop = EventLoop(terminal: try Terminal(colour: colour), mailbox: mailbox, content: content)
      try loop.run()
    } catch let error as TerminalError {
      try StandardError.fail(error.description)
    }
  }

  /// Reads a profile and prepares its call tree. Blocks; runs in the background.
  private static func open(_ source: ProfileSource, telling mailbox: Mailbox<Event>) {
    do {
      let subject = try source.open()
      mailbox.post(.opened(subject))
      mailbox.post(.prepared(CallTree(preparing: subject.profile)))
    } catch {
      mailbox.post(.failed(error))
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
        switch event {
        case .opened(let subject): explorer = Explorer(subject)
        case .prepared(let tree):
          explorer?.replaceTree(tree)
          if let explorer { return .explorer(explorer) }
        case .failed(let error): try StandardError.fail(error.description)
        case .key, .mouse, .paste, .resize, .resumed, .terminate: break
        }
      }
    }
    return explorer.map { .explorer($0) } ?? .reading(name: source.name)
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
    case .key, .mouse, .paste, .resize, .resumed, .opened, .prepared: nil
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

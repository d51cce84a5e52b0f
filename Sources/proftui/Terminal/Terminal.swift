import CTerminal
import Glibc

/// The user's terminal: shows screens, and says what happens.
///
/// It is ours from `init` to ``close()`` but for ``suspend()`` and ``handOver(_:)``, and given back as it was found, also by a
/// crash. Signals are events here, so nothing interrupts anything. It belongs to the thread that made it; other threads
/// send events through a ``Mailbox``.
final class Terminal {
  /// Whether the user sees characters beyond ASCII; those of a screen become `?` otherwise.
  var usesUTF8: Bool { text.usesUTF8 }
  private var theme: Theme
  private let curses: Curses
  private let tty: Int32
  private let signals: Int32
  private var decoder = InputDecoder()
  /// What happened while nobody asked.
  private var pending: [Event] = []
  private var attributes: [Style: Curses.Attributes] = [:]
  /// Reused from run to run.
  private var text: TerminalText
  /// Whether all that was typed has been read; what curses holds back does not wake `poll`.
  private var isDrained = true
  private var isOpen = true
  /// Whether answers of the terminal are still to come.
  private var awaitsAnswer: Bool
  private let opened = ContinuousClock.now

  /// Takes over the terminal of this process, even where its standard streams are pipes.
  ///
  /// From now on this thread alone takes signals; threads that were started before pass theirs on to it.
  init(theme choice: ThemeChoice = .automatic) throws(TerminalError) {
    text = TerminalText(usesUTF8: UserLocale.adopt())
    tty = try Self.open()
    let type = try Curses.knownType(for: Self.environment("TERM") ?? "", tty: tty)
    terminal_crash_remember_modes(tty)
    signals = terminal_signals_block()
    guard signals >= 0 else { throw .refused("signals cannot be read") }
    let usesColour = choice.usesColour && (Self.environment("NO_COLOR") ?? "").isEmpty
    do throws(TerminalError) {
      curses = try Curses(type: type, tty: tty, usesColour: usesColour)
    } catch {
      terminal_signals_unblock(signals)
      throw error
    }
    theme = Theme(depth: curses.depth, choice: choice)
    awaitsAnswer = choice.background == nil && curses.depth == .indexed256 && curses.isANSI
    terminal_crash_install_handlers()
    enter()
    if awaitsAnswer { send(Background.question) }
    terminal_crash_expect_answer(awaitsAnswer)
  }

  deinit { close() }

  /// Gives the terminal back for good. Once is enough.
  func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    curses.end()
    terminal_signals_unblock(signals)
    Glibc.close(tty)
  }

  /// Ends the process as the signal would have, after ``close()``.
  static func die(bySignal signal: Int32) -> Never { terminal_signals_die(signal) }

  var size: Size { curses.size }

  /// Whether neighbouring boxes differ in colour; else they need a line between them.
  var showsShades: Bool { theme.showsShades }

  /// Whether there are any colours.
  var hasColours: Bool { theme.depth != .none }

  /// Opens the terminal itself: a standard stream may be a pipe, and it is shared with other processes.
  private static func open() throws(TerminalError) -> Int32 {
    let tty = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC)
    if tty >= 0 { return tty }
    guard let stream = [STDOUT_FILENO, STDIN_FILENO, STDERR_FILENO].first(where: { isatty($0) == 1 }) else {
      throw .noTerminal
    }
    return fcntl(stream, F_DUPFD_CLOEXEC, 3)
  }

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

// MARK: - Drawing

extension Terminal {
  /// Shows a screen: sends only what differs from what is shown already. What lies beyond the terminal's edges is cut.
  func show(_ screen: Screen) {
    curses.erase()
    for row in 0..<min(screen.size.rows, size.rows) {
      show(screen.row(row).prefix(size.columns), row: row)
    }
    curses.update(cursor: screen.textCursor)
  }

  /// Draws the cells of a row in runs of one style.
  private func show(_ cells: ArraySlice<Cell>, row: Int) {
    var rest = cells
    while let style = rest.first?.style {
      let run = rest.prefix { $0.style == style }
      show(run, of: style, row: row, column: run.startIndex - cells.startIndex)
      rest = rest[run.endIndex...]
    }
  }

  private func show(_ run: ArraySlice<Cell>, of style: Style, row: Int, column: Int) {
    // Blank it is already.
    if style == .text, run.allSatisfy({ $0 == .blank }) { return }
    text.removeAll()
    for index in run.indices where run[index].scalar != Cell.continuation {
      let isWide = index + 1 < run.endIndex && run[index + 1].scalar == Cell.continuation
      text.append(run[index], width: isWide ? 2 : 1)
    }
    curses.draw(text.scalars, row: row, column: column, attributes(of: style))
  }

  private func attributes(of style: Style) -> Curses.Attributes {
    if let known = attributes[style] { return known }
    let attributes = curses.attributes(of: theme.rendition(of: style))
    self.attributes[style] = attributes
    return attributes
  }
}

// MARK: - Ours and others'

extension Terminal {
  /// Stops the process as Ctrl-Z does, until the shell continues it; ``Event/resumed`` follows.
  func suspend() {
    leave()
    terminal_signals_stop()
    takeBack()
  }

  /// Lets another program, such as an editor, use the terminal while `body` runs; ``Event/resumed`` follows.
  ///
  /// Signals stay blocked: what `body` starts needs an empty signal mask. A Ctrl-C that is typed there is not for us.
  func handOver<Result>(_ body: () -> Result) -> Result {
    leave()
    terminal_signals_lend_stop()
    defer {
      terminal_signals_take_stop()
      terminal_signals_forget(SIGINT)
      terminal_signals_forget(SIGQUIT)
      takeBack()
    }
    return body()
  }

  /// Makes the next ``show(_:)`` send every cell, whatever is on the terminal now.
  func redraw() { curses.distrust() }

  private func takeBack() {
    let sizeBefore = size
    curses.resume()
    enter()
    if size != sizeBefore { pending.append(.resize(size)) }
    pending.append(.resumed)
  }

  private func enter() {
    updateFarewell()
    terminal_stderr_capture()
    terminal_crash_arm(true)
    if curses.isANSI { send(Self.reportingOn) }
  }

  private func leave() {
    awaitAnswer()
    if curses.isANSI { send(Self.reportingOff) }
    curses.suspend()
    terminal_crash_arm(false)
    terminal_stderr_release()
  }

  /// What the terminal answers when the shell has it again would be typed there. A link takes some time to and fro; who
  /// has not answered in two seconds will not.
  private func awaitAnswer() {
    let patience = Duration.milliseconds(500)
    let start = ContinuousClock.now
    while awaitsAnswer, start - opened < .seconds(2), .now - start < patience {
      var polled = pollfd(fd: tty, events: Int16(POLLIN), revents: 0)
      guard poll(&polled, 1, 50) >= 0, polled.revents & Int16(POLLHUP | POLLERR | POLLNVAL) == 0 else { return }
      if polled.revents != 0 { readKeys(isLate: false) }
    }
  }

  private func updateFarewell() {
    let farewell = (curses.isANSI ? Array(Self.reportingOff.utf8) : []) + curses.farewell
    terminal_crash_set_farewell(farewell, farewell.count)
  }

  /// Hands a text to the clipboard of the user's machine, where the terminal lets programs do that.
  ///
  /// Source: XTerm Control Sequences, OSC 52. tmux takes it with `set-clipboard on`, and hands on what is wrapped where
  /// `allow-passthrough` is on; so there it is sent both ways.
  func copy(_ text: String) {
    let sequence = "\u{1B}]52;c;\(Base64.encoded(Array(text.utf8)))\u{07}"
    send(sequence)
    if Self.environment("TMUX") != nil { send("\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\") }
  }

  private func send(_ sequence: String) {
    var rest = Array(sequence.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(tty, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Asks for presses of mouse buttons, with columns beyond 223, and for brackets around pasted text.
  ///
  /// Source: XTerm Control Sequences, modes 1000, 1006 and 2004.
  private static let reportingOn = "\u{1B}[?1000h\u{1B}[?1006h\u{1B}[?2004h"
  private static let reportingOff = "\u{1B}[?2004l\u{1B}[?1006l\u{1B}[?1000l"
}

// MARK: - Events

extension Terminal {
  /// Waits until something happens, and returns all that has: nothing only if `descriptor` is readable. Uses no time while
  /// it waits.
  func nextEvents(alsoWaitingFor mailbox: Mailbox<Event>? = nil, or descriptor: Int32 = -1) -> [Event] {
    while true {
      let ready = wait(for: mailbox, or: descriptor, milliseconds: pending.isEmpty && isDrained ? patience : 0)
      readSignals()
      if ready.hasNoTerminal { pending.append(.terminate(signal: SIGHUP)) } else { readKeys(isLate: ready.isTimeout) }
      if ready.hasMail, let mailbox { pending += mailbox.take() }
      if !pending.isEmpty || ready.isOtherReadable {
        defer { pending = [] }
        return pending
      }
    }
  }

  private struct Ready {
    var isTimeout = false
    var hasNoTerminal = false
    var hasMail = false
    var isOtherReadable = false
  }

  /// How long to wait for the rest of what has begun, in milliseconds; -1 for ever.
  private var patience: Int32 { decoder.isWithinPaste ? 2000 : decoder.isWithinSequence ? 250 : -1 }

  private func wait(for mailbox: Mailbox<Event>?, or descriptor: Int32, milliseconds: Int32) -> Ready {
    var polled = [tty, signals, mailbox?.descriptor ?? -1, descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = poll(&polled, nfds_t(polled.count), milliseconds)
    return Ready(
      isTimeout: count == 0 && milliseconds > 0,
      hasNoTerminal: count > 0 && polled[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0,
      hasMail: count > 0 && polled[2].revents != 0, isOtherReadable: count > 0 && polled[3].revents != 0)
  }

  private func readKeys(isLate: Bool) {
    isDrained = false
    // Not without end: what comes faster than it is read must be shown now and then.
    for _ in 0..<4096 where !isDrained {
      if let input = curses.nextInput() { decoder.receive(input) } else { isDrained = true }
    }
    if isLate { decoder.giveUp() } else if isDrained { decoder.pause() }
    pending += decoder.takeEvents()
    if awaitsAnswer { readAnswers() }
  }

  private func readAnswers() {
    if let background = decoder.background, background != theme.background { show(on: background) }
    awaitsAnswer = !decoder.hasAnswered
    terminal_crash_expect_answer(awaitsAnswer)
  }

  private func show(on background: Background) {
    theme.background = background
    attributes = [:]
    pending.append(.recoloured)
  }

  private func readSignals() {
    var isResized = false
    while case let signal = terminal_signals_next(signals), signal != 0 {
      switch signal {
      case SIGWINCH: isResized = true
      case SIGTSTP: suspend()
      case SIGCONT: takeBack()
      default: pending.append(.terminate(signal: signal))
      }
    }
    if isResized {
      curses.resize()
      redraw()
      updateFarewell()
      pending.append(.resize(size))
    }
  }
}

import Glibc

/// A user at a terminal: a private tmux server with one window, in which a shell waits for commands.
///
/// The shell stays when a program ends, so what the program leaves behind can be looked at. The server ends with the
/// value. tmux emulates the terminal: what the program sends, it interprets as a real one would.
public final class Tmux: Sendable {
  public let shell: Shell

  /// Opens the terminal and waits for the prompt.
  public init(columns: Int = 120, rows: Int = 40) throws {
    shell = try Shell()
    let bash = "exec env PS1='$ ' bash --norc --noprofile --noediting -i"
    try tmux(
      "start-server", ";", "set", "-g", "default-terminal", "tmux-256color", ";", "set", "-g", "status", "off", ";",
      "set", "-s", "escape-time", "0", ";", "set", "-g", "update-environment", "", ";",
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", bash)
    try seePrompt()
  }

  deinit { _ = try? client("kill-server").run() }

  // MARK: What the user does

  /// Types the keys, one after the other.
  public func press(_ strokes: Stroke...) throws {
    for stroke in strokes { try tmux(["send-keys"] + stroke.arguments) }
  }

  /// Sends keys at once, by the names that tmux has for them.
  public func send(_ names: [String]) throws { try tmux(["send-keys"] + names) }

  /// Types a command line and Enter.
  public func type(_ line: String) throws {
    try press(Stroke(line), .enter)
  }

  /// Changes the size of the terminal.
  public func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Hangs up, as a lost connection does.
  public func hangUp() throws {
    try tmux("kill-server")
  }

  // MARK: What the user sees

  /// The lines of the screen, without the blanks at their ends.
  public func screen() throws -> String {
    try tmux("capture-pane", "-p")
  }

  /// The screen once it has stayed as it is for a third of a second.
  public func settledScreen() throws -> String {
    var last = try screen()
    return try eventually("see the screen settle", line: #line) {
      usleep(300_000)
      let now = try self.screen()
      defer { last = now }
      return now == last ? now : nil
    }
  }

  /// Waits until the screen holds all the texts, and returns it.
  @discardableResult
  public func see(_ texts: String..., line: Int = #line) throws -> String {
    try see("\(texts)", line: line) { screen in texts.allSatisfy { screen.contains($0) } }
  }

  /// Waits until the screen holds none of the texts, and returns it.
  @discardableResult
  public func seeNoMore(_ texts: String..., line: Int = #line) throws -> String {
    try see("\(texts) go away", line: line) { screen in !texts.contains { screen.contains($0) } }
  }

  /// Waits until the screen is as wanted, and returns it; `what` says in a failure what that is.
  @discardableResult
  public func see(_ what: String, line: Int = #line, where isWanted: (String) -> Bool) throws -> String {
    try eventually("see \(what)", line: line) {
      let screen = try self.screen()
      return isWanted(screen) ? screen : nil
    }
  }

  /// Waits until no program has the terminal but the shell, which waits for a command.
  public func seePrompt(line: Int = #line) throws {
    try eventually("see the prompt", line: line) {
      try self.ask("#{alternate_on} #{pane_current_command} #{cursor_x}") == "0 bash 2" ? () : nil
    }
  }

  // MARK: What only tmux and the shell know

  /// What a command line prints, typed at the prompt; also where the terminal is in no state to show it.
  public func answer(to command: String, line: Int = #line) throws -> String {
    try type("{ \(command); } > ~/.writing 2>&1; mv ~/.writing ~/.answer")
    let answer = try eventually("get an answer to \(command)", line: line) { self.shell.bytes(of: ".answer") }
    unlink("\(shell.home)/.answer")
    try seePrompt(line: line)
    return String(decoding: answer, as: UTF8.self).trimmingLineEnd
  }

  /// A tmux format such as `#{cursor_flag}`, filled in for the terminal.
  public func ask(_ format: String) throws -> String {
    try tmux("display-message", "-p", format).trimmingLineEnd
  }

  /// Lets programs in the terminal set tmux' paste buffer, as users of tmux do who want a clipboard.
  public func allowCopying() throws { try tmux("set", "-s", "set-clipboard", "on") }

  /// What was copied last.
  public func buffer() throws -> String { try tmux("show-buffer") }

  /// Everything that a program may change about a terminal and has to put back, as text.
  public func modes() throws -> String {
    let flags = [
      "alternate_on", "cursor_flag", "insert_flag", "keypad_cursor_flag", "keypad_flag", "mouse_any_flag",
      "mouse_sgr_flag", "origin_flag", "wrap_flag", "pane_title",
    ]
    let attributes = try answer(to: "stty -g")
    let row = try ask("#{cursor_y}")
    let prompt = try tmux("capture-pane", "-p", "-e", "-S", row, "-E", row)
    return try ask(flags.map { "\($0) #{\($0)}" }.joined(separator: "\n")) + "\nstty \(attributes)\nprompt \(prompt)"
  }

  /// Keeps every byte that is sent to the terminal from now on in the file `name` of the shell's home.
  public func record(to name: String) throws {
    try tmux("pipe-pane", "exec cat > \(shell.home)/\(name)")
    try eventually("record", line: #line) { self.shell.bytes(of: name) }
  }

  /// The process that the shell has started and waits for.
  public func program(line: Int = #line) throws -> pid_t {
    let parent = try ask("#{pane_pid}")
    return try eventually("find the program", line: line) {
      let children = self.shell.bytes(of: "/proc/\(parent)/task/\(parent)/children") ?? []
      return String(decoding: children, as: UTF8.self).split(separator: " ").last.flatMap { pid_t($0) }
    }
  }

  /// A minute, or the seconds that `PROFTUI_PATIENCE` says to whoever works on tests.
  private static let patience = Duration.seconds(getenv("PROFTUI_PATIENCE").flatMap { Int(String(cString: $0)) } ?? 60)

  /// Calls `attempt` until it returns a value; when patience is at its end throws what could not be done, with the screen.
  @discardableResult
  public func eventually<Value>(_ what: String, line: Int = #line, _ attempt: () throws -> Value?) throws -> Value {
    let deadline = ContinuousClock.now + Self.patience
    while ContinuousClock.now < deadline {
      if let value = try attempt() { return value }
      usleep(20_000)
    }
    throw SubprocessError(description: "line \(line): could not \(what); the screen:\n\((try? screen()) ?? "none")")
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    try tmux(arguments)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let finished = try client(arguments).run()
    guard finished.status == 0 else {
      throw SubprocessError(description: "tmux \(arguments): \(finished.errors)")
    }
    return finished.output
  }

  private func client(_ arguments: String...) -> Subprocess { client(arguments) }

  private func client(_ arguments: [String]) -> Subprocess {
    let client = ["tmux", "-u", "-S", "\(shell.home)/.tmux", "-f", "/dev/null"]
    return Subprocess(client + arguments, environment: shell.environment, directory: Repository.placement)
  }
}

extension String {
  /// The string without one line feed at its end.
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

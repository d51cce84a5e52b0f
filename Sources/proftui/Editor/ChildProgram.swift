import CTerminal
import Glibc

/// Another program in our terminal, run to its end.
enum ChildProgram {
  /// Runs a program, looked for on `PATH`, without a shell in between. Blocks until it has ended.
  ///
  /// It gets the terminal for its standard streams, even where ours are pipes.
  ///
  /// - Returns: why it could not be started or how it failed, if it did.
  static func run(_ words: [String]) -> EditorError? {
    do throws(EditorError) {
      let status = try wait(for: start(words), words[0])
      let signal = status & 0x7F
      if signal != 0 { return EditorError("\(words[0]) was ended by signal \(signal)") }
      let code = (status >> 8) & 0xFF
      return code == 0 ? nil : EditorError("\(words[0]) ended with status \(code)")
    } catch {
      return error
    }
  }

  /// Whether a program is on `PATH`.
  static func isInstalled(_ name: String) -> Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static func start(_ words: [String]) throws(EditorError) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where isatty(stream) == 0 && hasTerminal {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/tty", O_RDWR, 0)
    }
    var process: pid_t = 0
    var arguments = words.map { strdup($0) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    let failure = terminal_program_start(&process, arguments, nil, &actions)
    if failure != 0 { throw EditorError("\(words[0]): \(OpenError.words(for: failure))") }
    return process
  }

  private static var hasTerminal: Bool {
    let tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    defer { close(tty) }
    return tty >= 0
  }

  /// Waits until the program has ended. While it is stopped (Ctrl-Z) we are as well, so that the shell has the terminal;
  /// when the shell goes on with us the program goes on too.
  private static func wait(for process: pid_t, _ name: String) throws(EditorError) -> Int32 {
    var status: Int32 = 0
    while true {
      if waitpid(process, &status, WUNTRACED) < 0 {
        if errno != EINTR { throw EditorError("\(name) could not be waited for") }
      } else if status & 0xFF != stopped {
        return status
      } else if !hasGoneOn(process) {
        kill(getpid(), SIGSTOP)
        kill(process, SIGCONT)
      }
    }
  }

  /// The low byte of the status of a program that was stopped.
  private static let stopped: Int32 = 0x7F

  /// Whether a program that was stopped goes on already: Ctrl-Z stops us together with most editors, and then what one learns
  /// of them is old.
  private static func hasGoneOn(_ process: pid_t) -> Bool {
    usleep(50_000)
    var status = siginfo_t()
    return waitid(P_PID, id_t(process), &status, WCONTINUED | WEXITED | WNOHANG | WNOWAIT) == 0
      && status.si_signo == SIGCHLD
  }
}

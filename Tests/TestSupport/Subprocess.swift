import CTerminal
import Glibc

/// A program that ended: what it wrote, and how it ended.
public struct Finished: Sendable {
  /// The exit status; 128 and the signal's number where a signal ended the program, as a shell says it.
  public let status: Int32
  public let output: String
  public let errors: String
}

/// Why a program could not be run to its end.
public struct SubprocessError: Error, CustomStringConvertible {
  public let description: String
}

/// A program to run with arguments and an environment of its own, in a directory, without input.
public struct Subprocess: Sendable {
  private let arguments: [String]
  private let environment: [String: String]

  /// - Parameter command: The program, looked for on the environment's `PATH`, and its arguments.
  public init(_ command: [String], environment: [String: String], directory: String) {
    // C's posix_spawn cannot change the directory where only POSIX is imported; env can, and it finds the program.
    arguments = ["/usr/bin/env", "-C", directory] + command
    self.environment = environment
  }

  /// Runs the program to its end and kills it where it takes longer than `limit`.
  ///
  /// What it writes goes to files rather than pipes: no reader is needed, and no daemon it leaves behind keeps us waiting.
  public func run(within limit: Duration = .seconds(30)) throws -> Finished {
    let output = try TemporaryFile()
    let errors = try TemporaryFile()
    let process = try spawn(output: output.descriptor, errors: errors.descriptor)
    let status = try wait(for: process, within: limit)
    return Finished(status: status, output: output.text(), errors: errors.text())
  }

  private func wait(for process: pid_t, within limit: Duration) throws -> Int32 {
    let deadline = ContinuousClock.now + limit
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      if ContinuousClock.now > deadline {
        kill(process, SIGKILL)
        waitpid(process, &status, 0)
        throw SubprocessError(description: "still running after \(limit): \(arguments)")
      }
      usleep(2_000)
    }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  /// Starts the program with an empty signal mask, every signal at its default and no descriptor but the three.
  private func spawn(output: Int32, errors: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    // Descriptors that the test runner left open would keep its reader waiting for a daemon such as tmux' server.
    for descriptor in Int32(3)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }

    var process: pid_t = 0
    let failure = withCStrings(arguments) { arguments in
      withCStrings(environment.map { "\($0)=\($1)" }) { environment in
        terminal_program_start(&process, arguments, environment, &actions)
      }
    }
    guard failure == 0 else {
      throw SubprocessError(description: "\(arguments[0]): \(String(cString: strerror(failure)))")
    }
    return process
  }
}

/// A file without a name.
private struct TemporaryFile: ~Copyable {
  let descriptor: Int32

  init() throws {
    var path = Array("/tmp/proftui-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw SubprocessError(description: "no temporary file in /tmp") }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// All that was written, with replacement marks for what is not UTF-8.
  func text() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = pread(descriptor, &buffer, buffer.count, bytes.count), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Lends the strings as C's array of pointers with nil at its end.
private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return body(copies + [nil])
}

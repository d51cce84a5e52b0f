import ArgumentParser
import Glibc

/// Text to the standard output, for people and for pipes.
enum StandardOutput {
  /// Writes all of it. A reader that has gone (`proftui FILE | head`) ends the program quietly, as it does other filters.
  static func write(_ text: String) {
    signal(SIGPIPE, SIG_DFL)
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}

/// Sentences about what went wrong.
enum StandardError {
  /// Says sentences, one a line.
  static func write(_ sentences: [String]) {
    var bytes = Array(sentences.map { "proftui: \($0)\n" }.joined().utf8)
    if !bytes.isEmpty { _ = Glibc.write(STDERR_FILENO, &bytes, bytes.count) }
  }

  /// Says one sentence and ends the program with status 1.
  static func fail(_ sentence: String) throws -> Never {
    write([sentence])
    throw ExitCode.failure
  }
}

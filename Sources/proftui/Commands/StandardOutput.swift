import ArgumentParser
import Glibc

/// Text to the standard output, for people and for pipes.
enum StandardOutput {
  /// Writes all of it. A reader that has gone (`proftui FILE | head`) ends the program quietly, as it does other filters;
  /// what is lost otherwise, on a full disk for instance, is said.
  ///
  /// - Throws: an exit code, after one sentence on the standard error.
  static func write(_ text: String) throws {
    do throws(OpenError) {
      try OutputFile.standardOutput.write(Array(text.utf8))
    } catch {
      try StandardError.fail(error.description)
    }
  }
}

/// Sentences about what went wrong.
enum StandardError {
  /// Says sentences, one a line.
  static func write(_ sentences: [String]) {
    write(text: sentences.map { "proftui: \($0)\n" }.joined())
  }

  /// Says text as it is.
  static func write(text: String) {
    var bytes = Array(text.utf8)
    if !bytes.isEmpty { _ = Glibc.write(STDERR_FILENO, &bytes, bytes.count) }
  }

  /// Says one sentence and ends the program with status 1.
  static func fail(_ sentence: String) throws -> Never {
    write([sentence])
    throw ExitCode.failure
  }
}

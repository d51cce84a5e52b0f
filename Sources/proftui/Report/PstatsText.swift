import Glibc
import ProfileModel

/// Numbers as pstats prints them.
enum PstatsText {
  /// `calls`, or `calls/primitive calls` where they differ.
  static func calls(_ calls: Count, _ primitiveCalls: Count) -> String {
    calls == primitiveCalls ? count(calls) : "\(count(calls))/\(count(primitiveCalls))"
  }

  /// All digits; a count beyond 64 bits is not known to its last digit and says so.
  static func count(_ count: Count) -> String {
    switch count {
    case .exact(let integer): "\(integer)"
    case .inexact: CountText.grouped(count, .unicode)
    }
  }

  /// C's `%8.3f`: rounded from the exact value of the binary number.
  static func seconds(_ seconds: Double, width: Int = 8) -> String {
    guard seconds.isFinite else { return aligned(NumberText.notFinite(seconds), width) }
    var text = [CChar](repeating: 0, count: 400)  // enough for the largest Double
    withVaList([seconds]) { _ = vsnprintf(&text, text.count, "%.3f", $0) }
    return aligned(String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self), width)
  }

  /// Time for each call; blanks where there is none.
  static func seconds(_ seconds: Double, for calls: Count) -> String {
    calls == .zero ? String(repeating: " ", count: 8) : self.seconds(seconds / calls.value)
  }

  /// At the right end of so many columns.
  static func aligned(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// At the left end of so many columns.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.unicodeScalars.count))
  }
}

/// The terminal's background colour, by its own word.
///
/// Sources: XTerm Control Sequences, "Operating System Commands", Ps = 1 1; ECMA-48, 8.3.24 (device attributes).
extension Background {
  /// What asks for it, and then for what every terminal tells: what it is. Terminals that do not know the first question
  /// answer only the second, and after that no answer is on its way.
  static let question = "\u{1B}]11;?\u{07}\u{1B}[c"

  /// Reads the answer, `]11;rgb:1e1e/1e1e/1e1e` without the Escape in front and what ends it; nil where it is none.
  init?(answer: [UInt8]) {
    let text = String(decoding: answer, as: UTF8.self)
    guard text.hasPrefix("]11;"), let colon = text.firstIndex(of: ":") else { return nil }
    let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
    let levels = parts.prefix(3).compactMap(Self.level)
    guard levels.count == 3, parts.count <= 4 else { return nil }
    // As bright as the eye takes it, but coarsely: a background is hardly ever in the middle.
    let brightness = 0.299 * levels[0] + 0.587 * levels[1] + 0.114 * levels[2]
    self = brightness < 0.5 ? .dark : .light
  }

  /// One to four hexadecimal digits as a part of the largest number they can be.
  private static func level(_ digits: Substring) -> Double? {
    guard (1...4).contains(digits.count), let value = UInt32(digits, radix: 16) else { return nil }
    return Double(value) / Double(1 << (4 * UInt32(digits.count)) - 1)
  }
}

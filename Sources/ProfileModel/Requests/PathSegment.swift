/// One segment of a path, as far as folding goes.
enum PathSegment {
  /// What a segment is for certain, whatever its neighbours are.
  ///
  /// - Returns: `{id}` for digits, `{uuid}` for 32 hexadecimal digits, plain or with the hyphens of RFC 9562, `{hex}` for
  ///   12 and more of them with a digit and a letter among them; nil for anything else.
  static func identifier(_ segment: some Collection<UInt8>) -> String? {
    guard let first = segment.first, first.isHexadecimalDigit else { return nil }
    if segment.allSatisfy(\.isDigit) { return segment.count == 32 ? "{uuid}" : "{id}" }
    if segment.count == 36 { return isHyphenatedUUID(segment) ? "{uuid}" : hexadecimal(segment) }
    return hexadecimal(segment)
  }

  private static let shortestHexadecimal = 12

  private static func hexadecimal(_ segment: some Collection<UInt8>) -> String? {
    guard segment.count >= shortestHexadecimal, segment.allSatisfy(\.isHexadecimalDigit) else { return nil }
    if segment.count == 32 { return "{uuid}" }
    return segment.contains(where: \.isDigit) ? "{hex}" : nil
  }

  private static func isHyphenatedUUID(_ segment: some Collection<UInt8>) -> Bool {
    zip(0..., segment).allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : byte.isHexadecimalDigit
    }
  }

  /// Whether a segment is made of letters, `-` and `_` alone, as the names of endpoints mostly are.
  static func isWord(_ segment: Substring) -> Bool {
    segment.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// Whether a segment stands for an identifier already.
  static func isFolded(_ segment: Substring) -> Bool { segment.utf8.first == UInt8(ascii: "{") }
}

extension UInt8 {
  fileprivate var isHexadecimalDigit: Bool {
    isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20
  }
}

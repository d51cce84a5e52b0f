/// Methods in file names.
enum HTTPMethod {
  /// Those of RFC 9110, of PATCH and of WebDAV.
  private static let known: Set<String> = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL",
    "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "PURGE",
  ]

  static func isKnown(_ word: ArraySlice<UInt8>, ignoringCase: Bool = false) -> Bool {
    guard 3...9 ~= word.count, word.allSatisfy(\.isLetter) else { return false }
    let text = String(decoding: word, as: UTF8.self)
    return known.contains(ignoringCase ? text.uppercased() : text)
  }

  /// Whether a word looks like a method, known or not: capitals, perhaps with hyphens (`M-SEARCH`).
  static func canBe(_ word: ArraySlice<UInt8>) -> Bool {
    guard 1...24 ~= word.count, let first = word.first, first.isCapital else { return false }
    return word.allSatisfy { $0.isCapital || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }
}

/// Paths in file names.
enum PathText {
  /// A path as it stands in a name, with its slashes again.
  static func path(_ bytes: ArraySlice<UInt8>) -> String {
    if bytes.elementsEqual("root".utf8) { return "/" }
    return "/" + decoded(bytes.map { $0 == .dot ? UInt8(ascii: "/") : $0 })
  }

  /// The text of bytes that a WSGI server, and perhaps Python's file system encoding, had in hand.
  ///
  /// WSGI hands a path over as Latin-1; Python 3 then writes UTF-8 of that: `é` becomes `Ã©`. This is undone where it is
  /// certain, and that is where the text's Latin-1 bytes are UTF-8 beyond ASCII. Python 2 writes the bytes themselves:
  /// where they are no UTF-8 they are read as Latin-1, which loses nothing.
  static func decoded(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    guard let text = String(validating: bytes, as: UTF8.self) else { return latin1(bytes) }
    let units = text.unicodeScalars.map { UInt8(exactly: $0.value) }
    guard units.allSatisfy({ $0 != nil }) else { return text }
    return String(validating: units.compactMap { $0 }, as: UTF8.self) ?? text
  }

  private static func latin1(_ bytes: [UInt8]) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}

/// Numbers in file names. Those of more digits than any time has are none: an attacker may send 400.
struct NameNumber {
  let value: Double
  /// Whether `ms` follows.
  let isMilliseconds: Bool
  /// Where the number ends, with its unit.
  let end: Int

  private static let mostDigits = 15

  /// An unsigned number of digits alone.
  static func integer(_ digits: ArraySlice<UInt8>) -> Double? {
    guard 1...mostDigits ~= digits.count, digits.allSatisfy(\.isDigit) else { return nil }
    return Double(digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
  }

  /// A number with a fraction.
  static func decimal(whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>) -> Double? {
    guard let whole = integer(whole), let part = integer(fraction) else { return nil }
    let scale = (0..<fraction.count).reduce(1.0) { power, _ in power * 10 }
    return (whole * scale + part) / scale
  }

  /// The number at the start, with `ms` behind it or nothing that belongs to a word.
  static func scan(_ bytes: ArraySlice<UInt8>, allowsFraction: Bool) -> NameNumber? {
    let whole = bytes.prefix(while: \.isDigit)
    if allowsFraction, bytes[whole.endIndex...].first == .dot {
      let fraction = bytes[(whole.endIndex + 1)...].prefix(while: \.isDigit)
      if let value = decimal(whole: whole, fraction: fraction),
        let number = NameNumber(value, rest: bytes[fraction.endIndex...])
      {
        return number
      }
    }
    return integer(whole).flatMap { NameNumber($0, rest: bytes[whole.endIndex...]) }
  }

  private init?(_ value: Double, rest: ArraySlice<UInt8>) {
    self.value = value
    isMilliseconds = rest.starts(with: "ms".utf8)
    end = rest.startIndex + (isMilliseconds ? 2 : 0)
    if end < rest.endIndex, rest[end].isAlphanumeric { return nil }
  }
}

extension UInt8 {
  static let dot = UInt8(ascii: ".")

  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
  var isCapital: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
  var isLowercaseLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self }
  var isLetter: Bool { isCapital || isLowercaseLetter }
  /// Whether the byte belongs to a word: letters beyond ASCII do as well.
  var isAlphanumeric: Bool { isDigit || isLetter || self >= 0x80 }
}

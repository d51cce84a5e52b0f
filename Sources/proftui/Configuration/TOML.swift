/// The part of TOML that settings need: tables, and keys with strings, integers, truth values and arrays of them.
///
/// A library for all of TOML would bring Foundation with it, which alone is four times the program. What is left out here
/// (floats, dates, inline tables, texts of several lines) is named where it stands.
///
/// Source: TOML 1.0.0, toml.io.
enum TOML {
  enum Value: Hashable, Sendable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([Value])
  }

  /// A key with its value.
  struct Entry: Hashable, Sendable {
    /// The table it stands in, its parts joined by points; empty before the first.
    let table: String
    let key: String
    let value: Value
    /// Counted from 1.
    let line: Int
  }

  /// Why a text is no TOML, or more than is read here.
  struct SyntaxError: Error, Hashable, Sendable {
    let line: Int
    let reason: String
  }

  /// All entries in the order of the text. Ends at the first error. O(length).
  static func entries(of text: String) throws(SyntaxError) -> [Entry] {
    var parser = Parser(text)
    return try parser.entries()
  }
}

private struct Parser {
  private var rest: Substring.UnicodeScalarView
  private var line = 1

  init(_ text: String) { rest = text[...].unicodeScalars }

  mutating func entries() throws(TOML.SyntaxError) -> [TOML.Entry] {
    var entries: [TOML.Entry] = []
    var table = ""
    while skipToText() {
      if take("[") {
        if rest.first == "[" { throw error("arrays of tables are not used here") }
        table = try dottedKey().joined(separator: ".")
        try expect("]")
      } else {
        let start = line
        var path = try dottedKey()
        try expect("=")
        skipBlanks()
        let key = path.removeLast()
        let within = ([table] + path).filter { !$0.isEmpty }.joined(separator: ".")
        entries.append(TOML.Entry(table: within, key: key, value: try value(), line: start))
      }
      try endLine()
    }
    return entries
  }

  // MARK: Keys

  private mutating func dottedKey() throws(TOML.SyntaxError) -> [String] {
    var parts = [try simpleKey()]
    skipBlanks()
    while take(".") {
      parts.append(try simpleKey())
      skipBlanks()
    }
    return parts
  }

  private mutating func simpleKey() throws(TOML.SyntaxError) -> String {
    skipBlanks()
    if rest.first == "\"" || rest.first == "'" { return try string() }
    let bare = rest.prefix {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == "_")
    }
    guard !bare.isEmpty else { throw error("a name is expected") }
    rest = rest[bare.endIndex...]
    return String(bare)
  }

  // MARK: Values

  private mutating func value() throws(TOML.SyntaxError) -> TOML.Value {
    switch rest.first {
    case "\"", "'": return .string(try string())
    case "[": return .array(try array())
    default: return try word()
    }
  }

  private mutating func word() throws(TOML.SyntaxError) -> TOML.Value {
    let word = rest.prefix { !" \t\r\n,]#".unicodeScalars.contains($0) }
    rest = rest[word.endIndex...]
    switch String(word) {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case let digits:
      guard let integer = Int(digits.filter { $0 != "_" }) else {
        throw error(
          digits.isEmpty
            ? "a value is expected" : "'\(digits)' is no text in quotes, no whole number and not true or false")
      }
      return .integer(integer)
    }
  }

  private mutating func array() throws(TOML.SyntaxError) -> [TOML.Value] {
    var values: [TOML.Value] = []
    _ = take("[")
    while true {
      _ = skipToText()
      if take("]") { return values }
      guard !rest.isEmpty else { throw error("the array has no end") }
      if rest.first == "[" { throw error("arrays in arrays are not used here") }
      values.append(try value())
      _ = skipToText()
      if take(",") { continue }
      guard rest.first == "]" else { throw error("a comma or ] is expected") }
    }
  }

  /// A text in double quotes, with escapes, or in single quotes, without.
  private mutating func string() throws(TOML.SyntaxError) -> String {
    let quote = rest.removeFirst()
    if rest.starts(with: [quote, quote]) { throw error("texts of several lines are not used here") }
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == quote { return String(text) }
      if scalar == "\n" { break }
      text.append(scalar == "\\" && quote == "\"" ? try escape() : scalar)
    }
    throw error("the text has no end")
  }

  private mutating func escape() throws(TOML.SyntaxError) -> Unicode.Scalar {
    let known: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}", "e": "\u{1B}",
    ]
    guard let letter = rest.popFirst() else { throw error("the text has no end") }
    if let scalar = known[letter] { return scalar }
    let digits = letter == "u" ? rest.prefix(4) : letter == "U" ? rest.prefix(8) : rest.prefix(0)
    guard !digits.isEmpty, let scalar = UInt32(String(digits), radix: 16).flatMap(Unicode.Scalar.init) else {
      throw error("\\\(letter) is no escape")
    }
    rest = rest[digits.endIndex...]
    return scalar
  }

  // MARK: Characters

  /// Skips blanks, comments and line ends. False at the end of the text.
  private mutating func skipToText() -> Bool {
    while let scalar = rest.first {
      switch scalar {
      case "\n":
        line += 1
        rest.removeFirst()
      case " ", "\t", "\r": rest.removeFirst()
      case "#": rest = rest.drop { $0 != "\n" }
      default: return true
      }
    }
    return false
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 == " " || $0 == "\t" } }

  private mutating func endLine() throws(TOML.SyntaxError) {
    skipBlanks()
    if rest.first == "#" { rest = rest.drop { $0 != "\n" } }
    _ = take("\r")
    guard rest.isEmpty || rest.first == "\n" else { throw error("something follows that does not belong here") }
  }

  private mutating func expect(_ scalar: Unicode.Scalar) throws(TOML.SyntaxError) {
    skipBlanks()
    guard take(scalar) else { throw error("\(scalar) is expected") }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private func error(_ reason: String) -> TOML.SyntaxError { TOML.SyntaxError(line: line, reason: reason) }
}

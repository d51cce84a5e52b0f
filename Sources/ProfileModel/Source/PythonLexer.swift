/// A piece of Python source code that is not blank and no operator.
public struct PythonToken: Hashable, Sendable {
  /// What a token is.
  public enum Kind: Hashable, Sendable {
    case keyword
    case name
    /// A name behind a dot.
    case attribute
    /// The name behind `def` or `class`.
    case definition
    case string
    case number
    case comment
  }

  /// What it is.
  public let kind: Kind
  /// The bytes of the line's UTF-8.
  public let bytes: Range<Int>
  /// Whether a parenthesis follows: of names and attributes that are called.
  public let isCalled: Bool
}

/// Takes Python apart, line by line, as far as colours and names need it: strings may go on over many lines, and nothing is
/// an error. Python 2 and 3 alike; the fields of f-strings are part of the string.
///
/// Source: Python's language reference, "Lexical analysis".
public struct PythonLexer: Sendable {
  /// The string that is open at the end of the last line: its quote, once or three times.
  private var openString: [UInt8]?

  public init() {}

  /// Whether the next line begins within a string.
  var isWithinString: Bool { openString != nil }

  /// The tokens of the next line, given without its end. O(length).
  public mutating func tokens(of line: [UInt8]) -> [PythonToken] {
    var tokens: [PythonToken] = []
    var scanner = Scanner(line: line)
    if let quote = openString { add(.string, scanner.string(closedBy: quote, &openString), to: &tokens) }
    while let byte = scanner.nextVisible() {
      let start = scanner.position
      switch byte {
      case UInt8(ascii: "#"): add(.comment, scanner.rest(), to: &tokens)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        add(.string, scanner.string(closedBy: scanner.openQuote(), &openString), to: &tokens)
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        add(.number, scanner.word(alsoDots: true), to: &tokens)
      case _ where byte.isNameByte:
        let word = scanner.word()
        if scanner.isAtQuote, Self.isStringPrefix(line[word]) {
          let string = scanner.string(closedBy: scanner.openQuote(), &openString)
          add(.string, start..<string.upperBound, to: &tokens)
        } else {
          let kind = kind(of: line[word], after: tokens.last, in: line)
          tokens.append(PythonToken(kind: kind, bytes: word, isCalled: kind != .keyword && scanner.isAtCall))
        }
      default: scanner.skip()
      }
    }
    return tokens
  }

  private func add(_ kind: PythonToken.Kind, _ bytes: Range<Int>, to tokens: inout [PythonToken]) {
    if !bytes.isEmpty { tokens.append(PythonToken(kind: kind, bytes: bytes, isCalled: false)) }
  }

  private func kind(of word: ArraySlice<UInt8>, after last: PythonToken?, in line: [UInt8]) -> PythonToken.Kind {
    let before = line[..<word.startIndex].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    if before == UInt8(ascii: ".") { return .attribute }
    if Self.keywords.contains(String(decoding: word, as: UTF8.self)) { return .keyword }
    if let last, last.kind == .keyword {
      let keyword = String(decoding: line[last.bytes], as: UTF8.self)
      if keyword == "def" || keyword == "class" { return .definition }
    }
    return .name
  }

  private static func isStringPrefix(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 2 && word.allSatisfy { "rRbBuUfFtT".utf8.contains($0) }
  }

  private static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
    "pass", "raise", "return", "try", "while", "with", "yield",
  ]
}

/// Where one is in a line.
private struct Scanner {
  let line: [UInt8]
  var position = 0

  init(line: [UInt8]) { self.line = line }

  /// Steps over blanks; nil at the end.
  mutating func nextVisible() -> UInt8? {
    while position < line.count, line[position] <= 0x20 { position += 1 }
    return position < line.count ? line[position] : nil
  }

  mutating func skip() { position += 1 }

  mutating func rest() -> Range<Int> {
    defer { position = line.count }
    return position..<line.count
  }

  mutating func word(alsoDots: Bool = false) -> Range<Int> {
    let start = position
    while position < line.count, line[position].isNameByte || (alsoDots && line[position] == UInt8(ascii: ".")) {
      position += 1
    }
    return start..<position
  }

  var isAtQuote: Bool {
    position < line.count && (line[position] == UInt8(ascii: "\"") || line[position] == UInt8(ascii: "'"))
  }

  /// Whether a parenthesis is the next thing that is not blank.
  var isAtCall: Bool { line[position...].first { $0 > 0x20 } == UInt8(ascii: "(") }

  /// The quote here, one or three of them. The position stays: a string begins with its quote.
  func openQuote() -> [UInt8] {
    let quote = line[position]
    let isTriple = position + 2 < line.count && line[position + 1] == quote && line[position + 2] == quote
    return Array(repeating: quote, count: isTriple ? 3 : 1)
  }

  /// A string to its end, or as far as the line goes: then it is open, if it may go on in the next one.
  ///
  /// - Parameter open: what is open before; afterwards what is open then.
  mutating func string(closedBy quote: [UInt8], _ open: inout [UInt8]?) -> Range<Int> {
    let start = position
    if open == nil { position += quote.count }
    while position < line.count {
      if line[position] == UInt8(ascii: "\\") {
        position += 2
      } else if line[position...].starts(with: quote) {
        position += quote.count
        open = nil
        return start..<position
      } else {
        position += 1
      }
    }
    let goesOn = quote.count == 3 || position > line.count  // a backslash at the end of the line
    position = line.count
    open = goesOn ? quote : nil
    return start..<position
  }
}

extension UInt8 {
  /// Letters, digits, the underscore, and everything beyond ASCII.
  fileprivate var isNameByte: Bool {
    self >= 0x80 || self == UInt8(ascii: "_") || (0x30...0x39).contains(self) || (0x41...0x5A).contains(self)
      || (0x61...0x7A).contains(self)
  }
}

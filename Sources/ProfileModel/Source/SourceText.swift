/// The text of a Python file, as lines with their tokens.
public struct SourceText: Sendable {
  /// One line, without its end.
  public struct Line: Hashable, Sendable {
    /// Tabs are blanks; apart from them uncleaned.
    public let text: [UInt8]
    /// From left to right; blanks are none.
    public let tokens: [PythonToken]
    /// Whether the line goes on with a bracket or a string that was opened above.
    let isContinuation: Bool

    /// The text of a token.
    public func string(_ token: PythonToken) -> String { String(decoding: text[token.bytes], as: UTF8.self) }

    /// How many blanks the statement begins with; nil for a line that is empty, a comment, or goes on with one above.
    var indentation: Int? {
      guard !isContinuation, let first = text.firstIndex(where: { $0 > 0x20 }), text[first] != UInt8(ascii: "#") else {
        return nil
      }
      return first
    }
  }

  /// All lines, from 0.
  public let lines: [Line]

  /// Decodes and takes apart a file: UTF-8, with U+FFFD for what is none, or Latin-1 where its coding cookie says so. Lines
  /// end as in Python with LF, CR or both; tabs go to the next multiple of eight. O(bytes).
  ///
  /// Source: PEP 263, "Defining Python Source Code Encodings".
  public init(_ bytes: [UInt8]) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let rows = Self.rows(of: hasMark ? bytes[3...] : bytes[...])
    let isLatin1 = rows.prefix(2).contains(where: Self.saysLatin1)
    var lexer = PythonLexer()
    var openBrackets = 0
    lines = rows.map { row in
      let text = Self.expanded(isLatin1 ? Self.fromLatin1(row) : Self.repaired(row))
      let isContinuation = openBrackets > 0 || lexer.isWithinString
      let tokens = lexer.tokens(of: text)
      openBrackets = max(0, openBrackets + Self.brackets(in: text, tokens))
      return Line(text: text, tokens: tokens, isContinuation: isContinuation)
    }
  }

  /// How many more brackets are opened than closed, outside of strings and comments.
  private static func brackets(in text: [UInt8], _ tokens: [PythonToken]) -> Int {
    var count = 0
    var position = 0
    for end in tokens.map(\.bytes) + [text.count..<text.count] {
      for byte in text[position..<end.lowerBound] {
        if "([{".utf8.contains(byte) { count += 1 }
        if ")]}".utf8.contains(byte) { count -= 1 }
      }
      position = end.upperBound
    }
    return count
  }

  private static func rows(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var rows: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    var index = start
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == 0x0A || byte == 0x0D {
        rows.append(bytes[start..<index])
        if byte == 0x0D, index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    if start < bytes.endIndex { rows.append(bytes[start...]) }
    return rows
  }

  /// Whether a comment says `coding: latin-1` or the like.
  private static func saysLatin1(_ row: ArraySlice<UInt8>) -> Bool {
    let mark = Array("coding".utf8)
    guard row.first(where: { $0 > 0x20 }) == UInt8(ascii: "#"),
      let start = ByteFinder(mark).firstIndex(in: row.span.bytes, from: 0)
    else { return false }
    let cookie = String(decoding: row.dropFirst(start + mark.count), as: UTF8.self)
    let name = cookie.drop { $0 == ":" || $0 == "=" || $0 == " " }.prefix {
      $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
    }
    let known = ["latin-1", "latin1", "latin_1", "iso-8859-1", "iso8859-1", "iso_8859_1", "iso-8859-15", "cp1252"]
    return known.contains(name.lowercased())
  }

  private static func fromLatin1(_ row: ArraySlice<UInt8>) -> [UInt8] {
    row.allSatisfy { $0 < 0x80 }
      ? Array(row) : row.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
  }

  private static func repaired(_ row: ArraySlice<UInt8>) -> [UInt8] {
    row.allSatisfy { $0 < 0x80 } ? Array(row) : Array(String(decoding: row, as: UTF8.self).utf8)
  }

  private static func expanded(_ row: [UInt8]) -> [UInt8] {
    guard row.contains(0x09) else { return row }
    var expanded: [UInt8] = []
    for byte in row {
      if byte == 0x09 {
        repeat { expanded.append(0x20) } while expanded.count % 8 != 0
      } else {
        expanded.append(byte)
      }
    }
    return expanded
  }
}

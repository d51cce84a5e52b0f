/// What to look for in a request's method and path, and in its file's name; and which functions are to be in its profile.
///
///     traits                  a plain substring of `METHOD /path` or of the name
///     ~^get /users$           a regular expression
///     fn:serialize            the requests that spend time in functions of this name
///     get /users fn:execute   both
///
/// Without a capital letter in it, case does not matter. What follows `fn:` is a ``Search``.
public struct RequestFilter: Sendable {
  /// As it was typed.
  public let text: String
  /// The functions that are to be in the profile; nil where none are asked for.
  public let functions: Search?
  /// What is looked for in names, as it was typed.
  private let names: String
  /// The bytes of a substring, in small letters where case does not matter.
  private let wanted: [UInt8]
  private let ignoresCase: Bool

  /// - Throws: ``Search/SyntaxError`` for an expression that is none.
  public init(_ text: String) throws(Search.SyntaxError) {
    self.text = text
    let (names, functions) = Self.split(text)
    self.names = String(names)
    let search = try functions.map { text throws(Search.SyntaxError) in try Search(String(text)) }
    self.functions = search.flatMap { $0.isEmpty ? nil : $0 }
    ignoresCase = !names.contains { $0.isUppercase }
    wanted = Array((ignoresCase ? names.lowercased() : self.names).utf8)
    if isExpression { _ = try Search(self.names) }
  }

  /// What stands before `fn:` at the start of a word, and what stands behind it.
  private static func split(_ text: String) -> (names: Substring, functions: Substring?) {
    for mark in text.ranges(of: "fn:") {
      let before = text[..<mark.lowerBound]
      if before.last?.isWhitespace ?? true { return (before.trimmingEnd, text[mark.upperBound...]) }
    }
    return (text[...], nil)
  }

  private var isExpression: Bool { names.hasPrefix("~") }

  /// Whether no name is kept out.
  private var allowsAllNames: Bool { names.isEmpty || names == "~" }

  /// Whether nothing was typed yet: such a filter lets everything through.
  public var isEmpty: Bool { allowsAllNames && functions == nil }

  /// Whether a request that this filter keeps out for its name would have been kept out by another already.
  public func isNarrower(than other: RequestFilter) -> Bool {
    if other.allowsAllNames { return true }
    return !isExpression && !other.isExpression && ignoresCase == other.ignoresCase
      && wanted.contains(other.wanted)
  }

  /// The rows of the requests whose names the filter lets through, ascending. O(length of all names).
  public func rows(of requests: [RequestProfile]) -> [Int] { rows(of: requests, among: Array(requests.indices)) }

  /// Those among some rows.
  public func rows(of requests: [RequestProfile], among rows: [Int]) -> [Int] {
    if allowsAllNames { return rows }
    guard isExpression else { return rows.filter { holdsText(requests[$0]) } }
    guard let regex = try? Regex(String(names.dropFirst())).ignoresCase(ignoresCase) else { return [] }
    return rows.filter { row in
      let request = requests[row]
      let texts = [request.name.pattern.text, String(decoding: request.file.name, as: UTF8.self)]
      return texts.contains { (try? regex.firstMatch(in: $0)) != nil }
    }
  }

  /// Whether a name that is no request's, such as a directory's, is let through. Where functions are looked for none is.
  public func allows(name: ArraySlice<UInt8>) -> Bool {
    if functions != nil { return false }
    if allowsAllNames { return true }
    guard isExpression else { return name.withUnsafeBytes(holdsText) }
    let regex = try? Regex(String(names.dropFirst())).ignoresCase(ignoresCase)
    return (try? regex?.firstMatch(in: String(decoding: name, as: UTF8.self))) != nil
  }

  private func holdsText(_ request: RequestProfile) -> Bool {
    if request.file.name.withUnsafeBytes(holdsText) { return true }
    guard let path = request.name.path else { return false }
    if holdsText(path) { return true }
    // Method and path are put together only if that can make a difference.
    let spansBoth = wanted.contains(UInt8(ascii: " "))
    return request.name.method.map { holdsText($0) || (spansBoth && holdsText("\($0) \(path)")) } ?? false
  }

  private func holdsText(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { holdsText(UnsafeRawBufferPointer($0)) }
  }

  private func holdsText(_ bytes: UnsafeRawBufferPointer) -> Bool {
    if ignoresCase, bytes.contains(where: { $0 >= 0x80 }) {
      var lowered = String(decoding: bytes, as: UTF8.self).lowercased()
      return lowered.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }
    return find(bytes)
  }

  /// Whether the wanted bytes are somewhere in others. O(n × m), mostly O(n).
  private func find(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard !wanted.isEmpty, bytes.count >= wanted.count else { return false }
    return wanted.withUnsafeBufferPointer { wanted in
      let first = wanted[0]
      let capital = ignoresCase && first.isLowercaseLetter ? first & ~0x20 : first
      return (0...bytes.count - wanted.count).contains { start in
        (bytes[start] == first || bytes[start] == capital)
          && (1..<wanted.count).allSatisfy { isEqual(bytes[start + $0], wanted[$0]) }
      }
    }
  }

  private func isEqual(_ byte: UInt8, _ wanted: UInt8) -> Bool {
    byte == wanted || (ignoresCase && byte.isCapital && byte | 0x20 == wanted)
  }
}

extension Substring {
  /// Without the blanks at the end.
  fileprivate var trimmingEnd: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? self[..<startIndex]
  }
}

/// What to look for in a request's method and path, and in its file's name.
///
/// A plain substring of `METHOD /path` or of the name; without a capital letter in it, case does not matter. With `~` in
/// front it is a regular expression, as in ``Search``.
public struct RequestFilter: Sendable {
  /// As it was typed.
  public let text: String
  /// The bytes of a substring, in small letters where case does not matter.
  private let wanted: [UInt8]
  private let ignoresCase: Bool
  private let isExpression: Bool

  /// - Throws: ``Search/SyntaxError`` for an expression that is none.
  public init(_ text: String) throws(Search.SyntaxError) {
    self.text = text
    ignoresCase = !text.contains { $0.isUppercase }
    isExpression = text.hasPrefix("~")
    wanted = Array((ignoresCase ? text.lowercased() : text).utf8)
    if isExpression { _ = try Search(text) }
  }

  /// Whether nothing was typed yet: such a filter lets everything through.
  public var isEmpty: Bool { text.isEmpty || text == "~" }

  /// The rows of the requests that the filter lets through, ascending. O(length of all names).
  public func rows(of requests: [RequestProfile]) -> [Int] {
    if isEmpty { return Array(requests.indices) }
    guard isExpression else { return requests.indices.filter { holdsText(requests[$0]) } }
    guard let regex = try? Regex(String(text.dropFirst())).ignoresCase(ignoresCase) else { return [] }
    return requests.indices.filter { row in
      let request = requests[row]
      let texts = [request.name.pattern.text, String(decoding: request.file.name, as: UTF8.self)]
      return texts.contains { (try? regex.firstMatch(in: $0)) != nil }
    }
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

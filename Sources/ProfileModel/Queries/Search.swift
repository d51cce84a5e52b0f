/// What to look for among the functions of a profile.
///
/// A plain substring of the function's name; of pstats' `file:line(function)` where the text holds `/`, `:` or `.`.
/// Without a capital letter in it, case does not matter. With `~` in front it is a regular expression.
public struct Search: Sendable {
  /// Why a text is no search.
  public struct SyntaxError: Error, Hashable, Sendable {
    public let reason: String
  }

  fileprivate enum Pattern: Sendable {
    case substring(String)
    case expression(String)
    case name(String)
  }

  /// As it was typed.
  public let text: String
  private let pattern: Pattern
  private let ignoresCase: Bool
  private let looksAtFile: Bool

  /// - Throws: ``SyntaxError`` for an expression that is none.
  public init(_ text: String) throws(SyntaxError) {
    self.text = text
    ignoresCase = !text.contains { $0.isUppercase }
    if text.hasPrefix("~") {
      let expression = String(text.dropFirst())
      looksAtFile = expression.contains { $0 == "/" || $0 == ":" }
      pattern = .expression(expression)
      _ = try Matcher(pattern, ignoresCase: ignoresCase)
    } else {
      looksAtFile = text.contains { $0 == "/" || $0 == ":" || $0 == "." }
      pattern = .substring(text)
    }
  }

  /// The functions whose whole name is this one.
  public init(exactly name: String) {
    text = name
    ignoresCase = false
    looksAtFile = false
    pattern = .name(name)
  }

  /// Whether nothing was typed yet: such a search matches nothing.
  public var isEmpty: Bool { text.isEmpty || text == "~" }

  /// The functions that match, in the order of the file. Each distinct name is looked at once.
  public func matches(in functions: FunctionTable) -> [FunctionID] {
    guard !isEmpty, let matcher = try? Matcher(pattern, ignoresCase: ignoresCase) else { return [] }
    if looksAtFile { return functions.ids.filter { matcher.matches(functions[$0].standardName) } }
    var known = [Bool?](repeating: nil, count: functions.strings.count)
    return functions.ids.filter { id in
      let name = functions.names[id.row]
      if let answer = known[name.row] { return answer }
      let answer = matcher.matches(name, in: functions.strings)
      known[name.row] = answer
      return answer
    }
  }
}

/// A search made ready to be asked many times.
private struct Matcher {
  private enum Test {
    case substring([UInt8])
    case expression(Regex<AnyRegexOutput>)
    case name(String)
  }

  private let test: Test
  private let ignoresCase: Bool

  init(_ pattern: Search.Pattern, ignoresCase: Bool) throws(Search.SyntaxError) {
    self.ignoresCase = ignoresCase
    switch pattern {
    case .substring(let text):
      test = .substring(Array((ignoresCase ? text.lowercased() : text).utf8))
    case .name(let name):
      test = .name(name)
    case .expression(let text):
      do {
        test = .expression(try Regex(text).ignoresCase(ignoresCase))
      } catch {
        throw Search.SyntaxError(reason: "not a regular expression")
      }
    }
  }

  /// Looks at the bytes where that is enough, else at the decoded string.
  func matches(_ name: StringID, in strings: StringTable) -> Bool {
    if case .substring(let wanted) = test {
      let answer = strings.withBytes(of: name) { bytes in
        bytes.allSatisfy { $0 < 0x80 } ? contains(wanted, in: bytes) : nil
      }
      if let answer { return answer }
    }
    return matches(strings[name])
  }

  func matches(_ text: String) -> Bool {
    switch test {
    case .substring(let wanted):
      Array((ignoresCase ? text.lowercased() : text).utf8).withUnsafeBytes { contains(wanted, in: $0) }
    case .name(let name):
      text == name
    case .expression(let regex):
      (try? regex.firstMatch(in: text)) != nil
    }
  }

  /// Whether the bytes hold the wanted ones, which are in lower case where case is ignored. O(bytes × wanted).
  private func contains(_ wanted: [UInt8], in bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { start in
      wanted.indices.allSatisfy { isEqual(bytes[start + $0], wanted[$0]) }
    }
  }

  private func isEqual(_ byte: UInt8, _ wanted: UInt8) -> Bool {
    byte == wanted || (ignoresCase && (0x41...0x5A).contains(byte) && byte | 0x20 == wanted)
  }
}

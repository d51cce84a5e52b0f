/// What to look for in a request's method and path, and in its file's name; and which functions are to be in its profile.
///
///     traits                  a plain substring of `METHOD /path` or of the name
///     ~^get /users$           a regular expression
///     fn:serialize            the requests that spend time in functions of this name
///     get /users fn:execute   both
///
/// Without a capital letter in it, case does not matter. What follows `fn:` is a ``Search``.
public struct RequestFilter: Sendable {
  private enum Pattern: Sendable {
    case everything
    case substring(ByteFinder)
    case expression(RegularExpression)
  }

  /// As it was typed.
  public let text: String
  /// The functions that are to be in the profile; nil where none are asked for.
  public let functions: Search?
  /// What is looked for in names.
  private let pattern: Pattern
  private let ignoresCase: Bool

  /// - Throws: ``Search/SyntaxError`` for an expression that is none.
  public init(_ text: String) throws(Search.SyntaxError) {
    self.text = text
    let (names, functions) = Self.split(text)
    let search = try functions.map { text throws(Search.SyntaxError) in try Search(String(text)) }
    self.functions = search.flatMap { $0.isEmpty ? nil : $0 }
    if names.hasPrefix("~"), names != "~" {
      let expression = try RegularExpression(String(names.dropFirst()), letterCase: .isIgnored)
      pattern = .expression(expression)
      ignoresCase = expression.ignoresCase
    } else {
      ignoresCase = !names.holdsCapital
      let wanted = ByteFinder(Array((ignoresCase ? String(names).folded : String(names)).utf8))
      pattern = names.isEmpty || names == "~" ? .everything : .substring(wanted)
    }
  }

  /// What stands before `fn:` at the start of a word, and what stands behind it.
  private static func split(_ text: String) -> (names: Substring, functions: Substring?) {
    let mark = text.indices.first { index in
      text[index...].hasPrefix("fn:") && (text[..<index].last?.isWhitespace ?? true)
    }
    guard let mark else { return (text[...], nil) }
    return (text[..<mark].trimmingEnd, text[mark...].dropFirst(3))
  }

  /// Whether no name is kept out.
  private var allowsAllNames: Bool {
    switch pattern {
    case .everything: true
    case .substring, .expression: false
    }
  }

  /// Whether nothing was typed yet: such a filter lets everything through.
  public var isEmpty: Bool { allowsAllNames && functions == nil }

  /// Whether every request that another filter keeps out for its name is kept out by this one as well.
  public func isNarrower(than other: RequestFilter) -> Bool {
    switch (pattern, other.pattern) {
    case (_, .everything): true
    case (.substring(let wanted), .substring(let others)):
      ignoresCase == other.ignoresCase && others.isFound(in: wanted.wanted.span.bytes)
    case (.everything, .substring), (.expression, .substring), (_, .expression): false
    }
  }

  /// The rows of the requests whose names the filter lets through, ascending. O(length of all names).
  public func rows(of requests: [RequestProfile]) -> [Int] { rows(of: requests, among: Array(requests.indices)) }

  /// Those among some rows.
  public func rows(of requests: [RequestProfile], among rows: [Int]) -> [Int] {
    switch pattern {
    case .everything: return rows
    case .substring(let wanted):
      var text = FoldedText(ignoresCase: ignoresCase)
      return rows.filter { isFound(wanted, in: requests[$0], &text) }
    case .expression(let expression):
      var matcher = expression.matcher()
      var text = FoldedText(ignoresCase: false)
      return rows.filter { row in
        text.clear()
        text.append(addressOf: requests[row].name)
        if matcher.isFound(in: text.bytes) { return true }
        text.clear()
        text.append(requests[row].file.name)
        return matcher.isFound(in: text.bytes)
      }
    }
  }

  /// Whether a name that is no request's, such as a directory's, is let through. Where functions are looked for none is.
  public func allows(name: ArraySlice<UInt8>) -> Bool {
    if functions != nil { return false }
    switch pattern {
    case .everything: return true
    case .substring(let wanted):
      var text = FoldedText(ignoresCase: ignoresCase)
      text.append(name)
      return wanted.isFound(in: text.bytes.span.bytes)
    case .expression(let expression):
      var matcher = expression.matcher()
      return matcher.isFound(in: Array(name))
    }
  }

  /// - Parameter text: room for the request's texts, which is filled anew.
  private func isFound(_ wanted: ByteFinder, in request: RequestProfile, _ text: inout FoldedText) -> Bool {
    text.clear()
    text.append(addressOf: request.name)
    text.endText()
    text.append(request.file.name)
    return wanted.isFound(in: text.bytes.span.bytes)
  }
}

/// Texts one behind another as a search looks at them. Kept from request to request, so that nothing is allocated for each.
private struct FoldedText {
  /// Whether small letters stand for capitals.
  let ignoresCase: Bool
  private(set) var bytes: [UInt8] = []

  init(ignoresCase: Bool) { self.ignoresCase = ignoresCase }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ text: some Collection<UInt8>) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    guard ignoresCase else { return }
    var others: UInt8 = 0
    for index in start..<bytes.count {
      others |= bytes[index]
      if bytes[index].isCapital { bytes[index] |= 0x20 }
    }
    // Capitals outside ASCII, of which there are few.
    if others >= 0x80 { bytes.replaceSubrange(start..., with: String(decoding: text, as: UTF8.self).folded.utf8) }
  }

  /// Appends `METHOD /path`, or what is known of it, as ``RoutePattern/text`` has it.
  mutating func append(addressOf name: RequestName) {
    if let method = name.method {
      append(method.utf8)
      if name.path != nil { bytes.append(UInt8(ascii: " ")) }
    }
    if let path = name.path { append(path.utf8) }
  }

  /// No search finds anything that begins in one text and ends in the next.
  mutating func endText() { bytes.append(0xFF) }
}

extension Substring {
  /// Without the blanks at the end.
  fileprivate var trimmingEnd: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? self[..<startIndex]
  }
}

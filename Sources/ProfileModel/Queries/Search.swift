/// What to look for among the functions of a profile.
///
/// A plain substring of the function's name; of pstats' `file:line(function)` where the text holds `/`, `:` or `.`.
/// Without a capital letter in it, case does not matter. With `~` in front it is a ``RegularExpression``, of which the
/// characters that stand for themselves count.
public struct Search: Sendable {
  /// Why a text is no search, or cannot be looked for.
  public typealias SyntaxError = RegularExpression.SyntaxError

  private enum Pattern: Sendable {
    case substring(ByteFinder)
    case expression(RegularExpression)
    case name([UInt8])
  }

  /// As it was typed.
  public let text: String
  /// Whether ``SearchText/init(labelsOf:)`` is what it looks at, rather than the names alone.
  public let looksAtLabels: Bool
  private let pattern: Pattern
  private let ignoresCase: Bool

  /// - Throws: ``SyntaxError`` for an expression that is none.
  public init(_ text: String) throws(SyntaxError) {
    self.text = text
    if text.hasPrefix("~") {
      let expression = try RegularExpression(String(text.dropFirst()), letterCase: .isIgnored)
      pattern = .expression(expression)
      ignoresCase = expression.ignoresCase
      looksAtLabels = expression.literals.contains(where: Self.isOfLabels)
    } else {
      ignoresCase = !text.holdsCapital
      pattern = .substring(ByteFinder(Array((ignoresCase ? text.folded : text).utf8)))
      looksAtLabels = text.unicodeScalars.contains(where: Self.isOfLabels)
    }
  }

  /// The functions whose whole name is this one.
  public init(exactly name: String) {
    text = name
    ignoresCase = false
    looksAtLabels = false
    pattern = .name(Array(name.utf8))
  }

  private static func isOfLabels(_ scalar: Unicode.Scalar) -> Bool { scalar == "/" || scalar == ":" || scalar == "." }

  /// Whether nothing was typed yet: such a search matches nothing.
  public var isEmpty: Bool { text.isEmpty || text == "~" }

  /// The functions that match, in the order of the file. Whoever searches again keeps the text; see ``matches(in:)``.
  public func matches(in functions: FunctionTable) throws(SyntaxError) -> [FunctionID] {
    if isEmpty { return [] }
    return try matches(in: looksAtLabels ? SearchText(labelsOf: functions) : SearchText(namesOf: functions))
  }

  /// The functions that match, in the order of the file. O(length of the text).
  ///
  /// - Precondition: the text is of labels where the search looks at these, else of names.
  /// - Throws: where an expression would take too long on this text.
  public func matches(in text: SearchText) throws(SyntaxError) -> [FunctionID] {
    try matches(in: text, workLimit: Self.workLimit)
  }

  /// - Parameter workLimit: how many steps an expression may take.
  func matches(in text: SearchText, workLimit: Int) throws(SyntaxError) -> [FunctionID] {
    if isEmpty { return [] }
    return text.functions(withTexts: try marked(in: text, workLimit))
  }

  /// Whether all that this search finds is found by another one as well, because it was typed on from there.
  public func narrows(_ other: Search) -> Bool {
    guard case .substring = pattern, case .substring = other.pattern, !other.isEmpty else { return false }
    return looksAtLabels == other.looksAtLabels && text.utf8.starts(with: other.text.utf8)
  }

  /// Those that match of the functions that a search found which this one narrows, in their order. O(length of their texts).
  ///
  /// - Precondition: the text is the one that the other search looked at.
  public func matches(in text: SearchText, among found: [FunctionID]) -> [FunctionID] {
    guard case .substring(let finder) = pattern else { return found }
    return text.functions(among: found, holding: finder, ignoringCase: ignoresCase)
  }

  /// The lines that match, from 0. O(length of all).
  ///
  /// - Throws: where an expression would take too long on these lines.
  public func lines(of source: SourceText) throws(SyntaxError) -> [Int] {
    if isEmpty { return [] }
    let isMarked = try marked(in: SearchText(linesOf: source), Self.workLimit)
    return isMarked.indices.filter { isMarked[$0] }
  }

  /// Where the text stands in a line, as bytes: of expressions, which are only found or not, nowhere.
  public func places(in line: [UInt8]) -> [Range<Int>] {
    guard case .substring(let finder) = pattern else { return [] }
    let text = ignoresCase ? String(decoding: line, as: UTF8.self).folded.utf8.map { $0 } : line
    var places: [Range<Int>] = []
    while text.count == line.count,
      let start = finder.firstIndex(in: text.span.bytes, from: places.last?.upperBound ?? 0)
    {
      places.append(start..<start + finder.wanted.count)
    }
    return places
  }

  /// Marks the texts that match.
  private func marked(in text: SearchText, _ workLimit: Int) throws(SyntaxError) -> [Bool] {
    switch pattern {
    case .substring(let finder): (ignoresCase ? text.folded : text.exact).rows(holding: finder)
    case .expression(let expression): try Self.rows(of: text, holding: expression, workLimit)
    case .name(let name):
      (0..<text.exact.count).map { text.exact.bytes[text.exact.range(of: $0)].elementsEqual(name) }
    }
  }

  /// About a fifth of a second.
  private static let workLimit = 20_000_000

  /// Marks the texts that hold an expression; only those are looked at that hold what it requires.
  private static func rows(
    of text: SearchText, holding expression: RegularExpression, _ workLimit: Int
  ) throws(SyntaxError) -> [Bool] {
    var matcher = expression.matcher()
    let bytes = text.exact.bytes.span.bytes
    var isMarked = [Bool](repeating: true, count: text.exact.count)
    if !expression.requiredText.isEmpty {
      isMarked = text.folded.rows(holding: ByteFinder(expression.requiredText))
    }
    for row in isMarked.indices where isMarked[row] {
      isMarked[row] = matcher.isFound(in: bytes.extracting(text.exact.range(of: row)))
      if matcher.work > workLimit { throw SyntaxError(reason: "the expression takes too long here") }
    }
    return isMarked
  }
}

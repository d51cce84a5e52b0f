/// A regular expression whose matching takes time in proportion to the text, whatever was typed.
///
/// The syntax is that of Python's `re`: literals and escapes, `.`, classes with ranges, `\d \w \s` and their opposites,
/// groups of all kinds that only group, `|`, `* + ? {m,n}` greedy or not, `^ $ \A \Z \b \B`, and the flags `(?i)`, `(?m)` and
/// `(?s)`. Back references, look-around, and groups and repeats that never give back need a search without a bound, and are
/// refused. It answers whether a text holds a match, as `bool(re.search(…))` does; where it lies nobody asks.
///
/// Source of the method: Ken Thompson, "Regular expression search algorithm" (1968); Russ Cox, "Regular expression matching
/// can be simple and fast" (2007), from where the states come that are made as the text asks for them.
public struct RegularExpression: Hashable, Sendable {
  /// Why a text is no regular expression that can be looked for.
  public struct SyntaxError: Error, Hashable, Sendable {
    /// A clause that holds nothing of the text but what was typed at the place.
    public let reason: String

    public init(reason: String) { self.reason = reason }
  }

  /// Whether `a` and `A` are one.
  public enum LetterCase: Hashable, Sendable {
    case matters
    /// Unless there is a capital letter among the literals.
    case isIgnored
  }

  /// As it was typed.
  public let text: String
  let program: ExpressionProgram
  /// The characters that stand for themselves, in their order, also those in classes.
  let literals: [Unicode.Scalar]
  /// What a text must hold to hold a match, once both are in small letters. Empty where nothing is certain.
  let requiredText: [UInt8]
  let ignoresCase: Bool

  /// How many steps an expression may be: the most work that a character of the text may cost.
  public static var largestProgram: Int { ExpressionProgram.stepLimit }

  /// Bytes: to take more apart would take a while, only to find that it is too large.
  private static let longest = 1 << 17

  /// - Throws: ``SyntaxError`` for what is no expression, for what it cannot do, and for one that is too large.
  public init(_ text: String, letterCase: LetterCase = .matters) throws(SyntaxError) {
    guard text.utf8.count <= Self.longest else { throw SyntaxError(reason: "the expression is too long") }
    var parser = try ExpressionParser(text, ignoresCase: false)
    ignoresCase = letterCase == .isIgnored && !parser.literals.contains { $0.properties.isUppercase }
    if ignoresCase { parser = try ExpressionParser(text, ignoresCase: true) }
    self.text = text
    literals = parser.literals
    program = try ExpressionProgram(parser.syntax)
    requiredText = String(decoding: parser.syntax.requiredText, as: UTF8.self).folded.utf8.map(\.self)
  }

  /// Whether a text holds a match. Whoever asks many times keeps a ``matcher()``.
  public func isFound(in text: String) -> Bool {
    var matcher = matcher()
    return matcher.isFound(in: Array(text.utf8))
  }

  /// What looks for the expression, and remembers what it learned about it.
  public func matcher() -> ExpressionMatcher { ExpressionMatcher(program) }
}

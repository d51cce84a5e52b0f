/// Takes a regular expression apart by the rules of Python's `re`.
///
/// Source of the rules, and of the order in which they apply: CPython, `Lib/re/_parser.py`.
struct ExpressionParser {
  /// The expression; whole once the parser is made.
  private(set) var syntax = ExpressionSyntax.sequence([])
  /// The characters that stand for themselves, in their order.
  private(set) var literals: [Unicode.Scalar] = []
  private var input: ScalarReader
  private var flags: Flags
  private var depth = 0
  private var groupNames: Set<String> = []

  /// The flags that change what characters stand for.
  private struct Flags {
    var ignoresCase: Bool
    /// `(?m)`
    var knowsLines = false
    /// `(?s)`
    var dotMatchesAll = false
  }

  /// Deeper expressions could use up the stack.
  private static let depthLimit = 200

  init(_ text: String, ignoresCase: Bool) throws(RegularExpression.SyntaxError) {
    input = ScalarReader(text)
    flags = Flags(ignoresCase: ignoresCase)
    try readGlobalFlags()
    syntax = try choice()
    if input.next != nil { throw .init(reason: "a ) too many") }
  }

  // MARK: Sequences

  private mutating func choice() throws(RegularExpression.SyntaxError) -> ExpressionSyntax {
    var parts = [try sequence()]
    while input.take("|") { parts.append(try sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() throws(RegularExpression.SyntaxError) -> ExpressionSyntax {
    var items: [ExpressionSyntax] = []
    while let next = input.next, next != "|", next != ")" {
      if let bounds = try repeatBounds() {
        items.append(try repeated(items.popLast(), bounds))
      } else if let item = try item() {
        items.append(item)
      }
    }
    return .sequence(items)
  }

  private mutating func repeated(
    _ item: ExpressionSyntax?, _ bounds: (atLeast: Int, atMost: Int?)
  ) throws(RegularExpression.SyntaxError) -> ExpressionSyntax {
    switch item {
    case nil, .assertion?: throw .init(reason: "nothing to repeat")
    case .repetition?: throw .init(reason: "a repeat of a repeat")
    case .character(_)?, .sequence(_)?, .choice(_)?: break
    }
    if input.take("+") { throw .init(reason: "repeats that never give back are not supported") }
    _ = input.take("?")
    return .repetition(item ?? .sequence([]), atLeast: bounds.atLeast, atMost: bounds.atMost)
  }

  /// The bounds of a repeat that comes next, if one does; `{` that begins none stands for itself.
  private mutating func repeatBounds() throws(RegularExpression.SyntaxError) -> (atLeast: Int, atMost: Int?)? {
    if input.take("*") { return (0, nil) }
    if input.take("+") { return (1, nil) }
    if input.take("?") { return (0, 1) }
    let start = input
    guard input.take("{"), input.next != "}" else {
      input = start
      return nil
    }
    let least = input.number()
    let most = input.take(",") ? input.number() : least ?? .some(-1)
    guard input.take("}"), most != -1 else {
      input = start
      return nil
    }
    if let most, most < least ?? 0 { throw .init(reason: "a repeat of at least more than at most") }
    return (least ?? 0, most)
  }

  // MARK: Items

  /// The next item; nil for a comment, which is none.
  private mutating func item() throws(RegularExpression.SyntaxError) -> ExpressionSyntax? {
    guard let scalar = input.takeNext() else { return nil }
    switch scalar {
    case "(": return try group()
    case "[": return .character(try characterClass())
    case "\\": return try escape()
    case ".": return .character(dot)
    case "^": return .assertion(flags.knowsLines ? .lineStart : .textStart)
    case "$": return .assertion(flags.knowsLines ? .lineEnd : .lastLineEnd)
    default: return literal(scalar)
    }
  }

  private mutating func literal(_ scalar: Unicode.Scalar) -> ExpressionSyntax {
    literals.append(scalar)
    return .character(ScalarSet(scalar, ignoresCase: flags.ignoresCase))
  }

  private var dot: ScalarSet {
    var set = ScalarSet(ignoresCase: false)
    if !flags.dotMatchesAll { set.insert("\n") }
    set.isNegated = true
    return set
  }

  private mutating func escape() throws(RegularExpression.SyntaxError) -> ExpressionSyntax {
    switch input.next {
    case nil: throw .init(reason: "a \\ at the end")
    case "A": return assertion(.textStart)
    case "Z", "z": return assertion(.textEnd)
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.noWordBoundary)
    case let next?:
      if let (named, isNegated) = Self.namedClass(next) {
        _ = input.takeNext()
        var set = ScalarSet(ignoresCase: false)
        set.insert(named, isNegated: isNegated)
        return .character(set)
      }
      if ("1"..."9").contains(next), !input.hasOctalNumber { throw .init(reason: "back references are not supported") }
      return literal(try input.escapedScalar())
    }
  }

  private mutating func assertion(_ assertion: ExpressionSyntax.Assertion) -> ExpressionSyntax {
    _ = input.takeNext()
    return .assertion(assertion)
  }

  private static func namedClass(_ letter: Unicode.Scalar) -> (ScalarSet.Class, isNegated: Bool)? {
    switch letter {
    case "d": (.digit, false)
    case "D": (.digit, true)
    case "s": (.space, false)
    case "S": (.space, true)
    case "w": (.word, false)
    case "W": (.word, true)
    default: nil
    }
  }

  // MARK: Classes

  /// What is behind a `[`.
  private mutating func characterClass() throws(RegularExpression.SyntaxError) -> ScalarSet {
    var set = ScalarSet(ignoresCase: flags.ignoresCase)
    set.isNegated = input.take("^")
    var isFirst = true
    while isFirst || input.next != "]" {
      isFirst = false
      guard let first = try classMember(of: &set) else { continue }
      guard input.next == "-", input.second != "]" else {
        set.insert(first)
        continue
      }
      _ = input.takeNext()
      guard let last = try classMember(of: &set), first <= last else {
        throw .init(reason: "a range of characters from a later to an earlier one, or to a class")
      }
      set.insert(first.value...last.value)
    }
    _ = input.takeNext()
    return set
  }

  /// The next character of a class; nil where it is a class itself, which then is in the set.
  private mutating func classMember(
    of set: inout ScalarSet
  ) throws(RegularExpression.SyntaxError) -> Unicode.Scalar? {
    guard let scalar = input.takeNext() else { throw .init(reason: "a [ without its ]") }
    guard scalar == "\\" else {
      literals.append(scalar)
      return scalar
    }
    if input.take("b") { return "\u{8}" }
    if let (named, isNegated) = input.next.flatMap(Self.namedClass) {
      _ = input.takeNext()
      if input.next == "-", input.second != nil, input.second != "]" {
        throw .init(reason: "a range of characters that begins with a class")
      }
      set.insert(named, isNegated: isNegated)
      return nil
    }
    let escaped = try input.escapedScalar()
    literals.append(escaped)
    return escaped
  }

  // MARK: Groups

  /// What is behind a `(`.
  private mutating func group() throws(RegularExpression.SyntaxError) -> ExpressionSyntax? {
    let outer = flags
    defer { flags = outer }
    if input.take("?"), try !readGroupKind() { return nil }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw .init(reason: "groups are nested more than \(Self.depthLimit) deep") }
    let content = try choice()
    guard input.take(")") else { throw .init(reason: "a ( without its )") }
    // A group is an item of its own, whatever is in it.
    return .sequence([content])
  }

  /// Reads what is behind `(?`, up to the content of the group. False for a comment, which has none.
  private mutating func readGroupKind() throws(RegularExpression.SyntaxError) -> Bool {
    switch input.takeNext() {
    case ":": return true
    case "#":
      while let scalar = input.takeNext() { if scalar == ")" { return false } }
      throw .init(reason: "a comment without its )")
    case "P":
      if input.take("=") { throw .init(reason: "back references are not supported") }
      guard input.take("<"), let name = input.takeName(until: ">"), groupNames.insert(name).inserted else {
        throw .init(reason: "a group with a bad name, or with that of another")
      }
      return true
    case "=", "!": throw .init(reason: "look-around is not supported")
    case "<":
      let isLookBehind = input.next == "=" || input.next == "!"
      throw .init(reason: isLookBehind ? "look-around is not supported" : "a named group is written (?P<name>")
    case ">": throw .init(reason: "groups that never give back are not supported")
    case "(": throw .init(reason: "conditional groups are not supported")
    case .some:
      input.stepBack()
      if try readFlags() != ":" { throw .init(reason: "flags for all stand at the start") }
      return true
    case nil: throw .init(reason: "a ( without its )")
    }
  }

  /// Flags at the start, such as `(?i)`, hold everywhere.
  private mutating func readGlobalFlags() throws(RegularExpression.SyntaxError) {
    while input.next == "(", input.second == "?" {
      let start = (input, flags)
      _ = (input.takeNext(), input.takeNext())
      guard input.next.map(Self.isFlag) == true, try readFlags() == ")" else {
        (input, flags) = start
        return
      }
    }
  }

  private static func isFlag(_ scalar: Unicode.Scalar) -> Bool { "aiLmsux".unicodeScalars.contains(scalar) }

  /// Reads flags and the `)` or `:` behind them, which it returns.
  private mutating func readFlags() throws(RegularExpression.SyntaxError) -> Unicode.Scalar? {
    var turnsOn = true
    while let scalar = input.takeNext() {
      switch scalar {
      case "i": flags.ignoresCase = turnsOn
      case "m": flags.knowsLines = turnsOn
      case "s": flags.dotMatchesAll = turnsOn
      case "u" where turnsOn: break
      case "a", "L", "x", "u": throw .init(reason: "the flag \(scalar) is not supported")
      case "-" where turnsOn && input.next.map(Self.isFlag) == true: turnsOn = false
      case ":": return ":"
      case ")" where turnsOn: return ")"
      default: throw .init(reason: "an unknown kind of group")
      }
    }
    throw .init(reason: "a ( without its )")
  }
}

/// A regular expression as steps that may be at several places at once: Thompson's automaton.
struct ExpressionProgram: Hashable, Sendable {
  /// Goes on with the next step unless it says otherwise.
  enum Step: Hashable, Sendable {
    /// Takes a character that is in a set: a row of ``sets``.
    case character(Int)
    /// Goes on at both places.
    case fork(Int, Int)
    /// Goes on where it holds.
    case assertion(ExpressionSyntax.Assertion)
    /// There is a match.
    case found
  }

  private(set) var steps: [Step] = []
  private(set) var sets: [ScalarSet] = []
  /// Which of what is before a character some assertion asks for.
  private(set) var asksFor: Set<TextContext> = []
  private var rowsOfSets: [ScalarSet: Int] = [:]
  /// How many parts have been written, also those that are empty.
  private var work = 0

  /// Larger programs take too long for each character.
  static let stepLimit = 1000

  private static var tooLarge: RegularExpression.SyntaxError {
    RegularExpression.SyntaxError(reason: "the expression is too large: fewer repeats, please")
  }

  /// - Throws: where repeats make the expression too large.
  init(_ syntax: ExpressionSyntax) throws(RegularExpression.SyntaxError) {
    try write(syntax)
    steps.append(.found)
    if steps.count > Self.stepLimit { throw Self.tooLarge }
  }

  private mutating func write(_ syntax: ExpressionSyntax) throws(RegularExpression.SyntaxError) {
    work += 1
    guard steps.count < Self.stepLimit, work < 10 * Self.stepLimit else { throw Self.tooLarge }
    switch syntax {
    case .character(let set): steps.append(.character(row(of: set)))
    case .sequence(let parts): for part in parts { try write(part) }
    case .choice(let parts): try write(anyOf: parts[...])
    case .repetition(let part, let atLeast, let atMost): try write(part, atLeast: atLeast, atMost: atMost)
    case .assertion(let assertion):
      asksFor.formUnion(assertion.contexts)
      steps.append(.assertion(assertion))
    }
  }

  private mutating func row(of set: ScalarSet) -> Int {
    if let row = rowsOfSets[set] { return row }
    sets.append(set)
    rowsOfSets[set] = sets.count - 1
    return sets.count - 1
  }

  private mutating func write(anyOf parts: ArraySlice<ExpressionSyntax>) throws(RegularExpression.SyntaxError) {
    var ends: [Int] = []
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      let fork = isLast ? nil : reserve()
      try write(part)
      if let fork {
        ends.append(reserve())
        steps[fork] = .fork(fork + 1, steps.count)
      }
    }
    for end in ends { steps[end] = .fork(steps.count, steps.count) }
  }

  private mutating func write(
    _ part: ExpressionSyntax, atLeast: Int, atMost: Int?
  ) throws(RegularExpression.SyntaxError) {
    for _ in 0..<atLeast { try write(part) }
    if let atMost {
      var forks: [Int] = []
      for _ in atLeast..<max(atLeast, atMost) {
        forks.append(reserve())
        try write(part)
      }
      for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
    } else {
      let fork = reserve()
      try write(part)
      steps.append(.fork(fork, fork))
      steps[fork] = .fork(fork + 1, steps.count)
    }
  }

  /// Makes room for a fork whose places are not known yet.
  private mutating func reserve() -> Int {
    steps.append(.fork(0, 0))
    return steps.count - 1
  }
}

/// What an assertion can see on one side of a place in a text.
enum TextContext: Hashable, Sendable {
  /// The start or the end of the text.
  case edge
  case lineEnd
  case word
  case other

  init(_ scalar: Unicode.Scalar) {
    self = scalar == "\n" ? .lineEnd : ScalarSet.Class.word.contains(scalar) ? .word : .other
  }
}

extension ExpressionSyntax.Assertion {
  /// What it asks for before its place.
  fileprivate var contexts: Set<TextContext> {
    switch self {
    case .textStart: [.edge]
    case .lineStart: [.edge, .lineEnd]
    case .wordBoundary, .noWordBoundary: [.word]
    case .textEnd, .lastLineEnd, .lineEnd: []
    }
  }

  /// Whether it holds between two contexts.
  ///
  /// - Parameter isLast: whether what is behind it is the text's last character.
  func holds(between before: TextContext, and behind: TextContext, isLast: Bool) -> Bool {
    switch self {
    case .textStart: before == .edge
    case .textEnd: behind == .edge
    case .lastLineEnd: behind == .edge || (behind == .lineEnd && isLast)
    case .lineStart: before == .edge || before == .lineEnd
    case .lineEnd: behind == .edge || behind == .lineEnd
    case .wordBoundary: (before == .word) != (behind == .word)
    case .noWordBoundary: (before == .word) == (behind == .word)
    }
  }
}

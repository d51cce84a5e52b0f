/// A regular expression taken apart.
indirect enum ExpressionSyntax: Hashable, Sendable {
  case character(ScalarSet)
  case sequence([ExpressionSyntax])
  case choice([ExpressionSyntax])
  /// No upper bound where `atMost` is nil.
  case repetition(ExpressionSyntax, atLeast: Int, atMost: Int?)
  case assertion(Assertion)

  /// What holds between two characters, or before the first or behind the last.
  enum Assertion: Hashable, Sendable {
    /// `\A`, and `^` where lines do not matter.
    case textStart
    /// `\Z`.
    case textEnd
    /// `$` where lines do not matter: the end, or before a line end that is the last character.
    case lastLineEnd
    /// `^` with `(?m)`.
    case lineStart
    /// `$` with `(?m)`.
    case lineEnd
    case wordBoundary
    case noWordBoundary
  }
}

extension ExpressionSyntax {
  /// The longest text that is certain to be in every match, in ASCII, its case aside.
  var requiredText: [UInt8] {
    switch self {
    case .character: [letter].compactMap(\.self)
    case .sequence(let parts): Self.requiredText(of: parts)
    case .choice, .assertion: []
    case .repetition(let part, let atLeast, _): atLeast > 0 ? part.requiredText : []
    }
  }

  /// The longest of the runs of letters in a sequence and of what its parts require.
  private static func requiredText(of parts: [ExpressionSyntax]) -> [UInt8] {
    var longest: [UInt8] = []
    var run: [UInt8] = []
    for part in parts {
      let letter = part.letter
      if let letter { run.append(letter) } else { run = [] }
      let candidate = letter == nil ? part.requiredText : run
      if candidate.count > longest.count { longest = candidate }
    }
    return longest
  }

  /// The one ASCII character that this stands for.
  private var letter: UInt8? {
    guard case .character(let set) = self, let scalar = set.only, scalar.isASCII else { return nil }
    return UInt8(scalar.value)
  }
}

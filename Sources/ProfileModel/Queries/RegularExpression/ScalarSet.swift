/// The characters that may stand at one place of a match.
struct ScalarSet: Hashable, Sendable {
  /// A class of characters with a name; the same ones as in Python's `re` on text.
  enum Class: Hashable, Sendable {
    /// `\d`: a decimal digit of any script.
    case digit
    /// `\s`
    case space
    /// `\w`: letters and numbers of all scripts, and `_`.
    case word

    func contains(_ scalar: Unicode.Scalar) -> Bool {
      let properties = scalar.properties
      switch self {
      case .digit: return properties.generalCategory == .decimalNumber
      case .space: return properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
      case .word: return scalar == "_" || properties.generalCategory.isLetter || properties.numericType != nil
      }
    }
  }

  /// Values of scalars.
  private(set) var ranges: [ClosedRange<UInt32>] = []
  private(set) var classes: [Class] = []
  /// `\D`, `\S`, `\W` among others: what belongs to none of these.
  private(set) var excludedClasses: [Class] = []
  /// Whether it is all the others.
  var isNegated = false
  private let ignoresCase: Bool

  init(ignoresCase: Bool) { self.ignoresCase = ignoresCase }

  init(_ scalar: Unicode.Scalar, ignoresCase: Bool) {
    self.init(ignoresCase: ignoresCase)
    insert(scalar)
  }

  mutating func insert(_ scalar: Unicode.Scalar) { insert(scalar.value...scalar.value) }

  mutating func insert(_ range: ClosedRange<UInt32>) {
    ranges.append(range)
    if ignoresCase, range.count == 1, let folded = Unicode.Scalar(range.lowerBound)?.folded.value,
      folded != range.lowerBound
    {
      ranges.append(folded...folded)
    }
  }

  mutating func insert(_ named: Class, isNegated: Bool) {
    if isNegated { excludedClasses.append(named) } else { classes.append(named) }
  }

  /// The character, where the set is a single one or its small and large form.
  var only: Unicode.Scalar? {
    guard !isNegated, classes.isEmpty, excludedClasses.isEmpty, ranges.allSatisfy({ $0.count == 1 }) else { return nil }
    let scalars = ranges.compactMap { Unicode.Scalar($0.lowerBound) }
    guard let first = scalars.first, scalars.count == ranges.count else { return nil }
    if ignoresCase { return scalars.allSatisfy { $0.folded == first.folded } ? first.folded : nil }
    return scalars.count == 1 ? first : nil
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isInside = holds(scalar) || (ignoresCase && scalar.otherCases.contains(where: holds))
    return isInside != isNegated
  }

  private func holds(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) } || classes.contains { $0.contains(scalar) }
      || excludedClasses.contains { !$0.contains(scalar) }
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }
}

extension StringProtocol {
  /// The text that stands for it where case is ignored, character by character.
  public var folded: String { String(String.UnicodeScalarView(unicodeScalars.map(\.folded))) }

  /// Whether there is a capital letter, so that case matters where one searches for this. O(length); characters of several
  /// scalars are not put together for that, which would take several times as long.
  public var holdsCapital: Bool { unicodeScalars.contains { $0.properties.isUppercase } }
}

extension Unicode.Scalar {
  /// What stands for the character where case is ignored: the small letter of its capital, if those are single characters.
  /// So are `s` and the long `ſ` one, and `σ` and `ς`.
  var folded: Unicode.Scalar {
    if isASCII { return (0x41...0x5A).contains(value) ? Unicode.Scalar(UInt8(value) | 0x20) : self }
    // Most letters have no case, and to ask is faster than to make two texts of one.
    return properties.changesWhenCaseMapped ? upper.lower : self
  }

  /// The forms that a set may have named it by.
  fileprivate var otherCases: [Unicode.Scalar] { [folded, upper, lower] }

  private var upper: Unicode.Scalar { Self.single(properties.uppercaseMapping) ?? self }

  private var lower: Unicode.Scalar { Self.single(properties.lowercaseMapping) ?? self }

  private static func single(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }
}

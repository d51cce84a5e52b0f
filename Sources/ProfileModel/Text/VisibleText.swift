/// Text from outside, made fit to be shown: what everything that prints a name uses.
///
/// A profile's names are whatever somebody compiled, a file's name whatever somebody created. Shown as they are, they
/// could move the cursor, reorder a line, hide in it, or make it wider than it was measured. Here
///
/// - control and format characters, line and paragraph separators, noncharacters and everything else that Unicode wants
///   ignored become escapes as Python writes them: `\n`, `\x1b`, `\u202e`, `\U000e0001`;
/// - combining marks stay with their base, two at most; `\+` says that more were left out;
/// - a mark with nothing to stand on, at the start or after an escape, stands on a dotted circle.
///
/// Letters of all scripts, private use and unassigned characters stay. A backslash stays too: so cleaning what is clean
/// changes nothing.
public enum VisibleText {
  /// How many combining marks one base keeps: as many as real names need, and no tower of them.
  public static let marksPerBase = 2

  /// Calls `body` with every character of the text that is to be shown, in order. O(length).
  public static func forEachScalar(of text: some StringProtocol, _ body: (Unicode.Scalar) -> Void) {
    let isPrinted = text.utf8.withContiguousStorageIfAvailable { bytes in
      guard isPrintableASCII(bytes) else { return false }
      for byte in bytes { body(Unicode.Scalar(byte)) }
      return true
    }
    if isPrinted == true { return }
    var cleaner = ScalarCleaner()
    for scalar in text.unicodeScalars {
      cleaner.pass(scalar, to: body)
    }
  }

  /// The text as it may be shown; a copy where it already is. O(length).
  public static func clean(_ text: some StringProtocol) -> String {
    if isPrintableASCII(text.utf8) { return String(text) }
    var clean: [UInt8] = []
    forEachScalar(of: text) { clean.append(contentsOf: $0.utf8) }
    return String(decoding: clean, as: UTF8.self)
  }

  /// Bytes that should be UTF-8, such as a file's name, as they may be shown; those that are none become `\xff`. O(length).
  public static func clean(bytes: some Collection<UInt8>) -> String {
    if isPrintableASCII(bytes) { return String(decoding: bytes, as: UTF8.self) }
    var clean: [UInt8] = []
    var cleaner = ScalarCleaner()
    var parser = Unicode.UTF8.ForwardParser()
    var parsed = bytes.makeIterator()
    var unparsed = bytes.makeIterator()
    while true {
      switch parser.parseScalar(from: &parsed) {
      case .valid(let encoded):
        for _ in encoded { _ = unparsed.next() }
        cleaner.pass(Unicode.UTF8.decode(encoded)) { clean.append(contentsOf: $0.utf8) }
      case .error(let length):
        for _ in 0..<length {
          if let byte = unparsed.next() { cleaner.escape(byte) { clean.append(contentsOf: $0.utf8) } }
        }
      case .emptyInput:
        return String(decoding: clean, as: UTF8.self)
      }
    }
  }

  /// Whether a character is drawn on the one before it and takes no room of its own: non-spacing and enclosing marks, and
  /// the vowels and final consonants of Korean syllables that are written in parts.
  public static func isMark(_ scalar: Unicode.Scalar) -> Bool { isMarkIfSeen(scalar) && !isHidden(scalar) }

  /// The same of what is not hidden.
  fileprivate static func isMarkIfSeen(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x300, !isPlain(scalar) else { return false }
    switch scalar.value {
    case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return true
    default: break
    }
    let category = scalar.properties.generalCategory
    return category == .nonspacingMark || category == .enclosingMark
  }

  /// Whether a character has to be escaped, because it cannot be seen or does something else than being seen.
  public static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20..<0x7F: return false
    case 0..<0xA0: return true
    default: break
    }
    if isPlain(scalar) { return false }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint
    }
  }

  /// Whether a text is of the characters from space to `~`, which need no cleaning and take a column each. O(length); most
  /// texts are, so the loop is over bytes in memory where they can be had.
  public static func isPrintableASCII(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.withContiguousStorageIfAvailable { $0.allSatisfy(isPrintableASCII) } ?? bytes.allSatisfy(isPrintableASCII)
  }

  private static func isPrintableASCII(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }

  /// Latin letters and signs, dashes, dots, arrows, boxes and blocks: seen without a look into Unicode's tables.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA1...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2BFF: true
    default: false
    }
  }
}

/// What ``VisibleText`` has to remember from one character to the next.
private struct ScalarCleaner {
  /// Whether the last character passed on can carry a mark.
  private var hasBase = false
  /// How many marks the last base got.
  private var marks = 0

  mutating func pass(_ scalar: Unicode.Scalar, to body: (Unicode.Scalar) -> Void) {
    if (0x20..<0x7F).contains(scalar.value) {
      passBase(scalar, to: body)
    } else if VisibleText.isHidden(scalar) {
      escape(scalar, to: body)
    } else if VisibleText.isMarkIfSeen(scalar) {
      passMark(scalar, to: body)
    } else {
      passBase(scalar, to: body)
    }
  }

  private mutating func passBase(_ scalar: Unicode.Scalar, to body: (Unicode.Scalar) -> Void) {
    hasBase = true
    marks = 0
    body(scalar)
  }

  private mutating func passMark(_ mark: Unicode.Scalar, to body: (Unicode.Scalar) -> Void) {
    if !hasBase { passBase("\u{25CC}", to: body) }
    marks += 1
    if marks <= VisibleText.marksPerBase {
      body(mark)
    } else if marks == VisibleText.marksPerBase + 1 {
      body("\\")
      body("+")
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar, to body: (Unicode.Scalar) -> Void) {
    switch scalar {
    case "\n": passEscape("n", to: body)
    case "\r": passEscape("r", to: body)
    case "\t": passEscape("t", to: body)
    default:
      switch scalar.value {
      case ..<0x100: passEscape("x", hexadecimal: scalar.value, digits: 2, to: body)
      case ..<0x10000: passEscape("u", hexadecimal: scalar.value, digits: 4, to: body)
      default: passEscape("U", hexadecimal: scalar.value, digits: 8, to: body)
      }
    }
  }

  /// Escapes a byte that is no part of a character.
  mutating func escape(_ byte: UInt8, to body: (Unicode.Scalar) -> Void) {
    passEscape("x", hexadecimal: UInt32(byte), digits: 2, to: body)
  }

  private mutating func passEscape(
    _ letter: Unicode.Scalar, hexadecimal value: UInt32 = 0, digits: UInt32 = 0, to body: (Unicode.Scalar) -> Void
  ) {
    hasBase = false
    marks = 0
    body("\\")
    body(letter)
    for digit in (0..<digits).reversed() {
      body(Self.hexadecimalDigit(value >> (4 * digit) & 0xF))
    }
  }

  private static func hexadecimalDigit(_ value: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(value) + (value < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
  }
}

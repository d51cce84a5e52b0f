/// Reads an expression character by character.
struct ScalarReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The character that comes next.
  var next: Unicode.Scalar? { scalar(ahead: 0) }

  /// The one behind ``next``.
  var second: Unicode.Scalar? { scalar(ahead: 1) }

  private func scalar(ahead: Int) -> Unicode.Scalar? {
    let index = position + ahead
    return index < scalars.count ? scalars[index] : nil
  }

  mutating func takeNext() -> Unicode.Scalar? {
    guard let next else { return nil }
    position += 1
    return next
  }

  mutating func stepBack() { position -= 1 }

  /// Takes a character, if it is the next one.
  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  /// A decimal number; nil where there is no digit. What is too large to be repeated is cut off there.
  mutating func number() -> Int? {
    var number: Int?
    while let digit = next?.digit(radix: 10) {
      position += 1
      number = min((number ?? 0) * 10 + digit, 1_000_000)
    }
    return number
  }

  /// Takes a name of letters, digits and underscores, and what ends it.
  mutating func takeName(until end: Unicode.Scalar) -> String? {
    var name = String.UnicodeScalarView()
    while let next, next == "_" || next.properties.isXIDContinue {
      name.append(next)
      position += 1
    }
    guard let first = name.first, first.digit(radix: 10) == nil, take(end) else { return nil }
    return String(name)
  }

  /// Whether three octal digits come next, which name a character.
  var hasOctalNumber: Bool { (0...2).allSatisfy { scalar(ahead: $0)?.digit(radix: 8) != nil } }

  /// The character that is named behind a `\`.
  mutating func escapedScalar() throws(RegularExpression.SyntaxError) -> Unicode.Scalar {
    guard let letter = takeNext() else { throw .init(reason: "a \\ at the end") }
    switch letter {
    case "a": return "\u{7}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "v": return "\u{B}"
    case "x": return try numbered(digits: 2, radix: 16)
    case "u": return try numbered(digits: 4, radix: 16)
    case "U": return try numbered(digits: 8, radix: 16)
    case "0"..."9": return try octal()
    case "A"..."Z", "a"..."z": throw .init(reason: "\\\(letter) stands for nothing")
    default: return letter
    }
  }

  /// An octal number of which the first digit has been taken.
  private mutating func octal() throws(RegularExpression.SyntaxError) -> Unicode.Scalar {
    position -= 1
    var value: UInt32 = 0
    var digits = 0
    while digits < 3, let digit = next?.digit(radix: 8) {
      position += 1
      digits += 1
      value = value * 8 + UInt32(digit)
    }
    guard digits > 0, value < 0o400, let scalar = Unicode.Scalar(value) else {
      throw .init(reason: "an octal number of no character")
    }
    return scalar
  }

  private mutating func numbered(
    digits: Int, radix: Int
  ) throws(RegularExpression.SyntaxError) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = next?.digit(radix: radix) else {
        throw .init(reason: "\(digits) hexadecimal digits are needed")
      }
      position += 1
      value = value &* UInt32(radix) &+ UInt32(digit)
    }
    guard let scalar = Unicode.Scalar(value) else { throw .init(reason: "a number of no character") }
    return scalar
  }
}

extension Unicode.Scalar {
  /// The value of an ASCII digit.
  fileprivate func digit(radix: Int) -> Int? {
    let digit: Int
    switch self {
    case "0"..."9": digit = Int(value) - 0x30
    case "a"..."f", "A"..."F": digit = Int(value | 0x20) - 0x61 + 10
    default: return nil
    }
    return digit < radix ? digit : nil
  }
}

/// What a terminal sends after `Escape [`: parameters and a final character.
struct ControlSequence: Hashable, Sendable {
  /// Digits, `;` and other characters from space to `?`.
  let parameters: [UInt8]
  let final: Unicode.Scalar

  /// The parameters as numbers, 0 for one that is left out; those too large to mean anything are cut.
  var numbers: [Int] {
    guard !parameters.isEmpty else { return [] }
    return parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
      digits.reduce(0) { number, byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? min(number * 10 + Int(byte) - 48, 1 << 20) : number
      }
    }
  }

  /// Whether it tells of the mouse: `Escape [ < button ; column ; row M`, or `m` for a release.
  var isMouse: Bool { parameters.first == UInt8(ascii: "<") }

  /// The key that it stands for; Shift, Alt and Control are left out.
  ///
  /// Source: XTerm Control Sequences, "PC-Style Function Keys" and "VT220-Style Function Keys"; console_codes(4).
  var key: Key {
    if parameters == [UInt8(ascii: "[")] { return consoleFunctionKey }
    guard parameters.allSatisfy({ $0 < UInt8(ascii: "<") }) else { return .unknown }
    switch final {
    case "Z": return .backTab
    case "~": return numbers.first.flatMap { Self.numberedKeys[$0] } ?? .unknown
    // With more than a modifier it is the answer to a question.
    case "P", "Q", "R", "S": return numbers.first == 1 ? .function(UInt8(final.value)) : .unknown
    default: return Self.letterKeys[final] ?? .unknown
    }
  }

  private var consoleFunctionKey: Key {
    ("A"..."E").contains(final) ? .function(Int(final.value) - 0x40) : .unknown
  }

  fileprivate static let letterKeys: [Unicode.Scalar: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end,
  ]

  private static let numberedKeys: [Int: Key] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
    17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
    23: .function(11), 24: .function(12),
  ]
}

extension Key {
  /// The key of a control character.
  static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
    default: .control(Unicode.Scalar(byte + 0x40))
    }
  }

  /// The key that sends `Escape O` and a character: arrows, F1 to F4, and the number pad.
  static func function(_ byte: UInt8) -> Key {
    switch Unicode.Scalar(byte) {
    case "P"..."S": .function(Int(byte) - 0x4F)
    case "M": .enter
    case "j"..."y": .character(Unicode.Scalar(byte - 0x40))
    case let letter: ControlSequence.letterKeys[letter] ?? .unknown
    }
  }
}

/// What a program sent to a terminal, told apart: the text, and what steers the terminal.
public struct TerminalOutput {
  /// All characters that are shown, without the sequences between them.
  public private(set) var text = ""
  /// The steering sequences without ESC, each once: `[2J`, `(B`.
  public private(set) var sequences: Set<String> = []
  /// What no drawing of a screen needs: strings for the terminal to keep or to act on (OSC, DCS, APC…), a bell, other
  /// control characters.
  public private(set) var strays: [String] = []

  private var scalars: [Unicode.Scalar]
  private var position = 0

  public init(_ bytes: [UInt8]) {
    scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    while let scalar = next() {
      switch scalar.value {
      case 0x1B: readSequence()
      case 0x08, 0x0A, 0x0D: break
      // Hard tabs, and the switch to and from line drawing.
      case 0x09, 0x0E, 0x0F: break
      case 0..<0x20, 0x7F..<0xA0: strays.append(scalar.escaped(asASCII: true))
      default: text.unicodeScalars.append(scalar)
      }
    }
  }

  /// The sequences that ask for a colour other than the terminal's own.
  public var colours: Set<String> {
    sequences.filter { sequence in
      guard sequence.hasPrefix("["), sequence.hasSuffix("m") else { return false }
      let codes = sequence.dropFirst().dropLast().split(separator: ";").compactMap { Int($0) }
      return codes.contains { (30...38).contains($0) || (40...48).contains($0) || (90...107).contains($0) }
    }
  }

  private mutating func next() -> Unicode.Scalar? {
    guard position < scalars.count else { return nil }
    defer { position += 1 }
    return scalars[position]
  }

  /// Reads what follows ESC: `[`, parameters and a letter; a character set; or a single character.
  private mutating func readSequence() {
    guard let introducer = next() else { return }
    var sequence = String(introducer)
    switch introducer {
    case "[":
      while let scalar = next() {
        sequence.unicodeScalars.append(scalar)
        if (0x40...0x7E).contains(scalar.value) { break }
      }
      sequences.insert(sequence)
    case "(", ")":
      if let set = next() { sequence.unicodeScalars.append(set) }
      sequences.insert(sequence)
    case "=", ">", "7", "8", "M", "H": sequences.insert(sequence)
    // The one question to the terminal: what its background is.
    case "]" where scalars[position...].starts(with: Self.backgroundQuestion):
      position += Self.backgroundQuestion.count
      sequences.insert("]11;?")
    default: strays.append("\\e" + introducer.escaped(asASCII: true))
    }
  }

  private static let backgroundQuestion = Array("11;?\u{7}".unicodeScalars)
}

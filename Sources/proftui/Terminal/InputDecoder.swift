/// Turns what a terminal sends into events: keys, the mouse, pasted text.
///
/// Curses recognises the keys that the terminal's description names. The rest comes as bytes: characters in UTF-8 and
/// control sequences, which are read here to their end whether known or not, so that a key that nobody knows never
/// becomes a handful of characters. What arrives in pieces, as over a slow link, is put together.
///
/// Sources: ECMA-48, 5.4; XTerm Control Sequences, "Mouse Tracking" and "Bracketed Paste Mode".
struct InputDecoder {
  enum Input: Hashable, Sendable {
    case byte(UInt8)
    /// A key that curses recognised.
    case key(Key)
  }

  private enum State {
    case ground
    /// Within a character of this many bytes.
    case character([UInt8], count: Int)
    /// After Escape, which is a key as well.
    case escape
    /// After Escape and a character that begins something longer.
    case introduced(by: UInt8)
    /// Within a control sequence, after `Escape [`.
    case sequence([UInt8])
    /// After `Escape [ M`: button, column and row follow as bytes, where a terminal does not know the newer form.
    case oldMouse([UInt8])
    /// Within a string that ends with `Escape \` or Bell: an answer of the terminal.
    case string([UInt8], afterEscape: Bool)
    /// Within pasted text, after the first bytes of what may be its end.
    case paste(endBytes: Int)
  }

  /// How many bytes of pasted text are kept; more than that is not for a prompt.
  static let longestPaste = 1 << 16

  /// How long a control sequence may be to mean something.
  private static let longestSequence = 32

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var pasted: [UInt8] = []
  private var events: [Event] = []
  /// What the terminal's own background is, once it has answered the question for it.
  private(set) var background: Background?
  /// Whether the terminal has said what it is: it answers in the order in which it is asked, and that is asked last.
  private(set) var hasAnswered = false

  /// Whether the beginning of something was received, and not its end.
  var isWithinSequence: Bool { if case .ground = state { false } else { true } }

  /// Whether that is pasted text.
  var isWithinPaste: Bool { if case .paste = state { true } else { false } }

  /// What was recognised since it was last asked for.
  mutating func takeEvents() -> [Event] {
    defer { events = [] }
    return events
  }

  mutating func receive(_ input: Input) {
    switch input {
    case .byte(let byte): receive(byte)
    case .key(let key):
      // What looks like a key within pasted text is none.
      if isWithinPaste { return }
      giveUp()
      emit(key)
    }
  }

  /// Says that nothing follows at once: an Escape is the key then.
  mutating func pause() {
    switch state {
    case .escape, .introduced: giveUp()
    case .ground, .character, .sequence, .oldMouse, .string, .paste: break
    }
  }

  /// Says that the rest of what has begun will not come.
  mutating func giveUp() {
    switch state {
    case .ground, .string: break
    case .escape: emit(.escape)
    case .introduced(let byte): emit(.escape, .character(Unicode.Scalar(byte)))
    case .character, .sequence, .oldMouse: emit(.unknown)
    case .paste: endPaste()
    }
    state = .ground
  }

  private mutating func emit(_ keys: Key...) {
    events += keys.map { .key($0) }
  }
}

// MARK: - Bytes

extension InputDecoder {
  private mutating func receive(_ byte: UInt8) {
    switch state {
    case .ground: receiveFirst(byte)
    case .character(let bytes, let count): receiveCharacter(bytes, byte, count: count)
    case .escape: receiveAfterEscape(byte)
    case .introduced(let introducer): receiveAfterIntroducer(introducer, byte)
    case .sequence(let bytes): receiveSequence(bytes, byte)
    case .oldMouse(let bytes): receiveOldMouse(bytes + [byte])
    case .string(let bytes, let afterEscape): receiveString(bytes, byte, afterEscape: afterEscape)
    case .paste(let endBytes): receivePaste(byte, endBytes: endBytes)
    }
  }

  private mutating func receiveFirst(_ byte: UInt8) {
    switch byte {
    case 0x1B: state = .escape
    case 0x20..<0x7F: emit(.character(Unicode.Scalar(byte)))
    case ..<0x80: emit(.control(byte))
    case 0xC2...0xDF: state = .character([byte], count: 2)
    case 0xE0...0xEF: state = .character([byte], count: 3)
    case 0xF0...0xF4: state = .character([byte], count: 4)
    default: emit(.unknown)
    }
  }

  private mutating func receiveCharacter(_ bytes: [UInt8], _ byte: UInt8, count: Int) {
    guard byte & 0xC0 == 0x80 else {
      giveUp()
      return receive(byte)
    }
    let bytes = bytes + [byte]
    state = bytes.count == count ? .ground : .character(bytes, count: count)
    guard bytes.count == count else { return }
    let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first
    emit(scalar.flatMap { $0.value < 0xA0 ? nil : .character($0) } ?? .unknown)
  }

  private mutating func receiveAfterEscape(_ byte: UInt8) {
    if "[O]P_^".utf8.contains(byte) {
      state = .introduced(by: byte)
    } else {
      // Alt with a character: there are no such keys here, so it is as if they were pressed one after the other.
      giveUp()
      receive(byte)
    }
  }

  private mutating func receiveAfterIntroducer(_ introducer: UInt8, _ byte: UInt8) {
    switch Unicode.Scalar(introducer) {
    case "[": receiveSequence([], byte)
    case "O":
      state = .ground
      emit(.function(byte))
    default: receiveString([introducer], byte, afterEscape: false)
    }
  }

  private mutating func receiveString(_ bytes: [UInt8], _ byte: UInt8, afterEscape: Bool) {
    if byte == 0x07 || (afterEscape && byte == UInt8(ascii: "\\")) {
      state = .ground
      background = Background(answer: bytes) ?? background
    } else {
      let isKept = byte != 0x1B && bytes.count < Self.longestSequence
      state = .string(isKept ? bytes + [byte] : bytes, afterEscape: byte == 0x1B)
    }
  }
}

// MARK: - Control sequences

extension InputDecoder {
  private mutating func receiveSequence(_ bytes: [UInt8], _ byte: UInt8) {
    switch byte {
    // The console's F1…F5 are `Escape [ [ A` and so on.
    case UInt8(ascii: "[") where bytes.isEmpty: state = .sequence([byte])
    case 0x20..<0x40: state = .sequence(bytes.count < Self.longestSequence ? bytes + [byte] : bytes)
    case 0x40..<0x7F:
      state = .ground
      endSequence(ControlSequence(parameters: bytes, final: Unicode.Scalar(byte)))
    default:
      giveUp()
      receive(byte)
    }
  }

  private mutating func endSequence(_ sequence: ControlSequence) {
    switch (sequence.final, sequence.numbers.first) {
    case ("~", 200): state = .paste(endBytes: 0)
    case ("c", _) where sequence.parameters.first == UInt8(ascii: "?"): hasAnswered = true
    case ("M", nil) where sequence.parameters.isEmpty: state = .oldMouse([])
    case ("M", _) where sequence.isMouse, ("m", _) where sequence.isMouse:
      guard sequence.numbers.count == 3 else { return emit(.unknown) }
      let (button, column, row) = (sequence.numbers[0], sequence.numbers[1], sequence.numbers[2])
      receiveMouse(button: button, column: column, row: row, isRelease: sequence.final == "m")
    default: emit(sequence.key)
    }
  }

  private mutating func receiveOldMouse(_ bytes: [UInt8]) {
    state = bytes.count == 3 ? .ground : .oldMouse(bytes)
    guard bytes.count == 3 else { return }
    let numbers = bytes.map { Int($0) - 32 }
    receiveMouse(button: numbers[0], column: numbers[1], row: numbers[2], isRelease: numbers[0] & 0b0100_0011 == 3)
  }

  /// Bits 0 and 1 of a button are its number, 2 to 4 are Shift, Alt and Control, 5 says that it only moved, 6 that it is the
  /// wheel; columns and rows count from 1.
  private mutating func receiveMouse(button: Int, column: Int, row: Int, isRelease: Bool) {
    guard (0..<256).contains(button), column > 0, row > 0 else { return emit(.unknown) }
    let kind: Mouse.Kind? =
      switch button & 0b0110_0011 {
      case 0: isRelease ? nil : .press
      case 64: .wheelUp
      case 65: .wheelDown
      default: nil
      }
    guard let kind else { return }
    events.append(.mouse(Mouse(kind: kind, position: Position(row: row - 1, column: column - 1))))
  }
}

// MARK: - Pasted text

extension InputDecoder {
  private mutating func receivePaste(_ byte: UInt8, endBytes: Int) {
    if byte == Self.pasteEnd[endBytes] {
      state = .paste(endBytes: endBytes + 1)
      if endBytes + 1 == Self.pasteEnd.count { giveUp() }
    } else {
      let kept = Self.pasteEnd.prefix(endBytes) + [byte]
      // Escape begins the end and is in it only once.
      let beginsEnd = byte == Self.pasteEnd[0]
      state = .paste(endBytes: beginsEnd ? 1 : 0)
      pasted += (beginsEnd ? kept.dropLast() : kept).prefix(Self.longestPaste - pasted.count)
    }
  }

  private mutating func endPaste() {
    events.append(.paste(String(decoding: pasted, as: UTF8.self)))
    pasted = []
  }
}

/// Takes out of a screen's bytes the colours and attributes that were chosen already or that nothing shows.
///
/// Between two pairs of colours curses goes back to the standard ones, and then names both, also where one stays: most bytes of an
/// icicle. Here a rendition is named when something is drawn in it, and only as far as it differs from the last one; of a
/// blank only the background is seen. What is unknown here passes as it is, and so does all after it, until the rendition
/// is reset.
///
/// Source: ECMA-48, 8.3.117 (SGR); XTerm Control Sequences, "Character Attributes (SGR)".
struct RenditionFilter {
  private let frame: [UInt8]
  private var position = 0
  private var filtered: [UInt8] = []
  /// What curses has chosen; nil where that cannot be told.
  private var chosen: Graphics? = Graphics()
  /// What the terminal draws in; nil where that cannot be told, as at the beginning.
  private var current: Graphics?
  /// The character set that was designated last.
  private var characterSet: UInt8?

  /// The same picture in fewer bytes. O(bytes).
  static func filtered(_ frame: [UInt8]) -> [UInt8] {
    var filter = RenditionFilter(frame)
    filter.run()
    return filter.filtered
  }

  private init(_ frame: [UInt8]) {
    self.frame = frame
    filtered.reserveCapacity(frame.count)
  }

  private mutating func run() {
    while position < frame.count {
      switch frame[position] {
      case 0x20:
        show(isBlank: true)
        pass(to: frame[position...].firstIndex { $0 != 0x20 })
      case 0x21...:
        show()
        pass(to: frame[position...].firstIndex { $0 <= 0x20 })
      case 0x1B: passEscape()
      // The line that scrolls in has the background.
      case 0x0A...0x0C:
        show(isBlank: true)
        pass(to: position + 1)
      default: pass(to: position + 1)
      }
    }
    // Curses, and whoever draws next, takes it to be so.
    if !frame.isEmpty { show() }
  }

  private mutating func pass(to end: Int?) {
    let end = end ?? frame.count
    filtered += frame[position..<end]
    position = end
  }

  private mutating func passEscape() {
    let start = position + 2
    guard start < frame.count else { return passUnknown(to: nil) }
    switch frame[position + 1] {
    case UInt8(ascii: "["):
      guard let end = frame[start...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
        return passUnknown(to: nil)
      }
      passControlSequence(parameters: start..<end, final: frame[end])
    case UInt8(ascii: "("):
      if characterSet == frame[start] { position = start + 1 } else { pass(to: start + 1) }
      characterSet = frame[start]
    default: passUnknown(to: start)
    }
  }

  private mutating func passControlSequence(parameters: Range<Int>, final: UInt8) {
    let end = parameters.upperBound + 1
    switch final {
    case UInt8(ascii: "m"):
      choose(frame[parameters], end: end)
    // Moves of the cursor, and the last character once more.
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"), UInt8(ascii: "d"),
      UInt8(ascii: "b"):
      pass(to: end)
    // Erases.
    case UInt8(ascii: "J"), UInt8(ascii: "K"), UInt8(ascii: "X"):
      show(isBlank: true)
      pass(to: end)
    default: passUnknown(to: end)
    }
  }

  private mutating func choose(_ parameters: ArraySlice<UInt8>, end: Int) {
    let resets = parameters.isEmpty || parameters.first == UInt8(ascii: "0")
    guard var next = chosen ?? (resets ? Graphics() : nil), next.apply(parameters) else { return passUnknown(to: end) }
    chosen = next
    position = end
  }

  private mutating func passUnknown(to end: Int?) {
    show()
    chosen = nil
    current = nil
    characterSet = nil
    pass(to: end)
  }

  /// Names what is chosen, as far as that is seen.
  private mutating func show(isBlank: Bool = false) {
    guard var wanted = chosen, wanted != current else { return }
    if isBlank, let current, !wanted.marksBlanks, !current.marksBlanks {
      let background = wanted.background
      wanted = current
      wanted.background = background
      if wanted == current { return }
    }
    wanted.append(to: &filtered, after: current)
    current = wanted
  }
}

/// What SGR chooses.
private struct Graphics: Equatable {
  /// As it was named: terminals may tell the first colours from those of the same number among the 256.
  struct Colour: Equatable {
    var code: Int
    /// Of 256; 0 where the code says it all.
    var index = 0

    var isIndexed: Bool { code == 38 || code == 48 }
  }

  /// A bit for each code from 1 to 9.
  var attributes = 0
  var foreground = Colour(code: 39)
  var background = Colour(code: 49)

  /// Whether a blank shows more than the background: all but bold, faint and italic do that.
  var marksBlanks: Bool { attributes & ~0b1110 != 0 }

  /// False, and something undefined, where a parameter is unknown.
  mutating func apply(_ parameters: ArraySlice<UInt8>) -> Bool {
    var rest = parameters
    repeat {
      guard let number = Self.number(from: &rest) else { return false }
      switch number {
      case 0: self = Graphics()
      case 1...9: attributes |= 1 << number
      case 30...37, 39, 90...97: foreground = Colour(code: number)
      case 40...47, 49, 100...107: background = Colour(code: number)
      case 38, 48:
        guard Self.number(from: &rest) == 5, let index = Self.number(from: &rest), index < 256 else { return false }
        if number == 38 {
          foreground = Colour(code: number, index: index)
        } else {
          background = Colour(code: number, index: index)
        }
      default: return false
      }
    } while !rest.isEmpty
    return true
  }

  /// The next parameter, with the `;` behind it; 0 where it is left out.
  private static func number(from rest: inout ArraySlice<UInt8>) -> Int? {
    var number = 0
    while let byte = rest.popFirst(), byte != UInt8(ascii: ";") {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), number < 1000 else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// Appends the shortest sequence that changes from `current`, or from what is unknown, to this.
  func append(to bytes: inout [UInt8], after current: Graphics?) {
    bytes += [0x1B, UInt8(ascii: "[")]
    for (place, number) in parameters(after: current).enumerated() {
      if place > 0 { bytes.append(UInt8(ascii: ";")) }
      bytes += String(number).utf8
    }
    bytes.append(UInt8(ascii: "m"))
  }

  private func parameters(after current: Graphics?) -> [Int] {
    if self == Graphics() { return [] }
    let reset = [0] + difference(from: Graphics())
    guard let current else { return reset }
    if current.attributes & ~attributes == 0 { return difference(from: current) }
    guard let plain = current.withoutWeight, plain.attributes & ~attributes == 0 else { return reset }
    let normal = [22] + difference(from: plain)
    return normal.count < reset.count ? normal : reset
  }

  /// The same neither bold nor faint; nil where the terminal may not know that. Not all terminals can take attributes back one
  /// by one, but those with 256 colours know this one.
  private var withoutWeight: Graphics? {
    guard foreground.isIndexed || background.isIndexed else { return nil }
    var graphics = self
    graphics.attributes &= ~0b110
    return graphics
  }

  /// What is to be added to other graphics, which must not have attributes that these have not.
  private func difference(from base: Graphics) -> [Int] {
    var parameters = (1...9).filter { (attributes & ~base.attributes) >> $0 & 1 == 1 }
    for (colour, old) in [(foreground, base.foreground), (background, base.background)] where colour != old {
      parameters += colour.isIndexed ? [colour.code, 5, colour.index] : [colour.code]
    }
    return parameters
  }
}

extension [UInt8] {
  /// A string of UTF-8, in which surrogates may stand alone (Python's names can hold them): those, what is no UTF-8 at all and
  /// what ``VisibleText`` escapes, such as control characters, are written as `\u` and four digits.
  mutating func appendJSON(_ string: ArraySlice<UInt8>) {
    append(UInt8(ascii: "\""))
    var rest = string
    while let first = rest.first {
      let length = PythonString.sequenceLength(rest)
      switch first {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): self += [UInt8(ascii: "\\"), first]
      case 0x20...0x7E: append(first)
      case 0..<0x80: putEscape(UInt16(first))
      default: putSequence(rest.prefix(Swift.max(1, length)), isValid: length > 0)
      }
      rest = rest.dropFirst(Swift.max(1, length))
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func putSequence(_ sequence: ArraySlice<UInt8>, isValid: Bool) {
    let units = Array(sequence)
    if !isValid {
      putEscape(0xFFFD)
    } else if units.count == 3, units[0] == 0xED, units[1] >= 0xA0 {
      putEscape(0xD000 | UInt16(units[1] & 0x3F) << 6 | UInt16(units[2] & 0x3F))
    } else if let scalar = String(decoding: units, as: UTF8.self).unicodeScalars.first, VisibleText.isHidden(scalar) {
      for unit in String(scalar).utf16 { putEscape(unit) }
    } else {
      self += units
    }
  }

  private mutating func putEscape(_ unit: UInt16) {
    let hex = Array("0123456789abcdef".utf8)
    self += "\\u".utf8
    for shift in [12, 8, 4, 0] { append(hex[Int(unit >> UInt16(shift)) & 15]) }
  }

  /// A text as a JSON string.
  mutating func appendJSON(_ text: String) { appendJSON(Array(text.utf8)[...]) }
}

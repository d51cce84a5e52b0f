extension RawSpan {
  /// A byte. Traps outside of the span.
  subscript(position: Int) -> UInt8 { unsafeLoad(fromByteOffset: position, as: UInt8.self) }

  /// Whether all bytes are ASCII; eight at a time.
  var isASCII: Bool {
    var position = 0
    var bits: UInt64 = 0
    while position + 8 <= byteCount {
      bits |= unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      position += 8
    }
    while position < byteCount {
      bits |= UInt64(self[position])
      position += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  /// The character in UTF-8 that begins at a byte, and how many bytes it takes; U+FFFD and one byte where none begins.
  func scalar(at position: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = self[position]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, position + length <= byteCount else { return ("\u{FFFD}", 1) }
    if length == 1 { return (Unicode.Scalar(first), 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      let byte = self[position + index]
      guard byte & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard let scalar = Unicode.Scalar(value), value >= (length == 3 ? 0x800 : length == 4 ? 0x10000 : 0x80) else {
      return ("\u{FFFD}", 1)
    }
    return (scalar, length)
  }
}

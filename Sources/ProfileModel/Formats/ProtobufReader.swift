/// Takes a message of Protocol Buffers apart, field by field.
///
/// Source: https://protobuf.dev/programming-guides/encoding.
struct ProtobufReader {
  /// The value of a field: a number, or the place of a string, a message or packed numbers.
  enum Value {
    case number(UInt64)
    case content(Range<Int>)
  }

  private let bytes: [UInt8]
  private(set) var position: Int
  private let end: Int

  init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    self.bytes = bytes
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The next field; nil at the message's end.
  mutating func next() throws(ProfileError) -> (field: Int, value: Value)? {
    guard position < end else { return nil }
    let start = position
    let key = try varint()
    let field = Int(truncatingIfNeeded: key >> 3)
    switch key & 7 {
    case 0: return (field, .number(try varint()))
    case 1: return (field, .number(try fixed(8)))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - position) else { throw endOfMessage() }
      defer { position += Int(length) }
      return (field, .content(position..<position + Int(length)))
    case 5: return (field, .number(try fixed(4)))
    default: throw ProfileError(.malformed, at: start, "no field of a protobuf message begins so")
    }
  }

  /// A number in groups of seven bits, the lowest first.
  mutating func varint() throws(ProfileError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      guard position < end else { throw endOfMessage() }
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw ProfileError(.malformed, at: position, "a number of a protobuf message must end after ten bytes")
  }

  /// Whether there is a further packed number.
  var hasMore: Bool { position < end }

  private mutating func fixed(_ count: Int) throws(ProfileError) -> UInt64 {
    guard count <= end - position else { throw endOfMessage() }
    defer { position += count }
    return (0..<count).reduce(0) { $0 | UInt64(bytes[position + $1]) << (8 * UInt64($1)) }
  }

  private func endOfMessage() -> ProfileError {
    end == bytes.count
      ? ProfileError(.truncated, at: end, "the file ends in the middle of a protobuf message: still being written?")
      : ProfileError(.malformed, at: end, "a protobuf message ends in the middle of a field")
  }
}

extension ProtobufReader.Value {
  /// The number; nil if the value is none.
  var number: UInt64? { if case .number(let number) = self { number } else { nil } }

  /// The number as a signed one.
  var integer: Int64? { number.map { Int64(bitPattern: $0) } }
}

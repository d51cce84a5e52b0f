/// The wire format of Protocol Buffers, as far as a profile needs it: numbers, strings and messages within messages.
///
/// Written here and not taken from a library: Swift's own needs Foundation, which the program does without, and building
/// it takes longer than building all the rest.
///
/// Source: https://protobuf.dev/programming-guides/encoding.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A number; 0 is left out, as proto3 wants it.
  mutating func put(_ field: Int, _ value: UInt64) {
    guard value != 0 else { return }
    putVarint(UInt64(field) << 3)
    putVarint(value)
  }

  mutating func put(_ field: Int, _ value: Int) { put(field, UInt64(bitPattern: Int64(value))) }

  /// A string or a message.
  mutating func put(_ field: Int, _ content: some Collection<UInt8>) {
    putVarint(UInt64(field) << 3 | 2)
    putVarint(UInt64(content.count))
    bytes += content
  }

  mutating func put(_ field: Int, _ message: ProtobufWriter) { put(field, message.bytes) }

  /// Numbers side by side.
  mutating func put(_ field: Int, packed values: [UInt64]) {
    var content = ProtobufWriter()
    for value in values { content.putVarint(value) }
    put(field, content)
  }

  private mutating func putVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

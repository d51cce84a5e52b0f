/// A position in a file's bytes that no read can move past their end.
///
/// All numbers of pstats files are little-endian, whatever machine wrote them. Every read checks the bytes that are
/// left first, so a file cut short ends in an error of kind ``ProfileError/Kind/truncated``, never in a trap.
struct ByteReader: ~Copyable {
  let bytes: [UInt8]
  /// Where the next read starts; never beyond the end.
  private(set) var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How many bytes are left.
  var remaining: Int { bytes.count - position }

  @inline(__always)
  mutating func uint8() throws(ProfileError) -> UInt8 {
    guard position < bytes.count else { throw endOfFile() }
    defer { position += 1 }
    return bytes[position]
  }

  @inline(__always)
  mutating func uint16() throws(ProfileError) -> UInt16 { try load(UInt16.self) }

  @inline(__always)
  mutating func int32() throws(ProfileError) -> Int32 { Int32(bitPattern: try load(UInt32.self)) }

  @inline(__always)
  mutating func int64() throws(ProfileError) -> Int64 { Int64(bitPattern: try load(UInt64.self)) }

  /// An IEEE 754 number of eight bytes.
  @inline(__always)
  mutating func double() throws(ProfileError) -> Double { Double(bitPattern: try load(UInt64.self)) }

  /// Steps over `count` bytes and returns where they are.
  @inline(__always)
  mutating func range(of count: Int) throws(ProfileError) -> Range<Int> {
    guard count <= remaining else { throw endOfFile(within: count) }
    defer { position += count }
    return position..<position + count
  }

  /// Steps back to a position that was passed before.
  mutating func rewind(to earlier: Int) {
    precondition(0...position ~= earlier, "a reader rewinds to where it has been")
    position = earlier
  }

  @inline(__always)
  private mutating func load<Value: FixedWidthInteger & BitwiseCopyable>(
    _: Value.Type
  ) throws(ProfileError) -> Value {
    let size = MemoryLayout<Value>.size
    guard size <= remaining else { throw endOfFile() }
    let value = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Value.self) }
    position += size
    return Value(littleEndian: value)
  }

  /// The error of a read for which too few bytes are left.
  func endOfFile() -> ProfileError {
    ProfileError(.truncated, at: bytes.count, "the file ends in the middle of the profile: still being written?")
  }

  /// The error of an object that declares more bytes than are left.
  func endOfFile(within count: Int) -> ProfileError {
    ProfileError(
      .truncated, at: position,
      "\(count) bytes should follow, and the file ends after \(remaining): still being written?")
  }
}

/// Looks for bytes among bytes, eight places at a time.
///
/// A place is looked at closely where the first and the last of the wanted bytes are right; both are compared in one word of
/// eight places. O(length), and O(length × wanted) only for texts made for it.
struct ByteFinder: Sendable {
  /// What is looked for.
  let wanted: [UInt8]
  private let first: UInt64
  private let last: UInt64

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  init(_ wanted: [UInt8]) {
    self.wanted = wanted
    first = UInt64(wanted.first ?? 0) &* Self.ones
    last = UInt64(wanted.last ?? 0) &* Self.ones
  }

  /// Whether the wanted bytes are anywhere.
  func isFound(in bytes: RawSpan) -> Bool { firstIndex(in: bytes, from: 0) != nil }

  /// Where the wanted bytes begin next, from an index on; nil where they do not, and where nothing is wanted.
  func firstIndex(in bytes: RawSpan, from start: Int) -> Int? {
    guard !wanted.isEmpty else { return nil }
    var index = start
    let places = bytes.byteCount - wanted.count + 1
    while index + 8 <= places {
      // Mostly there is none, and one jump says so of four words.
      if index + 32 <= places, !hasCandidates(in: bytes, from: index) {
        index += 32
        continue
      }
      var candidates = self.candidates(in: bytes, at: index)
      while candidates != 0 {
        let place = index + candidates.trailingZeroBitCount / 8
        if isThere(bytes, place) { return place }
        candidates &= candidates - 1
      }
      index += 8
    }
    while index < places {
      if isThere(bytes, index) { return index }
      index += 1
    }
    return nil
  }

  /// Whether the wanted bytes may begin at any of 32 places.
  @inline(__always) private func hasCandidates(in bytes: RawSpan, from index: Int) -> Bool {
    let low = candidates(in: bytes, at: index) | candidates(in: bytes, at: index + 8)
    let high = candidates(in: bytes, at: index + 16) | candidates(in: bytes, at: index + 24)
    return low | high != 0
  }

  /// A bit for each of eight places where the wanted bytes may begin; a few too many, for borrows run upwards.
  @inline(__always) private func candidates(in bytes: RawSpan, at index: Int) -> UInt64 {
    let head = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ first
    let tail =
      UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: index + wanted.count - 1, as: UInt64.self)) ^ last
    let differences = head | tail
    return (differences &- Self.ones) & ~differences & Self.tops
  }

  private func isThere(_ bytes: RawSpan, _ place: Int) -> Bool {
    var offset = 0
    while offset < wanted.count, bytes[place + offset] == wanted[offset] { offset += 1 }
    return offset == wanted.count
  }
}

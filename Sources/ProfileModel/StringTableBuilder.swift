/// Gathers distinct strings for a ``StringTable``, by their bytes: names that are no UTF-8 stay apart, and so do `é` in one
/// character and in two.
struct StringTableBuilder: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = []
  private var lengths: [UInt32] = []
  private var index = HashIndex(expecting: 1024)

  /// Whether the strings of another profile fit, all new: offsets have 32 bits.
  func hasRoom(for strings: StringTable) -> Bool {
    bytes.count + strings.totalLength < UInt32.max && offsets.count + strings.count < Int32.max
  }

  /// The id of a string, the same each time. O(length).
  mutating func intern(_ string: String) -> StringID {
    var string = string
    return string.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
  }

  /// The id of a string, the same each time. O(length).
  mutating func intern(_ string: UnsafeRawBufferPointer) -> StringID {
    var hasher = Hasher()
    hasher.combine(bytes: string)
    let hash = hasher.finalize()
    if let row = index.row(hash: hash, where: { isEqual($0, string) }) { return StringID(row) }
    let id = StringID(Int32(truncatingIfNeeded: offsets.count))
    index.insert(id.rawValue, hash: hash)
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    lengths.append(UInt32(truncatingIfNeeded: string.count))
    bytes += string
    return id
  }

  private func isEqual(_ row: Int32, _ string: UnsafeRawBufferPointer) -> Bool {
    guard lengths[Int(row)] == UInt32(truncatingIfNeeded: string.count) else { return false }
    let start = Int(offsets[Int(row)])
    return bytes.withUnsafeBytes { known in
      string.indices.allSatisfy { known[start + $0] == string[$0] }
    }
  }

  var table: StringTable { StringTable(bytes: bytes, offsets: offsets, lengths: lengths) }
}

extension StringTable {
  /// How many bytes the strings have together.
  fileprivate var totalLength: Int {
    (0..<Int32(truncatingIfNeeded: count)).reduce(0) { $0 + length(of: StringID($1)) }
  }
}

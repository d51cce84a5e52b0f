/// The distinct strings of several profiles, by their bytes: names that are no UTF-8 stay apart, and so do `é` in one
/// character and in two.
struct MergedStrings: Sendable {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = []
  private var lengths: [UInt32] = []
  private var index = HashIndex(expecting: 1024)

  /// Whether the strings of another profile fit, all new: offsets have 32 bits.
  func hasRoom(for strings: StringTable) -> Bool {
    bytes.count + strings.totalLength < UInt32.max && offsets.count + strings.count < Int32.max
  }

  /// The id of a string. O(length).
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

/// The notes of several profiles: one of each kind, with the counts added up.
struct MergedNotes: Sendable {
  private(set) var all: [ProfileNote] = []

  mutating func add(_ notes: [ProfileNote]) {
    for note in notes {
      if let row = all.firstIndex(where: { $0.sum(with: note) != nil }) {
        all[row] = all[row].sum(with: note) ?? note
      } else {
        all.append(note)
      }
    }
  }
}

extension ProfileNote {
  /// One note for two of the same kind; nil for two of different kinds.
  fileprivate func sum(with other: ProfileNote) -> ProfileNote? {
    switch (self, other) {
    case (.trailingBytes(let a), .trailingBytes(let b)): .trailingBytes(a + b)
    case (.duplicateEntries(let a), .duplicateEntries(let b)): .duplicateEntries(a + b)
    case (.ghosts(let a), .ghosts(let b)): .ghosts(a + b)
    case (.inexactCounts(let a), .inexactCounts(let b)): .inexactCounts(a + b)
    case (.impossibleCounts(let a), .impossibleCounts(let b)): .impossibleCounts(a + b)
    case (.oddTimes(let a), .oddTimes(let b)): .oddTimes(a + b)
    case (.undecodableNames(let a), .undecodableNames(let b)): .undecodableNames(a + b)
    case (.clampedLines(let a), .clampedLines(let b)): .clampedLines(a + b)
    default: self == other ? self : nil
    }
  }
}

/// Gives each distinct string of a file a ``StringID``: a range of the file's bytes, found by content.
struct StringInterner: ~Copyable {
  /// The bytes of the file.
  private let bytes: [UInt8]
  /// Strings that are not in the file but made of it: names of code objects. Their offsets go on after the file's end.
  private var composed: [UInt8] = []
  /// How many bytes were ever composed, also of strings that were known.
  private var composedCount = 0
  private var offsets: [UInt32] = []
  private var lengths: [UInt32] = []
  private var index: HashIndex

  /// - Precondition: `bytes` are fewer than ``ProfileFormat/sizeLimit``, so that offsets fit 32 bits.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    index = HashIndex(expecting: bytes.count / 512)
  }

  var count: Int { offsets.count }

  /// The id of the string whose bytes are `range` of the file. O(length).
  mutating func intern(_ range: Range<Int>) -> StringID { intern(offset: range.lowerBound, length: range.count) }

  /// The id of a string that is not in the file.
  ///
  /// - Returns: nil if such strings together outgrow the file itself, as they can where short code objects refer to long
  ///   names, or the 32 bits of an offset.
  mutating func intern(composing string: [UInt8]) -> StringID? {
    composedCount += string.count
    let limit = min(max(bytes.count, 1 << 16), ProfileFormat.sizeLimit - 1 - bytes.count)
    guard composedCount <= limit else { return nil }
    let before = (offset: composed.count, count: count)
    composed += string
    let id = intern(offset: bytes.count + before.offset, length: string.count)
    if count == before.count { composed.removeLast(string.count) }
    return id
  }

  /// Runs `body` on the bytes of a string.
  func withBytes<Result>(of id: StringID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withBytes(offset: Int(offsets[id.row]), length: Int(lengths[id.row]), body)
  }

  func bytes(of id: StringID) -> [UInt8] { withBytes(of: id) { Array($0) } }

  /// How many of the distinct strings of these labels are not UTF-8.
  func undecodableCount(_ labels: [FunctionLabel]) -> Int {
    var isUsed = [Bool](repeating: false, count: count)
    for label in labels {
      isUsed[label.file.row] = true
      isUsed[label.name.row] = true
    }
    return isUsed.indices.count { isUsed[$0] && !isUTF8(StringID(Int32(truncatingIfNeeded: $0))) }
  }

  private func isUTF8(_ id: StringID) -> Bool {
    withBytes(of: id) { bytes in
      bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }
  }

  /// All strings, in the order of their ids.
  func table() -> StringTable {
    StringTable(bytes: composed.isEmpty ? bytes : bytes + composed, offsets: offsets, lengths: lengths)
  }

  private mutating func intern(offset: Int, length: Int) -> StringID {
    let hash = withBytes(offset: offset, length: length, Self.hash)
    let known = index.row(hash: hash) { row in
      lengths[Int(row)] == UInt32(truncatingIfNeeded: length)
        && withBytes(offset: offset, length: length) { new in withBytes(of: StringID(row)) { $0.elementsEqual(new) } }
    }
    if let known { return StringID(known) }
    return append(offset: offset, length: length, hash: hash)
  }

  private mutating func append(offset: Int, length: Int, hash: Int) -> StringID {
    let id = StringID(Int32(truncatingIfNeeded: count))
    index.insert(id.rawValue, hash: hash)
    offsets.append(UInt32(truncatingIfNeeded: offset))
    lengths.append(UInt32(truncatingIfNeeded: length))
    return id
  }

  private func withBytes<Result>(offset: Int, length: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let isComposed = offset >= bytes.count && !composed.isEmpty
    let start = isComposed ? offset - bytes.count : offset
    return (isComposed ? composed : bytes).withUnsafeBytes {
      body(UnsafeRawBufferPointer(rebasing: $0[start..<start + length]))
    }
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return hasher.finalize()
  }
}

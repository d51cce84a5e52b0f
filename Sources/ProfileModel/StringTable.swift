/// The number of a distinct string in a ``StringTable``.
public struct StringID: Hashable, Sendable {
  /// The row of the string in a ``StringTable``.
  public let rawValue: Int32

  public init(_ rawValue: Int32) { self.rawValue = rawValue }

  public var row: Int { Int(rawValue) }
}

/// The names of a profile: ranges of the file's own bytes, each distinct string once, decoded only when looked at.
public struct StringTable: Sendable {
  /// The file's bytes, followed by any strings that were composed while reading.
  private let bytes: [UInt8]
  private let offsets: [UInt32]
  private let lengths: [UInt32]

  /// - Precondition: every range lies within `bytes`.
  init(bytes: [UInt8], offsets: [UInt32], lengths: [UInt32]) {
    precondition(offsets.count == lengths.count, "a string has one offset and one length")
    self.bytes = bytes
    self.offsets = offsets
    self.lengths = lengths
  }

  /// How many distinct strings there are.
  public var count: Int { offsets.count }

  /// How many bytes a string has.
  func length(of id: StringID) -> Int { Int(lengths[id.row]) }

  /// The bytes of a string as the file has them.
  public func bytes(of id: StringID) -> ArraySlice<UInt8> {
    let start = Int(offsets[id.row])
    return bytes[start..<start + Int(lengths[id.row])]
  }

  /// Runs `body` on the bytes of a string without copying them.
  public func withBytes<Result>(of id: StringID, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withUnsafeBytes { all in
      let start = Int(offsets[id.row])
      return body(UnsafeRawBufferPointer(rebasing: all[start..<start + Int(lengths[id.row])]))
    }
  }

  /// The string, with U+FFFD where its bytes are not UTF-8 (Python 2 names have no encoding). O(length).
  public subscript(id: StringID) -> String { String(decoding: bytes(of: id), as: UTF8.self) }
}

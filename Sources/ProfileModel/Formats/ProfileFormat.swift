/// The formats that profiles come in.
public enum ProfileFormat: Hashable, Sendable, CaseIterable {
  /// What Python's cProfile, `profile`, `pstats` and `profiling.sampling --pstats` write.
  case pstats

  /// Files of this many bytes and more are not read: columns count their bytes in 32 bits.
  public static let sizeLimit = 1 << 32

  /// The profile that a file's bytes hold, packed by gzip or not; the first bytes say in which format.
  ///
  /// Time and memory are bounded by a small multiple of the size of the unpacked bytes, whatever is in them, and that by
  /// ``Gzip``'s limits.
  ///
  /// - Parameter unpackedLimit: how many bytes may come of a gzip file.
  public static func read(
    _ bytes: [UInt8], unpackingAtMost unpackedLimit: Int = Gzip.largestUnpacked
  ) throws(ProfileError) -> Profile {
    guard Gzip.isPacked(bytes) else { return try readPlain(bytes) }
    let unpacked = try Gzip.unpacked(bytes, atMost: unpackedLimit)
    do throws(ProfileError) {
      return try readPlain(unpacked)
    } catch {
      throw error.offset == nil ? error : ProfileError(error.kind, at: error.offset, "(unpacked) \(error.reason)")
    }
  }

  /// Says early that what begins so is no profile: before the rest is read, which may never end.
  ///
  /// - Parameter start: the first few thousand bytes, or all if there are no more.
  public static func checkStart(_ start: [UInt8]) throws(ProfileError) {
    if !start.isEmpty, !Gzip.isPacked(start) { _ = try format(of: start) }
  }

  private static func readPlain(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    try checkSize(bytes.count)
    switch try format(of: bytes) {
    case .pstats: return try PstatsReader.read(bytes)
    }
  }

  static func checkSize(_ count: Int) throws(ProfileError) {
    if count == 0 { throw ProfileError(.truncated, at: nil, "the file is empty: still being written?") }
    if count >= sizeLimit { throw ProfileError(.tooLarge, at: nil, "files of 4 GiB and more cannot be read") }
  }

  /// Says which format `bytes` are in, or throws what else they are.
  ///
  /// - Precondition: there is a first byte.
  private static func format(of bytes: [UInt8]) throws(ProfileError) -> ProfileFormat {
    if let foreign = ForeignFormat(bytes) { throw ProfileError(.notAProfile, at: 0, foreign.reason) }
    return .pstats
  }
}

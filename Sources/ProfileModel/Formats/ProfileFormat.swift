/// The formats that profiles come in.
public enum ProfileFormat: Hashable, Sendable, CaseIterable {
  /// What Python's cProfile, `profile`, `pstats` and `profiling.sampling --pstats` write.
  case pstats
  /// One call path a line: py-spy, Python 3.15's `profiling.sampling --collapsed`, Brendan Gregg's programs.
  case folded
  /// Speedscope's own format, pyinstrument's, and traces of Chrome's format such as viztracer's.
  case json
  case pprof
  case callgrind
  /// What `pstats.Stats.print_stats` prints.
  case textReport

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

  private static func readPlain(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    try checkSize(bytes.count)
    switch try format(of: bytes) {
    case .pstats: return try PstatsReader.read(bytes)
    case .folded: return try FoldedReader.read(bytes)
    case .json: return try JSONProfileReader.read(bytes)
    case .pprof: return try PprofReader.read(bytes)
    case .callgrind: return try CallgrindReader.read(bytes)
    case .textReport: return try TextReportReader.read(bytes)
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
    if PprofReader.canRead(bytes) { return .pprof }
    switch ForeignFormat(bytes) {
    case nil: return .pstats
    case .json: return .json
    case .callgrind: return .callgrind
    case .textReport: return .textReport
    case .text where FoldedReader.canRead(bytes): return .folded
    case .some(let foreign): throw ProfileError(.notAProfile, at: 0, foreign.reason)
    }
  }
}

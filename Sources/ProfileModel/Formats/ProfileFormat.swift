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

  /// Says early that bytes are no profile: before the rest of them is read, which may never end.
  ///
  /// - Parameter start: the first bytes, some ten thousand if there are so many.
  public static func checkStart(_ start: [UInt8]) throws(ProfileError) {
    // pprof's strings may be still to come; its first field has the first number.
    let mayBePprof = start.first == 0x0A && PprofReader.canRead(start, isWhole: false)
    if !start.isEmpty, !Gzip.isPacked(start), !mayBePprof { _ = try format(of: start) }
  }

  /// Says of the beginning of a profile what will be wrong with the whole, as far as that can be said.
  public static func checkSoFar(_ bytes: [UInt8]) throws(ProfileError) {
    guard !bytes.isEmpty, !Gzip.isPacked(bytes), (try? format(of: bytes)) == .pstats else { return }
    do throws(ProfileError) {
      _ = try PstatsReader.read(bytes)
    } catch {
      // A profile that is not yet whole ends too early; any other complaint will stay.
      if error.kind != .truncated { throw error }
    }
  }

  /// Whether a file of no particular name begins like a profile: no other text and no other JSON does.
  ///
  /// Stricter than ``read(_:unpackingAtMost:)``, which takes what one names for a profile: here it stands among others.
  ///
  /// - Parameter start: the first bytes, unpacked; ``lookedAt`` of them if there are so many.
  public static func isLikely(_ start: [UInt8]) -> Bool {
    guard start.count >= 2 else { return false }
    // pprof's first field is a message whose own first field is a number: no text has such a byte there.
    if start[0] == 0x0A, start.count > 2, start[2] == 0x08 { return PprofReader.canRead(start, isWhole: false) }
    switch ForeignFormat(start) {
    case nil: return start[0] & 0x7F == UInt8(ascii: "{")
    case .json: return JSONProfileReader.isLikely(start)
    case .callgrind: return true
    case .text: return FoldedReader.isLikely(start, isWhole: start.count < lookedAt)
    case .some: return false
    }
  }

  /// How many bytes tell what a file may be.
  public static let lookedAt = 4096

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

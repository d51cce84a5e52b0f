/// The formats that profiles come in.
public enum ProfileFormat: Hashable, Sendable, CaseIterable {
  /// What Python's cProfile, `profile`, `pstats` and `profiling.sampling --pstats` write.
  case pstats

  /// The profile that a file's bytes hold; the first bytes say in which format.
  ///
  /// Time and memory are bounded by a small multiple of the file's size, whatever is in it.
  public static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    switch try ProfileFormat(of: bytes) {
    case .pstats: try PstatsReader.read(bytes)
    }
  }
}

extension ProfileFormat {
  init(of bytes: [UInt8]) throws(ProfileError) {
    guard let first = bytes.first else {
      throw ProfileError(.truncated, at: nil, "the file is empty: still being written?")
    }
    guard first & 0x7F == MarshalType.dict.rawValue else {
      throw ProfileError(.notAProfile, at: 0, "this is no Python profile")
    }
    self = .pstats
  }
}

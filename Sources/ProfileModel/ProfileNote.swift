/// Something worth knowing about a profile that opened: what was odd in the file, and what was done about it.
public enum ProfileNote: Hashable, Sendable {
  /// Bytes after the end of the profile, which Python ignores as well.
  case trailingBytes(Int)
  /// Functions of the same (file, line, name) in the file; as in Python the last one counts.
  case duplicateEntries(Int)
  /// Callers that the file names without an entry of their own.
  case ghosts(Int)
  /// Counts that 64 bits cannot hold, or that are no integers.
  case inexactCounts(Int)
  /// Counts that cannot be: negative, or fewer calls than primitive calls.
  case impossibleCounts(Int)
  /// Times that are negative, infinite or not a number.
  case oddTimes(Int)
  /// Names that are not UTF-8, shown with replacement marks.
  case undecodableNames(Int)
  /// Line numbers beyond 32 bits, shown as the largest.
  case clampedLines(Int)

  /// One sentence without a full stop, in the words of the documentation.
  public var description: String {
    switch self {
    case .trailingBytes(let n): "\(n) bytes after the end of the profile were left out"
    case .duplicateEntries(let n): "\(n) entries stand twice; the last one counts, as in Python"
    case .ghosts(let n): "\(n) callers have no entry of their own"
    case .inexactCounts(let n): "\(n) counts are too large for 64 bits and are inexact"
    case .impossibleCounts(let n): "\(n) functions or edges have impossible call counts"
    case .oddTimes(let n): "\(n) functions or edges have times that are negative, infinite or not a number"
    case .undecodableNames(let n): "\(n) names are not UTF-8"
    case .clampedLines(let n): "\(n) line numbers do not fit 32 bits"
    }
  }
}

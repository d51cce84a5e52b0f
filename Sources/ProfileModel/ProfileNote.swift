/// Something worth knowing about a profile that opened: what was odd in the file, and what was done about it.
public enum ProfileNote: Hashable, Sendable {
  /// Bytes after the end of the profile, which Python ignores as well.
  case trailingBytes(Int)
  /// Functions of the same (file, line, name), and callers of one function, that stand twice in the file; as in Python
  /// the last one counts.
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

  /// The format holds times of call paths and no numbers of calls.
  case noCallCounts
  /// The numbers are samples, and the file does not say how much time, in milliseconds, lies between two.
  case assumedInterval(Int)
  /// The numbers are costs of another kind, such as instructions.
  case noTimes
  /// A printed report was read instead of the profile it was printed from.
  case textReport

  /// One sentence without a full stop, in the words of the documentation.
  public var description: String {
    switch self {
    case .trailingBytes(let n):
      "\(Self.counted(n, "byte", "bytes")) after the end of the profile \(n == 1 ? "was" : "were") left out"
    case .duplicateEntries(let n):
      "\(Self.counted(n, "entry stands", "entries stand")) twice; the last one counts, as in Python"
    case .ghosts(let n): "\(Self.counted(n, "caller has no entry of its own", "callers have no entry of their own"))"
    case .inexactCounts(let n):
      "\(Self.counted(n, "count is", "counts are")) inexact: larger than 64 bits, or no whole number"
    case .impossibleCounts(let n): "\(Self.rows(n)) impossible call counts"
    case .oddTimes(let n): "\(Self.rows(n)) times that are negative, infinite or not a number"
    case .undecodableNames(let n): "\(Self.counted(n, "name is", "names are")) not UTF-8"
    case .noCallCounts: "the file holds no numbers of calls"
    case .assumedInterval(let milliseconds):
      "the file does not say how often was sampled; a sample is taken for \(milliseconds) ms"
    case .noTimes: "the numbers of the file are no times; 1 is shown as 1 ns"
    case .textReport:
      "read from a printed report: times are rounded to milliseconds; call edges and what it left out are missing"
    case .clampedLines(let n):
      "\(Self.counted(n, "line number does", "line numbers do")) not fit 32 bits and \(n == 1 ? "is" : "are") cut"
    }
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  private static func rows(_ count: Int) -> String {
    counted(count, "function or edge has", "functions or edges have")
  }
}

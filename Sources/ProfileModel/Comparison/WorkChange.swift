/// Whether requests do as much as before, by the calls of each function: counts are stable where times are not.
public struct WorkChange: Hashable, Sendable {
  /// What differs.
  public enum Kind: Hashable, Sendable {
    /// The same calls, but for a few.
    case same
    /// Fewer calls of some functions, and hardly more of any.
    case less
    /// More calls of some functions, and hardly fewer of any.
    case more
    /// As ``more``, and most of it in functions that the baseline never calls: a request that imports and sets up what
    /// others find ready, or new code.
    case additional
    /// More of some and fewer of others.
    case other
  }

  /// Calls of a request of the baseline.
  public let usual: Double
  /// Calls that there are less, of functions with fewer calls.
  public let less: Double
  /// Calls that there are more, of functions with more calls, those of ``added`` included.
  public let more: Double
  /// Calls of functions that most requests of the baseline do not call.
  public let added: Double

  /// By the medians of each function's calls on both sides.
  init(_ medians: [(baseline: Double, change: Double)]) {
    var (usual, less, more, added) = (0.0, 0.0, 0.0, 0.0)
    for (baseline, change) in medians {
      usual += baseline
      if change < baseline { less += baseline - change } else { more += change - baseline }
      if baseline == 0 { added += change }
    }
    (self.usual, self.less, self.more, self.added) = (usual, less, more, added)
  }

  /// What ``OtherWork`` calls a difference in calls.
  public var kind: Kind {
    let few = OtherWork.leastShare * usual
    if less + more <= few { return .same }
    if more <= few / 2 { return .less }
    if less > few / 2 { return .other }
    return added >= more / 2 ? .additional : .more
  }
}

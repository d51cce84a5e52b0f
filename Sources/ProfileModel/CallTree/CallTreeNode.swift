/// How much of a box's time the file determines.
public enum Exactness: Hashable, Sendable {
  /// The time follows from the file's numbers without choice.
  case measured
  /// The time follows because some callers' times add up to some callees' times to the nanosecond.
  case determined
  /// The file leaves a choice; the time is the likeliest split.
  case estimate
}

/// One box of the call tree: a function in one context (or in several that were merged), and its time there.
public struct CallTreeNode: Sendable {
  /// The function; nil for the whole profile, which stands above all roots.
  public let function: FunctionID?
  /// The edge that leads here; nil for the whole profile, for roots and for merged contexts.
  public let edge: EdgeID?
  /// Seconds in the function and all it called, here. Finite and not negative.
  public let time: Double
  /// Seconds in the function's own code, here. Finite, not negative, at most ``time``.
  public let selfTime: Double
  public let exactness: Exactness
  /// The functions above, which the simple rule does not enter again.
  let ancestors: [FunctionID]
}

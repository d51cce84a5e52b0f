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
  /// The edge that leads here; nil for the whole profile, for roots and for merged contexts. In an inverted tree the edge
  /// to the function of the box above.
  public let edge: EdgeID?
  /// Seconds in the function and all it called, here. Finite and not negative.
  public let time: Double
  /// Seconds in the function's own code, here. Finite, not negative, at most ``time``. In an inverted tree the part of the
  /// time for which the function is a root.
  public let selfTime: Double
  /// How sure ``time`` is.
  public let exactness: Exactness
  /// How deep this box is in the recursion of a function that calls itself: 1 for a call from another function.
  public let recursionLevel: Int
  /// How many boxes of a run of self recursion are folded into this one: 1 but in ``CallTree/folded(_:)``.
  public internal(set) var foldedLevels = 1
  /// How the box was made, which its callees follow from.
  let origin: Origin

  /// What a rule needs to know of a box to unfold it.
  enum Origin: Sendable {
    /// The simple rule: the functions above, which it does not enter again.
    case ancestors([FunctionID])
    case context(Context)
    /// An inverted tree: the box's callers stand below it.
    case ascent(Ascent)
    /// A tree that hides functions: boxes of another tree.
    case joined(JoinedBoxes)
    /// Nodes of a tree of stacks; -1 above its roots.
    case stacks([Int32])
    case stackAscent([StackAscent])
  }
}

/// Where a box of the prepared tree stands.
struct Context: Sendable {
  /// The row of the edge that leads here, root edges included; -1 for a function from everywhere.
  let row: Int
  /// The row of the edge that leads to the caller's box; -1 where there is none.
  var callerRow = -1
  var depth = 1
  /// The boxes above on the same cycle of the graph.
  var trail: Trail?
  /// Modules that are imported further down, on their way through importlib.
  var cargo: [ImportedCargo] = []
  /// Whether the box is all there is of its edge: then its self time is known, and what it calls may be.
  var isWhole = false
}

/// The edges and functions above a box within one cycle of the call graph, shared by all boxes below.
///
/// A step knows how often its edge and its function are on the path up to here, and all steps above which others may be
/// there at all: so a count ends at the next step that has what is counted, mostly without a look at any.
final class Trail: Sendable {
  let function: Int
  let row: Int
  let above: Trail?
  private let times: (ofRow: Int, ofFunction: Int)
  /// A bit for each edge, one of 64, and for each function that is here or above.
  private let present: (rows: UInt64, functions: UInt64)

  init(function: Int, row: Int, above: Trail?) {
    self.function = function
    self.row = row
    self.above = above
    times = (Trail.count(ofEdge: row, above) + 1, Trail.count(ofFunction: function, above) + 1)
    present = (
      (above?.present.rows ?? 0) | Trail.bit(row), (above?.present.functions ?? 0) | Trail.bit(function)
    )
  }

  private static func bit(_ number: Int) -> UInt64 { 1 << (number & 63) }

  /// How often the path has this edge. O(boxes up to the lowest that has it).
  static func count(ofEdge row: Int, _ trail: Trail?) -> Int {
    guard let trail, trail.present.rows & bit(row) != 0 else { return 0 }
    return trail.first { $0.row == row }?.times.ofRow ?? 0
  }

  /// How often the path has this function. O(boxes up to the lowest that has it).
  static func count(ofFunction function: Int, _ trail: Trail?) -> Int {
    guard let trail, trail.present.functions & bit(function) != 0 else { return 0 }
    return trail.first { $0.function == function }?.times.ofFunction ?? 0
  }

  /// The lowest step that is wanted. Walks up without counting references, which would be most of the work: this step holds
  /// those above it.
  private func first(where isWanted: (Trail) -> Bool) -> Trail? {
    withExtendedLifetime(self) {
      var next: Unmanaged<Trail>? = Unmanaged.passUnretained(self)
      while let step = next {
        let (isFound, above) = step._withUnsafeGuaranteedRef { (isWanted($0), $0.above.map(Unmanaged.passUnretained)) }
        if isFound { return step.takeUnretainedValue() }
        next = above
      }
      return nil
    }
  }
}

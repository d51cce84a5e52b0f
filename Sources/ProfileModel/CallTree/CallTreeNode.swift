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
final class Trail: Sendable {
  let function: Int
  let row: Int
  let above: Trail?

  init(function: Int, row: Int, above: Trail?) {
    self.function = function
    self.row = row
    self.above = above
  }

  /// How often the path has this edge. O(boxes on the cycle).
  static func count(ofEdge row: Int, _ trail: Trail?) -> Int { count(trail) { $0.row == row } }

  /// How often the path has this function. O(boxes on the cycle).
  static func count(ofFunction function: Int, _ trail: Trail?) -> Int { count(trail) { $0.function == function } }

  /// Walks up without counting references, which would be most of the work: the lowest step holds those above it.
  private static func count(_ trail: Trail?, where isCounted: (Trail) -> Bool) -> Int {
    withExtendedLifetime(trail) {
      var count = 0
      var next = trail.map(Unmanaged.passUnretained)
      while let step = next {
        next = step._withUnsafeGuaranteedRef { step in
          if isCounted(step) { count += 1 }
          return step.above.map(Unmanaged.passUnretained)
        }
      }
      return count
    }
  }
}

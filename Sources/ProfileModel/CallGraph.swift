/// The number of a call edge in its profile: a row of every column of ``CallGraph``.
public struct EdgeID: Hashable, Comparable, Sendable {
  /// The row of the edge in a ``CallGraph``.
  public let rawValue: Int32

  public init(_ rawValue: Int32) { self.rawValue = rawValue }

  public var row: Int { Int(rawValue) }

  public static func < (left: EdgeID, right: EdgeID) -> Bool { left.rawValue < right.rawValue }
}

/// One call edge, looked up: what the callee did when this caller called it directly.
public struct CallEdge: Hashable, Sendable {
  public let id: EdgeID
  /// Who calls.
  public let caller: FunctionID
  /// Who is called.
  public let callee: FunctionID
  /// All calls over this edge (pstats' `nc`, the *first* number of an edge).
  public let calls: Count
  /// Calls over this edge while the same edge was not already active (pstats' `cc`).
  public let primitiveCalls: Count
  /// Seconds in the callee's own code; 0 where the edge is untimed.
  public let selfTime: Double
  /// Seconds in the callee and all it called, the outermost activations of the edge alone; 0 where it is untimed.
  public let cumulativeTime: Double
  /// False for edges that are a plain integer in the file (`profile` module, sampled profiles): calls alone are known.
  public let isTimed: Bool
}

/// The call edges of a profile as columns, in the order of their callees, with an index by caller.
///
/// So the edges into a function are a range, and the edges out of it a slice of a permutation. Both keep the order of
/// the file within one function. A class for the same reason as ``FunctionTable``.
public final class CallGraph: Sendable {
  /// Columns: who calls, who is called, how often in all, and how often not from within itself. See ``CallEdge``.
  public let callers: [FunctionID]
  public let callees: [FunctionID]
  public let calls: CountColumn
  public let primitiveCalls: CountColumn
  /// Seconds, as the file has them; see ``CallEdge``.
  public let selfTimes: [Double]
  /// Seconds, as the file has them; see ``CallEdge``.
  public let cumulativeTimes: [Double]
  /// One flag an edge, or empty where every edge is timed.
  private let untimed: [Bool]
  /// Edges into function f: rows `incomingStarts[f] ..< incomingStarts[f + 1]`.
  private let incomingStarts: [Int32]
  /// Edges out of function f: `outgoing[outgoingStarts[f] ..< outgoingStarts[f + 1]]`.
  private let outgoing: [EdgeID]
  private let outgoingStarts: [Int32]

  /// Builds the index in O(functions + edges).
  ///
  /// - Precondition: `callees` ascends, all columns have one length, and all ids are below `functionCount`.
  init(
    functionCount: Int, callers: [FunctionID], callees: [FunctionID], calls: CountColumn, primitiveCalls: CountColumn,
    selfTimes: [Double], cumulativeTimes: [Double], untimed: [Bool]
  ) {
    let count = callers.count
    precondition(
      callees.count == count && calls.count == count && primitiveCalls.count == count && selfTimes.count == count
        && cumulativeTimes.count == count && (untimed.isEmpty || untimed.count == count),
      "the columns of a call graph have one length")
    self.callers = callers
    self.callees = callees
    self.calls = calls
    self.primitiveCalls = primitiveCalls
    self.selfTimes = selfTimes
    self.cumulativeTimes = cumulativeTimes
    self.untimed = untimed
    incomingStarts = Self.starts(of: callees, functionCount: functionCount)
    outgoingStarts = Self.starts(of: callers, functionCount: functionCount)
    outgoing = Self.order(by: callers, starts: outgoingStarts)
  }

  /// How many edges there are.
  public var count: Int { callers.count }

  /// The edges over which `function` was called, in the order of the file.
  public func incoming(to function: FunctionID) -> some RandomAccessCollection<EdgeID> {
    (incomingStarts[function.row]..<incomingStarts[function.row + 1]).lazy.map { EdgeID($0) }
  }

  /// The rows of the edges over which `function` was called: they lie side by side.
  func incomingRows(to function: Int) -> Range<Int> {
    Int(incomingStarts[function])..<Int(incomingStarts[function + 1])
  }

  /// The edges over which `function` called others, in the order of the file.
  public func outgoing(from function: FunctionID) -> ArraySlice<EdgeID> {
    outgoing[Int(outgoingStarts[function.row])..<Int(outgoingStarts[function.row + 1])]
  }

  /// False for edges that hold a number of calls and no times.
  public func isTimed(_ edge: EdgeID) -> Bool { untimed.isEmpty || !untimed[edge.row] }

  /// Whether any edge lacks times.
  public var hasUntimedEdges: Bool { !untimed.isEmpty }

  /// All columns of one edge.
  public subscript(id: EdgeID) -> CallEdge {
    CallEdge(
      id: id, caller: callers[id.row], callee: callees[id.row], calls: calls[id.row],
      primitiveCalls: primitiveCalls[id.row], selfTime: selfTimes[id.row], cumulativeTime: cumulativeTimes[id.row],
      isTimed: isTimed(id))
  }

  /// Where each function's edges start when edges are sorted by `ends`; one entry more than functions.
  private static func starts(of ends: [FunctionID], functionCount: Int) -> [Int32] {
    var starts = [Int32](repeating: 0, count: functionCount + 1)
    for end in ends { starts[end.row + 1] += 1 }
    for row in 0..<functionCount { starts[row + 1] += starts[row] }
    return starts
  }

  /// The edges sorted by `ends`, stably: a counting sort.
  private static func order(by ends: [FunctionID], starts: [Int32]) -> [EdgeID] {
    var next = starts
    var order = [EdgeID](repeating: EdgeID(0), count: ends.count)
    for (row, end) in ends.enumerated() {
      order[Int(next[end.row])] = EdgeID(Int32(truncatingIfNeeded: row))
      next[end.row] += 1
    }
    return order
  }
}

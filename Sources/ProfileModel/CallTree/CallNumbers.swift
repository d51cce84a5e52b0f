/// The numbers the call tree is computed from: those of the file, made usable.
///
/// Times are whole nanoseconds as `Double`: cProfile counts in nanoseconds (old Pythons in microseconds), so rounding
/// seconds · 10⁹ gives back exactly what it counted, and sums can be compared with `==`. What cannot be a time (negative,
/// infinite, not a number) counts as 0; nothing here traps, whatever the file holds.
///
/// The edges of the graph come first; ``addRoot(_:)`` appends edges that lead from outside to a root, so that each
/// function is entered by edges alone.
struct CallNumbers: Sendable {
  struct Columns: Sendable {
    var calls: [Double] = []
    var primitiveCalls: [Double] = []
    /// Nanoseconds.
    var selfTime: [Double] = []
    /// Nanoseconds.
    var cumulativeTime: [Double] = []
  }

  let graph: CallGraph
  private(set) var functions = Columns()
  private(set) var edges = Columns()
  /// The function of each root edge; the edge's row is `graph.count` plus the index.
  private(set) var rootFunctions: [Int] = []
  /// The root edge of each function, or -1.
  private(set) var rootRows: [Int32]
  /// The edge of each function to itself, or -1.
  private(set) var selfRows: [Int32]
  /// The unit of all times: 1, or 100 or 1000 ns where every time is a multiple of that.
  private(set) var quantum = 1.0

  var functionCount: Int { rootRows.count }

  /// O(functions + edges).
  init(_ profile: Profile) {
    graph = profile.graph
    let count = profile.functions.count
    rootRows = Array(repeating: -1, count: count)
    selfRows = Array(repeating: -1, count: count)
    functions.calls = (0..<count).map { Self.plausible(profile.functions.calls[$0].value) }
    functions.primitiveCalls = (0..<count).map { Self.plausible(profile.functions.primitiveCalls[$0].value) }
    functions.selfTime = profile.functions.selfTimes.map(Self.nanoseconds)
    functions.cumulativeTime = profile.functions.cumulativeTimes.map(Self.nanoseconds)
    edges.calls = (0..<graph.count).map { Self.plausible(profile.graph.calls[$0].value) }
    edges.primitiveCalls = (0..<graph.count).map { Self.plausible(profile.graph.primitiveCalls[$0].value) }
    edges.selfTime = graph.selfTimes.map(Self.nanoseconds)
    edges.cumulativeTime = graph.cumulativeTimes.map(Self.nanoseconds)
    for row in 0..<graph.count where graph.callers[row] == graph.callees[row] {
      selfRows[graph.callers[row].row] = Int32(truncatingIfNeeded: row)
    }
    if graph.hasUntimedEdges { shareOutUntimed() }
    quantum = [1000.0, 100.0].first(where: isUnit) ?? 1
  }

  /// Gives edges that hold calls alone their part of the callee's times.
  private mutating func shareOutUntimed() {
    for function in 0..<functionCount {
      let rows = graph.incomingRows(to: function)
      let calls = max(functions.calls[function], rows.reduce(0) { $0 + edges.calls[$1] })
      guard calls > 0 else { continue }
      for row in rows where !graph.isTimed(EdgeID(Int32(truncatingIfNeeded: row))) {
        let part = edges.calls[row] / calls
        edges.selfTime[row] = Self.noticeable(functions.selfTime[function] * part)
        edges.cumulativeTime[row] = Self.noticeable(functions.cumulativeTime[function] * part)
      }
    }
  }

  private func isUnit(_ unit: Double) -> Bool {
    let isMultiple = { (time: Double) in time.remainder(dividingBy: unit) == 0 }
    return functions.selfTime.allSatisfy(isMultiple) && functions.cumulativeTime.allSatisfy(isMultiple)
  }

  /// A second's number of nanoseconds, rounded; 0 for what is no time. Times beyond 10²¹ s stay there, so that products
  /// of times are finite.
  static func nanoseconds(_ seconds: Double) -> Double {
    seconds > 0 && seconds.isFinite ? min(1e30, (seconds * 1e9).rounded()) : 0
  }

  /// Nothing instead of less than a picosecond, by which one could not divide a time.
  private static func noticeable(_ nanoseconds: Double) -> Double { nanoseconds >= 1e-3 ? nanoseconds : 0 }

  private static func plausible(_ calls: Double) -> Double { calls > 0 ? min(1e30, calls) : 0 }
}

extension CallNumbers {
  /// The function that an edge leads to.
  func callee(_ row: Int) -> Int { row < graph.count ? graph.callees[row].row : rootFunctions[row - graph.count] }

  /// The function that an edge comes from; nil for a root edge.
  func caller(_ row: Int) -> Int? { row < graph.count ? graph.callers[row].row : nil }

  /// Whether the file holds times for the edge.
  func isTimed(_ row: Int) -> Bool {
    row < graph.count ? graph.isTimed(EdgeID(Int32(truncatingIfNeeded: row))) : true
  }

  /// Visits every edge into a function, its root edge last.
  @inline(__always)
  func forEachIncoming(_ function: Int, _ body: (Int) -> Void) {
    for row in graph.incomingRows(to: function) { body(row) }
    if rootRows[function] >= 0 { body(Int(rootRows[function])) }
  }

  /// Visits every edge out of a function.
  @inline(__always)
  func forEachOutgoing(_ function: Int, _ body: (Int) -> Void) {
    for edge in graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function))) { body(edge.row) }
  }

  /// Appends the edge from outside to a root.
  mutating func addRoot(_ root: RootEdge) {
    rootRows[root.function] = Int32(truncatingIfNeeded: edges.calls.count)
    rootFunctions.append(root.function)
    edges.calls.append(root.calls)
    edges.primitiveCalls.append(root.calls)
    edges.selfTime.append(root.selfTime)
    edges.cumulativeTime.append(root.time)
  }
}

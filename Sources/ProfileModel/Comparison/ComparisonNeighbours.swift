/// A function between its callers and its callees on both sides: what changed over each call edge.
public struct ComparisonNeighbours: Sendable {
  /// The same call edge on both sides, seen from the function in the middle.
  public struct Row: Hashable, Sendable {
    /// The caller or callee at the other end.
    public let pair: PairID
    /// Over this edge.
    public let numbers: ChangeNumbers
  }

  /// The function that calls, or is called.
  public let pair: PairID
  /// Who called the function on either side.
  public let callers: [Row]
  /// Whom the function called on either side.
  public let callees: [Row]

  /// O(callers + callees) of both sides.
  public init(of pair: PairID, in comparison: Comparison) {
    self.pair = pair
    var edges = (callers: EdgePairs(), callees: EdgePairs())
    let (functions, matching) = (comparison.matching[pair], comparison.matching)
    for (function, isChange) in functions.baseline.map({ ($0, false) }) + functions.change.map({ ($0, true) }) {
      let graph = (isChange ? comparison.change : comparison.baseline).mean.graph
      func other(_ function: FunctionID) -> PairID {
        isChange ? matching.pair(ofChange: function) : matching.pair(ofBaseline: function)
      }
      for row in graph.incoming(to: function) { edges.callers.add(graph[row], other(graph[row].caller), isChange) }
      for row in graph.outgoing(from: function) { edges.callees.add(graph[row], other(graph[row].callee), isChange) }
    }
    callers = edges.callers.rows
    callees = edges.callees.rows
  }
}

/// The edges to each function at the other end, summed up by side.
private struct EdgePairs {
  private struct Sums {
    var numbers: ProfileBuilder.Numbers?
    var isTimed = true
  }

  private var sums: [PairID: (baseline: Sums, change: Sums)] = [:]

  mutating func add(_ edge: CallEdge, _ pair: PairID, _ isChange: Bool) {
    let numbers = ProfileBuilder.Numbers(
      calls: edge.calls, primitiveCalls: edge.primitiveCalls, selfTime: edge.selfTime,
      cumulativeTime: edge.cumulativeTime)
    var sides = sums[pair] ?? (Sums(), Sums())
    func add(to sums: inout Sums) {
      sums.numbers = sums.numbers.map { $0 + numbers } ?? numbers
      sums.isTimed = sums.isTimed && edge.isTimed
    }
    if isChange { add(to: &sides.change) } else { add(to: &sides.baseline) }
    sums[pair] = sides
  }

  /// By the number of the function at the other end.
  var rows: [ComparisonNeighbours.Row] {
    sums.sorted { $0.key < $1.key }.map { pair, sides in
      let (old, new) = (sides.baseline.numbers ?? .zero, sides.change.numbers ?? .zero)
      let isTimed = sides.baseline.isTimed && sides.change.isTimed
      let numbers = ChangeNumbers(
        oldCalls: sides.baseline.numbers?.calls, newCalls: sides.change.numbers?.calls,
        selfTime: isTimed
          ? TimeChange(from: old.selfTime, calls: old.calls.value, to: new.selfTime, calls: new.calls.value) : nil,
        cumulativeTime: isTimed
          ? TimeChange(
            from: old.cumulativeTime, calls: old.primitiveCalls.value, to: new.cumulativeTime,
            calls: new.primitiveCalls.value) : nil)
      return ComparisonNeighbours.Row(pair: pair, numbers: numbers)
    }
  }
}

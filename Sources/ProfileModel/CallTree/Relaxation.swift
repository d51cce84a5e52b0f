/// Brings unknown times of edges towards conservation: what flows into a function is its self time and what flows out of it.
///
/// Each function in turn spreads what does not add up over its unknown edges in proportion, never below what an edge must
/// carry. Edges of a function to itself cancel out.
struct Relaxation {
  private var functions: [Int] = []
  /// For each function, what its known edges and its self time leave.
  private var fixed: [Double] = []
  /// For each function where its unknown edges start; one more at the end.
  private var starts = [0]
  private var edges: [Edge] = []

  private struct Edge {
    let row: Int
    /// 1 into the function, -1 out of it.
    let sign: Double
    let lowest: Double
  }

  /// O(edges of the functions).
  ///
  /// - Parameters:
  ///   - functions: those that have to conserve time.
  ///   - incoming: nanoseconds that each edge brings to its callee.
  ///   - outgoing: nanoseconds that each edge takes from its caller; of a free edge the same.
  ///   - isFree: whether an edge's time is unknown.
  ///   - lowest: nanoseconds that an edge carries at least.
  init(
    _ numbers: CallNumbers, functions: some Sequence<Int>, incoming: [Double], outgoing: [Double],
    isFree: (Int) -> Bool, lowest: (Int) -> Double
  ) {
    for function in functions {
      let before = edges.count
      var balance = -numbers.functions.selfTime[function]
      func visit(_ row: Int, _ sign: Double, _ time: Double) {
        if numbers.caller(row) == numbers.callee(row) { return }
        if isFree(row) {
          edges.append(Edge(row: row, sign: sign, lowest: lowest(row)))
        } else {
          balance += sign * time
        }
      }
      numbers.forEachIncoming(function) { visit($0, 1, incoming[$0]) }
      numbers.forEachOutgoing(function) { visit($0, -1, outgoing[$0]) }
      if edges.count == before { continue }
      self.functions.append(function)
      fixed.append(balance)
      starts.append(edges.count)
    }
  }

  /// Changes the times of free edges, by edge. At most 300 sweeps, fewer for very many edges.
  func relax(_ time: inout [Double]) {
    guard !functions.isEmpty else { return }
    let sweeps = min(300, max(5, 20_000_000 / max(1, edges.count)))
    for _ in 0..<sweeps {
      var change = 0.0
      for index in functions.indices { change = max(change, spread(index, &time)) }
      if change < 1 { break }
    }
  }

  private func spread(_ index: Int, _ time: inout [Double]) -> Double {
    let edges = edges[starts[index]..<starts[index + 1]]
    var balance = fixed[index]
    var sum = 0.0
    for edge in edges {
      balance += edge.sign * time[edge.row]
      sum += time[edge.row]
    }
    guard balance.magnitude > 1, sum > 0 else { return 0 }
    var change = 0.0
    for edge in edges {
      let old = time[edge.row]
      let new = max(edge.lowest, old - edge.sign * balance * old / sum)
      time[edge.row] = new
      change = max(change, (new - old).magnitude)
    }
    return change
  }
}

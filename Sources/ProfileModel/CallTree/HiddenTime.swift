/// Where the self time of hidden functions goes: to the nearest shown function above, whoever that was.
///
///     load  > sorted   2        load's own time grows by 2: its edge holds the self time of `sorted` under it
///     store > sorted   5        store's by 5
///     sorted > len     4        hidden as well: 4 go up to the callers of `sorted`, by the table of `sorted`
///
/// The time under an edge into a hidden function is the edge's self time, exactly as the file has it, and what has come up
/// from the hidden callees of that function. It goes to the caller; if he is hidden too, on to his callers, in the proportions
/// of the column that the edge is in his table (``Preparation/callerShares(of:column:)``). So the tree's numbers and the
/// table's follow from the same cells. Where somebody hidden was called from outside, his time stays with him.
///
/// Callees come before their callers; within a cycle the time goes round until all but a hundredth of a nanosecond is out.
struct HiddenTime {
  /// Whom the time of an edge out of a function belongs to.
  struct Sharing {
    let numbers: CallNumbers
    let cycles: Cycles
    let imports: Imports?
    /// The parts that the edges into a function (first) have of an edge out of it (second), or of its own time (nil).
    let shares: (Int, Int?) -> [Preparation.CallerShare]
    /// Whether those parts are the same for all edges out of the function.
    let isUniform: (Int) -> Bool
  }

  private let sharing: Sharing
  private let isHidden: [Bool]
  /// Nanoseconds of hidden functions, by the function they went to: a shown one, or a hidden one that keeps them.
  private(set) var gained: [Double]
  /// Nanoseconds that wait to go up from each edge's callee to its caller.
  private var under: [Double]
  /// Nanoseconds that wait to be shared out among the edges into a function.
  private var waiting: [Double]

  private var numbers: CallNumbers { sharing.numbers }

  /// Linear, but for the cells of tables with exact sums and for cycles, which are gone round 200 times at most (big ones less often).
  ///
  /// - Parameter times: the nanoseconds that each hidden function gives.
  init(_ sharing: Sharing, _ isHidden: [Bool], _ times: [Double]) {
    self.sharing = sharing
    self.isHidden = isHidden
    gained = Array(repeating: 0, count: isHidden.count)
    waiting = gained
    under = Array(repeating: 0, count: sharing.numbers.edges.calls.count)
    let hidden = isHidden.indices.filter { isHidden[$0] }
    for function in hidden { putUnderEdges(function, times[function]) }
    let components = sharing.cycles.components
    var start = 0
    let order = hidden.sorted { (components[$0], $0) < (components[$1], $1) }
    while start < order.count {
      let end = order[start...].firstIndex { components[$0] != components[order[start]] } ?? order.count
      empty(order[start..<end])
      start = end
    }
  }

  /// A function's self time by its edges; to scale where labels were overwritten.
  private mutating func putUnderEdges(_ function: Int, _ time: Double) {
    var sum = 0.0
    numbers.forEachIncoming(function) { sum += numbers.edges.selfTime[$0] }
    guard time > 0 else { return }
    guard sum > 0 else {
      waiting[function] += time
      return
    }
    let scale = (time - sum).magnitude < 1e-3 ? 1 : time / sum
    for row in edges(into: function) { under[row] += numbers.edges.selfTime[row] * scale }
  }

  private func edges(into function: Int) -> [Int] {
    var rows: [Int] = []
    numbers.forEachIncoming(function) { rows.append($0) }
    return rows
  }

  /// Sends up what the functions of one component hold.
  private mutating func empty(_ functions: ArraySlice<Int>) {
    let edgeCount = functions.reduce(0) { $0 + numbers.graph.incomingRows(to: $1).count }
    for _ in 0..<(functions.count > 1 ? min(200, max(5, 10_000_000 / max(1, edgeCount))) : 2) {
      for function in functions { sendUp(function) }
      if functions.reduce(0, { $0 + held(by: $1) }) < Self.leastTime { break }
    }
    let rest = functions.reduce(0) { $0 + takeAll(from: $1) }
    if rest > 0 { letOut(rest, functions) }
  }

  /// Nanoseconds in a cycle that are not worth another round.
  private static let leastTime = 0.01

  private func held(by function: Int) -> Double {
    var time = waiting[function]
    numbers.forEachIncoming(function) { time += under[$0] }
    return time
  }

  private mutating func takeAll(from function: Int) -> Double {
    let time = held(by: function)
    waiting[function] = 0
    for row in edges(into: function) { under[row] = 0 }
    return time
  }

  /// What goes round and round leaves by the ways into the cycle; where there is none it stays with its first function.
  private mutating func letOut(_ time: Double, _ functions: ArraySlice<Int>) {
    let component = sharing.cycles.components[functions[functions.startIndex]]
    let ways = functions.flatMap(edges(into:)).filter { row in
      numbers.caller(row).map { !isHidden[$0] || sharing.cycles.components[$0] != component } ?? true
    }
    let sum = ways.reduce(0) { $0 + numbers.edges.cumulativeTime[$1] }
    guard sum > 0, sum.isFinite else {
      gained[functions[functions.startIndex]] += time
      return
    }
    for row in ways {
      under[row] += time * numbers.edges.cumulativeTime[row] / sum
      deliver(row)
    }
  }

  private mutating func sendUp(_ function: Int) {
    let rows = edges(into: function)
    for row in rows where under[row] > 0 && numbers.caller(row) == function { deliver(row) }
    if waiting[function] > 0 {
      let time = waiting[function]
      waiting[function] = 0
      share(time, of: function, column: nil)
    }
    for row in rows where under[row] > 0 { deliver(row) }
  }

  /// Brings what is under an edge to its caller.
  private mutating func deliver(_ row: Int) {
    let time = under[row]
    under[row] = 0
    if let trip = sharing.imports?.arrivals[row] { return carry(time, along: trip) }
    guard let caller = numbers.caller(row) else {
      gained[numbers.callee(row)] += time
      return
    }
    if !isHidden[caller] {
      gained[caller] += time
    } else if sharing.isUniform(caller) || caller == numbers.callee(row) {
      waiting[caller] += time
    } else {
      share(time, of: caller, column: row)
    }
  }

  private mutating func share(_ time: Double, of function: Int, column: Int?) {
    let shares = sharing.shares(function, column)
    let sum = shares.reduce(0) { $0 + $1.part }
    guard sum > 0, sum.isFinite else {
      gained[function] += time
      return
    }
    for share in shares where share.part > 0 { under[share.row] += time * share.part / sum }
  }

  /// The way back of a module's time: to the first shown function on it, or on from the importer's edge.
  private mutating func carry(_ time: Double, along trip: Int) {
    guard let route = sharing.imports?.trips[trip].route else { return }
    if let shown = route.last(where: { !isHidden[numbers.callee($0)] }) {
      gained[numbers.callee(shown)] += time
    } else {
      under[route[0]] += time
    }
  }
}

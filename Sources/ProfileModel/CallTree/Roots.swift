/// The edge that leads from outside to a root.
struct RootEdge: Sendable {
  let function: Int
  let calls: Double
  /// Nanoseconds.
  let selfTime: Double
  /// Nanoseconds.
  let time: Double
  /// Whether the time follows from the file.
  let isExact: Bool
}

/// Who was called from outside, and how long that took.
///
/// A root is a function with calls that no caller accounts for. "Never called" would be wrong: in every file of
/// `python -m cProfile` the root is `builtins.exec`, which importlib also calls:
///
///     exec                 105 calls   205 ms
///     importlib > exec     104 calls   187 ms      so one call came from outside, and it took all 205 ms
///
/// Its calls and its self time are differences, always. Its cumulative time is one only where the function is on no cycle:
/// the 187 ms above are part of the 205 ms, since the imports happen below `exec`. On a cycle the time is still known
/// where every outermost call of the function is the root's (as above), or where it is the only unknown root, since all
/// roots together make the total.
struct Roots {
  private let numbers: CallNumbers
  private let cycles: Cycles
  private(set) var edges: [RootEdge] = []
  /// Roots on cycles, whose time is not a difference.
  private var pending: [(function: Int, calls: Double, selfTime: Double)] = []

  /// O(functions + edges).
  init(_ numbers: CallNumbers, _ cycles: Cycles) {
    self.numbers = numbers
    self.cycles = cycles
    for function in 0..<numbers.functionCount { look(at: function) }
    shareOutRest()
    reachAll()
  }

  private mutating func look(at function: Int) {
    let incoming = numbers.graph.incomingRows(to: function)
    let all = numbers.functions
    if incoming.isEmpty { return addUncalled(function) }
    let calls = all.calls[function] - incoming.reduce(0) { $0 + numbers.edges.calls[$1] }
    guard calls > 0 else { return }
    let own = max(0, all.selfTime[function] - incoming.reduce(0) { $0 + numbers.edges.selfTime[$1] })
    if !cycles.isMutual[function], numbers.selfRows[function] < 0 {
      add(function, calls, own, time: all.cumulativeTime[function] - cumulativeTime(of: incoming), isExact: true)
    } else if calls == all.primitiveCalls[function] {
      add(function, calls, own, time: all.cumulativeTime[function], isExact: true)
    } else {
      pending.append((function, calls, own))
    }
  }

  /// A function that nobody called; a caller without an entry of its own (a ghost) has its callees' time.
  private mutating func addUncalled(_ function: Int) {
    var time = numbers.functions.cumulativeTime[function]
    if time == 0 { numbers.forEachOutgoing(function) { time += numbers.edges.cumulativeTime[$0] } }
    add(function, numbers.functions.calls[function], numbers.functions.selfTime[function], time: time, isExact: true)
  }

  private mutating func add(_ function: Int, _ calls: Double, _ own: Double, time: Double, isExact: Bool) {
    edges.append(
      RootEdge(function: function, calls: calls, selfTime: own, time: max(own, time), isExact: isExact && time >= own))
  }

  private func cumulativeTime(of rows: Range<Int>) -> Double {
    rows.reduce(0) { $0 + numbers.edges.cumulativeTime[$1] }
  }

  /// Roots on cycles share what the known roots leave of the total, each at most its cumulative time.
  private mutating func shareOutRest() {
    let total = numbers.functions.selfTime.reduce(0, +)
    let rest = max(0, total - edges.reduce(0) { $0 + $1.time })
    let isExact = pending.count == 1 && !numbers.graph.hasUntimedEdges
    let lowest = pending.map { root in
      let known = cumulativeTime(of: numbers.graph.incomingRows(to: root.function))
      return max(root.selfTime, numbers.functions.cumulativeTime[root.function] - known)
    }
    let room = zip(pending, lowest).map { max(0, numbers.functions.cumulativeTime[$0.function] - $1) }
    let allRoom = room.reduce(0, +)
    let left = max(0, rest - lowest.reduce(0, +))
    for (index, root) in pending.enumerated() {
      let share = allRoom > 0 ? min(room[index], left * room[index] / allRoom) : 0
      let time = isExact ? min(numbers.functions.cumulativeTime[root.function], rest) : lowest[index] + share
      add(root.function, root.calls, root.selfTime, time: time, isExact: isExact)
    }
    pending = []
  }

  /// Rings that nothing leads into start at their function of largest cumulative time: every function is in the tree.
  private mutating func reachAll() {
    var isReached = [Bool](repeating: false, count: numbers.functionCount)
    for edge in edges { reach(edge.function, &isReached) }
    let missed = isReached.indices.filter { !isReached[$0] }
    for function in missed.sorted(by: isLonger) where !isReached[function] {
      let incoming = numbers.graph.incomingRows(to: function)
      let own = numbers.functions.selfTime[function] - incoming.reduce(0) { $0 + numbers.edges.selfTime[$1] }
      add(function, 0, max(0, own), time: numbers.functions.cumulativeTime[function], isExact: false)
      reach(function, &isReached)
    }
  }

  private func isLonger(_ function: Int, than other: Int) -> Bool {
    let times = numbers.functions.cumulativeTime
    return (times[function], other) > (times[other], function)
  }

  private func reach(_ function: Int, _ isReached: inout [Bool]) {
    if isReached[function] { return }
    isReached[function] = true
    var pending = [function]
    while let next = pending.popLast() {
      for edge in numbers.graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: next))) {
        let callee = numbers.graph.callees[edge.row].row
        if !isReached[callee] {
          isReached[callee] = true
          pending.append(callee)
        }
      }
    }
  }
}

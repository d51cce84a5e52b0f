import Glibc

/// The time that runs through each edge, every nested activation counted: M.
///
/// An edge's cumulative time counts the outermost activation alone, so within recursion the times of a function's edges
/// do not add up. Counted with multiplicity they do, always (it is the sum of one identity for each path):
///
///     Σ M of the edges into F  =  self time of F  +  Σ M of the edges out of F
///
/// Where an edge's calls are all primitive it is never nested in itself, and M is its cumulative time. From there the
/// identity gives more: where all but one of a function's edges are known, so is that one, and then perhaps another at
/// its other end. Source: the counters of CPython's `Modules/_lsprof.c`. Self recursion cancels out of the identity
/// and is treated by ``Recursion``.
///
/// What stays unknown starts at a guess that grows with the nesting, and is relaxed towards the identity.
struct Flows: Sendable {
  /// Nanoseconds, by edge, root edges included.
  private(set) var time: [Double]
  /// Whether the time follows from the file.
  private(set) var isExact: [Bool]
  /// Whether the edge can be on a path only once.
  private(set) var isOnce: [Bool]
  private let numbers: CallNumbers

  /// O(functions + edges) but for the relaxation, which visits the unknown edges of cycles at most 300 times.
  init(_ numbers: CallNumbers, roots: [RootEdge]) {
    self.numbers = numbers
    let edges = numbers.edges
    time = zip(edges.selfTime, edges.cumulativeTime).map(max)
    isOnce = zip(edges.calls, edges.primitiveCalls).map { $0 == $1 }
    isExact = edges.calls.indices.map {
      edges.calls[$0] == edges.primitiveCalls[$0] && edges.cumulativeTime[$0] >= edges.selfTime[$0]
    }
    for (index, root) in roots.enumerated() { isExact[numbers.graph.count + index] = root.isExact }
    for row in 0..<numbers.graph.count where !numbers.isTimed(row) { isExact[row] = false }
    eliminate()
    completeRoots()
    guess()
    relax()
  }

  private func isLoop(_ row: Int) -> Bool { numbers.caller(row) == numbers.callee(row) }

  /// What flows in and does not flow out again, without one edge; 0 for all edges of a function on a real file.
  private func balance(_ function: Int, without left: Int = -1) -> Double {
    var balance = -numbers.functions.selfTime[function]
    numbers.forEachIncoming(function) { if $0 != left && !isLoop($0) { balance += time[$0] } }
    numbers.forEachOutgoing(function) { if $0 != left && !isLoop($0) { balance -= time[$0] } }
    return balance
  }
}

// MARK: - Elimination

extension Flows {
  /// Solves functions with one unknown edge until there are none.
  private mutating func eliminate() {
    var unknown = [Int32](repeating: 0, count: numbers.functionCount)
    for row in isExact.indices where !isExact[row] && !isLoop(row) {
      unknown[numbers.callee(row)] += 1
      if let caller = numbers.caller(row) { unknown[caller] += 1 }
    }
    var pending = unknown.indices.filter { unknown[$0] == 1 }
    while let function = pending.popLast() {
      guard unknown[function] == 1, let row = unknownEdge(function) else { continue }
      guard solve(row, at: function) else {
        unknown[function] = -1
        continue
      }
      for end in [numbers.callee(row), numbers.caller(row)].compactMap(\.self) {
        unknown[end] -= 1
        if unknown[end] == 1 { pending.append(end) }
      }
    }
  }

  private func unknownEdge(_ function: Int) -> Int? {
    var found: Int?
    numbers.forEachIncoming(function) { if !isExact[$0] && !isLoop($0) { found = $0 } }
    numbers.forEachOutgoing(function) { if !isExact[$0] && !isLoop($0) { found = $0 } }
    return found
  }

  /// Takes the balance as the edge's time, unless that contradicts the edge's own numbers (overwritten labels, threads).
  private mutating func solve(_ row: Int, at function: Int) -> Bool {
    guard numbers.isTimed(row) else { return false }
    let balance = balance(function, without: row)
    let solved = numbers.callee(row) == function ? -balance : balance
    guard solved >= time[row] - 2 * numbers.quantum else { return false }
    time[row] = max(time[row], solved)
    isExact[row] = true
    return true
  }
}

// MARK: - Estimates

extension Flows {
  /// All roots make up the total. What the known ones leave is shared by the others in proportion.
  private mutating func completeRoots() {
    let rows = numbers.graph.count..<time.count
    let known = rows.reduce(0) { $0 + (isExact[$1] ? time[$1] : 0) }
    let rest = numbers.functions.selfTime.reduce(-known, +)
    let unknown = rows.filter { !isExact[$0] }
    let guessed = unknown.reduce(0) { $0 + time[$1] }
    guard rest > 0, guessed > 0 else { return }
    for row in unknown { time[row] *= rest / guessed }
  }

  /// An edge whose calls are mostly nested carries more than its outermost activations: a little more for each doubling.
  private mutating func guess() {
    for row in 0..<numbers.graph.count where !isExact[row] {
      let nesting = numbers.edges.calls[row] / numbers.edges.primitiveCalls[row]
      if nesting > 1, nesting.isFinite { time[row] *= 1 + log2(nesting) / 2 }
    }
  }

  private mutating func relax() {
    let relaxation = Relaxation(
      numbers, functions: 0..<numbers.functionCount, incoming: time, outgoing: time,
      isFree: { !isExact[$0] && $0 < numbers.graph.count },
      lowest: { max(numbers.edges.selfTime[$0], numbers.edges.cumulativeTime[$0]) })
    relaxation.relax(&time)
  }
}

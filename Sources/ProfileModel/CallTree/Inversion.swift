/// Inverted trees: a function on top, below it who called it, and so on to the roots.
///
///     main 1                        match 14 ns
///       parse 2                     ├─ lex 14
///         lex 3                     │  ├─ ~parse 6
///           match 6                 │  │  └─ ~main 6
///       eval 4                      │  └─ ~eval 8
///         lex 5                     │     └─ ~main 8
///           match 8
///
/// A box's time is that part of the *cumulative* time of the function on top for which this chain of callers accounts; of its
/// outermost activations, so nothing counts twice. (A tree of self times would be the same but for the widths, and a
/// database driver's `execute`, which waits further down, would have none.) Its ``CallTreeNode/selfTime`` is the part for
/// which the box's function is a root: nobody called it. That and the callers make up the time, always.
///
/// Who called the function itself is in the file. Who called its caller *when that called it* is a column of the caller's
/// table, whose rows the tree is unfolded from; so both trees split alike, and the same marks hold: measured where a function
/// has one caller, determined where exact sums leave no choice, else an estimate. Modules go back the way to their importer.
/// A function that calls itself is one box: the levels of its recursion are folded.
extension CallTree {
  /// The tree whose top is `function`, and whose boxes have their callers below them. Everything that takes a tree takes
  /// it: ``Icicle``, paths, ``explanation(of:)``. O(callers).
  public func inverted(_ function: FunctionID) -> CallTree {
    switch rule {
    case .simple(let simple): CallTree(.inverted(self), root: simple.inverted(function))
    case .prepared(let preparation): CallTree(.inverted(self), root: preparation.inverted(function))
    case .stacks(let stacks): CallTree(.inverted(self), root: stacks.inverted(function))
    case .inverted(let tree): tree.inverted(function)
    case .hiding(let hiding): hiding.tree.inverted(function).hiding(hiding.hidden)
    }
  }

  /// Whether callers stand below a box, not callees.
  public var isInverted: Bool {
    switch rule {
    case .simple, .prepared, .stacks: false
    case .inverted: true
    case .hiding(let hiding): hiding.tree.isInverted
    }
  }

  /// The boxes below one of a tree that is this one inverted.
  func callerList(of node: CallTreeNode) -> CalleeList {
    switch rule {
    case .simple(let simple): CalleeList(simple.callers(of: node))
    case .prepared(let preparation): preparation.callerList(of: node)
    case .stacks(let stacks): CalleeList(stacks.callers(of: node))
    case .inverted(let tree): tree.calleeList(of: node)
    case .hiding(let hiding): hiding.calleeList(of: node)
    }
  }
}

/// Where a box of an inverted prepared tree stands.
struct Ascent: Sendable {
  /// The function on top.
  let top: Int
  /// The edge from the box's function to that of the box above; -1 on top.
  var row = -1
  var depth = 0
  /// The boxes between here and the top on the same cycle of the graph.
  var trail: Trail?
  /// Where on the way back from an imported module the box is.
  var journey: Journey?
  /// The nearest place towards the top where callers shared a time.
  var choice: Choice?
  /// Whether the box is all there is of its edge.
  var isWhole = false

  /// A position on the route of one of ``Imports/trips``.
  struct Journey: Sendable {
    let trip: Int
    let position: Int
  }

  /// The function with several callers, and the edge out of it.
  struct Choice: Sendable {
    let function: Int
    let column: Int
  }
}

extension Preparation {
  /// A function on top of its callers.
  func inverted(_ id: FunctionID) -> CallTreeNode {
    ascending(id.row, Ascent(top: id.row), time: merged(id).time * 1e9, .measured)
  }

  /// The callers of a box, the longest first. O(callers · callees).
  func callerList(of node: CallTreeNode) -> CalleeList {
    guard case .ascent(let ascent) = node.origin, let function = node.function?.row else { return CalleeList([]) }
    let steps = steps(from: function, ascent, time: node.time * 1e9)
    let exactness = exactness(of: steps, function, node)
    let callers = steps.compactMap { step in numbers.caller(step.row).map { (step: step, function: $0) } }
    return CalleeList(callers) {
      .init(function: FunctionID(Int32(truncatingIfNeeded: $0.function)), time: $0.step.time / 1e9, row: $0.step.row)
    } box: { caller in
      let mark = mark(caller.step, exactness, function, ascent)
      return ascending(
        caller.function, self.ascent(over: caller.step, from: function, ascent, among: steps, mark.isWhole),
        time: caller.step.time, mark.exactness)
    }
  }

  private func ascending(_ function: Int, _ ascent: Ascent, time: Double, _ exactness: Exactness) -> CallTreeNode {
    let called = steps(from: function, ascent, time: time).reduce(0) {
      numbers.caller($1.row) == nil ? $0 : $0 + $1.time
    }
    return CallTreeNode(
      function: FunctionID(Int32(truncatingIfNeeded: function)),
      edge: ascent.row < 0 ? nil : EdgeID(Int32(truncatingIfNeeded: ascent.row)), time: time / 1e9,
      selfTime: min(time, max(0, time - called)) / 1e9, exactness: exactness, recursionLevel: 1,
      origin: .ascent(ascent))
  }

  private func ascent(
    over step: Step, from function: Int, _ below: Ascent, among steps: [Step], _ isWhole: Bool
  ) -> Ascent {
    var ascent = Ascent(
      top: below.top, row: step.row, depth: below.depth + 1, journey: step.journey, choice: below.choice,
      isWhole: isWhole)
    if let caller = numbers.caller(step.row), cycles.areMutual(function, caller) {
      ascent.trail = Trail(function: function, row: below.row, above: below.trail)
    }
    if steps.count > 1, below.row >= 0 { ascent.choice = Ascent.Choice(function: function, column: below.row) }
    return ascent
  }
}

// MARK: - Shares

extension Preparation {
  /// An edge into a box's function, and the nanoseconds that came over it.
  private struct Step {
    let row: Int
    var time: Double
    var journey: Ascent.Journey?
  }

  /// The edges over which a box's time came, its root edge included; no more than its time.
  private func steps(from function: Int, _ ascent: Ascent, time: Double) -> [Step] {
    if ascent.depth >= CallTree.depthLimit { return [] }
    if ascent.row < 0 { return firstSteps(into: function, time: time) }
    if let step = stepBack(ascent, time: time) { return [step] }
    let shares = callerShares(of: function, column: ascent.row).filter {
      $0.part > 0 && isOpen($0.row, function, ascent)
    }
    let sum = shares.reduce(0) { $0 + $1.part }
    return sum > 0 ? shares.map { Step(row: $0.row, time: time * $0.part / sum) } : []
  }

  /// The edges into the function on top: what outermost activations brought.
  ///
  /// A caller that the function cannot reach calls outermost activations alone, so its edge's time is theirs. What is left
  /// came over edges within the cycle, and is shared in proportion to their cumulative times.
  private func firstSteps(into function: Int, time: Double) -> [Step] {
    var steps: [Step] = []
    var inner: [Step] = []
    numbers.forEachIncoming(function) { row in
      if row == Int(numbers.selfRows[function]) { return }
      if let caller = numbers.caller(row), cycles.areMutual(caller, function) {
        inner.append(Step(row: row, time: numbers.edges.cumulativeTime[row]))
      } else {
        steps.append(Step(row: row, time: flows.time[row]))
      }
    }
    let known = steps.reduce(0) { $0 + $1.time }
    if known > time { return scaled(steps, by: time / known) }
    let guessed = inner.reduce(0) { $0 + $1.time }
    return steps + scaled(inner, by: guessed > 0 ? (time - known) / guessed : 0)
  }

  private func scaled(_ steps: [Step], by factor: Double) -> [Step] {
    steps.map { Step(row: $0.row, time: $0.time * factor) }
  }

  /// The next edge on the way back from an imported module to its importer, where the box is on one.
  private func stepBack(_ ascent: Ascent, time: Double) -> Step? {
    guard let imports else { return nil }
    let journey =
      ascent.journey.map { Ascent.Journey(trip: $0.trip, position: $0.position - 1) }
      ?? imports.arrivals[ascent.row].map {
        Ascent.Journey(trip: $0, position: imports.trips[$0].route.count - 1)
      }
    guard let journey, journey.position >= 0 else { return nil }
    return Step(row: imports.trips[journey.trip].route[journey.position], time: time, journey: journey)
  }

  /// Whether an edge can be on the path once more: as in the tree, and never from the function on top, whose outermost
  /// activations these are.
  private func isOpen(_ row: Int, _ function: Int, _ ascent: Ascent) -> Bool {
    guard let caller = numbers.caller(row) else { return true }
    if caller == ascent.top { return false }
    guard cycles.areMutual(function, caller) else { return true }
    let uses = Trail.count(ofEdge: row, ascent.trail) + (row == ascent.row ? 1 : 0)
    if Double(uses) > numbers.edges.calls[row] - numbers.edges.primitiveCalls[row] { return false }
    let levels = Trail.count(ofFunction: caller, ascent.trail)
    return Double(levels) <= numbers.functions.calls[caller] - numbers.functions.primitiveCalls[caller]
  }
}

// MARK: - Marks

extension Preparation {
  /// The most that the times of a box's callers can be: of the edges into the function on top measured, where they are in the
  /// file and belong to outermost activations; further down what the box is where one caller is all there is, or
  /// determined where exact sums leave no choice.
  private func exactness(of steps: [Step], _ function: Int, _ node: CallTreeNode) -> Exactness {
    guard case .ascent(let ascent) = node.origin, node.exactness != .estimate else { return .estimate }
    if ascent.row < 0 { return .measured }
    guard tables.isBalanced[function] || cycles.isMutual[function] else { return .estimate }
    if isOnlyWay(into: function) { return node.exactness }
    let isDetermined =
      hasKnownCells(function) && flows.isExact[ascent.row]
      && (steps.count == 1 || ascent.isWhole && steps.allSatisfy { isRowUnique($0.row, function) })
    return isDetermined ? .determined : .estimate
  }

  /// What the time of one caller's box is, and whether the box is all there is of its edge.
  private func mark(
    _ step: Step, _ exactness: Exactness, _ function: Int, _ ascent: Ascent
  ) -> (exactness: Exactness, isWhole: Bool) {
    let isWhole = (step.time - flows.time[step.row]).magnitude <= max(2, 1e-9 * step.time)
    var isKnown = exactness != .estimate && step.journey == nil
    if ascent.row < 0 {
      isKnown =
        isKnown && flows.isExact[step.row] && flows.isOnce[step.row] && isWhole && isOutermost(step.row, function)
    }
    return isKnown ? (exactness, isWhole) : (.estimate, false)
  }

  private func isOutermost(_ row: Int, _ function: Int) -> Bool {
    numbers.caller(row).map { !cycles.areMutual($0, function) } ?? true
  }

  /// Whether one edge alone brings what is below a function: the only one, or the only one with time of its own to bring.
  private func isOnlyWay(into function: Int) -> Bool {
    var edges = 0
    var areExact = true
    numbers.forEachIncoming(function) { row in
      if row == Int(numbers.selfRows[function]) { return }
      edges += 1
      areExact = areExact && flows.isExact[row]
    }
    return edges == 1 || areExact && hasOneOuterCaller(function)
  }

  private func hasKnownCells(_ function: Int) -> Bool { tables.detail(function)?.partition != nil }

  private func isRowUnique(_ row: Int, _ function: Int) -> Bool {
    guard let detail = tables.detail(function), !detail.isRowUnique.isEmpty else { return false }
    return detail.isRowUnique[position(of: row, in: function)]
  }
}

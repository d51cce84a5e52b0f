/// Unfolding: the callees of a box, from the box's time and the tables.
///
/// A box of edge e with time m has the self time m · self(e) / M(e). The rest is below it: a part in recursion of the
/// function itself (``Recursion``), and the other callees by the shares of e's row in the function's table. Whatever is
/// shared out was the box's, so self time and callees make up its time, always.
///
/// An edge that is never nested in itself occurs once on a path, and so does a function with primitive calls alone; with
/// n calls that are not primitive, n times more at most. Where no more can be, its share goes to the others.
extension Preparation {
  /// The whole profile.
  var root: CallTreeNode {
    CallTreeNode(
      function: nil, edge: nil, time: roots.reduce(0) { $0 + flows.time[$1] * rootScale } / 1e9, selfTime: 0,
      exactness: .measured, recursionLevel: 1, origin: .context(Context(row: -1)))
  }

  /// The callees of a box, the longest first. O(callees), times the depth within a cycle of the graph.
  func children(of node: CallTreeNode) -> [CallTreeNode] { Callees(calleeList(of: node), atLeast: 0).boxes }

  /// What they are made of.
  func calleeList(of node: CallTreeNode) -> CalleeList {
    if node.foldedLevels > 1 { return CalleeList(foldedChildren(of: node)) }
    guard let function = node.function?.row else { return rootList }
    guard case .context(let context) = node.origin else { return CalleeList([]) }
    let box = Box(function: function, context: context, time: node.time * 1e9, level: node.recursionLevel)
    return CalleeList(contents(of: box)) {
      entry(row: $0.row, time: $0.time)
    } box: {
      child($0, of: box, node.exactness)
    }
  }

  private var rootList: CalleeList {
    CalleeList(Array(roots)) {
      entry(row: $0, time: flows.time[$0] * rootScale)
    } box: { row in
      let isExact = flows.isExact[row] && rootScale == 1
      let time = flows.time[row] * rootScale
      let context = carrying(Context(row: row, isWhole: isExact), time: time)
      let box = Box(function: numbers.callee(row), context: context, time: time, level: 1)
      return node(box, isExact ? .measured : .estimate)
    }
  }

  /// - Parameter time: nanoseconds.
  private func entry(row: Int, time: Double) -> CalleeList.Entry {
    .init(function: FunctionID(Int32(truncatingIfNeeded: numbers.callee(row))), time: time / 1e9, row: row)
  }

  /// A box before it is a node.
  struct Box {
    let function: Int
    var context: Context
    /// Nanoseconds.
    let time: Double
    let level: Int
  }

  /// A callee before it is a box.
  struct Callee {
    let row: Int
    /// Nanoseconds.
    var time: Double
    var level = 1
    var cargo: [ImportedCargo] = []
  }

  func node(_ box: Box, _ exactness: Exactness) -> CallTreeNode {
    let row = box.context.row
    let isEdge = row >= 0 && row < numbers.graph.count
    let portions = portions(of: box)
    let below = portions.recursion + portions.below * accounted(box) + portions.cargo
    return CallTreeNode(
      function: FunctionID(Int32(truncatingIfNeeded: box.function)),
      edge: isEdge ? EdgeID(Int32(truncatingIfNeeded: row)) : nil, time: box.time / 1e9,
      selfTime: min(box.time, max(0, box.time - below)) / 1e9, exactness: exactness, recursionLevel: box.level,
      origin: .context(box.context))
  }

  private func child(_ callee: Callee, of box: Box, _ exactness: Exactness) -> CallTreeNode {
    let function = numbers.callee(callee.row)
    let isMutual = cycles.areMutual(box.function, function)
    var context = Context(row: callee.row, callerRow: box.context.row, depth: box.context.depth + 1)
    if isMutual { context.trail = Trail(function: box.function, row: box.context.row, above: box.context.trail) }
    context.cargo = callee.cargo
    let mark = mark(callee, of: box, exactness)
    context.isWhole = mark.isWhole
    return node(
      Box(function: function, context: carrying(context, time: callee.time), time: callee.time, level: callee.level),
      mark.exactness)
  }
}

// MARK: - Shares

extension Preparation {
  /// What a box's time is made of; all four make up the time.
  private struct Portions {
    var own = 0.0
    var recursion = 0.0
    var below = 0.0
    var cargo = 0.0
  }

  private func portions(of box: Box) -> Portions {
    if box.context.depth >= CallTree.depthLimit { return Portions(own: box.time) }
    let cargo = min(box.time, box.context.cargo.reduce(0) { $0 + $1.time })
    let time = box.time - cargo
    var portions = Portions(cargo: cargo)
    if box.level > 1 {
      let row = Int(numbers.selfRows[box.function])
      let levels = recursions[box.function]?.shares(atLevel: box.level) ?? (here: 1, deeper: 0)
      let outermost = numbers.edges.cumulativeTime[row]
      let ownShare = outermost > 0 ? numbers.edges.selfTime[row] / outermost : 1
      portions.own = min(time, time * ownShare * levels.here)
      portions.recursion = min(time * levels.deeper, time - portions.own)
    } else {
      portions.own = own(of: box, time)
      portions.recursion = (time - portions.own) * tables.recursionShares[box.function]
    }
    portions.below = max(0, time - portions.own - portions.recursion)
    return portions
  }

  /// The box's own part of some nanoseconds: that of all that its edge brings, or all edges into the function do. No box has
  /// more of its own than they have together, also where far more time arrives than the file says: the label was
  /// overwritten, and what is missing is below.
  private func own(of box: Box, _ time: Double) -> Double {
    var own = 0.0
    var all = 0.0
    if box.context.row >= 0 {
      own = numbers.edges.selfTime[box.context.row]
      all = entering(box.context.row)
    } else {
      numbers.forEachIncoming(box.function) { row in
        if row == Int(numbers.selfRows[box.function]) { return }
        own += numbers.edges.selfTime[row]
        all += entering(row)
      }
    }
    return all > 0 ? min(time, own, time * own / all) : time
  }

  /// How much of what is below a box its callees take: nothing where none is left for it.
  private func accounted(_ box: Box) -> Double {
    let isOpen =
      cycles.isMutual[box.function] || tables.detail(box.function)?.partition != nil
      ? shares(of: box).contains { $0.time > 0 } : tables.hasCallees[box.function]
    return isOpen ? tables.accountedShares[box.function] : 0
  }

  /// The callees of a box with their times.
  private func contents(of box: Box) -> [Callee] {
    let portions = portions(of: box)
    var callees = shares(of: box)
    let sum = callees.reduce(0) { $0 + $1.time }
    let scale = sum > 0 ? portions.below * tables.accountedShares[box.function] / sum : 0
    for index in callees.indices { callees[index].time *= scale }
    if portions.recursion > 0 {
      callees.append(Callee(row: Int(numbers.selfRows[box.function]), time: portions.recursion, level: box.level + 1))
    }
    if portions.cargo > 0 { unload(box.context.cargo, &callees) }
    return callees
  }

  /// The callees that a box can have, with their relative shares for times.
  private func shares(of box: Box) -> [Callee] {
    let row = box.context.row
    let detail = row >= 0 ? tables.detail(box.function) : nil
    let caller = row >= 0 ? numbers.caller(row) ?? -1 : -1
    let position = self.position(of: row, in: box.function)
    let (loop, isOnCycle) = (Int(numbers.selfRows[box.function]), cycles.isMutual[box.function])
    let edges = outgoing(box.function)
    var callees: [Callee] = []
    callees.reserveCapacity(edges.count)
    for (column, edge) in edges.enumerated() {
      var share = row >= 0 ? tables.columnFactors[edge.row] : leaving(edge.row)
      guard share > 0, edge.row != loop, !isOnCycle || !isUsedUp(edge.row, box) else { continue }
      if let partition = detail?.partition, !partition.allows(row: position, column: column) { continue }
      if detail?.hasAffinity == true {
        share *= tables.affinity.weight(caller: caller, callee: numbers.callee(edge.row))
      }
      callees.append(Callee(row: edge.row, time: share))
    }
    return callees
  }

  func outgoing(_ function: Int) -> ArraySlice<EdgeID> {
    numbers.graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function)))
  }

  /// The position of an edge among the rows of its callee's table.
  func position(of row: Int, in function: Int) -> Int {
    let rows = numbers.graph.incomingRows(to: function)
    return row < numbers.graph.count ? row - rows.lowerBound : rows.count
  }

  /// Whether an edge, or its callee, is on the path as often as it can be nested: each level but the first is a call that
  /// is not primitive.
  private func isUsedUp(_ row: Int, _ box: Box) -> Bool {
    let callee = numbers.callee(row)
    guard cycles.areMutual(box.function, callee) else { return false }
    let uses = Trail.count(ofEdge: row, box.context.trail) + (row == box.context.row ? 1 : 0)
    if Double(uses) > numbers.edges.calls[row] - numbers.edges.primitiveCalls[row] { return true }
    let levels = Trail.count(ofFunction: callee, box.context.trail)
    return Double(levels) > numbers.functions.calls[callee] - numbers.functions.primitiveCalls[callee]
  }
}

// MARK: - Imported modules

extension Preparation {
  /// Loads the modules whose journey begins with a box's edge.
  private func carrying(_ context: Context, time: Double) -> Context {
    guard let imports, let trips = imports.departures[context.row], flows.time[context.row] > 0 else { return context }
    var context = context
    let all = trips.reduce(0) { $0 + imports.trips[$1].time }
    let share = min(1, time / flows.time[context.row], time / all)
    context.cargo = trips.map { ImportedCargo(trip: $0, position: 0, time: imports.trips[$0].time * share) }
    return context
  }

  /// Sends a box's modules one edge further, or lets them out as callees of `exec`.
  private func unload(_ cargo: [ImportedCargo], _ callees: inout [Callee]) {
    guard let imports else { return }
    for item in cargo {
      let trip = imports.trips[item.trip]
      guard item.position + 1 < trip.route.count else {
        callees += trip.modules.map { Callee(row: $0.row, time: $0.time * item.time / trip.time) }
        continue
      }
      let row = trip.route[item.position + 1]
      let index = callees.firstIndex { $0.row == row } ?? callees.count
      if index == callees.count { callees.append(Callee(row: row, time: 0)) }
      callees[index].time += item.time
      callees[index].cargo.append(ImportedCargo(trip: item.trip, position: item.position + 1, time: item.time))
    }
  }

  /// The modules that pass through a function from everywhere: those of outermost importers, since the others are inside.
  func passingCargo(_ function: Int, time: Double) -> [ImportedCargo] {
    guard let imports else { return [] }
    var cargo: [ImportedCargo] = []
    var loaded: Set<Int> = []
    for (index, trip) in imports.trips.enumerated() {
      guard let position = trip.route.firstIndex(where: { numbers.callee($0) == function }) else { continue }
      for module in trip.modules { loaded.insert(numbers.callee(module.row)) }
      cargo.append(ImportedCargo(trip: index, position: position, time: trip.time))
    }
    let outermost = cargo.filter { item in
      numbers.caller(imports.trips[item.trip].route[0]).map { !loaded.contains($0) } ?? true
    }
    let sum = outermost.reduce(0) { $0 + $1.time }
    let scale = sum > time ? time / sum : 1
    return outermost.map { ImportedCargo(trip: $0.trip, position: $0.position, time: $0.time * scale) }
  }
}

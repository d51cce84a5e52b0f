extension CallTree {
  /// A box with the run of self recursion below it folded in: same time, the self times of all levels, the callees of all
  /// levels merged; ``CallTreeNode/foldedLevels`` says how many levels. The box itself where it does not call itself.
  ///
  /// O(levels · callees).
  ///
  /// - Parameter detail: see ``drawn(_:detail:)``.
  public func folded(_ node: CallTreeNode, detail: Double = 0) -> CallTreeNode {
    switch rule {
    case .simple, .inverted: node
    case .prepared(let preparation): preparation.folded(node)
    case .stacks(let stacks): stacks.folded(node)
    case .hiding(let hiding): hiding.folded(node, detail: detail)
    }
  }

  /// Levels thin out without end, but the clock counts nanoseconds: less than half of one is no level.
  static var leastTime: Double { 0.5e-9 }
}

extension Preparation {
  fileprivate func folded(_ node: CallTreeNode) -> CallTreeNode {
    let (run, rest) = run(of: node)
    guard run.count > 1 else { return node }
    return CallTreeNode(
      function: node.function, edge: node.edge, time: node.time,
      selfTime: min(node.time, run.reduce(rest) { $0 + $1.selfTime }), exactness: node.exactness,
      recursionLevel: node.recursionLevel, foldedLevels: run.count, origin: node.origin)
  }

  /// The box, the recursive box right below it, and so on; and the seconds of what is too short to be a level.
  func run(of node: CallTreeNode) -> (levels: [CallTreeNode], rest: Double) {
    guard let function = node.function?.row, numbers.selfRows[function] >= 0, node.foldedLevels == 1 else {
      return ([node], 0)
    }
    var run = [node]
    while let last = run.last, let next = calleeList(of: last).first(where: { $0.row == function }) {
      if next.time < CallTree.leastTime { return (run, next.time) }
      run.append(next)
    }
    return (run, 0)
  }

  private func isRecursive(_ node: CallTreeNode, _ function: Int) -> Bool {
    node.edge.map { $0.row == Int(numbers.selfRows[function]) } ?? false
  }

  /// The callees of all levels, those over one edge as one box each.
  func foldedChildren(of node: CallTreeNode) -> [CallTreeNode] {
    guard let function = node.function?.row else { return [] }
    var unfolded = node
    unfolded.foldedLevels = 1
    var merged: [EdgeID: CallTreeNode] = [:]
    for level in run(of: unfolded).levels {
      for child in children(of: level) where !isRecursive(child, function) {
        guard let edge = child.edge else { continue }
        merged[edge] = merged[edge].map { add($0, child, below: node, function) } ?? child
      }
    }
    return merged.values.sorted { ($0.time, $1.edge?.rawValue ?? 0) > ($1.time, $0.edge?.rawValue ?? 0) }
  }

  /// Two boxes of one edge as one. Under a function's only caller that is the whole edge in the end: measured.
  private func add(_ node: CallTreeNode, _ other: CallTreeNode, below parent: CallTreeNode, _ function: Int)
    -> CallTreeNode
  {
    guard case .context(var context) = node.origin, case .context(let parentContext) = parent.origin else {
      return node
    }
    let time = node.time + other.time
    let isMeasured =
      parentContext.isWhole && hasOneOuterCaller(function) && tables.isBalanced[function]
      && flows.isExact[context.row] && flows.isOnce[context.row]
      && (time * 1e9 - flows.time[context.row]).magnitude <= max(2, 1e-9 * flows.time[context.row])
    context.isWhole = isMeasured
    return CallTreeNode(
      function: node.function, edge: node.edge, time: time, selfTime: min(time, node.selfTime + other.selfTime),
      exactness: isMeasured ? parent.exactness : .estimate, recursionLevel: 1, origin: .context(context))
  }
}

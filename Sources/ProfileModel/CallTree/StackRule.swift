/// The rule of profiles that hold whole stacks: the tree is in the file, and every box is measured.
struct StackRule: Sendable {
  let stacks: StackTree

  var root: CallTreeNode {
    CallTreeNode(
      function: nil, edge: nil, time: stacks.totalTime, selfTime: 0, exactness: .measured, recursionLevel: 1,
      origin: .stacks([-1]))
  }

  /// All contexts of a function; what it does within itself counts once.
  func merged(_ function: FunctionID) -> CallTreeNode { box(function, Array(stacks.outermost(function)), level: 1) }

  /// The boxes below one, the longest first. O(nodes below).
  func children(of node: CallTreeNode) -> [CallTreeNode] {
    guard case .stacks(let nodes) = node.origin else { return [] }
    let isFolded = node.foldedLevels > 1
    return groups(nodes.lazy.flatMap { stacks.children(of: $0) }.filter { stacks.times[Int($0)] > 0 }) {
      stacks.functions[Int($0)]
    }
    .filter { !isFolded || $0.function != node.function }
    .map { box($0.function, $0.members, level: $0.function == node.function ? node.recursionLevel + 1 : 1) }
    .sorted { ($0.time, $1.edge?.rawValue ?? 0) > ($1.time, $0.edge?.rawValue ?? 0) }
  }

  /// A box with the run of self recursion below it as one.
  func folded(_ node: CallTreeNode) -> CallTreeNode {
    guard case .stacks(let nodes) = node.origin, let function = node.function, node.foldedLevels == 1 else {
      return node
    }
    var run = nodes
    var level = nodes
    var levels = 0
    while !level.isEmpty {
      levels += 1
      level = level.flatMap { stacks.children(of: $0).filter { stacks.functions[Int($0)] == function } }
      run += level
    }
    if levels == 1 { return node }
    var folded = CallTreeNode(
      function: function, edge: node.edge, time: node.time,
      selfTime: min(node.time, run.reduce(0) { $0 + stacks.selfTimes[Int($1)] }), exactness: .measured,
      recursionLevel: node.recursionLevel, origin: .stacks(run))
    folded.foldedLevels = levels
    return folded
  }

  private func box(_ function: FunctionID, _ nodes: [Int32], level: Int) -> CallTreeNode {
    let edges = Set(nodes.map { stacks.edges[Int($0)] })
    let time = nodes.reduce(0) { $0 + stacks.times[Int($1)] }
    return CallTreeNode(
      function: function, edge: edges.count == 1 ? edges.first.flatMap(Self.edge) : nil, time: time,
      selfTime: min(time, nodes.reduce(0) { $0 + stacks.selfTimes[Int($1)] }), exactness: .measured,
      recursionLevel: level, origin: .stacks(nodes))
  }

  private static func edge(_ row: Int32) -> EdgeID? { row < 0 ? nil : EdgeID(row) }

  /// Members by function, in the order of the first of each.
  private func groups<Member>(
    _ members: some Sequence<Member>, by function: (Member) -> FunctionID
  ) -> [(function: FunctionID, members: [Member])] {
    var groups: [(function: FunctionID, members: [Member])] = []
    var indices: [FunctionID: Int] = [:]
    for member in members {
      let function = function(member)
      if let index = indices[function] {
        groups[index].members.append(member)
      } else {
        indices[function] = groups.count
        groups.append((function, [member]))
      }
    }
    return groups
  }
}

// MARK: - Inverted

/// One path that a box of an inverted tree stands for.
struct StackAscent: Sendable {
  /// The node of the function on top.
  let top: Int32
  /// The node that the box's function called on the way there; -1 on top.
  let called: Int32
  /// The node of the box's function; of a run of recursion the uppermost.
  let node: Int32
}

extension StackRule {
  func inverted(_ function: FunctionID) -> CallTreeNode {
    ascending(function, stacks.outermost(function).map { StackAscent(top: $0, called: -1, node: $0) })
  }

  /// The callers of a box, the longest first. O(paths).
  func callers(of node: CallTreeNode) -> [CallTreeNode] {
    guard case .stackAscent(let paths) = node.origin else { return [] }
    return groups(paths.compactMap(caller)) { stacks.functions[Int($0.node)] }
      .map { ascending($0.function, $0.members) }
      .filter { $0.time > 0 }
      .sorted { ($0.time, $1.edge?.rawValue ?? 0) > ($1.time, $0.edge?.rawValue ?? 0) }
  }

  /// The path one function further up; nil from a root.
  private func caller(_ path: StackAscent) -> StackAscent? {
    var node = stacks.parents[Int(path.node)]
    guard node >= 0 else { return nil }
    while case let above = stacks.parents[Int(node)], above >= 0,
      stacks.functions[Int(above)] == stacks.functions[Int(node)]
    {
      node = above
    }
    return StackAscent(top: path.top, called: path.node, node: node)
  }

  private func ascending(_ function: FunctionID, _ paths: [StackAscent]) -> CallTreeNode {
    let time = paths.reduce(0) { $0 + stacks.times[Int($1.top)] }
    let begun = paths.reduce(0) { stacks.parents[Int($1.node)] < 0 ? $0 + stacks.times[Int($1.top)] : $0 }
    let called = paths.first?.called ?? -1
    return CallTreeNode(
      function: function, edge: called < 0 ? nil : Self.edge(stacks.edges[Int(called)]), time: time,
      selfTime: min(time, begun), exactness: .measured, recursionLevel: 1, origin: .stackAscent(paths))
  }
}

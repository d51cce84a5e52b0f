/// The rule that needs no preparation: a callee's share of its caller is the edge's cumulative time over the caller's.
///
/// It is what most viewers draw, and wrong wherever a function does different things for different callers.
struct SimpleRule: Sendable {
  private let profile: Profile
  private let edges: EdgeTimes
  let root: CallTreeNode

  /// O(functions), and O(edges) where some have no times.
  init(_ profile: Profile) {
    self.profile = profile
    let edges = EdgeTimes(of: profile)
    self.edges = edges
    let time = Self.time(of: profile)
    // Where no root has any time, though functions have, nothing below could hold it.
    let isShared = profile.roots.contains { edges.rootTime($0) > 0 }
    root = CallTreeNode(
      function: nil, edge: nil, time: time, selfTime: isShared ? 0 : time, exactness: .measured, recursionLevel: 1,
      origin: .ancestors([]))
  }

  func merged(_ function: FunctionID) -> CallTreeNode {
    node(function, edge: nil, time: profile.functions.cumulativeTimes[function.row].plausible, above: [])
  }

  func children(of node: CallTreeNode) -> [CallTreeNode] {
    guard let function = node.function else { return roots() }
    guard case .ancestors(let ancestors) = node.origin else { return [] }
    let path = ancestors + [function]
    let callees = profile.graph.outgoing(from: function).filter { !path.contains(profile.graph.callees[$0.row]) }
    let times = callees.map(edges.time)
    let scale = share(of: node.time - node.selfTime, among: times)
    return zip(callees, times).filter { $0.1 * scale > 0 }
      .map { self.node(profile.graph.callees[$0.row], edge: $0, time: $1 * scale, above: path) }
      .sorted { $0.time > $1.time }
  }

  private func roots() -> [CallTreeNode] {
    let times = profile.roots.map(edges.rootTime)
    let scale = share(of: root.time, among: times)
    return zip(profile.roots, times).filter { $0.1 * scale > 0 }
      .map { node($0, edge: nil, time: $1 * scale, above: []) }
      .sorted { $0.time > $1.time }
  }

  private func node(
    _ function: FunctionID, edge: EdgeID?, time: Double, above ancestors: [FunctionID]
  ) -> CallTreeNode {
    let own = profile.functions.selfTimes[function.row].plausible
    let cumulative = profile.functions.cumulativeTimes[function.row].plausible
    let callees = profile.graph.outgoing(from: function)
    let path = ancestors + [function]
    let isLeaf =
      path.count >= CallTree.depthLimit
      || callees.allSatisfy { path.contains(profile.graph.callees[$0.row]) || edges.time($0) <= 0 }
    let selfTime = isLeaf || cumulative <= 0 ? time : min(time, time * own / cumulative)
    return CallTreeNode(
      function: function, edge: edge, time: time, selfTime: selfTime, exactness: .estimate, recursionLevel: 1,
      origin: .ancestors(ancestors))
  }

  /// A function that its callers stand below. O(callers).
  func inverted(_ function: FunctionID) -> CallTreeNode {
    ascending(function, edge: nil, time: merged(function).time, above: [])
  }

  /// The callers of a box of an inverted tree, by the edges' cumulative times; none that stands above it.
  func callers(of node: CallTreeNode) -> [CallTreeNode] {
    guard let function = node.function, case .ancestors(let above) = node.origin else { return [] }
    let path = above + [function]
    let (edges, scale) = incoming(function, path, sharing: node.time)
    return edges.filter { $0.time * scale > 0 }
      .map { ascending(profile.graph.callers[$0.edge.row], edge: $0.edge, time: $0.time * scale, above: path) }
      .sorted { $0.time > $1.time }
  }

  private func ascending(
    _ function: FunctionID, edge: EdgeID?, time: Double, above: [FunctionID]
  ) -> CallTreeNode {
    let (edges, scale) = incoming(function, above + [function], sharing: time)
    let callers = edges.reduce(0) { $0 + $1.time * scale }
    return CallTreeNode(
      function: function, edge: edge, time: time, selfTime: min(time, max(0, time - callers)), exactness: .estimate,
      recursionLevel: 1, origin: .ancestors(above))
  }

  /// The edges into a function that come from outside a path, and the factor that shares out a time among them and what
  /// the function does as a root.
  private func incoming(
    _ function: FunctionID, _ path: [FunctionID], sharing time: Double
  ) -> (edges: [(edge: EdgeID, time: Double)], scale: Double) {
    if path.count >= CallTree.depthLimit { return ([], 0) }
    let all = profile.graph.incoming(to: function)
    let callers = all.filter { !path.contains(profile.graph.callers[$0.row]) }
      .map { (edge: $0, time: edges.time($0)) }
    let sum = callers.reduce(0) { $0 + $1.time }
    let calls = all.reduce(Count.zero) { $0 + profile.graph.calls[$1.row] }
    let isRoot = profile.functions.calls[function.row] > calls
    let whole = isRoot ? max(sum, profile.functions.cumulativeTimes[function.row].plausible) : sum
    return (callers, whole > 0 && whole.isFinite ? time / whole : 0)
  }

  private func share(of time: Double, among times: [Double]) -> Double {
    let sum = times.reduce(0, +)
    return sum > 0 && sum.isFinite ? time / sum : 0
  }

  private static func time(of profile: Profile) -> Double {
    profile.functions.selfTimes.reduce(0) { $0 + $1.plausible }
  }
}

/// The times of a profile's edges as the tree uses them.
private struct EdgeTimes: Sendable {
  private let profile: Profile
  /// How often each function is called; empty where all edges have times.
  private let calls: [Double]

  init(of profile: Profile) {
    self.profile = profile
    let graph = profile.graph
    var calls: [Double] = []
    if graph.hasUntimedEdges {
      calls = Array(repeating: 0, count: profile.functions.count)
      for row in 0..<graph.count { calls[graph.callees[row].row] += graph.calls[row].value }
    }
    self.calls = calls
  }

  /// The edge's cumulative time; for an untimed edge the callee's, by the edge's part of its calls.
  func time(_ edge: EdgeID) -> Double {
    let graph = profile.graph
    if graph.isTimed(edge) { return graph.cumulativeTimes[edge.row].plausible }
    let callee = graph.callees[edge.row].row
    guard calls[callee] > 0 else { return 0 }
    return (profile.functions.cumulativeTimes[callee] * graph.calls[edge.row].value / calls[callee]).plausible
  }

  /// A root's cumulative time; where it has none (the root of `profile`-module files, ghosts) its own and what it calls.
  func rootTime(_ root: FunctionID) -> Double {
    let cumulative = profile.functions.cumulativeTimes[root.row].plausible
    if cumulative > 0 { return cumulative }
    return profile.graph.outgoing(from: root).reduce(profile.functions.selfTimes[root.row].plausible) {
      $0 + time($1)
    }
  }
}

extension Double {
  /// A time that the tree can use: impossible ones, and those of less than a picosecond, count as nothing. Times beyond 10²¹ s
  /// stay there; so sums, products and quotients of times are finite.
  fileprivate var plausible: Double { self >= 1e-12 && isFinite ? min(1e21, self) : 0 }
}

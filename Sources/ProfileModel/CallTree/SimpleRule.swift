/// The rule that needs no preparation: a callee's share of its caller is the edge's cumulative time over the caller's.
///
/// It is what most viewers draw, and wrong wherever a function does different things for different callers.
struct SimpleRule: Sendable {
  private let profile: Profile
  let root: CallTreeNode

  /// O(functions).
  init(_ profile: Profile) {
    self.profile = profile
    let time = Self.time(of: profile)
    // Where no root has any time, though functions have, nothing below could hold it.
    let isShared = profile.roots.contains { Self.rootTime($0, profile) > 0 }
    root = CallTreeNode(
      function: nil, edge: nil, time: time, selfTime: isShared ? 0 : time, exactness: .measured, recursionLevel: 1,
      origin: .ancestors([]))
  }

  func merged(_ function: FunctionID) -> CallTreeNode {
    node(function, edge: nil, time: Self.plausible(profile.functions.cumulativeTimes[function.row]), above: [])
  }

  func children(of node: CallTreeNode) -> [CallTreeNode] {
    guard let function = node.function else { return roots() }
    guard case .ancestors(let ancestors) = node.origin else { return [] }
    let path = ancestors + [function]
    let edges = profile.graph.outgoing(from: function).filter { !path.contains(profile.graph.callees[$0.row]) }
    let times = edges.map { Self.plausible(cumulativeTime(of: $0)) }
    let scale = share(of: node.time - node.selfTime, among: times)
    return zip(edges, times).filter { $0.1 * scale > 0 }
      .map { self.node(profile.graph.callees[$0.row], edge: $0, time: $1 * scale, above: path) }
      .sorted { $0.time > $1.time }
  }

  private func roots() -> [CallTreeNode] {
    let times = profile.roots.map { Self.rootTime($0, profile) }
    let scale = share(of: root.time, among: times)
    return zip(profile.roots, times).filter { $0.1 * scale > 0 }
      .map { node($0, edge: nil, time: $1 * scale, above: []) }
      .sorted { $0.time > $1.time }
  }

  /// A root's cumulative time; where it has none (the root of `profile`-module files, ghosts) its own and what it calls.
  private static func rootTime(_ root: FunctionID, _ profile: Profile) -> Double {
    let time = plausible(profile.functions.cumulativeTimes[root.row])
    if time > 0 { return time }
    return profile.graph.outgoing(from: root).reduce(plausible(profile.functions.selfTimes[root.row])) {
      $0 + plausible(cumulativeTime(of: $1, profile))
    }
  }

  private func node(
    _ function: FunctionID, edge: EdgeID?, time: Double, above ancestors: [FunctionID]
  ) -> CallTreeNode {
    let own = Self.plausible(profile.functions.selfTimes[function.row])
    let cumulative = Self.plausible(profile.functions.cumulativeTimes[function.row])
    let callees = profile.graph.outgoing(from: function)
    let path = ancestors + [function]
    let isLeaf = callees.allSatisfy {
      path.contains(profile.graph.callees[$0.row]) || Self.plausible(cumulativeTime(of: $0)) <= 0
    }
    let selfTime = isLeaf || cumulative <= 0 ? time : min(time, time * own / cumulative)
    return CallTreeNode(
      function: function, edge: edge, time: time, selfTime: selfTime, exactness: .estimate, recursionLevel: 1,
      origin: .ancestors(ancestors))
  }

  /// The edge's cumulative time; for an untimed edge the callee's, by the edge's part of its calls.
  private func cumulativeTime(of edge: EdgeID) -> Double { Self.cumulativeTime(of: edge, profile) }

  private static func cumulativeTime(of edge: EdgeID, _ profile: Profile) -> Double {
    if profile.graph.isTimed(edge) { return profile.graph.cumulativeTimes[edge.row] }
    let callee = profile.graph.callees[edge.row]
    let calls = profile.graph.incoming(to: callee).reduce(0.0) { $0 + profile.graph.calls[$1.row].value }
    guard calls > 0 else { return 0 }
    return profile.functions.cumulativeTimes[callee.row] * profile.graph.calls[edge.row].value / calls
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
    let all = profile.graph.incoming(to: function)
    let edges = all.filter { !path.contains(profile.graph.callers[$0.row]) }
      .map { (edge: $0, time: Self.plausible(cumulativeTime(of: $0))) }
    let sum = edges.reduce(0) { $0 + $1.time }
    let calls = all.reduce(Count.zero) { $0 + profile.graph.calls[$1.row] }
    let isRoot = profile.functions.calls[function.row] > calls
    let whole = isRoot ? max(sum, Self.plausible(profile.functions.cumulativeTimes[function.row])) : sum
    return (edges, whole > 0 && whole.isFinite ? time / whole : 0)
  }

  private func share(of time: Double, among times: [Double]) -> Double {
    let sum = times.reduce(0, +)
    return sum > 0 && sum.isFinite ? time / sum : 0
  }

  private static func time(of profile: Profile) -> Double {
    profile.functions.selfTimes.reduce(0) { $0 + plausible($1) }
  }

  /// A time that the tree can use: impossible ones, and those of less than a picosecond, count as nothing. Times beyond 10²¹ s
  /// stay there; so sums, products and quotients of times are finite.
  private static func plausible(_ time: Double) -> Double { time >= 1e-12 && time.isFinite ? min(1e21, time) : 0 }
}

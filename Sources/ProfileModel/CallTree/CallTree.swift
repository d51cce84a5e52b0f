/// The tree that a profile's call graph stands for, unfolded box by box as far as somebody looks.
///
/// A profile holds times for functions and for caller → callee edges, not for whole call paths; so a tree is an
/// inference. This first rule is the common one: a callee's share of its caller is the edge's cumulative time over the
/// caller's cumulative time. A node's time is always its own time plus its callees', so no time is lost or invented.
public struct CallTree: Sendable {
  private let profile: Profile

  /// The tree of a profile under the simple rule. O(functions).
  public init(_ profile: Profile) {
    self.profile = profile
    root = CallTreeNode(
      function: nil, edge: nil, time: Self.time(of: profile), selfTime: 0, exactness: .measured, ancestors: [])
  }

  /// The whole profile: the box above all roots.
  public let root: CallTreeNode

  /// Seconds in the whole tree: the sum of the self times that are finite and not negative.
  public var totalTime: Double { root.time }

  /// A function from everywhere: all its contexts merged.
  public func merged(_ function: FunctionID) -> CallTreeNode {
    node(function, edge: nil, time: Self.plausible(profile.functions.cumulativeTimes[function.row]), above: [])
  }

  /// The callees of a box, the longest first. O(callees).
  public func children(of node: CallTreeNode) -> [CallTreeNode] {
    guard let function = node.function else { return roots() }
    let path = node.ancestors + [function]
    let edges = profile.graph.outgoing(from: function).filter { !path.contains(profile.graph.callees[$0.row]) }
    let times = edges.map { Self.plausible(cumulativeTime(of: $0)) }
    let scale = share(of: node.time - node.selfTime, among: times)
    return zip(edges, times).filter { $0.1 > 0 }
      .map { self.node(profile.graph.callees[$0.row], edge: $0, time: $1 * scale, above: path) }
      .sorted { $0.time > $1.time }
  }

  private func roots() -> [CallTreeNode] {
    let times = profile.roots.map { Self.plausible(profile.functions.cumulativeTimes[$0.row]) }
    let scale = share(of: root.time, among: times)
    return zip(profile.roots, times)
      .map { node($0, edge: nil, time: $1 * scale, above: []) }
      .sorted { $0.time > $1.time }
  }

  private func node(
    _ function: FunctionID, edge: EdgeID?, time: Double, above ancestors: [FunctionID]
  ) -> CallTreeNode {
    let own = Self.plausible(profile.functions.selfTimes[function.row])
    let cumulative = Self.plausible(profile.functions.cumulativeTimes[function.row])
    let callees = profile.graph.outgoing(from: function)
    let path = ancestors + [function]
    let isLeaf = callees.allSatisfy { path.contains(profile.graph.callees[$0.row]) || cumulativeTime(of: $0) <= 0 }
    let selfTime = isLeaf || cumulative <= 0 ? time : min(time, time * own / cumulative)
    return CallTreeNode(
      function: function, edge: edge, time: time, selfTime: selfTime, exactness: .estimate, ancestors: ancestors)
  }

  /// The edge's cumulative time; for an untimed edge the callee's, by the edge's part of its calls.
  private func cumulativeTime(of edge: EdgeID) -> Double {
    if profile.graph.isTimed(edge) { return profile.graph.cumulativeTimes[edge.row] }
    let callee = profile.graph.callees[edge.row]
    let calls = profile.graph.incoming(to: callee).reduce(0.0) { $0 + profile.graph.calls[$1.row].value }
    guard calls > 0 else { return 0 }
    return profile.functions.cumulativeTimes[callee.row] * profile.graph.calls[edge.row].value / calls
  }

  private func share(of time: Double, among times: [Double]) -> Double {
    let sum = times.reduce(0, +)
    return sum > 0 && sum.isFinite ? time / sum : 0
  }

  private static func time(of profile: Profile) -> Double {
    profile.functions.selfTimes.reduce(0) { $0 + plausible($1) }
  }

  /// A time that the tree can use: impossible ones count as nothing.
  private static func plausible(_ time: Double) -> Double { time > 0 && time.isFinite ? time : 0 }
}

extension CallTree {
  /// The box at the end of a path below `start`, or nil where the tree has no such path. O(depth × callees).
  public func node(at path: CallPath, below start: CallTreeNode) -> CallTreeNode? {
    var node = start
    for function in path.functions {
      guard let child = children(of: node).first(where: { $0.function == function }) else { return nil }
      node = child
    }
    return node
  }
}

extension CallTree {
  /// Seconds on the paths that hold a function for which `isMatch` (by row) is true; what lies below a match counts once.
  ///
  /// A single match is its cumulative time. For several the tree is unfolded down to 0.1 % of the whole, at most
  /// `nodeLimit` nodes, the longest first within a caller; what is not unfolded counts as not matching.
  public func time(onPathsThrough isMatch: [Bool], nodeLimit: Int = 4000) -> Double {
    var time = 0.0
    var pending = [root]
    var visited = 0
    let smallest = root.time / 1000
    while let node = pending.popLast(), visited < nodeLimit {
      visited += 1
      if let function = node.function, isMatch[function.row] {
        time += node.time
      } else {
        pending += children(of: node).filter { $0.time >= smallest }
      }
    }
    return time
  }
}

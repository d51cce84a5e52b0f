/// One of the two sides of a comparison.
public enum ComparisonSide: Hashable, Sendable {
  case baseline
  case change

  /// The opposite side.
  public var other: ComparisonSide {
    switch self {
    case .baseline: .change
    case .change: .baseline
    }
  }
}

/// The call trees of both sides, walked side by side: a box of one and the box of the other at the end of the same path of
/// functions.
///
/// Nothing of the union is ever stored. As in ``CallTree`` a box's callees are unfolded when somebody looks.
public struct ComparisonTree: Sendable {
  private var trees: (baseline: CallTree, change: CallTree)
  private let requests: (baseline: Double, change: Double)
  private let matching: FunctionMatching

  /// Prepares both trees: see ``CallTree/init(preparing:)``.
  public init(preparing comparison: Comparison) {
    self.init(
      of: comparison, baseline: CallTree(preparing: comparison.baseline.sum),
      change: CallTree(preparing: comparison.change.sum))
  }

  /// - Parameters:
  ///   - baseline: the tree of the sum of its requests.
  ///   - change: likewise.
  public init(of comparison: Comparison, baseline: CallTree, change: CallTree) {
    var (baseline, change) = (baseline, change)
    baseline.foldsRecursion = true
    change.foldsRecursion = true
    trees = (baseline, change)
    requests = (Double(comparison.baseline.requests.count), Double(comparison.change.requests.count))
    matching = comparison.matching
  }

  /// The same with other trees of the same functions.
  func replacing(baseline: CallTree, change: CallTree) -> ComparisonTree {
    var tree = self
    tree.trees = (baseline, change)
    return tree
  }

  /// The tree of one side.
  public subscript(side: ComparisonSide) -> CallTree {
    switch side {
    case .baseline: trees.baseline
    case .change: trees.change
    }
  }

  /// A time of a side's tree, which is that of the sum of its requests, as the time of one request.
  public func perRequest(_ time: Double, _ side: ComparisonSide) -> Double {
    switch side {
    case .baseline: time / requests.baseline
    case .change: time / requests.change
    }
  }

  /// The pair of a box's function; nil for the whole profile.
  public func pair(of node: CallTreeNode, _ side: ComparisonSide) -> PairID? {
    node.function.map { pair(of: $0, side) }
  }

  /// The pair of a function of a side.
  public func pair(of function: FunctionID, _ side: ComparisonSide) -> PairID {
    switch side {
    case .baseline: matching.pair(ofBaseline: function)
    case .change: matching.pair(ofChange: function)
    }
  }

  /// The box at the end of a path on a side, or nil where the side has none. O(depth × callees).
  public func node(at path: PairPath, _ side: ComparisonSide) -> CallTreeNode? {
    var node: CallTreeNode? = self[side].root
    if let origin = path.origin { node = functions(of: origin, side).first.map { self[side].merged($0) } }
    for pair in path.pairs {
      node = node.flatMap { caller in
        self[side].callee(of: caller) { self.pair(of: $0, side) == pair }
      }.map { self[side].drawn($0) }
    }
    return node
  }

  /// The longest callee below a box that one side alone has there; nil where the other side has all. O(callees).
  public func callee(
    onlyOn side: ComparisonSide, below node: CallTreeNode?, and other: CallTreeNode?
  ) -> (pair: PairID, node: CallTreeNode)? {
    guard let node else { return nil }
    let others = other.map { self[side.other].calleeList(of: $0).entries } ?? []
    let known = Set(others.map { pair(of: $0.function, side.other) })
    let callee = self[side].callee(of: node) { !known.contains(pair(of: $0, side)) }
    return callee.flatMap { callee in pair(of: callee, side).map { ($0, self[side].drawn(callee)) } }
  }

  private func functions(of pair: PairID, _ side: ComparisonSide) -> [FunctionID] {
    switch side {
    case .baseline: matching[pair].baseline
    case .change: matching[pair].change
    }
  }
}

/// A call path on both sides: the functions from a root down to a box, or from a function that is looked at from
/// everywhere.
public struct PairPath: Hashable, Sendable {
  /// The function whose contexts are all merged; nil for the whole profile.
  public var origin: PairID?
  /// From the origin down; the origin is not among them.
  public var pairs: [PairID]

  public init(origin: PairID? = nil, _ pairs: [PairID] = []) {
    self.origin = origin
    self.pairs = pairs
  }

  /// The path to the box above all roots.
  public static let total = PairPath()

  /// The function at its end; nil for the whole profile.
  public var last: PairID? { pairs.last ?? origin }

  /// Whether this path is `path` or lies above it.
  public func contains(_ path: PairPath) -> Bool { origin == path.origin && path.pairs.starts(with: pairs) }

  /// The path to the box at a depth of this one; the origin is at depth 0.
  public func prefix(_ depth: Int) -> PairPath { PairPath(origin: origin, Array(pairs.prefix(depth))) }
}

/// The true call tree of a profile whose file holds whole stacks: samples, folded stacks or nested spans.
///
/// One node for each distinct call path, as columns; a node's parent has a smaller number. Nothing about it is an estimate,
/// so ``CallTree`` draws it as it is. ``StackTreeBuilder`` makes it, and the profile's functions and edges from it. A class for
/// the same reason as ``FunctionTable``.
public final class StackTree: Sendable {
  /// The node of the caller; -1 for a root.
  let parents: [Int32]
  let functions: [FunctionID]
  /// The row of the edge between the caller's function and this one in the profile's graph; -1 for a root.
  let edges: [Int32]
  /// Seconds in the function's own code on this path. Finite and not negative.
  let selfTimes: [Double]
  /// Seconds with all that is below.
  let times: [Double]
  /// Whether the function is not on the path above.
  let isOutermost: [Bool]
  /// The nodes below node n: `children[childStarts[n + 1] ..< childStarts[n + 2]]`; the roots are those below -1.
  private let children: [Int32]
  private let childStarts: [Int32]
  /// The outermost nodes of function f: `outermost[functionStarts[f] ..< functionStarts[f + 1]]`.
  private let outermost: [Int32]
  private let functionStarts: [Int32]

  /// Sums up and sorts. O(nodes + functions).
  ///
  /// - Precondition: a parent's number is smaller than its children's.
  init(parents: [Int32], functions: [FunctionID], edges: [Int32], selfTimes: [Double], functionCount: Int) {
    self.parents = parents
    self.functions = functions
    self.edges = edges
    self.selfTimes = selfTimes
    var times = selfTimes
    for node in parents.indices.reversed() where parents[node] >= 0 { times[Int(parents[node])] += times[node] }
    self.times = times
    (childStarts, children) = Self.sorted(parents.indices, by: { Int(parents[$0]) + 1 }, count: parents.count + 1)
    isOutermost = Self.outermost(functions, functionCount, childStarts, children)
    let nodes = parents.indices.filter { [isOutermost] in isOutermost[$0] }
    (functionStarts, outermost) = Self.sorted(nodes, by: { functions[$0].row }, count: functionCount)
  }

  private init(_ other: StackTree, edges: [Int32]) {
    parents = other.parents
    functions = other.functions
    self.edges = edges
    selfTimes = other.selfTimes
    times = other.times
    isOutermost = other.isOutermost
    childStarts = other.childStarts
    children = other.children
    functionStarts = other.functionStarts
    outermost = other.outermost
  }

  /// The same tree with the edges of its profile's graph.
  func replacing(edges: [Int32]) -> StackTree {
    StackTree(self, edges: edges)
  }

  /// The same tree with every time divided: a mean.
  func divided(by count: Int) -> StackTree {
    StackTree(
      parents: parents, functions: functions, edges: edges, selfTimes: selfTimes.map { $0 / Double(count) },
      functionCount: functionStarts.count - 1)
  }

  /// How many distinct call paths there are.
  public var count: Int { parents.count }

  /// Seconds of all paths together.
  var totalTime: Double { selfTimes.reduce(0, +) }

  /// The nodes right below a node; the roots for -1.
  func children(of node: Int32) -> ArraySlice<Int32> {
    children[Int(childStarts[Int(node) + 1])..<Int(childStarts[Int(node) + 2])]
  }

  /// Where a function is entered from outside itself.
  func outermost(_ function: FunctionID) -> ArraySlice<Int32> {
    outermost[Int(functionStarts[function.row])..<Int(functionStarts[function.row + 1])]
  }

  /// Nodes sorted by a key below `count`, stably, and where each key's begin: a counting sort.
  private static func sorted(
    _ nodes: some Collection<Int>, by key: (Int) -> Int, count: Int
  ) -> (starts: [Int32], nodes: [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for node in nodes { starts[key(node) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var next = starts
    var sorted = [Int32](repeating: 0, count: nodes.count)
    for node in nodes {
      sorted[Int(next[key(node)])] = Int32(truncatingIfNeeded: node)
      next[key(node)] += 1
    }
    return (starts, sorted)
  }

  private static func outermost(
    _ functions: [FunctionID], _ functionCount: Int, _ starts: [Int32], _ children: [Int32]
  ) -> [Bool] {
    var isOutermost = [Bool](repeating: false, count: functions.count)
    walk(starts, children, keys: functions.map { Int32(truncatingIfNeeded: $0.row) }, keyCount: functionCount) {
      isOutermost[Int($0)] = $1
    }
    return isOutermost
  }

  /// Visits every node from the roots down, and says whether its key (-1: none) is new on its path. O(nodes).
  private static func walk(
    _ starts: [Int32], _ children: [Int32], keys: [Int32], keyCount: Int, _ visit: (Int32, Bool) -> Void
  ) {
    var active = [Int32](repeating: 0, count: keyCount)
    var stack: [(node: Int32, next: Int32)] = [(-1, starts[0])]
    while let (node, next) = stack.last {
      if next < starts[Int(node) + 2] {
        stack[stack.count - 1].next += 1
        let child = children[Int(next)]
        let key = Int(keys[Int(child)])
        visit(child, key < 0 || active[key] == 0)
        if key >= 0 { active[key] += 1 }
        stack.append((child, starts[Int(child) + 1]))
      } else {
        stack.removeLast()
        if node >= 0, keys[Int(node)] >= 0 { active[Int(keys[Int(node)])] -= 1 }
      }
    }
  }

  /// Whether each node's edge is new on its path; `edges` may be any numbering of edges.
  func isEdgeOutermost(_ edges: [Int32], count: Int) -> [Bool] {
    var isOutermost = [Bool](repeating: false, count: self.count)
    Self.walk(childStarts, children, keys: edges, keyCount: count) { isOutermost[Int($0)] = $1 }
    return isOutermost
  }
}

extension StackTree {
  /// Seconds on the paths that hold a function for which `isMatch` (by row) is true. O(nodes).
  func time(onPathsThrough isMatch: [Bool]) -> Double {
    var holds = [Bool](repeating: false, count: count)
    var time = 0.0
    for node in 0..<count {
      holds[node] = isMatch[functions[node].row] || (parents[node] >= 0 && holds[Int(parents[node])])
      if holds[node] { time += selfTimes[node] }
    }
    return time
  }

  /// The self time of hidden functions in nanoseconds, by the nearest shown function above; a hidden function that none is
  /// above keeps it. O(nodes).
  func timeGained(hiding isHidden: [Bool]) -> [Double] {
    var owners = functions
    var gained = [Double](repeating: 0, count: isHidden.count)
    for node in 0..<count where isHidden[functions[node].row] {
      if parents[node] >= 0 { owners[node] = owners[Int(parents[node])] }
      gained[owners[node].row] += selfTimes[node] * 1e9
    }
    return gained
  }
}

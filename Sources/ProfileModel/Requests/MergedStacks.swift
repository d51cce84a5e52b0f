/// The call paths of several trees of stacks as one tree: so a merge of measured trees is a measured tree.
struct MergedStacks: Sendable {
  /// The node of the caller; -1 for a root. A caller comes before its callees.
  private var parents: [Int32] = []
  /// Rows of the merge's functions.
  private var functions: [Int32] = []
  /// Seconds in the function's own code on this path.
  private var selfTimes: [Double] = []
  private var nodes: [PairKey: Int32] = [:]

  /// More distinct paths than this are no tree that one can keep.
  private static let nodeLimit = 1 << 22

  /// Adds a tree; `rows` are the rows of its functions in the merge. O(its nodes).
  ///
  /// - Returns: false if there are too many paths to keep.
  mutating func add(_ tree: StackTree, rows: [Int32]) -> Bool {
    var numbers: [Int32] = []
    numbers.reserveCapacity(tree.count)
    for node in 0..<tree.count {
      let parent = tree.parents[node]
      let number = self.node(rows[tree.functions[node].row], below: parent < 0 ? -1 : numbers[Int(parent)])
      selfTimes[Int(number)] += tree.selfTimes[node]
      numbers.append(number)
      if parents.count > Self.nodeLimit { return false }
    }
    return true
  }

  private mutating func node(_ function: Int32, below parent: Int32) -> Int32 {
    let key = PairKey(parent, function)
    if let number = nodes[key] { return number }
    let number = Int32(truncatingIfNeeded: parents.count)
    nodes[key] = number
    parents.append(parent)
    functions.append(function)
    selfTimes.append(0)
    return number
  }

  /// The tree, with the functions and edges of the merge's profile.
  ///
  /// - Parameter ids: by the row of the function in the merge.
  func tree(_ ids: [FunctionID], in graph: CallGraph) -> StackTree {
    let functions = functions.map { ids[Int($0)] }
    let edges = StackEdges(parents, functions)
    return StackTree(
      parents: parents, functions: functions, edges: edges.rows(in: graph), selfTimes: selfTimes,
      functionCount: ids.count)
  }
}

/// Gathers stacks into a profile whose call tree is the true one: for readers of formats that hold whole stacks.
///
///     main ─┬─ parse ── lex      a node is a function below its caller's node; paths that begin alike share nodes,
///           └─ eval ── lex       and a caller's node comes before its callees'
///
///     var builder = StackTreeBuilder(fileSize: bytes.count)
///     let main = try builder.node(builder.function(label), below: StackTreeBuilder.top, at: offset)
///     let parse = try builder.node(builder.function(other), below: main, at: offset)
///     builder.add(own: 250_000_000, count: 1, at: parse)
///     let profile = builder.profile(.samples)
///
/// Functions, edges and their numbers follow from the stacks, counted as cProfile does: cumulative times of outermost
/// activations alone.
struct StackTreeBuilder: Sendable {
  /// The number of a node.
  typealias NodeID = Int32

  private struct Node: Sendable {
    /// The node of the caller; -1 for a root.
    let caller: NodeID
    let function: FunctionID
    /// How many functions are above.
    let depth: Int32
    /// Nanoseconds in the function's own code, here. Finite, not negative.
    var own = 0.0
    /// Calls of the function, or samples of its own code, here; 0 where the format does not say.
    var count: Int64 = 0
  }

  /// What is above a root.
  static let top: NodeID = -1
  /// Deeper stacks are refused: Python's own limit is 1,000 unless a program asks for more.
  static let depthLimit = 1 << 16

  private var builder = ProfileBuilder()
  private var nodes: [Node] = []
  private var rows: [PairKey: NodeID] = [:]
  private let nodeLimit: Int

  /// - Parameter size: bytes of the file: a file is refused that makes far more of itself than it is, as pprof's can,
  ///   where one byte may stand for a whole stack.
  init(fileSize size: Int) { nodeLimit = max(1 << 20, min(2 * size, 1 << 24)) }

  /// Whether there are no stacks.
  var isEmpty: Bool { nodes.isEmpty }

  /// The function of a label, the same each time; O(length of the label).
  mutating func function(_ label: ProfileBuilder.Label) -> FunctionID { builder.function(label) }

  /// The number of a text, the same each time; O(length).
  mutating func string(_ text: String) -> StringID { builder.string(text) }

  /// The function whose texts have these numbers; O(1).
  mutating func function(file: StringID, line: Int, name: StringID) -> FunctionID {
    builder.function(file: file, line: line, name: name)
  }

  /// The node of a function below another; O(1).
  ///
  /// - Parameter offset: the byte to blame if there are too many.
  mutating func node(_ function: FunctionID, below caller: NodeID, at offset: Int) throws(ProfileError) -> NodeID {
    let key = PairKey(caller, function.rawValue)
    if let known = rows[key] { return known }
    let depth = caller == Self.top ? 0 : nodes[Int(caller)].depth + 1
    guard depth < Self.depthLimit else {
      throw ProfileError(.tooLarge, at: offset, "a stack of more than \(Self.depthLimit) functions")
    }
    guard nodes.count < nodeLimit else {
      throw ProfileError(.tooLarge, at: offset, "far more call paths than a file of this size should hold")
    }
    let row = NodeID(truncatingIfNeeded: nodes.count)
    rows[key] = row
    nodes.append(Node(caller: caller, function: function, depth: depth))
    return row
  }

  /// Adds time and calls (or samples) to a node. Times that are no finite positive numbers count as none.
  mutating func add(own nanoseconds: Double, count: Int64 = 0, at node: NodeID) {
    let sum = nodes[Int(node)].own + max(0, nanoseconds.isFinite ? nanoseconds : 0)
    if sum.isFinite { nodes[Int(node)].own = sum }
    let (counts, overflow) = nodes[Int(node)].count.addingReportingOverflow(max(0, count))
    nodes[Int(node)].count = overflow ? .max : counts
  }

  /// Multiplies every time: where the numbers were samples.
  mutating func scale(by nanoseconds: Double) {
    for row in nodes.indices { nodes[row].own = min(nodes[row].own * nanoseconds, .greatestFiniteMagnitude) }
  }

  /// Forgets the counts: where the numbers were times and no counts.
  mutating func forgetCounts() {
    for row in nodes.indices { nodes[row].count = 0 }
  }

  /// The profile whose call tree these stacks are. O(n log n).
  ///
  /// Where samples were counted, a function's calls are the samples in which it occurs, and its primitive calls those in
  /// which it was running.
  func profile(_ measure: Measure, notes: [ProfileNote] = []) -> Profile {
    let parents = nodes.map(\.caller)
    let functions = nodes.map(\.function)
    let count = builder.functionCount
    let edges = StackEdges(parents, functions)
    let tree = StackTree(
      parents: parents, functions: functions, edges: edges.numbers, selfTimes: nodes.map { $0.own / 1e9 },
      functionCount: count)
    let totals = StackTotals(tree, edges, nodes.map { .exact($0.count) }, measure, functionCount: count)
    var builder = builder
    for (row, numbers) in totals.functions.enumerated() {
      builder.add(FunctionID(Int32(truncatingIfNeeded: row)), numbers)
    }
    for (pair, numbers) in zip(edges.pairs, totals.edges) {
      builder.addEdge(from: pair.caller, to: pair.callee, numbers)
    }
    let profile = builder.build()
    return Profile(
      measure: measure, functions: profile.functions, graph: profile.graph, notes: notes,
      stacks: tree.replacing(edges: edges.rows(in: profile.graph)))
  }
}

/// The distinct pairs of caller and callee in a tree of stacks.
struct StackEdges {
  private(set) var pairs: [(caller: FunctionID, callee: FunctionID)] = []
  /// The index of each node's pair; -1 for roots.
  private(set) var numbers: [Int32] = []

  init(_ parents: [Int32], _ functions: [FunctionID]) {
    var known: [PairKey: Int32] = [:]
    for (node, parent) in parents.enumerated() {
      guard parent >= 0 else {
        numbers.append(-1)
        continue
      }
      let caller = functions[Int(parent)]
      let key = PairKey(caller, functions[node])
      let number = known[key] ?? Int32(truncatingIfNeeded: pairs.count)
      if Int(number) == pairs.count {
        known[key] = number
        pairs.append((caller, functions[node]))
      }
      numbers.append(number)
    }
  }

  /// The row of each node's edge in a graph that was made of the pairs.
  func rows(in graph: CallGraph) -> [Int32] {
    var rows: [PairKey: Int32] = [:]
    for row in 0..<graph.count {
      rows[PairKey(graph.callers[row], graph.callees[row])] = Int32(truncatingIfNeeded: row)
    }
    let byNumber = pairs.map { rows[PairKey($0.caller, $0.callee)] ?? -1 }
    return numbers.map { $0 < 0 ? -1 : byNumber[Int($0)] }
  }
}

/// What cProfile would have counted.
private struct StackTotals {
  private(set) var functions: [ProfileBuilder.Numbers]
  private(set) var edges: [ProfileBuilder.Numbers]

  init(_ tree: StackTree, _ pairs: StackEdges, _ calls: [Count], _ measure: Measure, functionCount: Int) {
    functions = Array(repeating: .zero, count: functionCount)
    edges = Array(repeating: .zero, count: pairs.pairs.count)
    let isEdgeOutermost = tree.isEdgeOutermost(pairs.numbers, count: pairs.pairs.count)
    let all = measure == .samples ? Self.cumulative(calls, tree.parents) : calls
    for node in 0..<tree.count {
      let step = Step(
        calls: all[node], direct: calls[node], selfTime: tree.selfTimes[node], time: tree.times[node], measure: measure)
      step.add(to: &functions[tree.functions[node].row], isOutermost: tree.isOutermost[node])
      let edge = Int(pairs.numbers[node])
      if edge >= 0 { step.add(to: &edges[edge], isOutermost: isEdgeOutermost[node]) }
    }
  }

  /// Samples with those of all that is below.
  private static func cumulative(_ samples: [Count], _ parents: [Int32]) -> [Count] {
    var samples = samples
    for node in parents.indices.reversed() where parents[node] >= 0 {
      samples[Int(parents[node])] = samples[Int(parents[node])] + samples[node]
    }
    return samples
  }

  /// One node's numbers.
  private struct Step {
    let calls: Count
    let direct: Count
    let selfTime: Double
    let time: Double
    let measure: Measure

    func add(to numbers: inout ProfileBuilder.Numbers, isOutermost: Bool) {
      numbers.selfTime += selfTime
      if isOutermost { numbers.cumulativeTime += time }
      switch measure {
      case .calls:
        numbers.calls = numbers.calls + calls
        if isOutermost { numbers.primitiveCalls = numbers.primitiveCalls + calls }
      case .samples:
        if isOutermost { numbers.calls = numbers.calls + calls }
        numbers.primitiveCalls = numbers.primitiveCalls + direct
      }
    }
  }
}

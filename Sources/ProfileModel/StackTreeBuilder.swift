/// Gathers stacks into a profile whose call tree is the true one: for readers of formats that hold whole stacks.
///
///     var builder = StackTreeBuilder()
///     let main = builder.function(Label(file: "app.py", line: 3, name: "main"))
///     let parse = builder.function(Label(file: "app.py", line: 9, name: "parse"))
///     builder.add([main, parse], time: 0.25, calls: 1)            samples, folded stacks
///
///     let node = builder.node(parse, below: builder.node(main, below: nil))     tables of stacks: a frame and its parent
///     builder.add(time: 0.25, calls: 1, at: node)
///
///     builder.enter(main, at: 0.0)                                nested spans, by the clock
///     builder.leave(at: 0.5)
///
///     let profile = builder.profile()
///
/// Functions, edges and their numbers follow from the stacks, counted as cProfile does: cumulative times of outermost
/// activations alone. What is no time (negative, not finite) counts as none.
public struct StackTreeBuilder {
  public typealias Label = ProfileBuilder.Label

  /// One call path.
  public struct Node: Hashable, Sendable {
    fileprivate let number: Int32
  }

  /// What `calls` are: with ``Measure/samples`` they are samples taken in a function's own code, and a function's calls in
  /// the profile are those with all that it called.
  public var measure: Measure
  public var notes: [ProfileNote] = []
  private var labels: [Label] = []
  private var ids: [Label: FunctionID] = [:]
  private var parents: [Int32] = []
  private var functions: [FunctionID] = []
  private var selfTimes: [Double] = []
  private var calls: [Count] = []
  private var numbers: [UInt64: Int32] = [:]
  /// The spans that are entered, with their start and the seconds of those within them.
  private var open: [(node: Node, start: Double, inner: Double)] = []

  /// Distinct paths beyond these are not told apart: their time goes to the caller.
  private static let nodeLimit = 1 << 24

  public init(measure: Measure = .samples) { self.measure = measure }

  /// The function of a label, the same each time.
  public mutating func function(_ label: Label) -> FunctionID {
    if let id = ids[label] { return id }
    let id = FunctionID(Int32(truncatingIfNeeded: labels.count))
    labels.append(label)
    ids[label] = id
    return id
  }

  /// The path that calls `function` at the end of `parent`; of a root for nil. O(1).
  public mutating func node(_ function: FunctionID, below parent: Node?) -> Node {
    let above = parent?.number ?? -1
    let key = UInt64(UInt32(bitPattern: above)) << 32 | UInt64(UInt32(bitPattern: function.rawValue))
    if let number = numbers[key] { return Node(number: number) }
    if let parent, parents.count >= Self.nodeLimit { return parent }
    let number = Int32(truncatingIfNeeded: parents.count)
    numbers[key] = number
    parents.append(above)
    functions.append(function)
    selfTimes.append(0)
    calls.append(0)
    return Node(number: number)
  }

  /// Adds self time (seconds) and calls, or samples, of a path.
  public mutating func add(time: Double, calls: Count = 0, at node: Node) {
    if time > 0, time.isFinite { selfTimes[Int(node.number)] += time }
    self.calls[Int(node.number)] = self.calls[Int(node.number)] + calls
  }

  /// Adds self time (seconds) and calls, or samples, of a path from the root down. An empty path is left out.
  public mutating func add(_ path: some Sequence<FunctionID>, time: Double, calls: Count = 0) {
    var node: Node?
    for function in path { node = self.node(function, below: node) }
    if let node { add(time: time, calls: calls, at: node) }
  }

  /// A call begins within those that are entered.
  public mutating func enter(_ function: FunctionID, at seconds: Double) {
    let node = node(function, below: open.last?.node)
    add(time: 0, calls: 1, at: node)
    open.append((node, seconds, 0))
  }

  /// The call that was entered last ends. Without one nothing happens.
  public mutating func leave(at seconds: Double) {
    guard let span = open.popLast() else { return }
    let time = max(0, seconds - span.start)
    add(time: time - span.inner, at: span.node)
    if !open.isEmpty { open[open.count - 1].inner += time }
  }

  /// How many calls are entered and not left.
  public var depth: Int { open.count }

  /// The profile of all that was added. O(n log n).
  public func profile() -> Profile {
    let edges = StackEdges(parents, functions)
    let tree = StackTree(
      parents: parents, functions: functions, edges: edges.numbers, selfTimes: selfTimes, functionCount: labels.count)
    var builder = ProfileBuilder()
    builder.measure = measure
    builder.notes = notes
    let totals = StackTotals(tree, edges, calls, measure, functionCount: labels.count)
    for (label, numbers) in zip(labels, totals.functions) { builder.add(label, numbers) }
    for (pair, numbers) in zip(edges.pairs, totals.edges) {
      builder.addEdge(from: labels[pair.caller.row], to: labels[pair.callee.row], numbers)
    }
    let profile = builder.build()
    return Profile(
      measure: profile.measure, functions: profile.functions, graph: profile.graph, notes: notes,
      stacks: tree.replacing(edges: edges.rows(in: profile.graph)))
  }
}

/// The distinct pairs of caller and callee in a tree of stacks.
struct StackEdges {
  private(set) var pairs: [(caller: FunctionID, callee: FunctionID)] = []
  /// The index of each node's pair; -1 for roots.
  private(set) var numbers: [Int32] = []

  init(_ parents: [Int32], _ functions: [FunctionID]) {
    var known: [UInt64: Int32] = [:]
    for (node, parent) in parents.enumerated() {
      guard parent >= 0 else {
        numbers.append(-1)
        continue
      }
      let caller = functions[Int(parent)]
      let key = Self.key(caller, functions[node])
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
    var rows: [UInt64: Int32] = [:]
    for row in 0..<graph.count {
      rows[Self.key(graph.callers[row], graph.callees[row])] = Int32(truncatingIfNeeded: row)
    }
    let byNumber = pairs.map { rows[Self.key($0.caller, $0.callee)] ?? -1 }
    return numbers.map { $0 < 0 ? -1 : byNumber[Int($0)] }
  }

  private static func key(_ caller: FunctionID, _ callee: FunctionID) -> UInt64 {
    UInt64(UInt32(bitPattern: caller.rawValue)) << 32 | UInt64(UInt32(bitPattern: callee.rawValue))
  }
}

/// What cProfile would have counted.
private struct StackTotals {
  private(set) var functions: [ProfileBuilder.Numbers]
  private(set) var edges: [ProfileBuilder.Numbers]

  init(_ tree: StackTree, _ pairs: StackEdges, _ calls: [Count], _ measure: Measure, functionCount: Int) {
    let nothing = ProfileBuilder.Numbers(calls: 0, primitiveCalls: 0, selfTime: 0, cumulativeTime: 0)
    functions = Array(repeating: nothing, count: functionCount)
    edges = Array(repeating: nothing, count: pairs.pairs.count)
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

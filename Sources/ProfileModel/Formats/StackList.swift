/// Call paths with their own times, as formats with true stacks hold them: what their readers fill, within bounds, before
/// ``StackTreeBuilder`` makes a profile of them.
///
///     main ─┬─ parse ── lex      a node is a function below its caller's node; paths that begin alike share nodes,
///           └─ eval ── lex       and a caller's node comes before its callees'
struct StackList: Sendable {
  /// The number of a node: a row of ``nodes``.
  typealias NodeID = Int32

  struct Node: Sendable {
    /// The node of the caller; -1 for a root.
    let caller: NodeID
    /// A row of ``labels``.
    let function: Int32
    /// How many functions are above.
    let depth: Int32
    /// Nanoseconds in the function's own code, here. Finite, not negative.
    fileprivate(set) var own = 0.0
    /// Calls of the function, or samples of its own code, here; 0 where the format does not say.
    fileprivate(set) var count: Int64 = 0
  }

  /// What is above a root.
  static let top: NodeID = -1
  /// Deeper stacks are refused: Python's own limit is 1,000 unless a program asks for more.
  static let depthLimit = 1 << 16

  private(set) var labels: [ProfileBuilder.Label] = []
  private(set) var nodes: [Node] = []
  private var functions: [ProfileBuilder.Label: Int32] = [:]
  private var rows: [UInt64: NodeID] = [:]
  private let nodeLimit: Int

  /// - Parameter size: bytes of the file: a file is refused that makes far more of itself than it is, as pprof's can,
  ///   where one byte may stand for a whole stack.
  init(fileSize size: Int) { nodeLimit = max(1 << 20, min(2 * size, 1 << 24)) }

  /// The row of a function; O(length of its label).
  mutating func function(_ label: ProfileBuilder.Label) -> Int32 {
    if let known = functions[label] { return known }
    let row = Int32(truncatingIfNeeded: labels.count)
    functions[label] = row
    labels.append(label)
    return row
  }

  /// The node of a function below another; O(1).
  ///
  /// - Parameter offset: the byte to blame if there are too many.
  mutating func node(_ function: Int32, below caller: NodeID, at offset: Int) throws(ProfileError) -> NodeID {
    let key = UInt64(UInt32(bitPattern: caller)) << 32 | UInt64(UInt32(bitPattern: function))
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
}

// MARK: - The profile

extension StackList {
  /// The profile whose call tree these stacks are. O(n log n).
  ///
  /// Where samples were counted, a function's calls are the samples in which it occurs, and its primitive calls those in
  /// which it was running.
  func profile(_ measure: Measure, notes: [ProfileNote] = []) -> Profile {
    var builder = StackTreeBuilder(measure: measure)
    builder.notes = notes
    let functions = labels.map { builder.function($0) }
    var rows: [StackTreeBuilder.Node] = []
    rows.reserveCapacity(nodes.count)
    for node in nodes {
      let row = builder.node(functions[Int(node.function)], below: node.caller < 0 ? nil : rows[Int(node.caller)])
      builder.add(time: node.own / 1e9, calls: .exact(node.count), at: row)
      rows.append(row)
    }
    return builder.profile()
  }
}

// MARK: - Units

extension StackList {
  /// The same stacks with every time multiplied: where numbers are samples.
  func scaled(by nanoseconds: Double) -> StackList {
    var scaled = self
    for row in scaled.nodes.indices {
      let own = scaled.nodes[row].own * nanoseconds
      scaled.nodes[row].own = own.isFinite ? own : .greatestFiniteMagnitude
    }
    return scaled
  }

  /// The same stacks where the numbers were times and no counts.
  var withoutCounts: StackList {
    var changed = self
    for row in changed.nodes.indices { changed.nodes[row].count = 0 }
    return changed
  }
}

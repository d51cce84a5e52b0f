/// Writes a call tree as folded stacks: one call path a line, then a space and its self time in whole nanoseconds.
///
///     app.py:1(<module>);app.py:9(main);~:0(<built-in method builtins.len>) 1200
///
/// What flame graph tools read (Brendan Gregg's `stackcollapse` formats). Functions are labelled as pstats does it, with the
/// whole path. A `;` inside a label is written `%3B`, a newline `%0A`, and other control characters likewise, so that no
/// label can break a line or reach a terminal as an escape sequence.
///
/// The tree is unfolded from its largest boxes on. A box that is too small is drawn as one path: what is below it is not
/// drawn callee by callee, but callees take turns (``Turns``), as in a sampled profile, so that the self times of functions
/// over the whole tree are what they would be without the cut. Where there is no room for that, a box keeps its time as its
/// own. The numbers add up to the tree's time, rounded once.
public struct FoldedWriter {
  private let tree: CallTree
  private let labels: FoldedLabels
  private let minimumTime: Double
  private let nodeLimit: Int
  private var boxes: [Box] = []
  private var turns: Turns

  private struct Box {
    let function: FunctionID
    /// Nanoseconds.
    var own: Double
    /// Its callees, once it is unfolded.
    var callees = 0..<0
  }

  /// - Parameters:
  ///   - minimumShare: boxes below this part of the whole are not unfolded.
  ///   - nodeLimit: at most this many boxes, unless there are more roots.
  public init(_ tree: CallTree, of profile: Profile, minimumShare: Double = 1e-5, nodeLimit: Int = 150_000) {
    self.tree = tree
    self.nodeLimit = nodeLimit
    labels = FoldedLabels(profile.functions)
    minimumTime = minimumShare * tree.totalTime
    turns = Turns(functions: profile.functions.count, edges: profile.graph.count)
  }

  /// The whole text. O(n log n) for n boxes, and the length of the paths.
  public mutating func bytes() -> [UInt8] {
    unfold()
    return text()
  }

  private mutating func unfold() {
    var largest = LongestFirst()
    add(tree.children(of: tree.root), &largest)
    roots = boxes.indices
    var isFull = false
    while let (node, index) = largest.removeFirst() {
      let callees = isFull || node.time < minimumTime ? [] : tree.children(of: node)
      isFull = isFull || boxes.count + callees.count > nodeLimit
      if isFull || callees.isEmpty {
        drawOnePath(below: node, index)
      } else {
        boxes[index].own = node.selfTime * 1e9
        boxes[index].callees = boxes.count..<boxes.count + callees.count
        add(callees, &largest)
      }
    }
  }

  private var roots = 0..<0

  private mutating func add(_ nodes: [CallTreeNode], _ largest: inout LongestFirst) {
    for node in nodes {
      guard let function = node.function else { continue }
      largest.insert(node, boxes.count)
      boxes.append(Box(function: function, own: node.time * 1e9))
    }
  }

  /// Gives a box's time to the function itself or to one callee, whoever's turn it is, and from there on likewise.
  private mutating func drawOnePath(below node: CallTreeNode, _ index: Int) {
    let time = boxes[index].own
    var index = index
    var node = node
    while boxes.count < nodeLimit, let next = turns.next(node, tree.children(of: node), time),
      let function = next.function
    {
      boxes[index].own = 0
      boxes[index].callees = boxes.count..<boxes.count + 1
      index = boxes.count
      boxes.append(Box(function: function, own: time))
      node = next
    }
  }

  /// Depth first, with one buffer for the path. What rounding takes from a line goes to the next.
  private func text() -> [UInt8] {
    var text: [UInt8] = []
    var path: [UInt8] = []
    var sum = 0.0
    var written = 0.0
    var pending = roots.reversed().map { (index: $0, prefix: 0) }
    while let (index, prefix) = pending.popLast() {
      path.removeSubrange(prefix...)
      if prefix > 0 { path.append(UInt8(ascii: ";")) }
      path += labels[boxes[index].function]
      sum += boxes[index].own
      let value = sum.rounded() - written
      if value > 0 {
        written += value
        text += path
        text.append(UInt8(ascii: " "))
        text += Self.digits(value)
        text.append(UInt8(ascii: "\n"))
      }
      pending += boxes[index].callees.reversed().map { ($0, path.count) }
    }
    return text
  }

  /// A whole number of nanoseconds, also beyond 64 bits.
  private static func digits(_ value: Double) -> [UInt8] {
    Array((Int128(exactly: value)?.description ?? "0").utf8)
  }
}

/// Whose turn it is to take the whole time of a box that is not unfolded: the function's own or one of its callees'.
///
/// Each is owed its share of every such box. Who is owed most gets the box, and owes the rest; so over all boxes everybody
/// has his share, up to one box.
private struct Turns {
  /// Nanoseconds, by function.
  private var owedItself: [Double]
  /// Nanoseconds, by edge.
  private var owed: [Double]

  init(functions: Int, edges: Int) {
    owedItself = Array(repeating: 0, count: functions)
    owed = Array(repeating: 0, count: edges)
  }

  /// The callee whose turn it is; nil for the function itself.
  ///
  /// - Parameter time: nanoseconds that the box stands for; `node` may be a small part of it.
  mutating func next(_ node: CallTreeNode, _ callees: [CallTreeNode], _ time: Double) -> CallTreeNode? {
    guard let function = node.function, node.time > 0, !callees.isEmpty else { return nil }
    let scale = time / node.time
    guard scale.isFinite else { return nil }
    owedItself[function.row] += node.selfTime * scale
    var most = owedItself[function.row]
    var next: CallTreeNode?
    for callee in callees {
      guard let edge = callee.edge else { continue }
      owed[edge.row] += callee.time * scale
      if owed[edge.row] > most {
        most = owed[edge.row]
        next = callee
      }
    }
    if let edge = next?.edge { owed[edge.row] -= time } else { owedItself[function.row] -= time }
    return next
  }
}

/// The labels of functions in folded stacks, made once each.
private struct FoldedLabels {
  private let labels: [[UInt8]]

  init(_ functions: FunctionTable) {
    labels = functions.ids.map { id in
      Self.escaped("\(functions.file(of: id)):\(functions.lines[id.row])(\(functions.name(of: id)))")
    }
  }

  subscript(function: FunctionID) -> [UInt8] { labels[function.row] }

  private static func escaped(_ label: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in label.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
      if !isControl, scalar != ";" {
        bytes += UTF8.encode(scalar).map(Array.init) ?? []
      } else {
        for byte in String(scalar).utf8 {
          bytes += [UInt8(ascii: "%"), Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]]
        }
      }
    }
    return bytes
  }

  private static let hex = Array("0123456789ABCDEF".utf8)
}

/// A binary heap of boxes, the longest first; of equals the one that came first.
private struct LongestFirst {
  private var entries: [(node: CallTreeNode, index: Int)] = []

  mutating func insert(_ node: CallTreeNode, _ index: Int) {
    entries.append((node, index))
    var place = entries.count - 1
    while place > 0, isBefore(place, (place - 1) / 2) {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeFirst() -> (node: CallTreeNode, index: Int)? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if entries.isEmpty { return first }
    entries[0] = last
    var place = 0
    while let next = [2 * place + 1, 2 * place + 2].filter({ $0 < entries.count }).min(by: isBefore),
      isBefore(next, place)
    {
      entries.swapAt(place, next)
      place = next
    }
    return first
  }

  private func isBefore(_ place: Int, _ other: Int) -> Bool {
    (entries[place].node.time, -entries[place].index) > (entries[other].node.time, -entries[other].index)
  }
}

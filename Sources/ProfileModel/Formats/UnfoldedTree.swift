/// A call tree unfolded box by box down to what matters: what the writers of whole trees write.
///
/// The tree is unfolded from its largest boxes on. A box that is too small is drawn as one path: what is below it is not
/// drawn callee by callee, but callees take turns (``Turns``), as in a sampled profile. Turns are given so that the self
/// times of functions over the whole tree come to those of the file, as far as the small boxes reach. Where there is no
/// room for paths, a box keeps its time as its own.
public struct UnfoldedTree: Sendable {
  /// One function in one context.
  public struct Box: Sendable {
    public let function: FunctionID
    public let exactness: Exactness
    /// Nanoseconds in the function's own code, here; of a box that is drawn as one path, those of the path's last box.
    public fileprivate(set) var own: Double
    /// Its callees, the longest first: indices of ``boxes``.
    public fileprivate(set) var callees = 0..<0
    /// Bytes of the functions from the root down to here, about as folded stacks have them.
    fileprivate let pathLength: Int
  }

  /// Where unfolding stops.
  public struct Limits: Hashable, Sendable {
    /// Boxes below this part of the whole are not unfolded.
    public var minimumShare = 1e-5
    /// At most this many boxes, unless there are more roots; half of them are for paths, but where the file holds stacks.
    public var boxes = 150_000
    /// At most this many bytes for the paths of all boxes, unless those of the roots have more; shared out like the boxes.
    /// Many boxes at the ends of very deep stacks would make files that nothing can hold.
    public var pathBytes = 1 << 30

    public init() {}
  }

  public let boxes: [Box]
  /// Indices of ``boxes``.
  public let roots: Range<Int>

  /// O(n log n) for n boxes.
  public init(_ tree: CallTree, of profile: Profile, limits: Limits = Limits()) {
    var unfolding = Unfolder(tree, profile, limits)
    unfolding.run()
    boxes = unfolding.boxes
    roots = unfolding.roots
  }
}

// MARK: - Walking

extension UnfoldedTree {
  /// One step of a walk through the tree, depth first.
  public enum Step {
    /// Into a box; `own` is a whole number of nanoseconds.
    case enter(Box, own: Double)
    /// Out of the box that was entered last and not left yet.
    case leave(Box)
  }

  /// Walks through all boxes. Times are rounded so that they add up to the tree's time rounded once: what rounding takes
  /// from one box goes to the next.
  public func forEachStep(_ body: (Step) -> Void) {
    var sum = 0.0
    var walked = 0.0
    var pending = roots.reversed().map { (index: $0, isEntered: false) }
    while let (index, isEntered) = pending.popLast() {
      let box = boxes[index]
      if isEntered {
        body(.leave(box))
      } else {
        sum += box.own
        let own = max(0, sum.rounded() - walked)
        walked += own
        body(.enter(box, own: own))
        pending.append((index, true))
        pending += box.callees.reversed().map { ($0, false) }
      }
    }
  }

  /// A whole number of nanoseconds as digits, also beyond 64 bits.
  static func digits(_ nanoseconds: Double) -> String { Int128(exactly: nanoseconds)?.description ?? "0" }
}

// MARK: - Unfolding

private struct Unfolder {
  private let tree: CallTree
  private let minimumTime: Double
  private let limits: UnfoldedTree.Limits
  /// What of the limits is not for paths.
  private let unfoldingLimits: UnfoldedTree.Limits
  private(set) var boxes: [UnfoldedTree.Box] = []
  private var pathBytes = 0
  private(set) var roots = 0..<0
  private let profile: Profile

  /// A box that is not unfolded.
  private struct Small {
    let node: CallTreeNode
    /// In ``boxes``.
    let index: Int
  }

  init(_ tree: CallTree, _ profile: Profile, _ limits: UnfoldedTree.Limits) {
    self.tree = tree
    self.limits = limits
    unfoldingLimits = tree.holdsStacks ? limits : limits.halved
    minimumTime = tree.holdsStacks ? 0 : limits.minimumShare * tree.totalTime
    self.profile = profile
  }

  mutating func run() {
    var largest = LongestFirst()
    add(tree.children(of: tree.root), below: nil, &largest)
    roots = boxes.indices
    var isFull = false
    var small: [Small] = []
    while let (node, index) = largest.removeFirst() {
      let callees = isFull || node.time < minimumTime ? [] : tree.children(of: node)
      let bytes = callees.reduce(pathBytes) { $0 + pathLength($1.function, below: index) }
      isFull = isFull || boxes.count + callees.count > unfoldingLimits.boxes || bytes > unfoldingLimits.pathBytes
      if isFull || callees.isEmpty {
        small.append(Small(node: node, index: index))
      } else {
        boxes[index].own = node.selfTime * 1e9
        boxes[index].callees = boxes.count..<boxes.count + callees.count
        add(callees, below: index, &largest)
      }
    }
    draw(small)
  }

  private mutating func add(_ nodes: [CallTreeNode], below caller: Int?, _ largest: inout LongestFirst) {
    for node in nodes {
      guard let function = node.function else { continue }
      largest.insert(node, boxes.count)
      append(function, node.exactness, node.time * 1e9, below: caller)
    }
  }

  private mutating func append(_ function: FunctionID, _ exactness: Exactness, _ own: Double, below caller: Int?) {
    let length = pathLength(function, below: caller)
    boxes.append(UnfoldedTree.Box(function: function, exactness: exactness, own: own, pathLength: length))
    pathBytes += length
  }

  /// - Parameter caller: in ``boxes``.
  private func pathLength(_ function: FunctionID?, below caller: Int?) -> Int {
    let above = caller.map { boxes[$0].pathLength } ?? 0
    guard let function else { return above }
    let functions = profile.functions
    // Beside file and name `;`, `:`, a line and brackets.
    return above + functions.strings.length(of: functions.files[function.row])
      + functions.strings.length(of: functions.names[function.row]) + 15
  }

  /// Draws boxes as one path each: once to see what that brings each function, and once more with what it has too little or
  /// too much made up for, if that comes nearer.
  private mutating func draw(_ small: [Small]) {
    let wanted = wantedTimes(small)
    let unfolded = (boxes, pathBytes)
    drawPaths(below: small, owed: Array(repeating: 0, count: wanted.count))
    let (first, missing) = (boxes, missingTimes(wanted))
    (boxes, pathBytes) = unfolded
    drawPaths(below: small, owed: missing)
    func error(_ times: [Double]) -> Double { times.reduce(0) { $0 + $1.magnitude } }
    if error(missingTimes(wanted)) > error(missing) { boxes = first }
  }

  private func missingTimes(_ wanted: [Double]) -> [Double] { zip(wanted, ownTimes()).map { $0 - $1 } }

  /// By function, what its boxes should have of their own at the end: its self time in the file, as far as the small boxes
  /// suffice for what the unfolded ones do not have.
  private func wantedTimes(_ small: [Small]) -> [Double] {
    var unfolded = ownTimes()
    for box in small { unfolded[boxes[box.index].function.row] -= boxes[box.index].own }
    let missing = zip(profile.functions.selfTimes, unfolded).map { max(0, CallNumbers.nanoseconds($0) - $1) }
    let sum = missing.reduce(0, +)
    let scale = sum > 0 ? small.reduce(0) { $0 + boxes[$1.index].own } / sum : 0
    return zip(unfolded, missing).map { $0 + $1 * scale }
  }

  /// Nanoseconds by function.
  private func ownTimes() -> [Double] {
    var times = [Double](repeating: 0, count: profile.functions.count)
    for box in boxes { times[box.function.row] += box.own }
    return times
  }

  private mutating func drawPaths(below small: [Small], owed: [Double]) {
    var turns = Turns(functions: owed, edges: profile.graph.count)
    for box in small { drawOnePath(below: box.node, box.index, &turns) }
  }

  /// Gives a box's time to the function itself or to one callee, whoever's turn it is, and from there on likewise.
  private mutating func drawOnePath(below node: CallTreeNode, _ index: Int, _ turns: inout Turns) {
    let time = boxes[index].own
    var index = index
    var node = node
    while boxes.count < limits.boxes, let next = turns.next(node, tree.children(of: node), time),
      let function = next.function, pathBytes + pathLength(function, below: index) <= limits.pathBytes
    {
      boxes[index].own = 0
      boxes[index].callees = boxes.count..<boxes.count + 1
      append(function, .estimate, time, below: index)
      index = boxes.count - 1
      node = next
    }
  }
}

extension UnfoldedTree.Limits {
  /// The same with half as many boxes and bytes.
  fileprivate var halved: Self {
    var halved = self
    halved.boxes /= 2
    halved.pathBytes /= 2
    return halved
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

  init(functions: [Double], edges: Int) {
    owedItself = functions
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

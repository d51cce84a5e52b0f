/// The rule of a tree in which some functions have no boxes: a hidden box's self time joins that of the nearest shown box
/// above it, and the shown boxes below it move up to there.
///
///     load                          load   4 (2 + 1 + 1)
///     ├─ sorted     (hidden)        └─ key 3
///     │  └─ key 3
///     └─ len        (hidden)
///
/// Boxes that come to stand side by side and are of one function become one box, so that a path still says which. What no
/// shown box is above keeps its place: a hidden root is drawn, and so is what somebody asks for by name.
///
/// The boxes are those of another tree, whichever its rule; so an inverted tree can hide functions as well. Runs of recursion
/// are folded by the same mechanism: below a box its own function counts as hidden.
struct Hiding: Sendable {
  let tree: CallTree
  let hidden: HiddenFunctions

  /// Hidden boxes below this part of the shown one's time are not unfolded: what is below them stays with the shown one.
  private static let smallestShare = 3e-4
  /// At most so many hidden boxes are unfolded for one that is shown.
  private static let boxLimit = 200
  /// At most so many boxes of a function are folded into one: more than a run has that only goes down. Where a function calls
  /// itself by several hidden ones, they could be very many more.
  private static let runLimit = 2 * CallTree.depthLimit

  /// The box above all: of an inverted tree the function on top, hidden or not.
  var root: CallTreeNode {
    if tree.isInverted { return box([tree.root]) }
    let below = tree.calleeList(of: tree.root)
    return node(
      [tree.root], time: tree.root.time, below: ShownBelow([(below, Array(below.entries.indices))]), levels: 1)
  }

  func merged(_ function: FunctionID) -> CallTreeNode { box([tree.merged(function)]) }

  /// The shown boxes below one, without a look at what is below them: only ``completed(_:)`` tells their self times. There may be
  /// thousands of which a few are drawn.
  func calleeList(of node: CallTreeNode) -> CalleeList {
    guard case .joined(let joined) = completed(node).origin, let below = joined.below else { return CalleeList([]) }
    return CalleeList(below.functions) {
      .init(function: $0.function, time: $0.time, row: $0.function.row)
    } box: {
      sketch(below.boxes(of: $0))
    }
  }

  /// A box with what is below it; see ``CallTree/drawn(_:detail:)``.
  func completed(_ node: CallTreeNode, detail: Double = 0) -> CallTreeNode {
    guard case .joined(let joined) = node.origin, joined.below == nil else { return node }
    return box(joined.boxes, detail: detail)
  }

  /// A box of which nobody knows yet what is below it.
  private func sketch(_ boxes: [CallTreeNode]) -> CallTreeNode {
    node(boxes, time: boxes.reduce(0) { $0 + $1.time }, below: nil, levels: 1)
  }

  /// A box with the run of its own function's boxes below it, hidden ones in between, as one.
  func folded(_ node: CallTreeNode, detail: Double = 0) -> CallTreeNode {
    let node = completed(node, detail: detail)
    guard case .joined(let joined) = node.origin, let function = node.function,
      joined.below?.contains(function) == true
    else { return node }
    return box(joined.boxes, foldingRuns: true, detail: detail)
  }

  func explanation(of node: CallTreeNode) -> Explanation? {
    guard case .joined(let joined) = node.origin else { return nil }
    return joined.boxes.first { $0.exactness == node.exactness }.map(tree.explanation(of:))
  }

  /// One box for boxes of one function.
  private func box(_ boxes: [CallTreeNode], foldingRuns: Bool = false, detail: Double = 0) -> CallTreeNode {
    let function = boxes[0].function
    let time = boxes.reduce(0) { $0 + $1.time }
    let least = max(detail, Self.smallestShare * time)
    let isInverted = tree.isInverted
    var below: [(list: CalleeList, shown: [Int])] = []
    var pending = boxes.map { (box: $0, level: 1) }
    var next = 0
    var unfolded = 0
    var folded = 0
    var levels = 1
    while next < pending.count {
      let (box, level) = pending[next]
      next += 1
      let list = tree.calleeList(of: box)
      var shown: [Int] = []
      for (index, callee) in list.entries.enumerated() {
        if foldingRuns, callee.function == function {
          if callee.time >= max(least, CallTree.leastTime), folded < Self.runLimit {
            folded += 1
            pending.append((list[index], level + 1))
          }
          levels = max(levels, level + 1)
        } else if !hidden.contains(callee.function) {
          shown.append(index)
        } else if callee.time >= least, unfolded < Self.boxLimit,
          hidden.leadsToShown(callee.function, isInverted: isInverted)
        {
          unfolded += 1
          pending.append((list[index], level))
        }
      }
      if !shown.isEmpty { below.append((list, shown)) }
    }
    return node(boxes, time: time, below: ShownBelow(below), levels: levels)
  }

  private func node(_ boxes: [CallTreeNode], time: Double, below: ShownBelow?, levels: Int) -> CallTreeNode {
    let first = boxes[0]
    let called = below?.time ?? 0
    var node = CallTreeNode(
      function: first.function, edge: boxes.allSatisfy { $0.edge == first.edge } ? first.edge : nil, time: time,
      selfTime: min(time, max(0, time - called)), exactness: Self.exactness(of: boxes),
      recursionLevel: boxes.reduce(first.recursionLevel) { min($0, $1.recursionLevel) },
      origin: .joined(JoinedBoxes(boxes: boxes, below: below)))
    node.foldedLevels = levels
    return node
  }

  /// That of the least exact.
  private static func exactness(of boxes: [CallTreeNode]) -> Exactness {
    if boxes.contains(where: { $0.exactness == .estimate }) { return .estimate }
    return boxes.contains { $0.exactness == .determined } ? .determined : .measured
  }
}

/// Which functions are hidden, and what follows from that for every tree that hides them.
struct HiddenFunctions: Sendable {
  private let isHidden: [Bool]
  /// Whether a shown function can be below a hidden one, which else need not be unfolded: in the tree, and in the inverted one.
  private let leadsToShown: (down: [Bool], up: [Bool])

  /// O(functions + edges).
  init(_ isHidden: [Bool], _ graph: CallGraph) {
    self.isHidden = isHidden
    leadsToShown = (
      Self.leadsToShown(isHidden, graph, isInverted: false), Self.leadsToShown(isHidden, graph, isInverted: true)
    )
  }

  func contains(_ function: FunctionID) -> Bool { isHidden[function.row] }

  func leadsToShown(_ function: FunctionID, isInverted: Bool) -> Bool {
    isInverted ? leadsToShown.up[function.row] : leadsToShown.down[function.row]
  }

  /// Goes from the shown functions over hidden ones, against the direction of the tree.
  private static func leadsToShown(_ isHidden: [Bool], _ graph: CallGraph, isInverted: Bool) -> [Bool] {
    var leads = [Bool](repeating: false, count: isHidden.count)
    var pending = isHidden.indices.filter { !isHidden[$0] }
    func visit(_ function: FunctionID) {
      guard isHidden[function.row], !leads[function.row] else { return }
      leads[function.row] = true
      pending.append(function.row)
    }
    while let function = pending.popLast() {
      if isInverted {
        for edge in graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function))) {
          visit(graph.callees[edge.row])
        }
      } else {
        for row in graph.incomingRows(to: function) { visit(graph.callers[row]) }
      }
    }
    return leads
  }
}

/// What a box of a tree that hides functions stands for.
struct JoinedBoxes: Sendable {
  /// Boxes of one function in the tree that hides nothing.
  let boxes: [CallTreeNode]
  /// What is shown next below them; nil until somebody looks.
  let below: ShownBelow?
}

/// The next shown boxes below others, by function; none of them is made until it is asked for.
struct ShownBelow: Sendable {
  /// A function that has boxes there, and their seconds together.
  struct Function: Sendable {
    let function: FunctionID
    fileprivate(set) var time: Double
    fileprivate var places: Range<Int>
  }

  /// An entry of one of the lists.
  private struct Place: Sendable {
    let list: Int32
    let index: Int32
  }

  private let lists: [CalleeList]
  /// Those of one function one behind another.
  private let places: [Place]
  /// In the order of their numbers.
  let functions: [Function]
  /// Seconds of all.
  let time: Double

  /// - Parameter lists: each with the indices of the entries that are shown. O(entries).
  init(_ lists: [(list: CalleeList, shown: [Int])]) {
    self.lists = lists.map(\.list)
    var places: [Place] = []
    for (number, (_, shown)) in lists.enumerated() {
      places += shown.map { Place(list: Int32(truncatingIfNeeded: number), index: Int32(truncatingIfNeeded: $0)) }
    }
    func entry(_ place: Place) -> CalleeList.Entry { lists[Int(place.list)].list.entries[Int(place.index)] }
    places = RadixSort.sorted(places) { UInt64(truncatingIfNeeded: entry($0).function.row) }
    var functions: [Function] = []
    for (position, place) in places.enumerated() {
      let entry = entry(place)
      if let last = functions.last, last.function == entry.function {
        functions[functions.count - 1].time += entry.time
        functions[functions.count - 1].places = last.places.lowerBound..<position + 1
      } else {
        functions.append(Function(function: entry.function, time: entry.time, places: position..<position + 1))
      }
    }
    self.places = places
    self.functions = functions
    time = functions.reduce(0) { $0 + $1.time }
  }

  func contains(_ function: FunctionID) -> Bool { functions.contains { $0.function == function } }

  func boxes(of function: Function) -> [CallTreeNode] {
    places[function.places].map { lists[Int($0.list)][Int($0.index)] }
  }
}

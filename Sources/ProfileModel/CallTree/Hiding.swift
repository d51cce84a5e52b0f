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

  /// The box above all: of an inverted tree the function on top, hidden or not.
  var root: CallTreeNode {
    if tree.isInverted { return box([tree.root]) }
    let below = tree.children(of: tree.root)
    return node([tree.root], time: tree.root.time, below: below, levels: 1)
  }

  func merged(_ function: FunctionID) -> CallTreeNode { box([tree.merged(function)]) }

  /// The shown boxes below one, the longest first.
  func children(of node: CallTreeNode) -> [CallTreeNode] { sketchedChildren(of: node).map { completed($0) } }

  /// The same without looking at what is below them: only ``completed(_:)`` tells their self times. Below a box there may be
  /// thousands of which a few are drawn.
  func sketchedChildren(of node: CallTreeNode) -> [CallTreeNode] {
    guard case .joined(let joined) = completed(node).origin, let all = joined.below else { return [] }
    var groups: [[CallTreeNode]] = []
    var indices: [FunctionID: Int] = [:]
    for box in all {
      guard let function = box.function else { continue }
      if let index = indices[function] {
        groups[index].append(box)
      } else {
        indices[function] = groups.count
        groups.append([box])
      }
    }
    return groups.map(sketch).sorted { ($0.time, $1.functionRow) > ($1.time, $0.functionRow) }
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
      joined.below?.contains(where: { $0.function == function }) == true
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
    var below: [CallTreeNode] = []
    var pending = boxes.map { (box: $0, level: 1) }
    var next = 0
    var unfolded = 0
    var levels = 1
    while next < pending.count {
      let (box, level) = pending[next]
      next += 1
      for child in tree.children(of: box) {
        guard let callee = child.function else { continue }
        if foldingRuns, callee == function {
          if child.time >= CallTree.leastTime { pending.append((child, level + 1)) }
          levels = max(levels, level + 1)
        } else if !hidden.contains(callee) {
          below.append(child)
        } else if child.time >= least, unfolded < Self.boxLimit, hidden.leadsToShown(callee, isInverted: isInverted) {
          unfolded += 1
          pending.append((child, level))
        }
      }
    }
    return node(boxes, time: time, below: below, levels: levels)
  }

  private func node(_ boxes: [CallTreeNode], time: Double, below: [CallTreeNode]?, levels: Int) -> CallTreeNode {
    let first = boxes[0]
    let called = below?.reduce(0) { $0 + $1.time } ?? 0
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
  /// The next shown boxes below them; nil until somebody looks.
  let below: [CallTreeNode]?
}

extension CallTreeNode {
  /// To order boxes of equal times.
  fileprivate var functionRow: Int { function?.row ?? -1 }
}

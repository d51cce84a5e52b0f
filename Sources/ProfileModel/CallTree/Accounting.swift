/// How a profile's numbers add up, and how much of its call tree is measured.
public struct Accounting: Hashable, Sendable {
  /// Why self times do not add up to the time of the roots.
  public enum Cause: Hashable, Sendable {
    /// Functions of one file, line and name: cProfile keeps the last one alone.
    case overwrittenLabels
    /// Calls of several threads in one file (Python 3.12 and 3.13), or functions of different files under one name.
    case mixedCalls
    /// The profiler was told to leave call edges out.
    case noEdges
  }

  /// Seconds of all roots together, as the file has them.
  public let rootTime: Double
  /// Seconds of all self times in the file.
  public let selfTime: Double
  /// The roots.
  public let rootCount: Int
  /// Functions on no cycle whose cumulative time is not their self time and their callees' together.
  public let unbalancedFunctions: Int
  /// Why the sums disagree; nil where they agree to rounding.
  public let cause: Cause?
  /// Nanoseconds of self time in boxes that are measured with all that is in them.
  private var measured = 0.0
  /// Likewise where exact sums were used.
  private var determined = 0.0

  /// What the tree multiplies the roots' times with.
  ///
  /// Overwritten labels lose some self time, which the roots still have: the tree shows it. But roots with more than a
  /// twentieth too much hold time twice, and are scaled to the self times.
  public var rootScale: Double { cause != nil && selfTime > 0 && rootTime > 1.05 * selfTime ? selfTime / rootTime : 1 }

  /// Seconds by which roots and self times differ; 0 where they add up.
  public var difference: Double { cause == nil ? 0 : rootTime - selfTime }

  /// The part of the tree's time (0 to 1) that is self time of boxes whose place and time follow from the file.
  public var measuredShare: Double { share(of: measured) }

  /// The part of the tree's time (0 to 1) that is self time of boxes that exact sums determine.
  public var determinedShare: Double { share(of: determined) }

  private func share(of time: Double) -> Double { rootTime > 0 ? min(1, time / 1e9 / rootTime) : 0 }

  /// O(functions + edges).
  init(_ numbers: CallNumbers, _ flows: Flows, _ tables: CallTables, _ cycles: Cycles) {
    let roots = numbers.graph.count..<numbers.edges.calls.count
    let rootTime = roots.reduce(0) { $0 + flows.time[$1] }
    let selfTime = numbers.functions.selfTime.reduce(0, +)
    let rounding = max(numbers.quantum * Double(numbers.functionCount), 1e-9 * max(rootTime, selfTime))
    let isOpen = { (row: Int) in !cycles.isMutual[row] && numbers.selfRows[row] < 0 && tables.hasCallees[row] }
    self.rootTime = rootTime / 1e9
    self.selfTime = selfTime / 1e9
    rootCount = roots.count
    unbalancedFunctions = (0..<numbers.functionCount).count { isOpen($0) && !tables.isBalanced[$0] }
    let isLost = (rootTime - selfTime).magnitude <= 0.05 * selfTime
    if (rootTime - selfTime).magnitude <= rounding {
      cause = nil
    } else {
      cause = numbers.graph.count == 0 ? .noEdges : isLost ? .overwrittenLabels : .mixedCalls
    }
  }

  /// That of a file that holds whole stacks: everything is measured, and adds up.
  init(_ rule: StackRule) {
    rootTime = rule.stacks.totalTime
    selfTime = rootTime
    rootCount = rule.stacks.children(of: -1).count
    unbalancedFunctions = 0
    cause = nil
    measured = rootTime * 1e9
  }

  /// Goes through the boxes that are measured. An edge is whole in one box at most, so they are no more than edges.
  mutating func addMeasured(_ preparation: Preparation) {
    var pending = [preparation.root]
    while let node = pending.popLast() {
      let children = preparation.children(of: node)
      if case .context(let context) = node.origin, context.isWhole {
        if node.exactness == .measured { measured += node.selfTime * 1e9 } else { determined += node.selfTime * 1e9 }
      }
      pending += children.filter { child in
        guard case .context(let context) = child.origin else { return false }
        return child.exactness != .estimate && context.isWhole
      }
    }
  }
}

extension CallTree {
  /// The part (0 to 1) of a box's time that is self time of measured boxes, of itself or below it: how much of a zoom is
  /// measured. Of the whole tree what ``accounting`` says.
  ///
  /// Boxes below 10⁻⁵ of the box's time are left out, and so is what is beyond 4,000 of them; so it is a lower bound, within
  /// milliseconds. Below an estimate nothing is measured. What functions are folded away changes nothing: a self time is as
  /// measured as it was before others had it.
  public func measuredShare(below node: CallTreeNode) -> Double {
    if node.function == nil, let accounting { return min(1, accounting.measuredShare + accounting.determinedShare) }
    if case .hiding(let hiding) = rule, case .joined(let joined) = node.origin {
      return hiding.tree.measuredShare(below: joined.boxes)
    }
    return measuredShare(below: [node])
  }

  private func measuredShare(below nodes: [CallTreeNode]) -> Double {
    let time = nodes.reduce(0) { $0 + $1.time }
    guard time > 0 else { return 0 }
    let smallest = time / 100_000
    var measured = 0.0
    var pending = nodes
    var visited = 0
    while let box = pending.popLast(), visited < 4000 {
      visited += 1
      guard box.exactness != .estimate else { continue }
      if box.isSelfTimeKnown { measured += box.selfTime }
      pending += callees(of: box, atLeast: smallest).boxes
    }
    return min(1, measured / time)
  }
}

extension CallTreeNode {
  /// Whether the self time of a measured box follows from the file too: not where the box is a part of its edge.
  fileprivate var isSelfTimeKnown: Bool {
    guard case .context(let context) = origin else { return true }
    return context.isWhole
  }
}

/// The large boxes of a call tree, unfolded once, so that while somebody types it can be asked with every key how much time
/// runs through some functions.
struct Outline: Sendable {
  private struct Box {
    let function: FunctionID?
    let time: Double
    /// The index after all that is below the box.
    var end = 0
  }

  /// Callers before their callees.
  private var boxes: [Box] = []

  /// Boxes of less than this part of the whole are left out.
  private static let smallestShare = 0.001
  /// However deep the tree is, no more boxes are unfolded.
  private static let boxLimit = 16_000

  init(of tree: CallTree) { add(tree.root, of: tree, smallest: tree.root.time * Self.smallestShare) }

  /// The depth of the recursion is that of the tree, which is bounded (``CallTree/depthLimit``).
  private mutating func add(_ node: CallTreeNode, of tree: CallTree, smallest: Double) {
    let index = boxes.count
    boxes.append(Box(function: node.function, time: node.time))
    for child in tree.children(of: node) {
      if child.time < smallest || boxes.count >= Self.boxLimit { break }
      add(child, of: tree, smallest: smallest)
    }
    boxes[index].end = boxes.count
  }

  /// Seconds on the paths that hold a function for which `isMatch` (by row) is true; what lies below a match counts once.
  /// What is left out counts as not matching, so this is a lower bound. O(boxes).
  func time(onPathsThrough isMatch: [Bool]) -> Double {
    var time = 0.0
    var index = 0
    while index < boxes.count {
      if let function = boxes[index].function, isMatch[function.row] {
        time += boxes[index].time
        index = boxes[index].end
      } else {
        index += 1
      }
    }
    return time
  }
}

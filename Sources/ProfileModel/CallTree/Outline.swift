/// The large boxes of a call tree, unfolded once, so that while somebody types it can be asked with every key how much time
/// runs through some functions.
public struct Outline: Sendable {
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

  /// Unfolds the large boxes of a tree, 16,000 at most.
  init(of tree: CallTree) {
    let smallest = tree.root.time * Self.smallestShare
    // The boxes that are being unfolded, from the root down, with the callees that are left of each.
    var open: [(box: Int, callees: ArraySlice<CallTreeNode>)] = []
    var next: CallTreeNode? = tree.root
    repeat {
      if let node = next {
        open.append((boxes.count, tree.callees(of: node, atLeast: smallest).boxes[...]))
        boxes.append(Box(function: node.function, time: node.time))
      }
      let last = open.count - 1
      next = open[last].callees.popFirst()
      if next == nil || boxes.count >= Self.boxLimit {
        next = nil
        boxes[open.removeLast().box].end = boxes.count
      }
    } while !open.isEmpty
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

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct OutlineTests {
  /// What is unfolded once says the same as looking at every box anew.
  @Test func timeOnPathsIsThatOfTheUppermostMatches() throws {
    for profile in try Fixtures.goodProfiles() where profile.functions.count < 2000 {
      let tree = CallTree(preparing: profile).outlined()
      for divisor in [2, 3, 7] {
        let isMatch = profile.functions.ids.map { $0.row % divisor == 0 }
        let expected = time(below: tree.root, of: tree, through: isMatch, smallest: tree.root.time / 1000)
        #expect((tree.time(onPathsThrough: isMatch) - expected).magnitude <= 1e-9 * tree.root.time)
        #expect(CallTree(preparing: profile).time(onPathsThrough: isMatch) == tree.time(onPathsThrough: isMatch))
      }
    }
  }

  private func time(below node: CallTreeNode, of tree: CallTree, through isMatch: [Bool], smallest: Double) -> Double {
    if let function = node.function, isMatch[function.row] { return node.time }
    return tree.children(of: node).filter { $0.time >= smallest }
      .reduce(0) { $0 + time(below: $1, of: tree, through: isMatch, smallest: smallest) }
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct OutlineTests {
  /// What is unfolded once says the same as looking at every box anew.
  @Test func timeOnPathsIsThatOfTheUppermostMatches() throws {
    for profile in try Fixtures.goodProfiles() where profile.functions.count < 2000 {
      compare(CallTree(preparing: profile), of: profile)
    }
  }

  /// So it is where functions are folded away.
  @Test func functionsThatAreFoldedAwayAreLeftOut() throws {
    for profile in try Fixtures.goodProfiles() where profile.functions.count < 1000 {
      let isHidden = profile.functions.ids.map { $0.row % 5 == 1 }
      compare(Folding(CallTree(preparing: profile), of: profile, hiding: isHidden).tree, of: profile)
    }
  }

  private func compare(_ tree: CallTree, of profile: Profile) {
    let outlined = tree.outlined()
    for divisor in [2, 3, 7] {
      let isMatch = profile.functions.ids.map { $0.row % divisor == 0 }
      let expected = time(below: tree.root, of: tree, through: isMatch, smallest: tree.root.time / 1000)
      #expect((outlined.time(onPathsThrough: isMatch) - expected).magnitude <= 1e-9 * tree.root.time)
      #expect(tree.time(onPathsThrough: isMatch) == outlined.time(onPathsThrough: isMatch))
    }
  }

  private func time(below node: CallTreeNode, of tree: CallTree, through isMatch: [Bool], smallest: Double) -> Double {
    if let function = node.function, isMatch[function.row] { return node.time }
    return tree.children(of: node).filter { $0.time >= smallest }
      .reduce(0) { $0 + time(below: $1, of: tree, through: isMatch, smallest: smallest) }
  }
}

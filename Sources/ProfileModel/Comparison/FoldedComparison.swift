/// A comparison and its call trees as they are shown: with some functions folded away on both sides, or none. See
/// ``Folding``.
public struct FoldedComparison: Sendable {
  /// With the self times that functions have when others are folded into them; the rest is as it was.
  public let comparison: Comparison
  /// What is left of both trees.
  public let tree: ComparisonTree
  private let foldings: (baseline: Folding, change: Folding)?

  /// Nothing is folded away.
  public init(_ comparison: Comparison, _ tree: ComparisonTree) {
    self.comparison = comparison
    self.tree = tree
    foldings = nil
  }

  /// Folds functions away. O(functions + edges) of both sides.
  ///
  /// - Parameter tree: with nothing folded away.
  public init(_ comparison: Comparison, _ tree: ComparisonTree, hiding isHidden: (PairID) -> Bool) {
    let matching = comparison.matching
    let (old, new) = (comparison.baseline.sum, comparison.change.sum)
    let baseline = Folding(
      tree[.baseline], of: old, hiding: old.functions.ids.map { isHidden(matching.pair(ofBaseline: $0)) })
    let change = Folding(
      tree[.change], of: new, hiding: new.functions.ids.map { isHidden(matching.pair(ofChange: $0)) })
    self.comparison = comparison.replacing(
      baseline: baseline.selfTimes.map { tree.perRequest($0, .baseline) },
      change: change.selfTimes.map { tree.perRequest($0, .change) })
    self.tree = tree.replacing(baseline: baseline.tree, change: change.tree)
    foldings = (baseline, change)
  }

  /// Whether a function is part of the table: it is not folded away, or has time that nobody took.
  public func isShown(_ pair: PairID) -> Bool {
    guard let foldings else { return true }
    let functions = comparison.matching[pair]
    return functions.baseline.contains(where: foldings.baseline.isShown)
      || functions.change.contains(where: foldings.change.isShown)
  }
}

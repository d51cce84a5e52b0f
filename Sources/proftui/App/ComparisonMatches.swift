import ProfileModel

/// What a search found on either side of a comparison.
struct ComparisonMatches: Sendable {
  let search: Search
  let pairs: Set<PairID>
  /// By the size of their difference in self time: the order in which one steps through them.
  let order: [PairID]
  /// Seconds: the matches' differences in self time together.
  let difference: Double

  /// - Throws: where an expression would take too long.
  init(of search: Search, in comparison: Comparison) throws(Search.SyntaxError) {
    let matching = comparison.matching
    var pairs = Set(try search.matches(in: comparison.change.mean.functions).map(matching.pair(ofChange:)))
    pairs.formUnion(try search.matches(in: comparison.baseline.mean.functions).map(matching.pair(ofBaseline:)))
    self.search = search
    self.pairs = pairs
    order = comparison.sorted(comparison.entries.filter(pairs.contains), by: ComparisonOrder(by: .selfTime))
    difference = order.reduce(0) { $0 + comparison[$1].selfTime.difference }
  }
}

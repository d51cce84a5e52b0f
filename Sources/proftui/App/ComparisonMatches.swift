import ProfileModel

/// What a search found on either side of a comparison.
struct ComparisonMatches: Sendable {
  let search: Search
  /// By the size of their difference in self time: the order in which one steps through them.
  let order: [PairID]
  private let isMatch: [Bool]
  /// Seconds: the matches' differences in self time together.
  let difference: Double

  /// - Throws: where an expression would take too long.
  init(of search: Search, in explorer: ComparisonExplorer) throws(Search.SyntaxError) {
    let (comparison, texts) = (explorer.comparison, explorer.subject.texts(for: search))
    let matching = comparison.matching
    var isMatch = [Bool](repeating: false, count: matching.pairs.count)
    for function in try search.matches(in: texts.change) {
      isMatch[matching.pair(ofChange: function).row] = true
    }
    for function in try search.matches(in: texts.baseline) {
      isMatch[matching.pair(ofBaseline: function).row] = true
    }
    self.search = search
    self.isMatch = isMatch
    order = comparison.sorted(comparison.entries.filter { isMatch[$0.row] }, by: ComparisonOrder(by: .selfTime))
    difference = order.reduce(0) { $0 + comparison.selfTime(of: $1).difference }
  }

  func contains(_ pair: PairID) -> Bool { isMatch[pair.row] }
}

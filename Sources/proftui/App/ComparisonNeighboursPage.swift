import ProfileModel

/// The page of one function of a comparison between its callers and its callees on both sides.
struct ComparisonNeighboursPage: Sendable {
  let neighbours: ComparisonNeighbours
  private(set) var order: ComparisonOrder
  var lists: CallerLists<ComparisonNeighbours.Row>
  /// One unit for all self times of both lists, and one for all cumulative times.
  let units: (selfTime: TimeUnit, cumulativeTime: TimeUnit)

  init(of pair: PairID, in comparison: Comparison, order: ComparisonOrder) {
    neighbours = ComparisonNeighbours(of: pair, in: comparison)
    self.order = order
    lists = CallerLists(callers: neighbours.callers, callees: neighbours.callees)
    let numbers = (neighbours.callers + neighbours.callees).map(\.numbers)
    func unit(_ time: KeyPath<ChangeNumbers, TimeChange?>) -> TimeUnit {
      TimeUnit(forColumn: numbers.compactMap { $0[keyPath: time] }.flatMap { [$0.baseline, $0.change] })
    }
    units = (unit(\.selfTime), unit(\.cumulativeTime))
    sort(by: order, in: comparison)
  }

  /// The function in the middle.
  var pair: PairID { neighbours.pair }

  /// The function in the selected row; the one in the middle where there is no row.
  var selected: PairID { lists.selected?.pair ?? pair }

  mutating func sort(by order: ComparisonOrder, in comparison: Comparison) {
    self.order = order
    lists.replace(
      callers: comparison.sorted(neighbours.callers, by: order),
      callees: comparison.sorted(neighbours.callees, by: order))
  }
}

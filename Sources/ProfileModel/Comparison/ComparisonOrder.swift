/// What a table of functions on both sides is sorted by.
public enum ComparisonColumn: Int, CaseIterable, SortColumn {
  /// The difference in calls.
  case calls
  /// The difference in self time.
  case selfTime
  /// The difference in cumulative time.
  case cumulativeTime
  /// The difference in self time as a share of what it was.
  case ratio
  case name

  public var startsWithLargest: Bool { self != .name }
}

/// How a table of functions on both sides is sorted: differences by their size, whatever their sign.
public typealias ComparisonOrder = ColumnOrder<ComparisonColumn>

extension Comparison {
  /// The pairs in a table's order; equal ones keep theirs. O(n log n).
  public func sorted(_ ids: [PairID], by order: ComparisonOrder) -> [PairID] {
    switch order.column {
    case .calls: sorted(ids, order) { (self[$0].newCalls - self[$0].oldCalls).value.magnitude }
    case .selfTime: sorted(ids, order) { self[$0].selfTime.difference.magnitude }
    case .cumulativeTime: sorted(ids, order) { self[$0].cumulativeTime.difference.magnitude }
    case .ratio:
      sorted(ids, order) { (self[$0].selfTime.ratio ?? (self[$0].selfTime.change > 0 ? .infinity : 0)).magnitude }
    case .name: sortedByName(ids, order)
    }
  }

  private func sorted(_ ids: [PairID], _ order: ComparisonOrder, by number: (PairID) -> Double) -> [PairID] {
    ids.map { (id: $0, number: number($0).orZero) }.sorted { left, right in
      if left.number == right.number { return left.id < right.id }
      return order.isDescending ? left.number > right.number : left.number < right.number
    }.map(\.id)
  }

  private func sortedByName(_ ids: [PairID], _ order: ComparisonOrder) -> [PairID] {
    let sorted = ids.map { (id: $0, name: function($0).name) }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map(\.id)
    return order.isDescending ? sorted.reversed() : sorted
  }

  /// The function that says most about the whole: of those that changed for sure, or of all where there is none, the one
  /// whose self time moved most in the direction of the whole. Nil where nothing moved, or nothing by more than noise
  /// although there are requests enough to tell.
  public var mainCause: FunctionChange? {
    let isSlower = route.change.mean >= route.baseline.mean
    func largest(_ functions: [FunctionChange]) -> FunctionChange? {
      let moved = functions.filter { isSlower ? $0.selfTime.difference > 0 : $0.selfTime.difference < 0 }
      return moved.max { $0.selfTime.difference.magnitude < $1.selfTime.difference.magnitude }
    }
    let changed = functions.filter { $0.verdict.selfTime.isChanged || $0.verdict.calls.isChanged }
    return largest(changed) ?? (route.direction == .withinNoise ? nil : largest(functions))
  }

  /// The functions with an entry on a side, all that a table shows.
  public var entries: [PairID] { functions.filter { $0.baseline != nil || $0.change != nil }.map(\.id) }
}

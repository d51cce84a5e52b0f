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

  /// Whether the column is read from the largest down, if not told otherwise.
  public var startsWithLargest: Bool { self != .name }
}

/// How a table of functions on both sides is sorted: differences by their size, whatever their sign.
public typealias ComparisonOrder = ColumnOrder<ComparisonColumn>

/// What a function, a group of them, or a call edge costs a request on both sides.
public struct ChangeNumbers: Hashable, Sendable {
  /// Calls a request; nil where the side has none of it.
  public let oldCalls: Count?
  /// How often it is called in the change; nil where it is gone.
  public let newCalls: Count?
  /// Nil where a file's edges have no times.
  public let selfTime: TimeChange?
  /// Seconds; nil where a side has none.
  public let cumulativeTime: TimeChange?

  /// How far a column's two sides are apart; what is not known is not.
  fileprivate func size(in column: ComparisonColumn) -> Double {
    switch column {
    case .calls: ((newCalls ?? .zero) - (oldCalls ?? .zero)).value.magnitude.orZero
    case .selfTime: (selfTime?.difference ?? 0).magnitude
    case .cumulativeTime: (cumulativeTime?.difference ?? 0).magnitude
    case .ratio: selfTime.map { ($0.ratio ?? ($0.change > 0 ? .infinity : 0)).magnitude } ?? 0
    case .name: 0
    }
  }
}

extension ComparisonOrder {
  /// Rows in this order; equal ones keep theirs. O(n log n).
  public func sorted<Row>(_ rows: [Row], by numbers: (Row) -> ChangeNumbers, _ name: (Row) -> String) -> [Row] {
    if column == .name {
      let sorted = rows.map { (row: $0, name: name($0)) }.enumerated()
        .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element.row)
      return isDescending ? sorted.reversed() : sorted
    }
    let sized = rows.enumerated().map { (row: $1, place: $0, size: numbers($1).size(in: column)) }
    return sized.sorted { left, right in
      if left.size == right.size { return left.place < right.place }
      return isDescending ? left.size > right.size : left.size < right.size
    }.map(\.row)
  }
}

extension Comparison {
  /// The pairs in a table's order; equal ones keep theirs. O(n log n).
  public func sorted(_ ids: [PairID], by order: ComparisonOrder) -> [PairID] {
    order.sorted(ids, by: { self[$0].numbers }, { function($0).name })
  }

  /// Callers or callees in a table's order; equal ones keep theirs. O(n log n).
  public func sorted(_ rows: [ComparisonNeighbours.Row], by order: ComparisonOrder) -> [ComparisonNeighbours.Row] {
    order.sorted(rows, by: \.numbers, { function($0.pair).name })
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

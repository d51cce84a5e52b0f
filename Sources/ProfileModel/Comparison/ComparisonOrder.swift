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
  func size(in column: ComparisonColumn) -> Double {
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
  /// Rows in this order; equal ones keep theirs. O(n), by names O(n log n).
  func sorted<Row>(_ rows: [Row], bySize size: (Row, ComparisonColumn) -> Double, _ name: (Row) -> String) -> [Row] {
    if column == .name {
      let sorted = rows.map { (row: $0, name: name($0)) }.enumerated()
        .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element.row)
      return isDescending ? sorted.reversed() : sorted
    }
    return RadixSort.sorted(rows) { row in
      let key = UInt64(ordering: size(row, column))
      return isDescending ? ~key : key
    }
  }
}

extension Comparison {
  /// The pairs in a table's order; equal ones keep theirs. O(n), by names O(n log n).
  public func sorted(_ ids: [PairID], by order: ComparisonOrder) -> [PairID] {
    order.sorted(ids, bySize: { functions[$0.row].numbers.size(in: $1) }, { function($0).name })
  }

  /// Callers or callees in a table's order; equal ones keep theirs. O(n log n).
  public func sorted(_ rows: [ComparisonNeighbours.Row], by order: ComparisonOrder) -> [ComparisonNeighbours.Row] {
    order.sorted(rows, bySize: { $0.numbers.size(in: $1) }, { function($0.pair).name })
  }
}

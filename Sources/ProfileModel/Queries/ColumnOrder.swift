/// What a table can be sorted by.
public protocol SortColumn: Hashable, Sendable {
  /// Whether the largest comes first as long as nobody asks for the other way: so it is with numbers, not with names.
  var startsWithLargest: Bool { get }
}

/// How a table is sorted.
public struct ColumnOrder<Column: SortColumn>: Hashable, Sendable {
  /// What is compared.
  public var column: Column
  /// Whether the largest comes first.
  public var isDescending: Bool

  /// The direction that the column usually has.
  public init(by column: Column) {
    self.column = column
    isDescending = column.startsWithLargest
  }

  /// The other way round.
  public var reversed: ColumnOrder {
    var order = self
    order.isDescending.toggle()
    return order
  }
}

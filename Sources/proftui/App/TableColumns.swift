import ProfileModel

/// Where the columns of the function table, and of lists of callers and callees, lie on a line of a given width.
struct TableColumns: Hashable, Sendable {
  /// A time: six characters, a blank, a unit of two.
  static let timeWidth = 9

  /// The columns from left to right.
  let shown: [TableColumn]
  /// Start and end of the columns by number; those that are not shown have no width.
  private let ranges: [Range<Int>]

  init(_ explorer: Explorer, _ shown: [TableColumn], width: Int) {
    self.init(callsWidth: explorer.subject.callsWidth, shown, width: width)
  }

  /// - Parameter shown: one of them is the name, which has what the others leave.
  init(callsWidth: Int, _ shown: [TableColumn] = TableColumn.allCases, width: Int) {
    self.shown = shown
    let callsWidth = max(9, min(callsWidth, 19) + 1)
    let numbers = shown.reduce(0) { sum, column in
      switch column {
      case .calls: sum + callsWidth + 1
      case .selfTime, .selfTimePerCall, .cumulativeTime, .cumulativeTimePerCall: sum + Self.timeWidth + 1
      case .name: sum + (sum == 0 ? 0 : 1)
      }
    }
    var ranges = TableColumn.allCases.map { _ in 0..<0 }
    var start = 0
    for column in shown {
      if column == .name, start > 0 { start += 1 }
      let columns =
        switch column {
        case .calls: callsWidth
        case .selfTime, .selfTimePerCall, .cumulativeTime, .cumulativeTimePerCall: Self.timeWidth
        case .name: max(0, width - numbers)
        }
      ranges[column.rawValue] = start..<start + columns
      start += columns + 1
    }
    self.ranges = ranges
  }

  subscript(column: TableColumn) -> Range<Int> { ranges[column.rawValue] }

  /// The lists of callers and callees have their columns in the same places.
  subscript(neighbour column: NeighbourColumn) -> Range<Int> { ranges[column.rawValue] }

  /// The end of the last column.
  var end: Int { shown.last.map { self[$0].upperBound } ?? 0 }

  /// The column under a column of the screen.
  func column(at position: Int) -> TableColumn? { shown.first { position < self[$0].upperBound } }
}

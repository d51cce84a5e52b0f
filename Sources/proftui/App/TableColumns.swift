import ProfileModel

/// Where the columns of the function table, and of lists of callers and callees, lie on a line of a given width.
struct TableColumns: Hashable, Sendable {
  /// A time: six characters, a blank, a unit of two.
  static let timeWidth = 9

  /// Start and end of the columns, in the order of ``TableColumn``.
  private let columns: [Range<Int>]

  init(_ explorer: Explorer, width: Int) {
    self.init(callsWidth: explorer.subject.callsWidth, width: width)
  }

  init(callsWidth: Int, width: Int) {
    var columns = [0..<max(9, min(callsWidth, 19) + 1)]
    for _ in 0..<4 {
      let start = (columns.last?.upperBound ?? 0) + 1
      columns.append(start..<start + Self.timeWidth)
    }
    let start = (columns.last?.upperBound ?? 0) + 2
    columns.append(start..<max(start, width))
    self.columns = columns
  }

  subscript(column: TableColumn) -> Range<Int> { columns[column.rawValue] }

  /// The lists of callers and callees have their columns in the same places.
  subscript(neighbour column: NeighbourColumn) -> Range<Int> { columns[column.rawValue] }

  /// The column under a column of the screen.
  func column(at position: Int) -> TableColumn? {
    TableColumn.allCases.first { position < self[$0].upperBound }
  }
}

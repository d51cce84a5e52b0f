/// How many rows and columns of cells there are.
struct Size: Hashable, Sendable {
  var columns: Int
  var rows: Int
}

/// A cell's place, counted from the upper left corner.
struct Position: Hashable, Sendable {
  var row: Int
  var column: Int
}

/// A rectangle of cells.
struct Area: Hashable, Sendable {
  var row: Int
  var column: Int
  var rows: Int
  var columns: Int

  /// The row below the last.
  var endRow: Int { row + rows }

  /// The column after the last.
  var endColumn: Int { column + columns }

  var isEmpty: Bool { rows <= 0 || columns <= 0 }

  func contains(_ position: Position) -> Bool {
    (row..<max(row, endRow)).contains(position.row) && (column..<max(column, endColumn)).contains(position.column)
  }
}

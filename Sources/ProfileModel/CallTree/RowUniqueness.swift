/// For which rows the cells that exact sums allow leave one solution.
///
/// Rows and columns are the vertices of a graph, allowed cells its edges. Where the part of it that a row lies in is a
/// tree, its cells follow from its sums one leaf after the other; a ring would leave one amount free to go round:
///
///     one solution           a choice
///     a ── x                 a ── x
///     a ── y                 │    │
///     b ── y                 y ── b
///
/// All sums of the part must be known, and rows and columns must add up to the same.
struct RowUniqueness {
  private(set) var isUnique: [Bool]
  private let margins: Margins
  private let partition: TablePartition
  private let rounding: Double
  private var isRowSeen: [Bool]
  private var isColumnSeen: [Bool]

  /// O(cells).
  init(_ margins: Margins, _ partition: TablePartition, quantum: Double) {
    self.margins = margins
    self.partition = partition
    rounding = 4 * quantum
    isUnique = Array(repeating: false, count: margins.rowRows.count)
    isRowSeen = margins.rows.times.map { $0 <= 0 }
    isColumnSeen = margins.columns.times.map { $0 <= 0 }
    for row in isUnique.indices where !isRowSeen[row] { judge(part(of: row)) }
  }

  private struct Part {
    var rows: [Int] = []
    var columns: [Int] = []
    /// Allowed cells.
    var cells = 0
  }

  /// All rows and columns that a row is connected with.
  private mutating func part(of row: Int) -> Part {
    var part = Part(rows: [row])
    isRowSeen[row] = true
    var nextRow = 0
    var nextColumn = 0
    while nextRow < part.rows.count || nextColumn < part.columns.count {
      if nextRow < part.rows.count {
        addColumns(of: part.rows[nextRow], to: &part)
        nextRow += 1
      } else {
        addRows(of: part.columns[nextColumn], to: &part)
        nextColumn += 1
      }
    }
    return part
  }

  private mutating func addColumns(of row: Int, to part: inout Part) {
    for column in isColumnSeen.indices where margins.columns.times[column] > 0 {
      guard partition.allows(row: row, column: column) else { continue }
      part.cells += 1
      if isColumnSeen[column] { continue }
      isColumnSeen[column] = true
      part.columns.append(column)
    }
  }

  private mutating func addRows(of column: Int, to part: inout Part) {
    for row in isRowSeen.indices where !isRowSeen[row] && partition.allows(row: row, column: column) {
      isRowSeen[row] = true
      part.rows.append(row)
    }
  }

  private mutating func judge(_ part: Part) {
    guard part.cells == part.rows.count + part.columns.count - 1 else { return }
    guard part.rows.allSatisfy({ margins.rows.isExact[$0] }), part.columns.allSatisfy({ margins.columns.isExact[$0] })
    else { return }
    let rows = part.rows.reduce(0) { $0 + margins.rows.times[$1] }
    let columns = part.columns.reduce(0) { $0 + margins.columns.times[$1] }
    guard (rows - columns).magnitude <= rounding else { return }
    for row in part.rows { isUnique[row] = true }
  }
}

/// Which cells of a caller × callee table can hold time, after all exact sums were used.
///
/// Each match of ``ExactSums`` cuts the table in two: its rows and columns, and the others. What was too small to be
/// matched stays free to mix with both. So rows and columns carry nested intervals, and a cell can hold time where one of
/// its intervals lies in the other:
///
///     first cut     |······ left ······|······ right ······|
///     second cut                       |· left ·|· right ··|
///     a small row   |··················· all ··············|
struct TablePartition: Sendable {
  struct Span: Hashable, Sendable {
    var low: UInt32
    var high: UInt32

    static let all = Span(low: 0, high: 1 << 30)

    var left: Span { Span(low: low, high: low + (high - low) / 2) }
    var right: Span { Span(low: low + (high - low) / 2, high: high) }

    func meets(_ other: Span) -> Bool {
      (low <= other.low && other.high <= high) || (other.low <= low && high <= other.high)
    }
  }

  /// One side of a table: the time of each row or column, and whether it follows from the file.
  struct Margin {
    var times: [Double] = []
    var isExact: [Bool] = []
  }

  private(set) var rows: [Span]
  private(set) var columns: [Span]
  private let margins: (rows: Margin, columns: Margin)
  private let quantum: Double
  private let effort: Int

  /// The partition of a table, or nil where no exact sums were found. Bounded by ``ExactSums``.
  init?(rows: Margin, columns: Margin, quantum: Double, effort: Int) {
    self.rows = Array(repeating: .all, count: rows.times.count)
    self.columns = Array(repeating: .all, count: columns.times.count)
    margins = (rows, columns)
    self.quantum = quantum
    self.effort = effort
    let part = Part(
      rows: rows.times.indices.filter { rows.times[$0] > 0 },
      columns: columns.times.indices.filter { columns.times[$0] > 0 },
      span: .all, slackRows: 0, slackColumns: 0)
    cut(part)
    if self.rows.allSatisfy({ $0 == .all }) { return nil }
  }

  func allows(row: Int, column: Int) -> Bool { rows[row].meets(columns[column]) }

  /// Rows and columns that may still hide a match.
  private struct Part {
    let rows: [Int]
    let columns: [Int]
    let span: Span
    let slackRows: Double
    let slackColumns: Double
  }

  private mutating func cut(_ part: Part) {
    guard part.rows.count > 1, part.columns.count > 1, part.span.high - part.span.low > 1 else { return }
    let exactRows = items(part.rows, margins.rows)
    let exactColumns = items(part.columns, margins.columns)
    let isComplete = exactRows.count == part.rows.count && exactColumns.count == part.columns.count
    let match = ExactSums.search(
      rows: exactRows, columns: exactColumns, slack: (part.slackRows, part.slackColumns), quantum: quantum,
      isComplete: isComplete && part.slackRows == 0 && part.slackColumns == 0, effort: effort)
    guard let match else { return }
    let (left, right) = halves(of: part, match)
    for row in left.rows { rows[row] = left.span }
    for row in right.rows { rows[row] = right.span }
    for column in left.columns { columns[column] = left.span }
    for column in right.columns { columns[column] = right.span }
    cut(left)
    cut(right)
  }

  private func items(_ indices: [Int], _ margin: Margin) -> [ExactSums.Item] {
    indices.filter { margin.isExact[$0] }.map { ExactSums.Item(index: $0, time: margin.times[$0]) }
  }

  /// The matched items and the rest; exact ones below the threshold are in neither.
  private func halves(of part: Part, _ match: ExactSums.Match) -> (Part, Part) {
    func isSmall(_ index: Int, _ margin: Margin) -> Bool {
      margin.isExact[index] && margin.times[index] < match.threshold
    }
    let smallRows = part.rows.filter { isSmall($0, margins.rows) }
    let smallColumns = part.columns.filter { isSmall($0, margins.columns) }
    let slackRows = smallRows.reduce(part.slackRows) { $0 + margins.rows.times[$1] }
    let slackColumns = smallColumns.reduce(part.slackColumns) { $0 + margins.columns.times[$1] }
    let matched = Part(
      rows: match.rows, columns: match.columns, span: part.span.left, slackRows: slackRows, slackColumns: slackColumns)
    let others = Part(
      rows: part.rows.filter { !match.rows.contains($0) && !smallRows.contains($0) },
      columns: part.columns.filter { !match.columns.contains($0) && !smallColumns.contains($0) },
      span: part.span.right, slackRows: slackRows, slackColumns: slackColumns)
    return (matched, others)
  }
}

/// Where the parts of the comparison explorer lie on a screen of a given size.
///
///     title
///     verdict         two lines: how sure, and which function
///     icicle          as many rows as it has, at most about half of what is left
///     rule
///     detail          two to five lines
///     table heading
///     table rows
///     status bar
struct ComparisonLayout: Hashable, Sendable {
  let title: Area
  let verdict: Area
  let icicle: Area
  let rule: Area
  let detail: Area
  let tableHeading: Area
  let tableRows: Area
  let status: Area
  /// Everything between verdict and status bar: what the page of callers and callees has.
  let page: Area

  /// - Parameter depth: how many rows the icicle has.
  init(_ size: Size, depth: Int) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: 0, rows: max(0, rows), columns: size.columns)
    }
    let detailRows = size.rows >= 24 ? 5 : size.rows >= 18 ? 3 : 2
    let free = max(0, size.rows - 6 - detailRows)
    title = lines(0, 1)
    verdict = lines(1, 2)
    let icicleRows = min(free / 2, max(depth, Self.leastIcicle))
    icicle = lines(3, icicleRows)
    rule = lines(icicle.endRow, 1)
    detail = lines(rule.endRow, detailRows)
    tableHeading = lines(detail.endRow, 1)
    tableRows = lines(tableHeading.endRow, free - icicleRows)
    status = lines(tableRows.endRow, 1)
    page = lines(verdict.endRow, status.row - verdict.endRow)
  }

  /// So that the table does not jump where little is laid out yet.
  private static let leastIcicle = 3
}

/// Where the panes lie on a screen of a given size. Views draw by it, and keys scroll by it.
///
///     title
///     breadcrumb
///     split by packages           where there are rows enough
///     icicle          about half of what is left
///     rule
///     detail          two to six lines
///     table heading
///     table rows
///     status bar
struct Layout: Hashable, Sendable {
  /// Below this there is no room to work.
  static let smallest = Size(columns: 40, rows: 12)

  /// How many parts the icicle's width has: columns, or those of a circle.
  let icicleParts: Int
  let size: Size
  let title: Area
  let breadcrumb: Area
  let split: Area
  let icicle: Area
  let rule: Area
  let detail: Area
  let tableHeading: Area
  let tableRows: Area
  let status: Area
  /// Everything between breadcrumb and status bar: what pages other than the overview have.
  let page: Area

  /// - Parameters:
  ///   - isMerge: whether the profile is the mean of several requests, which are told apart in two more lines.
  ///   - isSunburst: whether the icicle is bent round and has the table's room too.
  init(_ size: Size, isMerge: Bool = false, isSunburst: Bool = false) {
    func lines(_ row: Int, _ rows: Int) -> Area {
      Area(row: row, column: 0, rows: max(0, rows), columns: size.columns)
    }
    let detailRows = size.rows >= 20 ? (isMerge ? 6 : 4) : size.rows >= 16 ? 3 : 2
    let headingRows = isSunburst ? 0 : 1
    let splitRows = size.rows >= 20 ? 1 : 0
    let free = max(0, size.rows - 4 - headingRows - splitRows - detailRows)
    let icicleRows = isSunburst ? free : (free + 1) / 2
    icicleParts = isSunburst ? SunburstDisc.parts : size.columns
    self.size = size
    title = lines(0, 1)
    breadcrumb = lines(1, 1)
    split = lines(breadcrumb.endRow, splitRows)
    icicle = lines(split.endRow, icicleRows)
    rule = lines(icicle.endRow, 1)
    detail = lines(rule.endRow, detailRows)
    tableHeading = lines(detail.endRow, headingRows)
    tableRows = lines(tableHeading.endRow, free - icicleRows)
    status = lines(tableRows.endRow, 1)
    page = lines(breadcrumb.endRow, status.row - breadcrumb.endRow)
  }

  var isTooSmall: Bool { size.columns < Self.smallest.columns || size.rows < Self.smallest.rows }
}

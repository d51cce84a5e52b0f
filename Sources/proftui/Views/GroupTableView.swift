import ProfileModel

/// The table while it shows files or packages: each with the numbers of all its functions.
struct GroupTableView {
  let explorer: Explorer
  let table: GroupTable
  let glyphs: Glyphs
  /// From left to right.
  var columns = TableColumn.allCases

  func draw(on screen: inout Screen, heading: Area, _ area: Area) {
    let columns = TableColumns(explorer, self.columns, width: area.columns)
    drawHeading(on: &screen, heading, columns)
    for line in 0..<area.rows where table.position.top + line < table.rows.count {
      draw(row: table.position.top + line, on: &screen, line: area.row + line, columns)
    }
    if table.rows.isEmpty { screen.write("nothing is left to group", row: area.row, column: 2, Style(.quiet)) }
  }

  private func drawHeading(on screen: inout Screen, _ area: Area, _ columns: TableColumns) {
    screen.fill(area, Style(.heading))
    for column in columns.shown {
      let isSorted = column == explorer.table.order.column
      let arrow = isSorted ? (explorer.table.order.isDescending ? glyphs.descending : glyphs.ascending) : ""
      let title = title(column) + arrow
      let range = columns[column]
      let start = column == .name ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(
        title, row: area.row, column: start, end: range.upperBound, Style(isSorted ? .sortedHeading : .heading))
    }
  }

  /// As in the table of functions, with shares where that has times for each call.
  func title(_ column: TableColumn) -> String {
    switch column {
    case .calls, .selfTime, .cumulativeTime: TableView.title(column, explorer.profile.measure)
    case .selfTimePerCall, .cumulativeTimePerCall: "share"
    case .name: CountText.counted(.exact(Int64(table.rows.count)), table.grouping.noun, glyphs)
    }
  }

  private func draw(row: Int, on screen: inout Screen, line: Int, _ columns: TableColumns) {
    let group = table[row]
    var style = Style.text
    if row == table.position.row { style.marks = explorer.pane == .table ? .selected : [.selected, .inactive] }
    screen.fill(Area(row: line, column: 0, rows: 1, columns: columns.end), style)
    for column in columns.shown where column != .name {
      let range = columns[column]
      let text = text(column, of: group)
      screen.write(text, row: line, column: max(0, range.upperBound - text.cellWidth), end: range.upperBound, style)
    }
    drawName(of: group, style, on: &screen, line: line, columns[.name])
  }

  /// A patch of the package's colour, the name, and how many functions there are.
  private func drawName(
    of group: FunctionGroup, _ style: Style, on screen: inout Screen, line: Int, _ range: Range<Int>
  ) {
    screen.write(" ", row: line, column: range.lowerBound, Style(.box(hue(of: group), .plain)))
    let start = range.lowerBound + 2
    let count = "  \(NumberText.grouped(Int64(group.functionCount)))"
    let name = group.key.title(
      assumed: explorer.subject.assumedApplication, columns: range.upperBound - start - count.cellWidth, glyphs)
    let end = screen.write(name, row: line, column: start, end: range.upperBound, style)
    let noun = group.functionCount == 1 ? " function" : " functions"
    let room = range.upperBound - end
    screen.write((count + noun).cellWidth <= room ? count + noun : count, row: line, column: end, style)
  }

  private func hue(of group: FunctionGroup) -> Style.Hue {
    explorer.subject.hue(of: explorer.subject.sourcePath(of: group.first).package)
  }

  func text(_ column: TableColumn, of group: FunctionGroup) -> String {
    let total = explorer.subject.totalTime
    switch column {
    case .calls: return CountText.calls(group.calls, group.calls, glyphs)
    case .selfTime: return TimeText.fitting(group.selfTime, glyphs)
    case .selfTimePerCall: return TimeText.percent(group.selfTime, of: total)
    case .cumulativeTime:
      return group.cumulativeTime.map { (group.isEstimate ? "~" : "") + TimeText.fitting($0, glyphs) } ?? ""
    case .cumulativeTimePerCall: return group.cumulativeTime.map { TimeText.percent($0, of: total) } ?? ""
    case .name: return group.key.title(assumed: explorer.subject.assumedApplication)
    }
  }
}

extension Grouping {
  /// What one row of the table is.
  var noun: String {
    switch self {
    case .functions: "function"
    case .files: "file"
    case .packages: "package"
    }
  }
}

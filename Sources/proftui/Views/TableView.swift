import ProfileModel

/// The functions with pstats' columns, in the order one asked for.
struct TableView {
  let explorer: Explorer
  let glyphs: Glyphs
  /// From left to right.
  var columns = TableColumn.allCases

  func draw(on screen: inout Screen, heading: Area, _ area: Area) {
    let columns = TableColumns(explorer, self.columns, width: area.columns)
    drawHeading(on: &screen, heading, columns)
    for (line, row) in explorer.rowsShown(onLines: area.rows).enumerated() {
      draw(profile.functions[explorer.table.rows[row]], on: &screen, row: area.row + line, columns)
    }
    if explorer.table.rows.count == 0 { screen.write("no function", row: area.row, column: 2, Style(.quiet)) }
  }

  private var profile: Profile { explorer.profile }

  private func drawHeading(on screen: inout Screen, _ area: Area, _ columns: TableColumns) {
    screen.fill(area, Style(.heading))
    for column in columns.shown {
      let isSorted = column == explorer.table.order.column
      let arrow = explorer.table.order.isDescending ? glyphs.descending : glyphs.ascending
      let title = isSorted ? Self.title(column, profile.measure) + arrow : Self.title(column, profile.measure)
      let style = Style(isSorted ? .sortedHeading : .heading)
      let range = columns[column]
      let start = column == .name ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(title, row: area.row, column: start, end: range.upperBound, style)
    }
    if columns.shown.last == .name { drawCount(on: &screen, area, after: columns[.name].lowerBound + 26) }
  }

  /// How many functions there are, or how many of them are kept.
  private func drawCount(on screen: inout Screen, _ area: Area, after start: Int) {
    let all = profile.functions.count
    let shown = explorer.table.rows.count
    let count = CountText.counted(.exact(Int64(all)), "function", glyphs)
    let text = shown == all ? count : "\(NumberText.grouped(Int64(shown))) of \(count)"
    let column = area.columns - text.cellWidth - 1
    if column > start { screen.write(text, row: area.row, column: column, Style(.heading)) }
  }

  private func draw(
    _ function: Function, on screen: inout Screen, row: Int, _ columns: TableColumns
  ) {
    let style = Style(.text, marks(of: function.id))
    screen.fill(Area(row: row, column: 0, rows: 1, columns: columns.end), style)
    for column in columns.shown {
      let range = columns[column]
      let text = self.text(column, of: function)
      if column == .name {
        let name =
          function.isBuiltin
          ? CutText.end(text, columns: range.count, glyphs)
          : CutText.start(text, columns: range.count, glyphs)
        screen.write(name, row: row, column: range.lowerBound, end: range.upperBound, style)
      } else {
        screen.write(text, row: row, column: max(0, range.upperBound - text.cellWidth), end: range.upperBound, style)
      }
    }
  }

  private func marks(of function: FunctionID) -> Style.Marks {
    var marks: Style.Marks = []
    if function == explorer.selection.function {
      marks.insert(.selected)
      if explorer.pane != .table { marks.insert(.inactive) }
    }
    if explorer.matches?.contains(function) == true { marks.insert(.match) }
    return marks
  }
}

// MARK: - Columns

extension TableView {
  /// pstats' word for a column; sampled profiles have samples where others have calls.
  static func title(_ column: TableColumn, _ measure: Measure) -> String {
    switch column {
    case .calls: measure == .samples ? "nsamples" : "ncalls"
    case .selfTime: "tottime"
    case .selfTimePerCall, .cumulativeTimePerCall: measure == .samples ? "" : "percall"
    case .cumulativeTime: "cumtime"
    case .name: "filename:lineno(function)"
    }
  }

  func text(_ column: TableColumn, of function: Function) -> String {
    switch column {
    case .calls: CountText.calls(function.calls, function.primitiveCalls, glyphs)
    case .name: explorer.subject.isOdd(function.id) ? "! " + name(of: function) : name(of: function)
    case .selfTime, .selfTimePerCall, .cumulativeTime, .cumulativeTimePerCall:
      profile.time(column, of: function.id).map { time($0, in: explorer.table.rows.unit(of: column)) } ?? ""
    }
  }

  private func name(of function: Function) -> String { FunctionText.tableName(function) }

  private func time(_ seconds: Double, in unit: TimeUnit) -> String {
    let symbol = unit.symbol(glyphs)
    return "\(TimeText.digits(seconds, in: unit)) \(symbol)\(symbol.count < 2 ? " " : "")"
  }
}

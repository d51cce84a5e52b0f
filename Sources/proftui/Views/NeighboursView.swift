import ProfileModel

/// The page of callers and callees: two tables with the function between them.
struct NeighboursView {
  let explorer: Explorer
  let page: NeighboursPage
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    let layout = NeighboursLayout(area, callers: page.callers.count, callees: page.callees.count)
    let columns = TableColumns(explorer, width: area.columns)
    for pane in NeighboursPage.Pane.allCases {
      drawHeading(of: pane, on: &screen, layout.heading(of: pane), columns)
      drawRows(of: pane, on: &screen, layout.rows(of: pane), columns)
    }
    screen.write(
      String(repeating: glyphs.rule, count: area.columns), row: layout.rule.row, column: 0, Style(.rule))
    DetailView(explorer: explorer, glyphs: glyphs).draw(page.function, on: &screen, layout.function)
  }

  private var profile: Profile { explorer.profile }

  private func drawHeading(
    of pane: NeighboursPage.Pane, on screen: inout Screen, _ area: Area, _ columns: TableColumns
  ) {
    screen.fill(area, Style(.heading))
    for column in NeighbourColumn.allCases {
      let isSorted = column == page.order.column
      let arrow = page.order.isDescending ? glyphs.descending : glyphs.ascending
      let title = title(column, pane) + (isSorted ? arrow : "")
      let range = columns[neighbour: column]
      let start = column == .name ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(
        title, row: area.row, column: start, end: range.upperBound, Style(isSorted ? .sortedHeading : .heading))
    }
  }

  private func title(_ column: NeighbourColumn, _ pane: NeighboursPage.Pane) -> String {
    switch column {
    case .calls: TableView.title(.calls, profile.measure)
    case .selfTime: "tottime"
    case .callsForEachCall: profile.measure == .samples ? "" : pane == .callers ? "a call" : "each call"
    case .cumulativeTime: "cumtime"
    case .share: "share"
    case .name: "\(count(page.rows(of: pane).count, pane)) \(pane == .callers ? "of" : "by") \(name(page.function))"
    }
  }

  private func count(_ rows: Int, _ pane: NeighboursPage.Pane) -> String {
    switch pane {
    case .callers: CountText.counted(.exact(Int64(rows)), "caller", glyphs)
    case .callees: CountText.counted(.exact(Int64(rows)), "callee", glyphs)
    }
  }

  private func name(_ function: FunctionID) -> String { FunctionText.short(profile.functions[function]) }

  private func drawRows(
    of pane: NeighboursPage.Pane, on screen: inout Screen, _ area: Area, _ columns: TableColumns
  ) {
    let rows = page.rows(of: pane)
    let position = page.position(in: pane)
    if rows.isEmpty {
      let text = pane == .callers ? "nothing that was profiled called it" : "it called nothing that was profiled"
      screen.write(text, row: area.row, column: 2, Style(.quiet))
    }
    for line in 0..<area.rows where position.top + line < rows.count {
      let row = position.top + line
      let marks: Style.Marks = row != position.row ? [] : page.pane == pane ? .selected : [.selected, .inactive]
      draw(rows[row], Style(.text, marks), on: &screen, row: area.row + line, columns)
    }
  }

  private func draw(
    _ row: Neighbours.Row, _ style: Style, on screen: inout Screen, row line: Int, _ columns: TableColumns
  ) {
    screen.fill(Area(row: line, column: 0, rows: 1, columns: columns[neighbour: .name].upperBound), style)
    for column in NeighbourColumn.allCases {
      let range = columns[neighbour: column]
      let text = self.text(column, of: row)
      if column == .name {
        screen.write(
          CutText.end(text, columns: range.count, glyphs), row: line, column: range.lowerBound, end: range.upperBound,
          style)
      } else {
        screen.write(text, row: line, column: max(0, range.upperBound - text.cellWidth), end: range.upperBound, style)
      }
    }
  }

  private func text(_ column: NeighbourColumn, of row: Neighbours.Row) -> String {
    switch column {
    case .calls: CountText.calls(row.calls, row.primitiveCalls, glyphs)
    case .selfTime: row.selfTime.map { TimeText.fitting($0, glyphs) } ?? ""
    case .callsForEachCall: row.callsForEachCall.map { CountText.times($0, glyphs) } ?? ""
    case .cumulativeTime: row.cumulativeTime.map { TimeText.fitting($0, glyphs) } ?? ""
    case .share:
      row.cumulativeTime.map { TimeText.percent($0, of: profile.functions.cumulativeTimes[page.function.row]) } ?? ""
    case .name: FunctionText.tableName(profile.functions[row.function])
    }
  }
}

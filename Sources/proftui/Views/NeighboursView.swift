import ProfileModel

/// The page of callers and callees: two tables with the function between them.
struct NeighboursView {
  let explorer: Explorer
  let page: NeighboursPage
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    let layout = NeighboursLayout(area, callers: page.lists.callers.count, callees: page.lists.callees.count)
    let columns = TableColumns(explorer, TableColumn.allCases, width: area.columns)
    for pane in CallerPane.allCases {
      drawHeading(of: pane, on: &screen, layout.heading(of: pane), columns)
      drawRows(of: pane, on: &screen, layout.rows(of: pane), columns)
    }
    screen.write(
      String(repeating: glyphs.rule, count: area.columns), row: layout.rule.row, column: 0, Style(.rule))
    DetailView(explorer: explorer, glyphs: glyphs).draw(page.function, on: &screen, layout.function)
  }

  private var profile: Profile { explorer.profile }

  private func drawHeading(
    of pane: CallerPane, on screen: inout Screen, _ area: Area, _ columns: TableColumns
  ) {
    screen.fill(area, Style(.heading))
    for column in NeighbourColumn.allCases {
      let isSorted = column == page.order.column
      let arrow = page.order.isDescending ? glyphs.descending : glyphs.ascending
      let range = columns[neighbour: column]
      let sign = isSorted ? arrow : ""
      let title = CutText.end(title(column, pane), columns: range.count - sign.cellWidth, glyphs) + sign
      let start = column == .name ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(
        title, row: area.row, column: start, end: range.upperBound, Style(isSorted ? .sortedHeading : .heading))
    }
  }

  func title(_ column: NeighbourColumn, _ pane: CallerPane) -> String {
    switch column {
    case .calls: TableView.title(.calls, profile.measure)
    case .selfTime: "tottime"
    case .callsForEachCall: profile.measure == .samples ? "" : "each call"
    case .cumulativeTime: "cumtime"
    case .share: "share"
    case .name: listTitle(pane)
    }
  }

  /// `8 callers of execute, from 2 places in the application`
  private func listTitle(_ pane: CallerPane) -> String {
    let name = FunctionText.short(profile.functions[page.function])
    switch pane {
    case .callees: return "\(counted(page.neighbours.callees.count, "callee")) of \(name)"
    case .callers:
      let title = "\(counted(page.neighbours.callers.count, "caller")) of \(name)"
      if page.applicationCount == 0 { return title }
      let application = explorer.subject.assumedApplication.map { "\($0)?" } ?? "the application"
      return title + ", from \(counted(page.applicationCount, "place")) in \(application)"
    }
  }

  private func counted(_ rows: Int, _ noun: String) -> String {
    CountText.counted(.exact(Int64(rows)), noun, glyphs)
  }

  private func drawRows(
    of pane: CallerPane, on screen: inout Screen, _ area: Area, _ columns: TableColumns
  ) {
    let rows = page.lists.rows(of: pane)
    let position = page.lists.position(in: pane)
    if rows.isEmpty {
      let text = pane == .callers ? "nothing that was profiled called it" : "it called nothing that was profiled"
      screen.write(text, row: area.row, column: 2, Style(.quiet))
    }
    for line in 0..<area.rows where position.top + line < rows.count {
      let row = position.top + line
      var marks: Style.Marks = row != position.row ? [] : page.lists.pane == pane ? .selected : [.selected, .inactive]
      if explorer.matches?.contains(rows[row].function) == true { marks.insert(.match) }
      draw(rows[row], Style(.text, marks), on: &screen, row: area.row + line, columns)
    }
  }

  private func draw(
    _ row: NeighboursPage.Row, _ style: Style, on screen: inout Screen, row line: Int, _ columns: TableColumns
  ) {
    screen.fill(Area(row: line, column: 0, rows: 1, columns: columns[neighbour: .name].upperBound), style)
    for column in NeighbourColumn.allCases where column != .name {
      let range = columns[neighbour: column]
      let text = self.text(column, of: row)
      screen.write(text, row: line, column: max(0, range.upperBound - text.cellWidth), end: range.upperBound, style)
    }
    drawName(of: row, style, on: &screen, row: line, columns[neighbour: .name])
  }

  /// The name, then where it stands: of the two the name says more.
  private func drawName(
    of row: NeighboursPage.Row, _ style: Style, on screen: inout Screen, row line: Int, _ range: Range<Int>
  ) {
    let function = profile.functions[row.function]
    let hue = explorer.subject.hue(of: explorer.subject.sourcePath(of: function.id).package)
    screen.write(" ", row: line, column: range.lowerBound, Style(.box(hue, .plain)))
    let start = range.lowerBound + 2
    let name = CutText.end(FunctionText.short(function), columns: range.upperBound - start, glyphs)
    let end = screen.write(name, row: line, column: start, end: range.upperBound, style)
    let place = place(of: row)
    let room = range.upperBound - end - 2
    if room > 4 { screen.write(CutText.end(place, columns: room, glyphs), row: line, column: end + 2, style) }
  }

  /// `resource_provider.py:123  application, 8 calls up`
  func place(of row: NeighboursPage.Row) -> String {
    let function = profile.functions[row.function]
    let place = function.isBuiltin ? "built-in" : FunctionText.place(function)
    return [place, steps(of: row)].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// `application, 8 calls up`
  private func steps(of row: NeighboursPage.Row) -> String {
    guard case .application(let caller) = row else { return "" }
    return caller.path.isEmpty ? "application" : "application, \(counted(caller.path.count + 1, "call")) up"
  }

  func text(_ column: NeighbourColumn, of row: NeighboursPage.Row) -> String {
    switch row {
    case .edge(let row): text(column, of: row)
    case .application(let caller): text(column, of: caller)
    }
  }

  private func text(_ column: NeighbourColumn, of row: Neighbours.Row) -> String {
    switch column {
    case .calls: CountText.calls(row.calls, row.primitiveCalls, glyphs)
    case .selfTime: row.selfTime.map { TimeText.fitting($0, glyphs) } ?? ""
    case .callsForEachCall: row.callsForEachCall.map { CountText.times($0, glyphs) } ?? ""
    case .cumulativeTime: row.cumulativeTime.map { TimeText.fitting($0, glyphs) } ?? ""
    case .share: row.cumulativeTime.map(share) ?? ""
    case .name: ""
    }
  }

  private func text(_ column: NeighbourColumn, of caller: NearestCaller) -> String {
    let mark = caller.isEstimate ? "~" : ""
    let callerCalls = profile.functions.calls[caller.function.row].value
    switch column {
    case .calls: return caller.isEstimate ? estimate(caller.calls) : NumberText.rounded(caller.calls)
    case .selfTime, .name: return ""
    case .callsForEachCall:
      let calls = caller.isEstimate ? caller.calls.rounded() : caller.calls
      return calls > 0 && callerCalls > 0 ? mark + CountText.times(calls / callerCalls, glyphs) : ""
    case .cumulativeTime: return mark + TimeText.fitting(caller.time, glyphs)
    case .share: return share(caller.time)
    }
  }

  /// Calls that were split are whole all the same: `~12`, `<1`.
  private func estimate(_ calls: Double) -> String {
    calls < 0.5 ? "<1" : "~" + NumberText.rounded(calls.rounded())
  }

  private func share(_ time: Double) -> String {
    TimeText.percent(time, of: profile.functions.cumulativeTimes[page.function.row])
  }
}

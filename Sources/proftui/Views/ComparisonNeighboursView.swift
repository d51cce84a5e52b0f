import ProfileModel

/// A function of a comparison between its callers and its callees: what each call edge costs on both sides.
struct ComparisonNeighboursView {
  let explorer: ComparisonExplorer
  let page: ComparisonNeighboursPage
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    let layout = NeighboursLayout(area, callers: page.lists.callers.count, callees: page.lists.callees.count)
    let lines = ChangeLines(
      columns: ComparisonColumns(width: area.columns, hasVerdict: false), order: page.order, units: page.units,
      explained: \.cumulativeTime, glyphs: glyphs)
    for pane in CallerPane.allCases {
      lines.drawHeading(title(of: pane), on: &screen, layout.heading(of: pane))
      drawRows(of: pane, lines, on: &screen, layout.rows(of: pane))
    }
    screen.write(String(repeating: glyphs.rule, count: area.columns), row: layout.rule.row, column: 0, Style(.rule))
    drawWalk(on: &screen, layout.rule)
    ComparisonDetailView(explorer: explorer, glyphs: glyphs).draw(page.pair, on: &screen, layout.function)
  }

  private var comparison: Comparison { explorer.comparison }

  func title(of pane: CallerPane) -> String {
    let name = FunctionText.short(comparison.function(page.pair))
    return switch pane {
    case .callers: "\(counted(page.lists.callers.count, "caller")) of \(name)"
    case .callees: "\(counted(page.lists.callees.count, "callee")) of \(name)"
    }
  }

  private func counted(_ rows: Int, _ noun: String) -> String {
    CountText.counted(.exact(Int64(rows)), noun, glyphs)
  }

  private func drawRows(of pane: CallerPane, _ lines: ChangeLines, on screen: inout Screen, _ area: Area) {
    let rows = page.lists.rows(of: pane)
    let position = page.lists.position(in: pane)
    if rows.isEmpty {
      let text = pane == .callers ? "nothing that was profiled called it" : "it called nothing that was profiled"
      screen.write(text, row: area.row, column: 2, Style(.quiet))
    }
    for line in 0..<area.rows where position.top + line < rows.count {
      let row = rows[position.top + line]
      let isSelected = position.top + line == position.row
      var marks: Style.Marks = !isSelected ? [] : page.lists.pane == pane ? .selected : [.selected, .inactive]
      if explorer.matches?.contains(row.pair) == true { marks.insert(.match) }
      lines.draw(row.numbers, marks, on: &screen, row: area.row + line) { _, room in
        CutText.end(FunctionText.named(comparison.function(row.pair)), columns: room, glyphs)
      }
    }
  }

  /// The functions one walked to, the one whose page is shown last.
  private func drawWalk(on screen: inout Screen, _ area: Area) {
    let names = ["comparison"] + explorer.walk.map { FunctionText.short(comparison.function($0.pair)) }
    let text = CutText.start(names.joined(separator: glyphs.pathSeparator), columns: area.columns - 6, glyphs)
    screen.write(" \(text) ", row: area.row, column: 2, Style(.quiet))
  }
}

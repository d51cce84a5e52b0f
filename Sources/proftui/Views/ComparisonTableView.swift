import ProfileModel

/// The functions of both sides, or groups of them: what they cost in a request, and why that differs.
struct ComparisonTableView {
  let explorer: ComparisonExplorer
  let glyphs: Glyphs

  func draw(on screen: inout Screen, heading: Area, _ area: Area) {
    let table = explorer.table
    let lines = ChangeLines(
      columns: table.columns(width: area.columns), order: table.order, units: table.units, glyphs: glyphs)
    if let groups = table.shownGroups {
      lines.drawHeading(title(of: groups), on: &screen, heading)
      draw(groups, lines, on: &screen, area)
    } else {
      lines.drawHeading("function", on: &screen, heading)
      drawFunctions(lines, on: &screen, area)
    }
  }

  private var comparison: Comparison { explorer.comparison }

  // MARK: Functions

  private func drawFunctions(_ lines: ChangeLines, on screen: inout Screen, _ area: Area) {
    let shown = explorer.table.rows.dropFirst(explorer.table.top).prefix(area.rows)
    for (line, pair) in shown.enumerated() {
      let change = comparison[pair]
      lines.draw(change.numbers, marks(of: pair), on: &screen, row: area.row + line) { column, room in
        column == .verdict
          ? verdict(of: change) : CutText.end(FunctionText.named(comparison.function(pair)), columns: room, glyphs)
      }
    }
    if explorer.table.rows.isEmpty { screen.write("no function", row: area.row, column: 2, Style(.quiet)) }
  }

  func verdict(of change: FunctionChange) -> String {
    let words = ComparisonText(glyphs: glyphs)
    return switch explorer.subject.kind {
    case .beforeAndAfter: words.verdict(change.verdict)
    case .requestAndFellows: words.standing(change, in: comparison)
    }
  }

  private func marks(of pair: PairID) -> Style.Marks {
    var marks: Style.Marks = []
    if pair == explorer.selection.pair {
      marks.insert(.selected)
      if explorer.pane != .table { marks.insert(.inactive) }
    }
    if explorer.matches?.contains(pair) == true { marks.insert(.match) }
    return marks
  }

  // MARK: Groups

  private func draw(_ groups: ComparisonGroupTable, _ lines: ChangeLines, on screen: inout Screen, _ area: Area) {
    for line in 0..<area.rows where groups.position.top + line < groups.rows.count {
      let row = groups.position.top + line
      let group = groups[row]
      let isSelected = row == groups.position.row
      let marks: Style.Marks = !isSelected ? [] : explorer.pane == .table ? .selected : [.selected, .inactive]
      lines.draw(group.numbers, marks, on: &screen, row: area.row + line) { name(of: group, columns: $1) }
    }
    if groups.rows.isEmpty { screen.write("nothing is left to group", row: area.row, column: 2, Style(.quiet)) }
  }

  private func title(of groups: ComparisonGroupTable) -> String {
    CountText.counted(.exact(Int64(groups.rows.count)), groups.grouping.noun, glyphs)
  }

  /// `sqlalchemy  120 functions`, or as much of it as there is room for.
  private func name(of group: GroupChange, columns: Int) -> String {
    let name = group.key.title(assumed: explorer.subject.assumedApplication, columns: columns, glyphs)
    let functions = CountText.counted(.exact(Int64(group.functionCount)), "function", glyphs)
    let full = "\(name)  \(functions)"
    return full.cellWidth <= columns ? full : name
  }
}

import ProfileModel

/// The explorer: title, breadcrumb, icicle, detail and table, from top to bottom.
struct ExplorerView {
  let explorer: Explorer
  let appearance: Appearance

  func draw(on screen: inout Screen, _ layout: Layout) {
    drawTitle(on: &screen, layout.title)
    drawBreadcrumb(on: &screen, layout.breadcrumb)
    IcicleView(explorer: explorer, appearance: appearance).draw(on: &screen, layout.icicle)
    drawRule(on: &screen, layout.rule, layout.icicle)
    DetailView(explorer: explorer, glyphs: glyphs).draw(on: &screen, layout.detail)
    TableView(explorer: explorer, glyphs: glyphs).draw(on: &screen, heading: layout.tableHeading, layout.tableRows)
  }

  private var glyphs: Glyphs { appearance.glyphs }

  /// The program, the file, and the profile's totals.
  private func drawTitle(on screen: inout Screen, _ area: Area) {
    let profile = explorer.profile
    let noun = profile.measure == .samples ? "sample" : "call"
    let totals = [
      TimeText.fitting(profile.totalTime, glyphs), CountText.counted(profile.calls, noun, glyphs),
      CountText.counted(.exact(Int64(profile.functions.entryCount)), "function", glyphs),
    ].joined(separator: "  ")
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    let room = area.columns - start - totals.cellWidth - 3
    let name = CutText.start(explorer.subject.name, columns: max(room, area.columns / 3), glyphs)
    let end = screen.write(name, row: area.row, column: start, Style(.title))
    screen.write(totals, row: area.row, column: max(end + 2, area.columns - totals.cellWidth - 1), Style(.title))
  }

  /// The path of the zoom, its end kept in sight.
  private func drawBreadcrumb(on screen: inout Screen, _ area: Area) {
    var names = explorer.zoom.functions.map { FunctionText.short(explorer.profile.functions[$0]) }
    switch explorer.zoom.origin {
    case .total: names.insert("total", at: 0)
    case .function: names[0] += " from everywhere"
    }
    let path = CutText.start(names.joined(separator: glyphs.pathSeparator), columns: area.columns - 2, glyphs)
    screen.write(path, row: area.row, column: 1, Style(.quiet))
  }

  /// A line below the icicle that says where one has scrolled to.
  private func drawRule(on screen: inout Screen, _ area: Area, _ icicle: Area) {
    let line = String(repeating: glyphs.rule, count: area.columns)
    screen.write(line, row: area.row, column: 0, Style(.rule))
    let rows = explorer.icicle.rows.count
    guard rows > icicle.rows || explorer.icicleTop > 0 else { return }
    let last = min(rows, explorer.icicleTop + icicle.rows)
    let depth = explorer.icicle.isCut ? "more than \(rows)" : "\(rows)"
    let text = " rows \(explorer.icicleTop + 1)-\(last) of \(depth) "
    screen.write(text, row: area.row, column: max(0, area.columns - text.count - 2), Style(.quiet))
  }
}

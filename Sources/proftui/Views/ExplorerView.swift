import ProfileModel

/// The explorer: title, breadcrumb, and a page; the overview's are icicle, detail and table, from top to bottom.
struct ExplorerView {
  let explorer: Explorer
  let appearance: Appearance
  let keys: KeyBindings
  let tableColumns: [TableColumn]

  func draw(on screen: inout Screen, _ layout: Layout) {
    drawTitle(on: &screen, layout.title)
    switch explorer.page {
    case .overview:
      drawBreadcrumb(on: &screen, layout.breadcrumb)
      drawOverview(on: &screen, layout)
    case .neighbours(let page):
      drawWalk(on: &screen, layout.breadcrumb)
      NeighboursView(explorer: explorer, page: page, glyphs: glyphs).draw(on: &screen, layout.page)
    case .source(let page):
      drawWalk(on: &screen, layout.breadcrumb)
      SourceView(explorer: explorer, page: page, glyphs: glyphs).draw(on: &screen, layout.page)
    case .findings(let page):
      drawWalk(on: &screen, layout.breadcrumb)
      FindingsView(explorer: explorer, page: page, glyphs: glyphs).draw(on: &screen, layout.page)
    }
  }

  private func drawOverview(on screen: inout Screen, _ layout: Layout) {
    SplitView(subject: explorer.subject, appearance: appearance).draw(on: &screen, layout.split)
    if explorer.isSunburst {
      SunburstView(explorer: explorer, glyphs: glyphs).draw(on: &screen, layout.icicle)
    } else {
      IcicleView(explorer: explorer, appearance: appearance).draw(on: &screen, layout.icicle)
    }
    drawRule(on: &screen, layout.rule, layout.icicle)
    DetailView(explorer: explorer, glyphs: glyphs).draw(on: &screen, layout.detail, keys)
    if explorer.isSunburst { return }
    if let groups = explorer.table.shownGroups {
      GroupTableView(explorer: explorer, table: groups, glyphs: glyphs, columns: tableColumns)
        .draw(on: &screen, heading: layout.tableHeading, layout.tableRows)
    } else {
      TableView(explorer: explorer, glyphs: glyphs, columns: tableColumns)
        .draw(on: &screen, heading: layout.tableHeading, layout.tableRows)
    }
  }

  private var glyphs: Glyphs { appearance.glyphs }

  /// The program, the file, and the profile's totals, as many as leave room for the file's name.
  private func drawTitle(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    let requests = explorer.subject.merged.map { "  mean of \($0.requests.count) requests" } ?? ""
    let name = explorer.subject.name + requests
    var totals = totals
    while totals.count > 1, start + name.cellWidth + width(totals) > area.columns { totals.removeLast() }
    let room = area.columns - start - width(totals)
    screen.write(CutText.start(name, columns: room, glyphs), row: area.row, column: start, Style(.title))
    let text = totals.joined(separator: "  ")
    screen.write(text, row: area.row, column: max(start, area.columns - text.cellWidth - 1), Style(.title))
  }

  private var totals: [String] {
    let profile = explorer.profile
    return [
      TimeText.fitting(profile.totalTime, glyphs),
      CountText.counted(profile.calls, profile.measure == .samples ? "sample" : "call", glyphs),
      CountText.counted(.exact(Int64(profile.functions.entryCount)), "function", glyphs),
    ]
  }

  /// The columns of the totals, with the blanks around them.
  private func width(_ totals: [String]) -> Int { totals.reduce(1) { $0 + $1.cellWidth + 2 } }

  /// The path of the zoom, then more quietly that of the selection below it; the end is kept in sight.
  private func drawBreadcrumb(on screen: inout Screen, _ area: Area) {
    let zoomed = zoomText
    let below = belowText
    let room = drawRemark(on: &screen, area)
    let text = CutText.start(zoomed + below, columns: room, glyphs)
    let quiet = CutText.start(below, columns: room, glyphs)
    let start = screen.write(text, row: area.row, column: 1, Style(.text, .bold))
    screen.write(quiet, row: area.row, column: start - quiet.cellWidth, Style(.quiet))
  }

  /// The functions one walked to, the one whose page is shown last.
  private func drawWalk(on screen: inout Screen, _ area: Area) {
    let names = explorer.walk.map(name)
    let text = (["overview"] + names).joined(separator: glyphs.pathSeparator)
    let room = drawRemark(on: &screen, area)
    screen.write(CutText.start(text, columns: room, glyphs), row: area.row, column: 1, Style(.text, .bold))
  }

  /// What one has to know before one believes the picture, at the right: what is folded away, and which package is only
  /// taken for the application. How many columns are left of it.
  private func drawRemark(on screen: inout Screen, _ area: Area) -> Int {
    let texts = assumedTexts.map { [$0, foldedText].filter { !$0.isEmpty }.joined(separator: "; ") }
    let room = area.columns / 2
    let text = CutText.end(texts.first { $0.cellWidth <= room } ?? texts.last ?? "", columns: room, glyphs)
    screen.write(text, row: area.row, column: max(1, area.columns - text.cellWidth - 1), Style(.warning))
    return area.columns - 2 - (text.isEmpty ? 0 : text.cellWidth + 2)
  }

  /// `application assumed: placement (--app names another)`, and shorter.
  private var assumedTexts: [String] {
    guard let assumed = explorer.subject.assumedApplication else { return [""] }
    let name = VisibleText.clean(assumed)
    return [
      "application assumed: \(name) (--app names another)", "application assumed: \(name)", "app: \(name)?",
    ]
  }

  /// `folded: built-ins, standard library`
  private var foldedText: String {
    let folded = Filter.allCases.filter(explorer.subject.filters.contains).map(\.title)
    return folded.isEmpty ? "" : "folded: " + folded.joined(separator: ", ")
  }

  private var zoomText: String {
    var names = explorer.zoom.functions.map(name)
    switch explorer.zoom.origin {
    case .total: names.insert("total", at: 0)
    case .function: names[0] += " from everywhere"
    case .callers: names[0] = "callers of " + names[0]
    }
    return names.joined(separator: separator)
  }

  private var belowText: String {
    guard let path = explorer.selection.path, explorer.zoom.path.contains(path) else { return "" }
    return path.functions.dropFirst(explorer.zoom.path.depth).map { separator + name($0) }.joined()
  }

  private var separator: String { explorer.zoom.isInverted ? glyphs.callerSeparator : glyphs.pathSeparator }

  private func name(_ function: FunctionID) -> String { FunctionText.short(explorer.profile.functions[function]) }

  /// How much of the picture is measured, or why there is none or a poorer one.
  private var remark: (String, Style) {
    let subject = explorer.subject
    if subject.profile.functions.count == 0 { return ("the profiler recorded no call", Style(.warning)) }
    if subject.tree.totalTime == 0 { return ("all times are zero: nothing to draw", Style(.warning)) }
    guard let accounting = subject.tree.accounting else {
      return ("a first sketch: the call tree is being prepared", Style(.warning))
    }
    let notes = subject.profile.notes.isEmpty ? "" : ", \(CountText.counted(notesCount, "note", glyphs))\(notesKey)"
    let measured = TimeText.shortPercent(explorer.measuredShare, of: 1)
    let text = "\(measured) of self time measured, \(sums(accounting))\(notes)"
    let isOdd = accounting.difference.magnitude > 0.01 * subject.tree.totalTime
    return (text, Style(isOdd ? .warning : .quiet))
  }

  /// The key to the box on top, under which the notes stand.
  private var notesKey: String {
    let key = keys.name(of: .first, glyphs)
    return key.isEmpty ? "" : ": \(key)"
  }

  private var notesCount: Count { .exact(Int64(explorer.profile.notes.count)) }

  private func sums(_ accounting: Accounting) -> String {
    let difference = TimeText.short(explorer.subject.perRequest(accounting.difference.magnitude), glyphs)
    switch accounting.cause {
    case nil: return "self times add up"
    case .overwrittenLabels: return "self times are off by \(difference): functions share labels"
    case .mixedCalls: return "self times are off by \(difference): threads or names mixed up"
    case .noEdges: return "self times are off by \(difference): no call edges"
    }
  }

  /// A line below the icicle that says what was odd in the file, and where one has scrolled to.
  private func drawRule(on screen: inout Screen, _ area: Area, _ icicle: Area) {
    let line = String(repeating: glyphs.rule, count: area.columns)
    screen.write(line, row: area.row, column: 0, Style(.rule))
    let (remark, style) = self.remark
    let place = place(in: icicle)
    let room = area.columns - 6 - (place.isEmpty ? 0 : place.cellWidth + 2)
    screen.write(" \(CutText.end(remark, columns: room, glyphs)) ", row: area.row, column: 2, style)
    screen.write(place, row: area.row, column: max(0, area.columns - place.cellWidth - 2), Style(.quiet))
  }

  /// Where one has scrolled to, or how many rings there was room for, where not all is in sight.
  private func place(in area: Area) -> String {
    let rows = explorer.icicle.rows.count
    if explorer.isSunburst {
      let limit = SunburstDisc(area).ringLimit
      let more = keys.hint(.zoomIn, "on the last shows more", glyphs).map { ", \($0)" } ?? ""
      return rows > limit ? " \(limit) rings\(more) " : ""
    }
    guard rows > area.rows || explorer.icicleTop > 0 else { return "" }
    let last = min(rows, explorer.icicleTop + area.rows)
    let depth = explorer.icicle.isCut ? "more than \(rows)" : "\(rows)"
    return " rows \(explorer.icicleTop + 1)-\(last) of \(depth) "
  }
}

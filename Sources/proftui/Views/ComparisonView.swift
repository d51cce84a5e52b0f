import ProfileModel

/// The comparison explorer: the verdict in words, the icicle of one side coloured by what differs, and the functions of both
/// sides.
struct ComparisonView {
  let explorer: ComparisonExplorer
  let appearance: Appearance
  let keys: KeyBindings

  func draw(on screen: inout Screen, _ layout: ComparisonLayout) {
    drawTitle(on: &screen, layout.title)
    drawVerdict(on: &screen, layout.verdict)
    if let page = explorer.page {
      return ComparisonNeighboursView(explorer: explorer, page: page, glyphs: glyphs).draw(on: &screen, layout.page)
    }
    ComparisonIcicleView(explorer: explorer, appearance: appearance).draw(on: &screen, layout.icicle)
    drawRule(on: &screen, layout.rule)
    ComparisonDetailView(explorer: explorer, glyphs: glyphs).draw(on: &screen, layout.detail, keys)
    let table = ComparisonTableView(explorer: explorer, glyphs: glyphs)
    table.draw(on: &screen, heading: layout.tableHeading, layout.tableRows)
  }

  private var glyphs: Glyphs { appearance.glyphs }
  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }
  /// The whole, whatever is folded away.
  private var comparison: Comparison { explorer.subject.comparison }

  /// ` proftui  GET /books                          before and after`
  private func drawTitle(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    let kind =
      switch explorer.subject.kind {
      case .beforeAndAfter: "baseline \(glyphs.arrow) change"
      case .requestAndFellows: "its fellows \(glyphs.arrow) this request"
      }
    let room = area.columns - start - kind.cellWidth - 3
    screen.write(CutText.end(explorer.subject.name, columns: room, glyphs), row: area.row, column: start, Style(.title))
    screen.write(kind, row: area.row, column: area.columns - kind.cellWidth - 1, Style(.title))
  }

  /// How sure it is, by how much, and which function made the difference.
  private func drawVerdict(on screen: inout Screen, _ area: Area) {
    let sentences = words.sentences(on: explorer.subject)
    // The function says more than the sum of the calls, which goes first where there is no room for both.
    var second = sentences.dropFirst()
    while second.count > 1, second.joined(separator: "; ").cellWidth > area.columns - 2 { second.removeLast() }
    for (line, text) in [sentences[0], second.joined(separator: "; ")].enumerated() {
      let style = line == 0 ? Style(style(of: comparison.route.direction), .bold) : .text
      screen.write(CutText.end(text, columns: area.columns - 2, glyphs), row: area.row + line, column: 1, style)
    }
  }

  private func style(of direction: RouteChange.Direction) -> Style.Role {
    switch direction {
    case .slower: .warning
    case .faster, .withinNoise, .tooFew, .same: .text
    }
  }

  /// `─ widths from the change: 7.10 ms  list_books › execute ───────`
  private func drawRule(on screen: inout Screen, _ area: Area) {
    screen.write(String(repeating: glyphs.rule, count: area.columns), row: area.row, column: 0, Style(.rule))
    let names = ([explorer.zoom.origin].compactMap { $0 } + explorer.zoom.pairs).map {
      FunctionText.short(comparison.function($0))
    }
    let zoom = names.isEmpty ? "" : "  in " + names.joined(separator: glyphs.pathSeparator)
    let key = keys.name(of: .swapSides, glyphs)
    let swaps = key.isEmpty ? "" : " (\(key) swaps)"
    let remarks = ComparisonText.remarks(on: explorer)
    let text = " widths from the \(explorer.side.name)\(swaps)\(remarks)"
    let sum = words.difference(comparison.route.change.mean - comparison.route.baseline.mean)
    let total = " all self times \(sum) "
    let room = max(0, area.columns - 5 - text.cellWidth)
    let end = screen.write(
      text + CutText.start(zoom, columns: room, glyphs) + " ", row: area.row, column: 2, end: area.columns,
      Style(.quiet))
    let start = area.columns - total.cellWidth - 2
    if start > end { screen.write(total, row: area.row, column: start, Style(.quiet)) }
  }
}

extension ComparisonText {
  /// What was found, one sentence each: the verdict, the function that made most of the difference, whether it does as much
  /// as before.
  func sentences(on subject: ComparisonSubject) -> [String] {
    let comparison = subject.comparison
    let verdict =
      switch subject.kind {
      case .beforeAndAfter: sentence(comparison.route)
      case .requestAndFellows: sentence(standing: comparison)
      }
    return [verdict, cause(in: comparison), sentence(comparison.work, comparison.route)].compactMap { $0 }
  }

  /// What one has to know before one believes the picture: `; folded: built-ins; application assumed: placement`
  static func remarks(on explorer: ComparisonExplorer) -> String {
    let filters = explorer.arranged.arrangement.filters
    let folded = Filter.allCases.filter(filters.contains).map(\.title).joined(separator: ", ")
    let assumed = explorer.subject.assumedApplication.map { "; application assumed: \(VisibleText.clean($0))" } ?? ""
    return (folded.isEmpty ? "" : "; folded: \(folded)") + assumed
  }
}

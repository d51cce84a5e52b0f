import ProfileModel

/// The routes of two directories: which became faster, by how much, how sure that is, and by which function.
struct ComparisonListView {
  let list: ComparisonList
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ layout: RequestLayout) {
    drawTitle(on: &screen, layout.title)
    draw(heading, on: &screen, row: layout.heading.row, Style(.heading), layout.heading)
    for line in 0..<layout.rows.rows where list.top + line < list.rows.count {
      let row = list.rows[list.top + line]
      let style = Style(.text, row.source == list.selection ? .selected : [])
      draw(cells(row), on: &screen, row: layout.rows.row + line, style, layout.rows)
    }
    for (line, text) in detail.prefix(layout.detail.rows).enumerated() {
      let cut = CutText.end(text, columns: layout.detail.columns - 2, glyphs)
      screen.write(cut, row: layout.detail.row + line, column: 1, line == 0 ? Style(.text, .bold) : .text)
    }
  }

  private func drawTitle(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    let count = CountText.counted(.exact(Int64(list.rows.count)), "route", glyphs)
    screen.write("\(count) on both sides", row: area.row, column: start, Style(.title))
    let facts =
      list.unread > 0
      ? "comparing: \(NumberText.grouped(Int64(list.unread))) to go" : "baseline \(glyphs.arrow) change"
    screen.write(facts, row: area.row, column: max(start, area.columns - facts.cellWidth - 1), Style(.title))
  }

  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }

  private static let shapes = [0, 18, 7, 9, 9, 9].map { RequestColumns.Shape(width: $0, room: 30) }

  /// The route, the verdict, and the numbers.
  var heading: [String] { ["route", "verdict", "\(glyphs.delta) %", "p50", glyphs.arrow, "requests"] }

  func cells(_ row: ComparisonList.Row) -> [String] {
    let name = VisibleText.clean(row.source.name)
    let requests = "\(row.source.baseline.count), \(row.source.change.count)"
    switch row.result {
    case nil: return [name, "", "", "", "", requests]
    case .failure(let error): return [name, error.description, "", "", "", requests]
    case .success(let change):
      let route = change.route
      return [
        name, words.shortVerdict(route), words.percent(route.ratio), TimeText.short(route.baseline.median, glyphs),
        TimeText.short(route.change.median, glyphs), requests,
      ]
    }
  }

  private func draw(_ cells: [String], on screen: inout Screen, row: Int, _ style: Style, _ area: Area) {
    screen.fill(Area(row: row, column: 0, rows: 1, columns: area.columns), style)
    for (index, range) in RequestColumns.ranges(of: Self.shapes, within: area.columns).enumerated() where !range.isEmpty
    {
      let isText = index < 2
      let text = CutText.end(cells[index], columns: range.count, glyphs)
      let start = isText ? range.lowerBound : range.upperBound - text.cellWidth
      screen.write(text, row: row, column: max(0, start), end: range.upperBound, style)
    }
  }

  /// The whole verdict on the selected route, and the function that made most of the difference.
  private var detail: [String] {
    let only = [("only in the baseline", list.onlyBaseline), ("only in the change", list.onlyChange)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }.joined(separator: "   ")
    switch list.selected?.result {
    case nil: return ["", only]
    case .failure(let error): return [error.description, only]
    case .success(let change):
      let cause = change.cause.map { words.sentence(cause: $0.change, of: $0.function) }
      return [words.sentence(change.route), [cause ?? "", only].filter { !$0.isEmpty }.joined(separator: "   ")]
    }
  }
}

extension ComparisonListView {
  /// As many rows as are in sight, as Markdown; the route comes last.
  func markdown(ofRows visible: Int) -> String {
    func routeLast(_ cells: [String]) -> [String] { (cells.dropFirst() + cells.prefix(1)).map(MarkdownText.escaped) }
    return MarkdownText.table(
      routeLast(heading), list.rows.dropFirst(list.top).prefix(visible).map { routeLast(cells($0)) })
  }
}

import ProfileModel

/// The routes of two directories: which became faster, by how much, how sure that is, and by which function.
struct ComparisonListView {
  let list: ComparisonList
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ layout: RequestLayout) {
    screen.fill(layout.title, Style(.title))
    let start = screen.write(" proftui  ", row: layout.title.row, column: 0, Style(.title, .bold))
    let count = CountText.counted(.exact(Int64(list.rows.count)), "route", glyphs)
    screen.write(
      "\(count) on both sides, baseline \(glyphs.arrow) change", row: layout.title.row, column: start, Style(.title))
    draw(heading, on: &screen, row: layout.heading.row, Style(.heading), layout.heading)
    for line in 0..<layout.rows.rows where list.position.top + line < list.rows.count {
      let row = list.position.top + line
      let style = Style(.text, row == list.position.row ? .selected : [])
      draw(cells(list.rows[row]), on: &screen, row: layout.rows.row + line, style, layout.rows)
    }
    for (line, text) in detail.prefix(layout.detail.rows).enumerated() {
      let cut = CutText.end(text, columns: layout.detail.columns - 2, glyphs)
      screen.write(cut, row: layout.detail.row + line, column: 1, line == 0 ? Style(.text, .bold) : .text)
    }
  }

  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }

  private static let widths = [0, 9, 9, 9, 7, 30]

  private var heading: [String] { ["route", "requests", "p50", glyphs.arrow, "\(glyphs.delta) %", "verdict"] }

  private func cells(_ row: ComparisonList.Row) -> [String] {
    let (old, new) = (row.route.baseline, row.route.change)
    return [
      VisibleText.clean(row.source.name), "\(old.requests), \(new.requests)", TimeText.short(old.median, glyphs),
      TimeText.short(new.median, glyphs), words.percent(row.route.ratio), words.verdict(row.route),
    ]
  }

  private func draw(_ cells: [String], on screen: inout Screen, row: Int, _ style: Style, _ area: Area) {
    screen.fill(Area(row: row, column: 0, rows: 1, columns: area.columns), style)
    for (index, range) in RequestColumns.ranges(of: Self.widths, within: area.columns).enumerated() {
      let isText = index == 0 || index == 5
      let text = CutText.end(cells[index], columns: range.count, glyphs)
      let start = isText ? range.lowerBound : range.upperBound - text.cellWidth
      screen.write(text, row: row, column: max(0, start), end: range.upperBound, style)
    }
  }

  /// The whole verdict on the selected route, and the function that made most of the difference.
  private var detail: [String] {
    guard let row = list.selected else { return [] }
    let only = [("only in the baseline", list.onlyBaseline), ("only in the change", list.onlyChange)]
      .filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1.joined(separator: ", "))" }
    let cause = row.cause.map { words.sentence(cause: $0.change, of: $0.function) }
    return [words.sentence(row.route), ([cause].compactMap { $0 } + only).joined(separator: "   ")]
  }
}

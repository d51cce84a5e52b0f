import ProfileModel

/// The functions of both sides: what they cost in a request, and why that differs.
struct ComparisonTableView {
  let explorer: ComparisonExplorer
  let glyphs: Glyphs

  func draw(on screen: inout Screen, heading: Area, _ area: Area) {
    let columns = ComparisonColumns(width: area.columns)
    let shown = explorer.rows.dropFirst(explorer.tableTop).prefix(area.rows)
    drawHeading(on: &screen, heading, columns)
    for (line, id) in shown.enumerated() { draw(id, on: &screen, row: area.row + line, columns) }
    if explorer.rows.isEmpty { screen.write("no function", row: area.row, column: 2, Style(.quiet)) }
  }

  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }
  private var comparison: Comparison { explorer.comparison }

  private func drawHeading(on screen: inout Screen, _ area: Area, _ columns: ComparisonColumns) {
    screen.fill(area, Style(.heading))
    for (column, range) in columns.columns {
      let isSorted = column.order == explorer.order.column && column.showsOrder
      let arrow = explorer.order.isDescending ? glyphs.descending : glyphs.ascending
      let title = title(of: column) + (isSorted ? arrow : "")
      let start = column.isText ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(
        title, row: area.row, column: start, end: range.upperBound, Style(isSorted ? .sortedHeading : .heading))
    }
  }

  private func title(of column: ComparisonColumns.Column) -> String {
    switch column {
    case .oldCalls: "calls"
    case .newCalls, .newSelf, .newCumulative: glyphs.arrow
    case .oldSelf: "self"
    case .selfDifference: "\(glyphs.delta) \(explorer.units.selfTime.symbol(glyphs))"
    case .ratio: "\(glyphs.delta) %"
    case .oldCumulative: "cum"
    case .cumulativeDifference: "\(glyphs.delta) \(explorer.units.cumulativeTime.symbol(glyphs))"
    case .why: "why"
    case .verdict: "verdict"
    case .name: "function"
    }
  }

  private func draw(_ id: PairID, on screen: inout Screen, row: Int, _ columns: ComparisonColumns) {
    let change = comparison[id]
    let style = Style(.text, marks(of: id))
    screen.fill(Area(row: row, column: 0, rows: 1, columns: screen.size.columns), style)
    for (column, range) in columns.columns {
      let text = text(of: column, change)
      let cut = column == .name ? CutText.end(text, columns: range.count, glyphs) : text
      let start = column.isText ? range.lowerBound : max(0, range.upperBound - cut.cellWidth)
      screen.write(cut, row: row, column: start, end: range.upperBound, style)
    }
  }

  private func text(of column: ComparisonColumns.Column, _ change: FunctionChange) -> String {
    let (time, cumulative) = (change.selfTime, change.cumulativeTime)
    switch column {
    case .oldCalls: return change.baseline == nil ? "" : calls(change.oldCalls)
    case .newCalls: return change.change == nil ? "" : calls(change.newCalls)
    case .oldSelf: return change.baseline == nil ? "" : digits(time.baseline, explorer.units.selfTime)
    case .newSelf: return change.change == nil ? "" : digits(time.change, explorer.units.selfTime)
    case .selfDifference: return words.difference(time.difference, in: explorer.units.selfTime)
    case .ratio: return words.percent(time.ratio)
    case .oldCumulative: return change.baseline == nil ? "" : digits(cumulative.baseline, explorer.units.cumulativeTime)
    case .newCumulative: return change.change == nil ? "" : digits(cumulative.change, explorer.units.cumulativeTime)
    case .cumulativeDifference: return words.difference(cumulative.difference, in: explorer.units.cumulativeTime)
    case .why: return words.why(time, change)
    case .verdict:
      switch explorer.subject.kind {
      case .beforeAndAfter: return words.verdict(change.verdict)
      case .requestAndFellows: return words.standing(change, in: comparison)
      }
    case .name: return FunctionText.named(comparison.function(change.id))
    }
  }

  private func calls(_ count: Count) -> String { CountText.grouped(count, glyphs) }

  private func digits(_ seconds: Double, _ unit: TimeUnit) -> String {
    TimeText.digits(seconds, in: unit, significant: 3)
  }

  private func marks(of id: PairID) -> Style.Marks {
    var marks: Style.Marks = []
    if id == explorer.selection.pair {
      marks.insert(.selected)
      if explorer.pane != .table { marks.insert(.inactive) }
    }
    if explorer.matches?.pairs.contains(id) == true { marks.insert(.match) }
    return marks
  }
}

extension ComparisonColumns.Column {
  fileprivate var isText: Bool {
    switch self {
    case .why, .verdict, .name: true
    case .oldCalls, .newCalls, .oldSelf, .newSelf, .selfDifference, .ratio, .oldCumulative, .newCumulative,
      .cumulativeDifference:
      false
    }
  }

  /// Of several columns that sort alike the one that bears the arrow.
  fileprivate var showsOrder: Bool {
    switch self {
    case .newCalls, .selfDifference, .ratio, .cumulativeDifference, .name: true
    case .oldCalls, .oldSelf, .newSelf, .oldCumulative, .newCumulative, .why, .verdict: false
    }
  }
}

import ProfileModel

/// Lines of a table of changes: the heading, and what functions, groups and call edges have alike on both sides.
struct ChangeLines {
  let columns: ComparisonColumns
  let order: ComparisonOrder
  let units: (selfTime: TimeUnit, cumulativeTime: TimeUnit)
  /// Which time the reasons are of.
  var explained: KeyPath<ChangeNumbers, TimeChange?> = \.selfTime
  let glyphs: Glyphs

  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }

  /// - Parameter name: the title of the last column.
  func drawHeading(_ name: String, on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.heading))
    for (column, range) in columns.columns {
      let isSorted = column.order == order.column && column.showsOrder
      let arrow = order.isDescending ? glyphs.descending : glyphs.ascending
      let name = CutText.end(name, columns: range.count - (isSorted ? arrow.cellWidth : 0), glyphs)
      let title = (column == .name ? name : title(of: column)) + (isSorted ? arrow : "")
      let start = column.isText ? range.lowerBound : max(0, range.upperBound - title.cellWidth)
      screen.write(
        title, row: area.row, column: start, end: range.upperBound, Style(isSorted ? .sortedHeading : .heading))
    }
  }

  /// - Parameter text: what stands in the columns of the verdict and the name, and how many columns that has.
  func draw(
    _ numbers: ChangeNumbers, _ marks: Style.Marks, on screen: inout Screen, row: Int,
    text: (ComparisonColumns.Column, _ room: Int) -> String
  ) {
    let style = Style(.text, marks)
    screen.fill(Area(row: row, column: 0, rows: 1, columns: screen.size.columns), style)
    for (column, range) in columns.columns {
      let text = number(column, numbers) ?? text(column, range.count)
      let start = column.isText ? range.lowerBound : max(0, range.upperBound - text.cellWidth)
      screen.write(text, row: row, column: start, end: range.upperBound, style)
    }
  }

  func title(of column: ComparisonColumns.Column) -> String {
    switch column {
    case .oldCalls: "calls"
    case .newCalls, .newSelf, .newCumulative: glyphs.arrow
    case .oldSelf: "self"
    case .selfDifference: "\(glyphs.delta) \(units.selfTime.symbol(glyphs))"
    case .ratio: "\(glyphs.delta) %"
    case .oldCumulative: "cum"
    case .cumulativeDifference: "\(glyphs.delta) \(units.cumulativeTime.symbol(glyphs))"
    case .why: "why"
    case .verdict: "verdict"
    case .name: "function"
    }
  }

  /// Nil for the columns that are no numbers.
  func number(_ column: ComparisonColumns.Column, _ numbers: ChangeNumbers) -> String? {
    let (isAdded, isGone) = (numbers.oldCalls == nil, numbers.newCalls == nil)
    let (time, cumulative) = (numbers.selfTime, numbers.cumulativeTime)
    switch column {
    case .oldCalls: return numbers.oldCalls.map { CountText.grouped($0, glyphs) } ?? ""
    case .newCalls: return numbers.newCalls.map { CountText.grouped($0, glyphs) } ?? ""
    case .oldSelf: return isAdded ? "" : digits(time?.baseline, units.selfTime)
    case .newSelf: return isGone ? "" : digits(time?.change, units.selfTime)
    case .selfDifference: return time.map { words.difference($0.difference, in: units.selfTime) } ?? ""
    case .ratio: return words.percent(time?.ratio)
    case .oldCumulative: return isAdded ? "" : digits(cumulative?.baseline, units.cumulativeTime)
    case .newCumulative: return isGone ? "" : digits(cumulative?.change, units.cumulativeTime)
    case .cumulativeDifference:
      return cumulative.map { words.difference($0.difference, in: units.cumulativeTime) } ?? ""
    case .why: return numbers[keyPath: explained].map { words.why($0, isAdded: isAdded, isGone: isGone) } ?? ""
    case .verdict, .name: return nil
    }
  }

  private func digits(_ seconds: Double?, _ unit: TimeUnit) -> String {
    seconds.map { TimeText.digits($0, in: unit, significant: 3) } ?? ""
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

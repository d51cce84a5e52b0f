import ProfileModel

/// The call tree of one side, its boxes coloured by what the other side has in their place.
struct ComparisonIcicleView {
  let explorer: ComparisonExplorer
  let appearance: Appearance

  func draw(on screen: inout Screen, _ area: Area) {
    let rows = explorer.icicle.icicle.rows
    if rows.isEmpty { screen.write("this side has no such function", row: area.row, column: 2, Style(.quiet)) }
    let selected = explorer.place(of: explorer.selection)
    for line in 0..<area.rows where explorer.icicleTop + line < rows.count {
      let row = explorer.icicleTop + line
      for index in rows[row].indices {
        let place = Icicle.Place(row: row, index: index)
        draw(place, isSelected: place == selected, on: &screen, line: area.row + line)
      }
    }
  }

  private var glyphs: Glyphs { appearance.glyphs }
  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }
  private var tree: ComparisonTree { explorer.tree }

  private func draw(_ place: Icicle.Place, isSelected: Bool, on screen: inout Screen, line: Int) {
    let box = explorer.icicle.icicle[place]
    let numbers = BoxDifference(explorer, place)
    let style = style(of: box, numbers, at: place, isSelected: isSelected)
    screen.fill(Area(row: line, column: box.columns.lowerBound, rows: 1, columns: box.columns.count), style)
    var start = box.columns.lowerBound
    if appearance.drawsBoxEdges { start = screen.write(glyphs.boxEdge, row: line, column: start, style) }
    let label = label(of: box, numbers, columns: box.columns.upperBound - start)
    screen.write(label, row: line, column: start, end: box.columns.upperBound, style)
  }

  private func style(
    of box: Icicle.Box, _ numbers: BoxDifference, at place: Icicle.Place, isSelected: Bool
  ) -> Style {
    var marks: Style.Marks = []
    if let pair = box.node.flatMap({ tree.pair(of: $0, explorer.side) }) {
      if isSelected {
        marks.insert(.selected)
        if explorer.pane != .icicle { marks.insert(.inactive) }
      } else if pair == explorer.selection.pair {
        marks.insert(.related)
      }
      if explorer.matches?.pairs.contains(pair) == true { marks.insert(.match) }
    } else if isSelected {
      marks = explorer.pane == .icicle ? .selected : [.selected, .inactive]
    }
    return Style(.difference(numbers.level, place.index.isMultiple(of: 2) ? .plain : .darker), marks)
  }

  /// `− execute   12.3 ms → 0.1 ms −99 %`: the sign first, since a narrow box shows nothing else.
  private func label(of box: Icicle.Box, _ numbers: BoxDifference, columns: Int) -> String {
    let sign = numbers.sign(glyphs)
    let name: String
    switch box.content {
    case .gathered(let count, _): name = "\(glyphs.ellipsis)\(count)"
    case .function(let node):
      name = tree.pair(of: node, explorer.side).map { FunctionText.short(explorer.comparison.function($0)) } ?? "total"
    }
    // Twice the sign where the other side has no such box.
    let mark = numbers.isMissing ? sign + sign : sign
    if columns < 8 { return CutText.plain(mark + name, columns: columns) }
    let text = (mark.isEmpty ? " " : mark + " ") + name
    let times = numbers.text(words, glyphs)
    let room = columns - times.cellWidth - 2
    if room < min(VisibleText.clean(text).cellWidth, 12) { return CutText.end(text, columns: columns, glyphs) }
    let start = CutText.end(text, columns: room, glyphs)
    return start + String(repeating: " ", count: room + 1 - start.cellWidth) + times
  }
}

/// What a box has on both sides, in seconds of one request.
struct BoxDifference: Hashable, Sendable {
  let baseline: Double
  let change: Double
  /// Whether only the side that is shown has the box.
  let isMissing: Bool
  /// Whether the tests say of its function that it differs no more than by chance.
  let isNoise: Bool

  init(_ explorer: ComparisonExplorer, _ place: Icicle.Place) {
    let (tree, side) = (explorer.tree, explorer.side)
    let box = explorer.icicle.icicle[place]
    let counterpart = explorer.icicle[place]
    let here: Double =
      switch box.content {
      case .function(let node): node.time
      case .gathered(_, let time): time
      }
    let times = (tree.perRequest(here, side), tree.perRequest(counterpart.time, side.other))
    (baseline, change) = side == .baseline ? times : (times.1, times.0)
    isMissing = counterpart.isMissing
    let verdict = box.node.flatMap { tree.pair(of: $0, side) }.map { explorer.comparison[$0].verdict.cumulativeTime }
    if case .withinNoise = verdict {
      isNoise = true
    } else if box.node?.function == nil, box.node != nil {
      isNoise = explorer.comparison.route.direction == .withinNoise
    } else {
      isNoise = false
    }
  }

  var difference: Double { change - baseline }

  /// How far the two differ, as a share of the larger.
  var level: Style.Difference {
    let larger = max(baseline, change)
    guard larger > 0, !isNoise else { return .none }
    switch difference / larger {
    case ..<(-0.6): return .muchLess
    case ..<(-0.2): return .less
    case ..<(-0.05): return .slightlyLess
    case 0.6...: return .muchMore
    case 0.2...: return .more
    case 0.05...: return .slightlyMore
    default: return .none
    }
  }

  /// `+`, `−`, or nothing where both are about the same.
  func sign(_ glyphs: Glyphs) -> String {
    switch level {
    case .muchLess, .less, .slightlyLess: glyphs.minus
    case .muchMore, .more, .slightlyMore: "+"
    case .none: ""
    }
  }

  /// `12.3 ms → 0.1 ms −99 %`
  func text(_ words: ComparisonText, _ glyphs: Glyphs) -> String {
    if isMissing {
      let (time, word) = change > 0 ? (change, "added") : (baseline, "gone")
      return "\(TimeText.short(time, glyphs)) \(word)"
    }
    let times = "\(TimeText.short(baseline, glyphs)) \(glyphs.arrow) \(TimeText.short(change, glyphs))"
    let ratio = words.percent(baseline > 0 ? difference / baseline : nil)
    return isNoise ? "\(times) noise" : ratio.isEmpty ? times : "\(times) \(ratio)"
  }
}

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
    let pairs = pairs(of: box)
    if isSelected {
      marks = explorer.pane == .icicle ? .selected : [.selected, .inactive]
    } else if let pair = explorer.selection.pair, pairs.contains(pair) {
      marks.insert(.related)
    }
    if let matches = explorer.matches, pairs.contains(where: matches.contains) { marks.insert(.match) }
    return Style(.difference(numbers.level, place.index.isMultiple(of: 2) ? .plain : .darker), marks)
  }

  /// The functions of a box, from the top; of most boxes one.
  private func pairs(of box: Icicle.Box) -> [PairID] { box.functions.map { tree.pair(of: $0, explorer.side) } }

  /// `− execute   12.3 ms → 0.1 ms −99 %`: the sign first, since a narrow box shows nothing else. Of a chain the last names,
  /// where not all fit.
  private func label(of box: Icicle.Box, _ numbers: BoxDifference, columns: Int) -> String {
    let sign = numbers.sign(glyphs)
    let name: String
    switch box.content {
    case .gathered(let count, _): name = "\(glyphs.ellipsis)\(count)"
    case .function:
      let names = pairs(of: box).map { FunctionText.short(explorer.comparison.function($0)) }
      name = names.isEmpty ? "total" : names.joined(separator: glyphs.pathSeparator)
    }
    // Twice the sign where the other side has no such box.
    let mark = numbers.isMissing ? sign + sign : sign
    if columns < 8 { return CutText.plain(mark + name, columns: columns) }
    let head = mark.isEmpty ? " " : mark + " "
    func cut(_ columns: Int) -> String {
      if box.joined.isEmpty { return CutText.end(head + name, columns: columns, glyphs) }
      return head + CutText.start(name, columns: columns - head.cellWidth, glyphs)
    }
    let times = numbers.text(words, glyphs)
    let room = columns - times.cellWidth - 2
    if room < min(VisibleText.clean(head + name).cellWidth, 12) { return cut(columns) }
    let start = cut(room)
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
    let times = (tree.perRequest(box.time, side), tree.perRequest(counterpart.time, side.other))
    (baseline, change) = side == .baseline ? times : (times.1, times.0)
    isMissing = counterpart.isMissing
    isNoise = box.node.map { Self.isNoise((box.joined.first ?? $0).function, side, explorer) } ?? false
  }

  /// What stands at the end of a path on both sides.
  init(_ explorer: ComparisonExplorer, baseline: CallTreeNode?, change: CallTreeNode?) {
    let tree = explorer.tree
    self.baseline = tree.perRequest(baseline?.time ?? 0, .baseline)
    self.change = tree.perRequest(change?.time ?? 0, .change)
    isMissing = baseline == nil || change == nil
    let side: ComparisonSide = change == nil ? .baseline : .change
    isNoise = (change ?? baseline).map { Self.isNoise($0.function, side, explorer) } ?? false
  }

  /// - Parameter function: nil for the whole profile.
  private static func isNoise(
    _ function: FunctionID?, _ side: ComparisonSide, _ explorer: ComparisonExplorer
  ) -> Bool {
    guard let function else { return explorer.comparison.route.direction == .withinNoise }
    let pair = explorer.tree.pair(of: function, side)
    if case .withinNoise = explorer.comparison[pair].verdict.cumulativeTime { return true }
    return false
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

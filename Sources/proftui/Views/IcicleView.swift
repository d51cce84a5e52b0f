import ProfileModel

/// The call tree as rows of boxes: a box is as wide as its time, and stands below its caller.
struct IcicleView {
  private let explorer: Explorer
  private let appearance: Appearance
  private let selectedPlace: Icicle.Place?

  init(explorer: Explorer, appearance: Appearance) {
    self.explorer = explorer
    self.appearance = appearance
    selectedPlace = explorer.place(of: explorer.selection)
  }

  func draw(on screen: inout Screen, _ area: Area) {
    let rows = explorer.icicle.rows
    for line in 0..<area.rows where explorer.icicleTop + line < rows.count {
      let row = explorer.icicleTop + line
      for (index, box) in rows[row].enumerated() {
        draw(box, at: Icicle.Place(row: row, index: index), on: &screen, line: area.row + line)
      }
    }
  }

  private func draw(_ box: Icicle.Box, at place: Icicle.Place, on screen: inout Screen, line: Int) {
    let style = style(of: box, at: place)
    screen.fill(Area(row: line, column: box.columns.lowerBound, rows: 1, columns: box.columns.count), style)
    var columns = box.columns
    if appearance.drawsBoxEdges {
      columns = screen.write(glyphs.boxEdge, row: line, column: columns.lowerBound, style)..<columns.upperBound
    }
    let label = label(of: box, columns: columns.count)
    screen.write(label, row: line, column: columns.lowerBound, end: columns.upperBound, style)
  }

  private var glyphs: Glyphs { appearance.glyphs }

  private var tree: CallTree { explorer.subject.tree }
}

// MARK: - What a box says

extension IcicleView {
  private func label(of box: Icicle.Box, columns: Int) -> String {
    switch box.content {
    case .gathered(let count, let time): gathered(count, time, columns: columns)
    case .function(let node):
      box.joined.isEmpty ? label(of: node, columns: columns) : chainLabel(of: box, columns: columns)
    }
  }

  /// The names of a run of boxes, the last of them where not all fit, and at the right end time and share of the whole run.
  private func chainLabel(of box: Icicle.Box, columns: Int) -> String {
    guard let first = box.joined.first, let last = box.node else { return "" }
    let mark = first.exactness == .estimate ? "~" : ""
    let separator = explorer.zoom.isInverted ? glyphs.callerSeparator : glyphs.pathSeparator
    let names = (box.joined + [last]).map(name).joined(separator: separator)
    return label(
      VisibleText.clean(mark + names), path: "", keepsEnd: true, numbers(of: first, aligned: columns >= 40),
      columns: columns)
  }

  /// `+12 5.0 %`, as much of it as fits.
  private func gathered(_ count: Int, _ time: Double, columns: Int) -> String {
    let short = "+\(count)"
    let full = " \(short) \(TimeText.shortPercent(time, of: tree.totalTime))"
    if full.cellWidth < columns { return full }
    if short.cellWidth <= columns { return short }
    return "+"
  }

  /// The name, with the file where there is room, and at the right end time and share.
  private func label(of node: CallTreeNode, columns: Int) -> String {
    let mark = node.exactness == .estimate ? "~" : ""
    let name = VisibleText.clean(mark + self.name(of: node))
    let path = node.function.map { explorer.subject.sourcePath(of: $0).shortened } ?? ""
    return label(name, path: path, numbers(of: node, aligned: columns >= 40), columns: columns)
  }

  private func label(
    _ name: String, path: String, keepsEnd: Bool = false, _ numbers: String, columns: Int
  ) -> String {
    func cut(_ columns: Int) -> String {
      keepsEnd
        ? " " + CutText.start(name, columns: columns - 1, glyphs) : CutText.end(" " + name, columns: columns, glyphs)
    }
    if columns < 8 { return CutText.plain(name, columns: columns - 1) }
    let room = columns - numbers.cellWidth - 2
    if room < min(name.cellWidth + 1, 12) { return cut(columns) }
    var text = cut(room)
    if !path.isEmpty {
      let withPath = text + "  " + VisibleText.clean(path)
      if withPath.cellWidth + 2 <= room { text = withPath }
    }
    return text + String(repeating: " ", count: room + 1 - text.cellWidth) + numbers
  }

  /// The function's name; for a folded run of recursion with its depth: `walk (12 levels)`.
  private func name(of node: CallTreeNode) -> String {
    guard let function = node.function else { return "total" }
    let name = FunctionText.short(explorer.profile.functions[function])
    let odd = explorer.subject.isOdd(function) ? "! " : ""
    return node.foldedLevels > 1 ? "\(odd)\(name) (\(node.foldedLevels) levels)" : odd + name
  }

  /// Time and share; in wide boxes so that they stand in columns.
  private func numbers(of node: CallTreeNode, aligned: Bool) -> String {
    let share = TimeText.shortPercent(node.time, of: tree.totalTime)
    let padding = String(repeating: " ", count: aligned ? max(0, 5 - share.cellWidth) : 0)
    return "\(TimeText.short(explorer.subject.perRequest(node.time), glyphs)) \(padding)\(share)"
  }
}

// MARK: - How a box looks

extension IcicleView {
  private func style(of box: Icicle.Box, at place: Icicle.Place) -> Style {
    let shade: Style.Shade = place.index.isMultiple(of: 2) ? .plain : .darker
    guard let node = box.node, let function = node.function else {
      return Style(box.node == nil ? .gathered(shade) : .box(.builtin, shade), marks(of: box, at: place))
    }
    let hue = explorer.subject.hue(of: explorer.subject.sourcePath(of: function).package)
    return Style(.box(hue, shade), marks(of: box, at: place))
  }

  private func marks(of box: Icicle.Box, at place: Icicle.Place) -> Style.Marks {
    var marks: Style.Marks = []
    guard let node = box.node else { return marks }
    let functions = box.functions
    if place == selectedPlace, explorer.selectedGroup == nil {
      marks.insert(.selected)
      if explorer.pane != .icicle { marks.insert(.inactive) }
    } else if functions.contains(where: isRelated) {
      marks.insert(.related)
    }
    if let matches = explorer.matches, functions.contains(where: matches.contains) { marks.insert(.match) }
    if (box.joined.first ?? node).exactness == .estimate { marks.insert(.estimate) }
    return marks
  }

  /// Whether the function is the selected one, or part of the selected group.
  private func isRelated(_ function: FunctionID) -> Bool {
    explorer.selectedGroup == nil ? function == explorer.selection.function : explorer.isInSelectedGroup(function)
  }
}

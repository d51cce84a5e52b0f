import ProfileModel

/// The call tree as rings: the zoom in the middle, callees around their caller. Names do not fit into rings, so the path of
/// the selection stands beside them, and the callees that one can go on to.
struct SunburstView {
  private let explorer: Explorer
  private let glyphs: Glyphs
  private let selectedPlace: Icicle.Place?

  init(explorer: Explorer, glyphs: Glyphs) {
    self.explorer = explorer
    self.glyphs = glyphs
    selectedPlace = explorer.place(of: explorer.selection)
  }

  func draw(on screen: inout Screen, _ area: Area) {
    let disc = SunburstDisc(area)
    let sunburst = explorer.sunburst(on: disc)
    for row in area.row..<area.endRow {
      for column in area.column..<area.column + disc.diameter {
        let position = Position(row: row, column: column)
        draw(
          disc.place(at: position, isLower: false, in: sunburst), disc.place(at: position, isLower: true, in: sunburst),
          at: position, on: &screen)
      }
    }
    drawWords(on: &screen, disc.rest, sunburst)
  }

  private func draw(
    _ upper: Icicle.Place?, _ lower: Icicle.Place?, at position: Position, on screen: inout Screen
  ) {
    let (upper, lower) = (upper.map(fill), lower.map(fill))
    if upper == nil, lower == nil { return }
    let halves = upper == nil ? "▄" : "▀"
    let style = upper == nil ? Style(.halves(lower, nil)) : Style(.halves(upper, lower))
    screen.write(halves, row: position.row, column: position.column, style)
  }

  /// How a box is filled.
  private func fill(_ place: Icicle.Place) -> Style.Fill {
    let box = explorer.icicle[place]
    // Neighbours within a ring differ, and so do rings of one box each.
    let shade: Style.Shade = (place.row + place.index).isMultiple(of: 2) ? .plain : .darker
    guard let node = box.node, let function = node.function else {
      return Style.Fill(hue: nil, shade: shade, marks: place == selectedPlace ? .selected : [])
    }
    return Style.Fill(
      hue: explorer.subject.hue(of: explorer.subject.sourcePath(of: function).package), shade: shade,
      marks: marks(node, function, at: place))
  }

  private func marks(_ node: CallTreeNode, _ function: FunctionID, at place: Icicle.Place) -> Style.Marks {
    var marks: Style.Marks = []
    if place == selectedPlace {
      marks.insert(.selected)
    } else if function == explorer.selection.function {
      marks.insert(.related)
    }
    if explorer.matches?.contains(function) == true { marks.insert(.match) }
    if node.exactness == .estimate { marks.insert(.estimate) }
    return marks
  }
}

// MARK: - Words

extension SunburstView {
  /// The boxes from the middle to the selection, each behind its colour, then the selection's callees.
  private func drawWords(on screen: inout Screen, _ area: Area, _ sunburst: Sunburst) {
    guard area.columns >= 12 else { return }
    var places = path(to: selectedPlace ?? .top)
    let callees = places.last.map { explorer.icicle.children(of: $0) } ?? 0..<0
    let row = (places.last?.row ?? 0) + 1
    // The way down is more important than its beginning.
    places = places.suffix(max(1, area.rows - min(callees.count + 1, area.rows / 2)))
    for (line, place) in places.enumerated() {
      draw(place, on: &screen, area, line: line, isBold: place == places.last, isHidden: place.row >= sunburst.rings)
    }
    for (line, index) in callees.prefix(max(0, area.rows - places.count - 1)).enumerated() {
      draw(
        Icicle.Place(row: row, index: index), on: &screen, area, line: places.count + 1 + line, isBold: false,
        isHidden: row >= sunburst.rings)
    }
  }

  private func draw(
    _ place: Icicle.Place, on screen: inout Screen, _ area: Area, line: Int, isBold: Bool, isHidden: Bool
  ) {
    let row = area.row + line
    if !isHidden {
      let fill = fill(place)
      screen.write("██", row: row, column: area.column, Style(.halves(fill, fill)))
    }
    let box = explorer.icicle[place]
    let numbers = "\(TimeText.short(explorer.subject.perRequest(box.time), glyphs)) \(share(of: box))"
    let room = area.columns - 4 - numbers.cellWidth
    let name = CutText.end(name(of: box), columns: room, glyphs)
    screen.write(name, row: row, column: area.column + 3, Style(.text, isBold ? .bold : []))
    screen.write(numbers, row: row, column: area.endColumn - numbers.cellWidth, Style(isBold ? .text : .quiet))
  }

  private func share(of box: Icicle.Box) -> String {
    TimeText.shortPercent(box.time, of: explorer.subject.tree.totalTime)
  }

  private func name(of box: Icicle.Box) -> String {
    switch box.content {
    case .gathered(let count, _): return "\(count) more"
    case .function(let node):
      guard let function = node.function else { return "total" }
      let mark = node.exactness == .estimate ? "~" : ""
      return mark + FunctionText.short(explorer.profile.functions[function])
    }
  }

  private func path(to place: Icicle.Place) -> [Icicle.Place] {
    var places = [place]
    while let last = places.last, last.row > 0 {
      places.append(Icicle.Place(row: last.row - 1, index: explorer.icicle[last].parent))
    }
    return places.reversed()
  }
}

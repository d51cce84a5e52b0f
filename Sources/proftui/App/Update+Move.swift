import ProfileModel

/// Moving the selection and the zoom.
extension State {
  mutating func move(_ action: Action) {
    guard let explorer else { return }
    switch explorer.pane {
    case .icicle: moveInIcicle(action)
    case .table: moveInTable(action)
    }
  }

  private mutating func moveInIcicle(_ action: Action) {
    let page = max(1, layout.icicle.rows - 1)
    var moved = true
    withExplorer { explorer in
      switch action {
      case .up: moved = explorer.moveToCaller()
      case .down: moved = explorer.moveToCallee()
      case .left: explorer.moveSideways(by: -1)
      case .right: explorer.moveSideways(by: 1)
      case .pageUp: for _ in 0..<page { _ = explorer.moveToCaller() }
      case .halfPageUp: for _ in 0..<max(1, page / 2) { _ = explorer.moveToCaller() }
      case .home: explorer.moveSideways(by: -.max)
      case .end: explorer.moveSideways(by: .max)
      case .first: explorer.select(.top)
      default: break
      }
    }
    switch action {
    case .pageDown: descend(by: page)
    case .halfPageDown: descend(by: max(1, page / 2))
    case .last: descend(by: .max)
    default: break
    }
    if !moved { message = hint(for: action) }
  }

  /// Goes down along the widest callees, unfolding on the way. Ends where no callee is drawn.
  private mutating func descend(by rows: Int) {
    var moved = true
    var left = rows
    while moved, left > 0 {
      withExplorer { moved = $0.moveToCallee() }
      left -= 1
    }
  }

  private func hint(for action: Action) -> String? {
    guard let explorer else { return nil }
    let glyphs = appearance.glyphs
    if action == .up { return explorer.visits.isEmpty ? nil : "\(glyphs.backspace) zooms out" }
    guard let place = explorer.place(of: explorer.selection) else { return nil }
    return explorer.icicle.children(of: place).isEmpty
      ? nil : "\(explorer.zoom.isInverted ? "callers" : "callees") too narrow to draw: \(glyphs.enter) zooms in"
  }

  private mutating func moveInTable(_ action: Action) {
    let page = max(1, layout.tableRows.rows - 1)
    switch action {
    case .up: moveRows(by: -1)
    case .down: moveRows(by: 1)
    case .left: zoomOut()
    case .right: zoomIn()
    case .pageUp: moveRows(by: -page)
    case .pageDown: moveRows(by: page)
    case .halfPageUp: moveRows(by: -max(1, page / 2))
    case .halfPageDown: moveRows(by: max(1, page / 2))
    case .home, .first: moveRows(by: -.max)
    case .end, .last: moveRows(by: .max)
    default: break
    }
  }

  /// Moves the table's selection, and the icicle's with it.
  mutating func moveRows(by rows: Int) {
    withExplorer { $0.moveRows(by: rows) }
  }

  mutating func zoomIn() {
    var narrow = false
    withExplorer { explorer in
      if explorer.pane == .table, explorer.shownGroups != nil {
        explorer.openGroup()
      } else if explorer.pane == .icicle, explorer.hasChainSelected {
        explorer.openChain()
      } else if explorer.pane == .table, let function = explorer.selection.function {
        explorer.zoomIn(to: Zoom(origin: explorer.zoom.isInverted ? .callers(of: function) : .function(function)))
      } else if let path = explorer.selection.path {
        explorer.zoomIn(to: Zoom(origin: explorer.zoom.origin, path: path))
      } else {
        narrow = true
      }
    }
    if narrow { message = "the selected function has no box here: Tab, then \(appearance.glyphs.enter) zooms to it" }
  }

  /// One zoom back; where there is none, the search is dropped.
  mutating func zoomOut() {
    withExplorer { explorer in
      if !explorer.zoomOut() { explorer.mark(nil, whileTyping: false) }
    }
  }
}

// MARK: - The selection

extension Explorer {
  /// Selects a box, or the caller of a box that gathers several.
  mutating func select(_ place: Icicle.Place) {
    guard icicle.rows.indices.contains(place.row) else { return }
    let box = icicle[place]
    if box.node == nil {
      select(Icicle.Place(row: place.row - 1, index: box.parent))
    } else {
      let path = path(to: place)
      selection = Selection(function: path.isTotal ? zoom.function : path.last, path: path)
    }
  }

  mutating func selectRow(_ row: Int) {
    selection = Selection(function: rows[row], path: nil)
    findBox()
  }

  mutating func select(_ function: FunctionID) {
    selection = Selection(function: function, path: nil)
    findBox()
  }

  /// To the caller's box. False at the top.
  mutating func moveToCaller() -> Bool {
    guard let place = place(of: selection) else {
      select(.top)
      return true
    }
    guard place.row > 0 else { return false }
    select(Icicle.Place(row: place.row - 1, index: icicle[place].parent))
    return true
  }

  /// To the widest callee's box. False where none is drawn.
  mutating func moveToCallee() -> Bool {
    guard let place = place(of: selection) else {
      select(.top)
      return true
    }
    guard let index = icicle.children(of: place).first(where: { icicle.rows[place.row + 1][$0].node != nil }) else {
      return false
    }
    select(Icicle.Place(row: place.row + 1, index: index))
    return true
  }

  /// To a box that many boxes to the right on the same row, or to the last one that way.
  mutating func moveSideways(by steps: Int) {
    guard let place = place(of: selection) else { return select(.top) }
    let row = icicle.rows[place.row]
    let drawn = row.indices.filter { row[$0].node != nil }
    guard let position = drawn.firstIndex(of: place.index) else { return }
    let target = position.addingClamped(steps, to: drawn.indices)
    select(Icicle.Place(row: place.row, index: drawn[target]))
  }

  mutating func moveRows(by steps: Int) {
    if moveGroups(by: steps) || rows.count == 0 { return }
    let row = selection.function.flatMap(rows.row(of:))
    selectRow(row?.addingClamped(steps, to: 0..<rows.count) ?? tableTop)
  }
}

extension Int {
  /// The sum, kept within a range that is not empty.
  func addingClamped(_ steps: Int, to range: Range<Int>) -> Int {
    let (sum, overflow) = addingReportingOverflow(steps)
    return overflow
      ? (steps < 0 ? range.lowerBound : range.upperBound - 1)
      : Swift.min(range.upperBound - 1, Swift.max(range.lowerBound, sum))
  }
}

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
    let layout = layout
    var moved = true
    withExplorer { moved = $0.moveInIcicle(action, page: page) { $0.fit(to: layout) } }
    if !moved { message = hint(for: action) }
  }

  private func hint(for action: Action) -> String? {
    guard let explorer else { return nil }
    if action == .up { return explorer.visits.isEmpty ? nil : say("this box is on top", .zoomOut, "zooms out") }
    let others = explorer.zoom.isInverted ? "callers" : "callees"
    return explorer.hasNarrowCallees ? say("\(others) too narrow to draw", .zoomIn, "zooms in") : nil
  }

  private mutating func moveInTable(_ action: Action) {
    if let steps = action.steps(page: max(1, layout.tableRows.rows - 1)) { moveRows(by: steps) }
    if action == .left { zoomOut() }
    if action == .right { zoomIn() }
  }

  /// Moves the table's selection, and the icicle's with it.
  mutating func moveRows(by rows: Int) {
    withExplorer { $0.moveRows(by: rows) }
  }

  mutating func zoomIn() {
    var sentence: String?
    let hasNoBox = hasNoBox
    withExplorer { explorer in
      if explorer.pane == .table, explorer.table.shownGroups != nil {
        explorer.openGroup()
      } else if explorer.pane == .icicle, explorer.hasChainSelected {
        explorer.openChain()
      } else if let target = explorer.selectedZoom {
        if target == explorer.zoom { sentence = Self.isZoomed }
        explorer.zoomIn(to: target)
      } else {
        sentence = hasNoBox
      }
    }
    message = sentence
  }

  /// What Enter says where it has nothing to do.
  static let isZoomed = "this box has the full width already"

  /// One zoom back; where there is none, the search is dropped.
  mutating func zoomOut() {
    withExplorer { explorer in
      if !explorer.zoomOut() { explorer.mark(nil, whileTyping: false) }
    }
  }
}

// MARK: - The selection

extension Explorer {
  /// Where Enter zooms to: from the table to the selected function from everywhere, from the icicle to the selected box.
  fileprivate var selectedZoom: Zoom? {
    if pane == .table, let function = selection.function {
      return Zoom(origin: zoom.isInverted ? .callers(of: function) : .function(function))
    }
    return selection.path.map { Zoom(origin: zoom.origin, path: $0) }
  }

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
    selection = Selection(function: table.rows[row], path: nil)
    findBox()
  }

  mutating func select(_ function: FunctionID) {
    selection = Selection(function: function, path: nil)
    findBox()
  }

  mutating func moveRows(by steps: Int) {
    if table.moveGroups(by: steps) || table.rows.count == 0 { return }
    selectRow(selectedRow?.addingClamped(steps, to: 0..<table.rows.count) ?? table.top)
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

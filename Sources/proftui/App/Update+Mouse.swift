import ProfileModel

/// The mouse: a click selects, a second one zooms, the wheel moves, a heading sorts.
extension State {
  mutating func click(_ mouse: Mouse) -> [Effect] {
    guard case .browsing = mode else { return [] }
    message = nil
    switch (content, mouse.kind) {
    case (.reading, _): break
    case (.explorer, .press): return press(at: mouse.position)
    case (.explorer, .wheelUp): wheel(at: mouse.position, .up)
    case (.explorer, .wheelDown): wheel(at: mouse.position, .down)
    case (.requests, .press): return pressInRequests(at: mouse.position)
    case (.comparison, .press): pressInComparison(at: mouse.position)
    case (.comparison, .wheelUp): wheelInComparison(at: mouse.position, .up)
    case (.comparison, .wheelDown): wheelInComparison(at: mouse.position, .down)
    case (.comparisons, .press): return pressInComparisons(at: mouse.position)
    case (.comparisons, .wheelUp): moveInComparisons(by: -3)
    case (.comparisons, .wheelDown): moveInComparisons(by: 3)
    case (.requests, .wheelUp): withRequests { $0.move(by: -3) }
    case (.requests, .wheelDown): withRequests { $0.move(by: 3) }
    }
    return []
  }

  /// A click selects a row, a click on the selection opens it, a click on a heading sorts.
  private mutating func pressInRequests(at position: Position) -> [Effect] {
    let layout = requestLayout
    if layout.heading.contains(position), let column = requests?.column(at: position.column, width: size.columns) {
      withRequests { $0.sort(byColumn: column) }
    }
    guard let requests, layout.rows.contains(position) else { return [] }
    let row = requests.top + position.row - layout.rows.row
    guard row < requests.count else { return [] }
    if row == requests.selectedIndex { return openSelection() }
    withRequests { $0.select(at: row) }
    return []
  }

  private mutating func press(at position: Position) -> [Effect] {
    switch explorer?.page {
    case .overview: return pressInOverview(at: position)
    case .neighbours: pressInNeighbours(at: position)
    case .source: return pressInSource(at: position)
    case .findings: return pressInFindings(at: position)
    case nil: break
    }
    return []
  }

  private mutating func wheel(at position: Position, _ direction: Action) {
    switch explorer?.page {
    case .overview: wheelInOverview(at: position, direction)
    case .neighbours: for _ in 0..<3 { _ = performInNeighbours(direction) }
    case .source: for _ in 0..<3 { _ = performInSource(direction) }
    case .findings: for _ in 0..<3 { _ = performInFindings(direction) }
    case nil: break
    }
  }

  /// The wheel moves the selection of the pane under the mouse.
  private mutating func wheelInOverview(at position: Position, _ direction: Action) {
    let isAbove = position.row < layout.rule.row
    let pane: Pane = isAbove || explorer?.isSunburst == true ? .icicle : .table
    withExplorer { $0.focus(on: pane) }
    for _ in 0..<(pane == .table ? 3 : 1) { move(direction) }
  }

  /// A click selects, a click on the selection zooms, a click on a heading sorts.
  private mutating func pressInOverview(at position: Position) -> [Effect] {
    let (layout, columns) = (layout, tableColumns)
    var zooms = false
    var package: Package?
    withExplorer { explorer in
      let before = explorer.selection
      if layout.icicle.contains(position) {
        explorer.focus(on: .icicle)
        guard let place = explorer.place(at: position, in: layout) else { return }
        explorer.select(place)
        zooms = explorer.selection == before
      } else if layout.tableRows.contains(position) {
        explorer.focus(on: .table)
        if let groups = explorer.table.shownGroups {
          let row = position.row - layout.tableRows.row + groups.position.top
          guard row < groups.rows.count else { return }
          explorer.table.select(groupRow: row)
          zooms = groups.position.row == row
          return
        }
        let shown = explorer.rowsShown(onLines: layout.tableRows.rows)
        let line = position.row - layout.tableRows.row
        guard line < shown.count else { return }
        explorer.selectRow(shown[line])
        zooms = explorer.selection.function == before.function
      } else if layout.split.contains(position) {
        let segments = SplitSegments(explorer.subject, columns: layout.split.columns).segments
        package = segments.first { $0.columns.contains(position.column) }?.package
      } else if layout.tableHeading.contains(position),
        let column = TableColumns(explorer, columns, width: layout.size.columns).column(at: position.column)
      {
        explorer.sort(by: explorer.table.order.choosing(column))
      }
    }
    if zooms { zoomIn() }
    guard let package else { return [] }
    return arrange { arrangement in
      arrangement.grouping = .packages
      arrangement.package = package
    }
  }
}

// MARK: - Comparison

extension State {
  /// A click selects, a click on the selection zooms, a click on a heading sorts.
  private mutating func pressInComparison(at position: Position) {
    guard let layout = comparison?.layout(size) else { return }
    if comparison?.page != nil { return pressOnPage(at: position, layout.page) }
    var zooms = false
    withComparison { explorer in
      let before = explorer.selection
      if layout.icicle.contains(position) {
        explorer.pane = .icicle
        let row = position.row - layout.icicle.row + explorer.icicleTop
        guard let place = explorer.icicle.icicle.place(row: row, column: position.column) else { return }
        explorer.select(place)
        zooms = explorer.selection == before
      } else if layout.tableRows.contains(position) {
        explorer.pane = .table
        let line = position.row - layout.tableRows.row
        if let groups = explorer.table.shownGroups {
          let row = line + groups.position.top
          guard row < groups.rows.count else { return }
          explorer.selectGroup(row: row)
          zooms = groups.position.row == row
          return
        }
        let row = line + explorer.table.top
        guard row < explorer.table.rows.count else { return }
        explorer.select(explorer.table.rows[row])
        zooms = explorer.selection.pair == before.pair
      } else if layout.tableHeading.contains(position),
        let column = explorer.table.columns(width: layout.tableHeading.columns).column(at: position.column)?.order
      {
        explorer.sort(by: explorer.table.order.choosing(column))
      }
    }
    if zooms { zoomInComparison() }
  }

  /// A click selects, a click on the selection walks there.
  private mutating func pressOnPage(at position: Position, _ area: Area) {
    guard let page = comparison?.page else { return }
    let layout = NeighboursLayout(area, callers: page.lists.callers.count, callees: page.lists.callees.count)
    for pane in CallerPane.allCases where layout.rows(of: pane).contains(position) {
      let row = position.row - layout.rows(of: pane).row + page.lists.position(in: pane).top
      if page.lists.pane == pane, page.lists.position(in: pane).row == row {
        walkInComparison(to: page.selected)
      } else {
        withPage { page, _ in page.lists.select(row, in: pane) }
      }
    }
  }

  /// The wheel moves the selection of the pane under the mouse.
  private mutating func wheelInComparison(at position: Position, _ direction: Action) {
    guard let comparison else { return }
    if let page = comparison.page {
      _ = performOnPage(page, direction)
      return
    }
    let pane: Pane = position.row < comparison.layout(size).rule.row ? .icicle : .table
    withComparison { $0.pane = pane }
    for _ in 0..<(pane == .table ? 3 : 1) { moveInComparison(direction) }
  }
}

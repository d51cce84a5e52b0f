import ProfileModel

/// Keys and mouse on the page of callers and callees.
extension State {
  /// Opens the page of the selected function.
  mutating func openNeighbours() {
    guard let explorer else { return }
    guard let function = explorer.selectedFunction else {
      message = "callers and callees of what? Select a function first"
      return
    }
    walk(to: function)
  }

  mutating func performInNeighbours(_ action: Action) -> [Effect] {
    guard case .neighbours(let page) = explorer?.page else { return [] }
    let rows = max(1, layout.page.rows / 2 - 1)
    switch action {
    case .up: withNeighbours { page, _ in page.move(by: -1) }
    case .down: withNeighbours { page, _ in page.move(by: 1) }
    case .pageUp: withNeighbours { page, _ in page.move(by: -rows) }
    case .pageDown: withNeighbours { page, _ in page.move(by: rows) }
    case .halfPageUp: withNeighbours { page, _ in page.move(by: -max(1, rows / 2)) }
    case .halfPageDown: withNeighbours { page, _ in page.move(by: max(1, rows / 2)) }
    case .home, .first: withNeighbours { page, _ in page.move(by: -.max) }
    case .end, .last: withNeighbours { page, _ in page.move(by: .max) }
    case .otherPane: withNeighbours { page, _ in page.changePane() }
    case .zoomIn, .right: walk(to: page.selected)
    case .sort(let column): sortNeighbours(by: column.rawValue)
    case .sortByNext: sortNeighbours(by: (page.order.column.rawValue + 1) % NeighbourColumn.allCases.count)
    case .reverseOrder: withNeighbours { page, profile in page.sort(by: page.order.reversed, in: profile) }
    default: return performOnPage(action)
    }
    return []
  }

  /// A click selects, a click on the selection walks there, a click on a heading sorts.
  mutating func pressInNeighbours(at position: Position) {
    guard let explorer, case .neighbours(let page) = explorer.page else { return }
    let layout = NeighboursLayout(layout.page, callers: page.callers.count, callees: page.callees.count)
    for pane in NeighboursPage.Pane.allCases {
      let rows = layout.rows(of: pane)
      if layout.heading(of: pane).contains(position),
        let column = TableColumns(explorer, TableColumn.allCases, width: rows.columns).column(at: position.column)
      {
        if page.order.column.rawValue == column.rawValue {
          withNeighbours { page, profile in page.sort(by: page.order.reversed, in: profile) }
        } else {
          sortNeighbours(by: column.rawValue)
        }
      } else if rows.contains(position) {
        let row = position.row - rows.row + page.position(in: pane).top
        if page.pane == pane, page.position(in: pane).row == row {
          walk(to: page.selected)
        } else {
          withNeighbours { page, _ in page.select(row, in: pane) }
        }
      }
    }
  }

  private mutating func walk(to function: FunctionID) {
    if case .neighbours(let page) = explorer?.page, function == page.function {
      message = "the function calls itself: this is its page"
    } else {
      withExplorer { $0.openNeighbours(of: function) }
    }
  }

  private mutating func sortNeighbours(by index: Int) {
    guard let column = NeighbourColumn(rawValue: index) else { return }
    withNeighbours { page, profile in page.sort(by: NeighbourOrder(by: column), in: profile) }
  }

  private mutating func withNeighbours(_ change: (inout NeighboursPage, Profile) -> Void) {
    withExplorer { $0.withNeighbours(change) }
  }
}

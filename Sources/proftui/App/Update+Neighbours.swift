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
    case .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last, .otherPane:
      withNeighbours { page, _ in page.lists.move(action, page: rows) }
    case .zoomIn, .right: walk(to: page.selected)
    case .sort(let column): sortNeighbours(by: column.rawValue)
    case .sortByNext: sortNeighbours(by: (page.order.column.rawValue + 1) % NeighbourColumn.allCases.count)
    case .reverseOrder: withNeighbours { page, profile in page.sort(by: page.order.reversed, in: profile) }
    case .search: startTyping(.search)
    case .nextMatch: stepInNeighbours(by: 1)
    case .previousMatch: stepInNeighbours(by: -1)
    default: return performOnPage(action)
    }
    return []
  }

  /// Selects the next or previous row that is a match, in both lists and around the end.
  private mutating func stepInNeighbours(by direction: Int) {
    guard let matches = explorer?.matches else {
      message = nothingSearched
      return
    }
    var found = false
    withNeighbours { page, _ in found = page.lists.step(by: direction) { matches.contains($0.function) } }
    if !found { message = "no caller or callee here matches /\(matches.search.text)" }
  }

  /// A click selects, a click on the selection walks there, a click on a heading sorts.
  mutating func pressInNeighbours(at position: Position) {
    guard let explorer, case .neighbours(let page) = explorer.page else { return }
    let layout = NeighboursLayout(layout.page, callers: page.lists.callers.count, callees: page.lists.callees.count)
    for pane in CallerPane.allCases {
      let rows = layout.rows(of: pane)
      if layout.heading(of: pane).contains(position),
        let column = TableColumns(explorer, TableColumn.allCases, width: rows.columns).column(at: position.column)
      {
        sortNeighbours(by: column.rawValue)
      } else if rows.contains(position) {
        let row = position.row - rows.row + page.lists.position(in: pane).top
        if page.lists.pane == pane, page.lists.position(in: pane).row == row {
          walk(to: page.selected)
        } else {
          withNeighbours { page, _ in page.lists.select(row, in: pane) }
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
    withNeighbours { page, profile in page.sort(by: page.order.choosing(column), in: profile) }
  }

  private mutating func withNeighbours(_ change: (inout NeighboursPage, Profile) -> Void) {
    withExplorer { $0.withNeighbours(change) }
  }
}

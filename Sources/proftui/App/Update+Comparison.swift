import ProfileModel

/// Keys and mouse in the comparison explorer.
extension State {
  mutating func performInComparison(_ action: Action) -> [Effect] {
    switch action {
    case .neighbours: openNeighboursInComparison()
    case .source: return openSourceInComparison()
    case .edit: return editInComparison()
    case .copy: return copy()
    case .keep: startKeeping()
    case .exploreSide: return exploreSide()
    default:
      if let page = comparison?.page {
        return performOnPage(page, action)
      } else {
        return performInComparisonOverview(action)
      }
    }
    return []
  }

  private mutating func performInComparisonOverview(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last:
      moveInComparison(action)
    case .zoomIn: zoomInComparison()
    case .zoomOut: zoomOutOfComparison()
    case .zoomOutAll: withComparison { $0.zoomOutAll() }
    case .otherPane: withComparison { $0.changePane() }
    case .swapSides: withComparison { $0.swapSides() }
    case .changeView: return arrangeComparison { $0.grouping = $0.grouping.next }
    case .filters: mode = .filtering
    case .search: startTyping(.search)
    case .keepMatches: startTyping(.keepMatches)
    case .nextMatch: stepInComparison(by: 1)
    case .previousMatch: stepInComparison(by: -1)
    case .searchSelection: search(for: comparison?.selectedFunction)
    case .sortByNext: withComparison { $0.sort(by: ComparisonOrder(by: $0.table.order.column.next)) }
    case .sort(let column):
      guard let column = ComparisonColumn(column) else { return sayNoColumn() }
      withComparison { $0.sort(by: $0.table.order.choosing(column)) }
    case .reverseOrder: withComparison { $0.sort(by: $0.table.order.reversed) }
    default: pointElsewhere(action)
    }
    return []
  }

  mutating func moveInComparison(_ action: Action) {
    guard let explorer = comparison else { return }
    switch explorer.pane {
    case .icicle: moveInIcicleOfComparison(action, page: max(1, explorer.layout(size).icicle.rows - 1))
    case .table:
      let page = max(1, explorer.layout(size).tableRows.rows - 1)
      if let steps = action.steps(page: page) { withComparison { $0.moveRows(by: steps) } }
      if action == .left { zoomOutOfComparison() }
      if action == .right { zoomInComparison() }
    }
  }

  private mutating func moveInIcicleOfComparison(_ action: Action, page: Int) {
    let size = size
    var moved = true
    withComparison { moved = $0.moveInIcicle(action, page: page) { $0.fit(to: size) } }
    if !moved, action == .down, comparison?.hasNarrowCallees == true {
      message = say("callees too narrow to draw", .zoomIn, "zooms in")
    }
  }

  mutating func zoomInComparison() {
    var found = true
    var stays = false
    let before = comparison?.zoom
    withComparison { explorer in
      if explorer.pane == .table && explorer.openGroup() || explorer.openChain() { return }
      found = explorer.zoomIn()
      stays = found && explorer.zoom == before
    }
    if stays { message = Self.isZoomed }
    guard !found, let comparison else { return }
    message =
      comparison.hasSelectedFunction
      ? hasNoBox : say("the \(comparison.side.name) has no such function", .swapSides, "shows the other side")
  }

  // MARK: Callers

  private mutating func openNeighboursInComparison() {
    guard let pair = comparison?.selectedFunction else {
      message = "callers and callees of what? Select a function first"
      return
    }
    walkInComparison(to: pair)
  }

  mutating func walkInComparison(to pair: PairID) {
    if comparison?.page?.pair == pair {
      message = "the function calls itself: this is its page"
    } else {
      withComparison { $0.openNeighbours(of: pair) }
    }
  }

  mutating func performOnPage(_ page: ComparisonNeighboursPage, _ action: Action) -> [Effect] {
    let rows = max(1, (comparison?.layout(size).page.rows ?? 0) / 2 - 1)
    switch action {
    case .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last, .otherPane:
      withPage { page, _ in page.lists.move(action, page: rows) }
    case .zoomIn, .right: walkInComparison(to: page.selected)
    case .zoomOut, .left: withComparison { _ = $0.closePage() }
    case .zoomOutAll: withComparison { $0.closePages() }
    case .sort(let column):
      guard let column = ComparisonColumn(column) else { return sayNoColumn() }
      sortPage(by: page.order.choosing(column))
    case .sortByNext: sortPage(by: ComparisonOrder(by: page.order.column.next))
    case .reverseOrder: sortPage(by: page.order.reversed)
    case .search: startTyping(.search)
    case .nextMatch: stepOnPage(by: 1)
    case .previousMatch: stepOnPage(by: -1)
    case .keepMatches, .filters:
      let effects = performInComparisonOverview(action)
      withComparison { $0.closePages() }
      return effects
    case .searchSelection:
      search(for: page.selected)
      withComparison { $0.closePages() }
    default: pointElsewhere(action)
    }
    return []
  }

  private mutating func sayNoColumn() -> [Effect] {
    message = "a comparison has no fifth column to sort by"
    return []
  }

  private mutating func sortPage(by order: ComparisonOrder) {
    withPage { page, comparison in page.sort(by: order, in: comparison) }
  }

  private mutating func stepOnPage(by direction: Int) {
    guard let matches = comparison?.matches else {
      message = nothingSearched
      return
    }
    var found = false
    withPage { page, _ in found = page.lists.step(by: direction) { matches.contains($0.pair) } }
    if !found { message = "no caller or callee here matches /\(matches.search.text)" }
  }

  mutating func withPage(_ change: (inout ComparisonNeighboursPage, Comparison) -> Void) {
    withComparison { $0.withPage(change) }
  }

  // MARK: Groups and filters

  mutating func arrangeComparison(_ change: (inout Arrangement) -> Void) -> [Effect] {
    guard let explorer = comparison else { return [] }
    var arrangement = arranging ?? explorer.arranged.arrangement
    change(&arrangement)
    if explorer.subject.edgeCount < edgesArrangedAtOnce {
      withComparison { $0.show(ArrangedComparison(arrangement, of: $0.subject, after: $0.arranged)) }
      return []
    }
    arranging = arrangement
    return [.arrange(arrangement)]
  }

  /// Shows what was arranged in the background; what is wanted no longer is dropped.
  mutating func take(_ arranged: ArrangedComparison, _ opening: Int) {
    guard comparison?.subject.opening == opening, arranged.arrangement == arranging else { return }
    arranging = nil
    withComparison { $0.show(arranged) }
  }

  /// One zoom back; where there is none, the search is dropped.
  private mutating func zoomOutOfComparison() {
    withComparison { if !$0.zoomOut() { $0.mark(nil, whileTyping: false) } }
  }

  private mutating func stepInComparison(by direction: Int) {
    guard let explorer = comparison else { return }
    guard let matches = explorer.matches?.order, !matches.isEmpty else {
      message = explorer.matches == nil ? nothingSearched : "no match"
      return
    }
    let current = explorer.selection.pair.flatMap { matches.firstIndex(of: $0) }
    let next = current.map { ($0 + direction + matches.count) % matches.count }
    withComparison { $0.select(matches[next ?? (direction > 0 ? 0 : matches.count - 1)]) }
  }
}

extension ComparisonColumn {
  /// The column to sort by after this one; after the last the first.
  fileprivate var next: ComparisonColumn { ComparisonColumn(rawValue: rawValue + 1) ?? .calls }

  /// What a digit sorts by: the nearest to what it is in the explorer.
  fileprivate init?(_ column: TableColumn) {
    switch column {
    case .calls: self = .calls
    case .selfTime: self = .selfTime
    case .selfTimePerCall: self = .ratio
    case .cumulativeTime: self = .cumulativeTime
    case .cumulativeTimePerCall: return nil
    case .name: self = .name
    }
  }
}

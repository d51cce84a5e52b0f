import ProfileModel

/// The routes that both sides have, with their verdicts: from it comparisons are opened, and to it one comes back.
struct ComparisonList: Sendable {
  /// One route.
  struct Row: Sendable {
    let source: ComparisonSource
    let route: RouteChange
    /// The function that made most of the difference; nil where nothing moved.
    let cause: Cause?
  }

  /// A function that made most of a difference.
  struct Cause: Sendable {
    let function: Function
    let change: FunctionChange
  }

  /// Those whose medians moved most first.
  let rows: [Row]
  /// What only one side has.
  let onlyBaseline, onlyChange: [String]
  private(set) var position = ListPosition()

  init(_ compared: [Compared], _ sources: ComparisonSources) {
    rows = Compared.ranked(compared).map { one in
      let cause = one.comparison.mainCause.map {
        Cause(function: one.comparison.function($0.id), change: $0)
      }
      return Row(source: one.source, route: one.comparison.route, cause: cause)
    }
    onlyBaseline = sources.onlyBaseline
    onlyChange = sources.onlyChange
  }

  var selected: Row? { rows.indices.contains(position.row) ? rows[position.row] : nil }

  mutating func move(by steps: Int) { position.move(by: steps, of: rows.count) }

  mutating func fit(rows visible: Int) { position.fit(visible: visible, of: rows.count) }
}

/// Keys in the list of compared routes.
extension State {
  mutating func performInComparisons(_ action: Action) -> [Effect] {
    let page = max(1, requestLayout.rows.rows - 1)
    switch action {
    case .up: moveInComparisons(by: -1)
    case .down: moveInComparisons(by: 1)
    case .pageUp: moveInComparisons(by: -page)
    case .pageDown: moveInComparisons(by: page)
    case .halfPageUp: moveInComparisons(by: -max(1, page / 2))
    case .halfPageDown: moveInComparisons(by: max(1, page / 2))
    case .home, .first: moveInComparisons(by: -.max)
    case .end, .last: moveInComparisons(by: .max)
    case .zoomIn, .right:
      if let source = comparisons?.selected?.source { return compare(source, .beforeAndAfter) }
    default: break
    }
    return []
  }

  mutating func moveInComparisons(by steps: Int) {
    let visible = requestLayout.rows.rows
    comparisons?.move(by: steps)
    comparisons?.fit(rows: visible)
  }

  /// A click selects a row, a click on the selection opens it.
  mutating func pressInComparisons(at position: Position) -> [Effect] {
    let area = requestLayout.rows
    guard area.contains(position), let list = comparisons else { return [] }
    let row = list.position.top + position.row - area.row
    if row == list.position.row { return performInComparisons(.zoomIn) }
    moveInComparisons(by: row - list.position.row)
    return []
  }
}

import ProfileModel

/// What comparing one route of two directories gave.
struct ComparedRoute: Sendable {
  /// What became of the route, and the function that made most of the difference; nil where nothing moved.
  struct Change: Sendable {
    var route: RouteChange
    let cause: (function: Function, change: FunctionChange)?
  }

  let source: ComparisonSource
  let result: Result<Change, OpenError>

  /// Keeps nothing of the profiles.
  init(_ source: ComparisonSource, _ compared: Result<Compared, OpenError>) {
    self.source = source
    result = compared.map { compared in
      let comparison = compared.comparison
      let cause = comparison.mainCause.map { (comparison.function($0.id), $0) }
      return Change(route: comparison.route, cause: cause)
    }
  }
}

/// The routes that both sides have, with their verdicts as they come in: from it comparisons are opened, and to it one comes
/// back.
struct ComparisonList: Sendable {
  /// A route, and what is known of it so far.
  struct Row: Sendable {
    let source: ComparisonSource
    fileprivate(set) var result: Result<ComparedRoute.Change, OpenError>?

    /// What became of the route, once that is known.
    var change: ComparedRoute.Change? { try? result?.get() }

    /// Seconds by which the median moved.
    fileprivate var moved: Double { change.map { ($0.route.change.median - $0.route.baseline.median).magnitude } ?? -1 }
  }

  /// Those whose medians moved most first; p-values are corrected for the number of routes.
  private(set) var rows: [Row]
  /// What only one side has.
  let onlyBaseline, onlyChange: [String]
  private(set) var selection: ComparisonSource?
  /// The row that is drawn first.
  private(set) var top = 0
  /// What was compared so far, with p-values of its own.
  private var results: [ComparedRoute] = []

  init(_ sources: ComparisonSources) {
    rows = sources.common.map { Row(source: $0) }
    onlyBaseline = sources.onlyBaseline
    onlyChange = sources.onlyChange
    selection = rows.first?.source
  }

  /// How many routes are not compared yet.
  var unread: Int { rows.count - results.count }

  var selectedRow: Int? { rows.firstIndex { $0.source == selection } }

  var selected: Row? { selectedRow.map { rows[$0] } }

  /// Takes in what was found of a route. The selection stays on its route, but on the first one while nobody moved.
  mutating func add(_ compared: ComparedRoute) {
    let followsFirst = selectedRow == 0
    results.append(compared)
    let changes = results.map { try? $0.result.get() }
    var corrected = RouteChange.corrected(changes.compactMap { $0?.route })[...]
    for (compared, change) in zip(results, changes) {
      guard let row = rows.firstIndex(where: { $0.source == compared.source }) else { continue }
      rows[row].result = compared.result
      if var change, let route = corrected.popFirst() {
        change.route = route
        rows[row].result = .success(change)
      }
    }
    rows.sort { ($1.moved, $0.source.name) < ($0.moved, $1.source.name) }
    if followsFirst { selection = rows.first?.source }
  }

  mutating func move(by steps: Int) {
    if let row = selectedRow { selection = rows[row.addingClamped(steps, to: rows.indices)].source }
  }

  /// Keeps the selection in sight.
  mutating func fit(rows visible: Int) {
    top = ListPosition.top(from: top, toShow: selectedRow ?? 0, visible: visible, of: rows.count)
  }
}

/// Keys in the list of compared routes.
extension State {
  mutating func performInComparisons(_ action: Action) -> [Effect] {
    if let steps = action.steps(page: max(1, requestLayout.rows.rows - 1)) {
      moveInComparisons(by: steps)
      return []
    }
    switch action {
    case .zoomIn, .right:
      if let source = comparisons?.selection { return compare(source, .beforeAndAfter) }
    case .copy: return copy()
    case .keep: startKeeping()
    default: pointElsewhere(action)
    }
    return []
  }

  mutating func moveInComparisons(by steps: Int) {
    let visible = requestLayout.rows.rows
    comparisons?.move(by: steps)
    comparisons?.fit(rows: visible)
  }

  mutating func add(_ compared: ComparedRoute) {
    comparisons?.add(compared)
    moveInComparisons(by: 0)
  }

  /// A click selects a row, a click on the selection opens it.
  mutating func pressInComparisons(at position: Position) -> [Effect] {
    let area = requestLayout.rows
    guard area.contains(position), let list = comparisons, let selected = list.selectedRow else { return [] }
    let row = list.top + position.row - area.row
    guard row < list.rows.count else { return [] }
    if row == selected { return performInComparisons(.zoomIn) }
    moveInComparisons(by: row - selected)
    return []
  }
}

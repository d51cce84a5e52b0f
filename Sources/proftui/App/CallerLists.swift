/// Which of the two lists.
enum CallerPane: Hashable, CaseIterable, Sendable {
  case callers
  case callees
}

/// The lists of callers and of callees, one above the other. One selection walks through both.
struct CallerLists<Row: Sendable>: Sendable {
  /// In the order of the screen.
  private(set) var callers: [Row]
  private(set) var callees: [Row]
  /// The list with the selection.
  private(set) var pane: CallerPane
  private var callersPosition = ListPosition()
  private var calleesPosition = ListPosition()

  init(callers: [Row], callees: [Row]) {
    self.callers = callers
    self.callees = callees
    pane = callers.isEmpty ? .callees : .callers
  }

  /// Nil where both lists are empty.
  var selected: Row? {
    let (rows, row) = (rows(of: pane), position(in: pane).row)
    return rows.indices.contains(row) ? rows[row] : nil
  }

  func rows(of pane: CallerPane) -> [Row] {
    switch pane {
    case .callers: callers
    case .callees: callees
    }
  }

  func position(in pane: CallerPane) -> ListPosition {
    switch pane {
    case .callers: callersPosition
    case .callees: calleesPosition
    }
  }

  /// Shows the rows in another order; the first ones are selected.
  mutating func replace(callers: [Row], callees: [Row]) {
    self.callers = callers
    self.callees = callees
    callersPosition = ListPosition()
    calleesPosition = ListPosition()
  }

  /// Moves through the callers and on through the callees.
  mutating func move(by steps: Int) {
    let count = callers.count + callees.count
    if count > 0 { select(selectedIndex.addingClamped(steps, to: 0..<count)) }
  }

  /// Goes where a key asks to.
  ///
  /// - Parameter page: how many rows a page has.
  mutating func move(_ action: Action, page: Int) {
    if let steps = action.steps(page: page) { move(by: steps) }
    if action == .otherPane { changePane() }
  }

  /// Selects a row of one list, where it has that row.
  mutating func select(_ row: Int, in pane: CallerPane) {
    guard rows(of: pane).indices.contains(row) else { return }
    select(pane == .callers ? row : callers.count + row)
  }

  /// Selects the first row, from the callers on, that is wanted.
  mutating func selectFirst(where isWanted: (Row) -> Bool) {
    if let index = (callers + callees).firstIndex(where: isWanted) { select(index) }
  }

  /// Selects the next row that is wanted, or the one before, around the end. False where there is none.
  mutating func step(by direction: Int, where isWanted: (Row) -> Bool) -> Bool {
    let rows = callers + callees
    for steps in rows.indices.map({ $0 + 1 }) {
      let index = (selectedIndex + (direction * steps) + rows.count * steps) % rows.count
      if isWanted(rows[index]) {
        select(index)
        return true
      }
    }
    return false
  }

  /// Goes to the selected row of the other list, where it has any.
  private mutating func changePane() {
    let other: CallerPane = pane == .callers ? .callees : .callers
    if !rows(of: other).isEmpty { pane = other }
  }

  /// Keeps the selected rows in sight.
  mutating func fit(to area: Area) {
    let layout = NeighboursLayout(area, callers: callers.count, callees: callees.count)
    callersPosition.fit(visible: layout.callers.rows, of: callers.count)
    calleesPosition.fit(visible: layout.callees.rows, of: callees.count)
  }

  /// The selection's place in both lists, the callers first.
  private var selectedIndex: Int { (pane == .callees ? callers.count : 0) + position(in: pane).row }

  private mutating func select(_ index: Int) {
    pane = index < callers.count ? .callers : .callees
    switch pane {
    case .callers: callersPosition.move(by: index - callersPosition.row, of: callers.count)
    case .callees: calleesPosition.move(by: index - callers.count - calleesPosition.row, of: callees.count)
    }
  }
}

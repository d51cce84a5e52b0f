import ProfileModel

/// The explorer's table: which functions it shows and in which order, or their groups.
///
/// What it shows follows from the subject, which is asked for it in one place.
struct TablePane: Sendable {
  private(set) var order = TableOrder(by: .selfTime)
  /// The table's groups, while it does not show single functions.
  private(set) var groups: GroupTable?
  /// The group whose functions the table shows: an index of the groups.
  private(set) var openedGroup: Int?
  private(set) var rows: TableRows
  /// The row that is drawn first.
  private(set) var top = 0
  /// The search whose matches are marked, if any.
  private(set) var matches: Matches?
  /// The search whose matches alone are in the table, if any.
  private(set) var kept: Matches?
  /// While a search is typed the table shows its matches alone.
  private(set) var isSearching = false

  init(of subject: inout Subject) {
    rows = TableRows([], of: subject)
    refresh(of: &subject)
  }

  /// The groups, where the table shows them rather than functions.
  var shownGroups: GroupTable? { openedGroup == nil && !isSearching ? groups : nil }

  /// The search that decides now which functions the table shows besides ``kept``.
  private var shownMatches: Matches? { isSearching ? matches : nil }

  /// The rows that so many lines show: those from ``top`` on. Where the selected one is not among them, as may be while one
  /// moves in the icicle, it takes the nearest line, so that the table need not be drawn anew for it.
  func rowsShown(onLines lines: Int, selected row: Int?) -> [Int] {
    var shown = Array((top..<max(top, rows.count)).prefix(lines))
    guard let row, let first = shown.first, let last = shown.last else { return shown }
    if row < first { shown[0] = row }
    if row > last { shown[shown.count - 1] = row }
    return shown
  }

  /// Keeps a row in sight where it is to be, and the group that is selected. The top is a row, if there is any, also where no
  /// line is free for the table.
  mutating func fit(visible lines: Int, row: Int?) {
    groups?.fit(visible: lines)
    if let row { top = row < top ? row : max(top, row - max(0, lines - 1)) }
    top = max(0, min(top, rows.count - max(1, lines)))
  }

  /// - Parameter candidates: what holds all functions that are to be shown, in order; by default, all there are.
  private mutating func refresh(of subject: inout Subject, among candidates: [FunctionID]? = nil) {
    subject.keep(order)
    var functions = candidates ?? subject.functions(by: order)
    // What leaves the fewest comes first, and copies only those.
    for matches in [shownMatches, kept] {
      if let matches { functions = functions.filter(matches.contains) }
    }
    if !subject.filters.isEmpty {
      functions.removeAll { !subject.isShown($0) && matches?.contains($0) != true }
    }
    if openedGroup != nil { functions.removeAll { !isInOpenedGroup($0) } }
    rows = TableRows(functions, of: subject)
  }

  private func isInOpenedGroup(_ function: FunctionID) -> Bool {
    guard let openedGroup, let groups else { return true }
    return groups.groups.group(of: function) == openedGroup
  }
}

// MARK: - Order and search

extension TablePane {
  mutating func sort(by order: TableOrder, of subject: inout Subject) {
    self.order = order
    groups?.sort(by: order, of: subject)
    refresh(of: &subject)
    top = 0
  }

  /// Marks the matches of a search; while it is typed the table shows nothing else.
  mutating func mark(_ matches: Matches?, whileTyping: Bool, of subject: inout Subject) {
    let shownBefore = shownMatches
    self.matches = matches
    isSearching = whileTyping && matches != nil
    if let shownBefore, let shownMatches, shownMatches.search.narrows(shownBefore.search) {
      refresh(of: &subject, among: rows.functions)
    } else if shownBefore?.search.text != shownMatches?.search.text || !subject.filters.isEmpty {
      // Matches are in the table even if they are folded away.
      refresh(of: &subject)
    }
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: Matches?, of subject: inout Subject) {
    kept = matches
    refresh(of: &subject)
    top = 0
  }
}

// MARK: - Groups

extension TablePane {
  /// Shows groups that were made, or functions; the group of the selected function is selected.
  mutating func show(_ groups: GroupTable?, selecting function: FunctionID?, of subject: inout Subject) {
    openedGroup = nil
    kept = nil
    self.groups = groups
    self.groups?.sort(by: order, of: subject)
    if let function, let groups { self.groups?.select(group: groups.groups.group(of: function)) }
    refresh(of: &subject)
  }

  /// Shows the functions of a group, or all groups again.
  mutating func open(group: Int?, of subject: inout Subject) {
    guard group != openedGroup else { return }
    openedGroup = groups == nil ? nil : group
    refresh(of: &subject)
    top = 0
  }

  /// Moves through the groups, where the table shows them. False where it shows functions.
  mutating func moveGroups(by steps: Int) -> Bool {
    guard shownGroups != nil else { return false }
    groups?.move(by: steps)
    return true
  }

  mutating func select(groupRow row: Int) { groups?.select(row: row) }

  mutating func select(_ package: Package) {
    if let group = groups?.groups.groups.firstIndex(where: { $0.key == .package(package) }) {
      groups?.select(group: group)
    }
  }

  /// Shows a subject whose self times have changed. The groups themselves stay.
  ///
  /// - Parameter groups: with the numbers that they have now.
  mutating func followFolding(_ groups: GroupTable?, of subject: inout Subject) {
    let selected = self.groups?.selected
    self.groups = groups
    self.groups?.sort(by: order, of: subject)
    if let selected { self.groups?.select(group: selected) }
    refresh(of: &subject)
  }
}

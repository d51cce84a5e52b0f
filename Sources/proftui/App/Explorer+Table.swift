import ProfileModel

/// What the explorer's table shows.
extension Explorer {
  mutating func sort(by order: TableOrder) { table.sort(by: order, of: &subject) }

  /// What a search finds. What it looks at is kept for the next one, and so is the order of the matches.
  mutating func find(_ search: Search) throws(Search.SyntaxError) -> Matches {
    subject.prepare(for: search)
    subject.keep(Matches.order)
    return try Matches(of: search, in: subject, after: matches)
  }

  var matches: Matches? { table.matches }

  mutating func mark(_ matches: Matches?, whileTyping: Bool) {
    table.mark(matches, whileTyping: whileTyping, of: &subject)
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: Matches?) { table.keep(matches, of: &subject) }

  /// The table's row of the selected function. O(rows).
  var selectedRow: Int? { selection.function.flatMap(table.rows.row(of:)) }

  /// The rows of the table that so many lines show; the selected one is among them.
  func rowsShown(onLines lines: Int) -> [Int] { table.rowsShown(onLines: lines, selected: selectedRow) }

  // MARK: Groups

  /// The selected group, where the table shows groups and has the keys.
  var selectedGroup: FunctionGroup? {
    guard pane == .table, let table = table.shownGroups, let group = table.selected else { return nil }
    return table.groups.groups[group]
  }

  /// Whether a function is part of the selected group.
  func isInSelectedGroup(_ function: FunctionID) -> Bool {
    guard pane == .table, let table = table.shownGroups else { return false }
    return table.selected == table.groups.group(of: function)
  }

  /// Shows the functions of the selected group, and remembers where one was.
  mutating func openGroup() {
    guard let group = table.shownGroups?.selected else { return }
    remember()
    table.open(group: group, of: &subject)
    if table.rows.count > 0 { selectRow(0) }
  }
}

import ProfileModel

/// The rows of the table while it shows files or packages.
struct GroupTable: Sendable {
  let grouping: Grouping
  let groups: FunctionGroups
  /// Indices of the groups in the order of the screen; those whose functions are all folded away are left out.
  private(set) var rows: [Int] = []
  private(set) var position = ListPosition()

  /// Nil for single functions, which need no groups.
  init?(by grouping: Grouping, of subject: Subject, order: TableOrder) {
    let profile = subject.shown
    switch grouping {
    case .functions: return nil
    case .files: groups = FunctionGroups(of: profile) { .file(profile.functions.file(of: $0)) }
    case .packages: groups = FunctionGroups(of: profile) { .package(subject.sourcePath(of: $0).package) }
    }
    self.grouping = grouping
    sort(by: order, of: subject)
  }

  /// The selected group: an index of the groups.
  var selected: Int? { rows.isEmpty ? nil : rows[position.row] }

  subscript(row: Int) -> FunctionGroup { groups.groups[rows[row]] }

  /// Sorts, and keeps the selection.
  mutating func sort(by order: TableOrder, of subject: Subject) {
    let before = selected
    var isShown = [Bool](repeating: false, count: groups.groups.count)
    for id in subject.profile.functions.ids where subject.isShown(id) { isShown[groups.group(of: id)] = true }
    rows = groups.sorted(by: order).filter { isShown[$0] }
    if let before { select(group: before) }
  }

  mutating func select(group: Int) {
    if let row = rows.firstIndex(of: group) { select(row: row) }
  }

  mutating func select(row: Int) { move(by: row - position.row) }

  mutating func move(by steps: Int) { position.move(by: steps, of: rows.count) }

  /// Keeps the selection in sight.
  mutating func fit(visible: Int) { position.fit(visible: visible, of: rows.count) }
}

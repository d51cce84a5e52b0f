import ProfileModel

/// The panes that take keys.
enum Pane: Hashable, Sendable {
  case icicle
  case table
}

/// What the explorer shows of its subject, and where one is in it.
struct Explorer: Sendable {
  /// A place to come back to.
  struct Visit: Sendable {
    let zoom: Zoom
    let selection: Selection
    let openChains: Set<CallPath>
    let openedGroup: Int?
  }

  private(set) var subject: Subject
  private(set) var page = Page.overview
  /// The pages one came through, the last one last.
  private(set) var earlierPages: [Page] = []
  /// How lists of callers and callees were sorted last.
  private var neighbourOrder = NeighbourOrder(by: .cumulativeTime)
  var pane = Pane.icicle
  /// Whether the icicle is drawn as a sunburst, without the table.
  private(set) var isSunburst = false
  private(set) var zoom = Zoom.all
  /// The zooms one came through, the last one last.
  private(set) var visits: [Visit] = []
  var selection = Selection.total
  /// The call tree below the zoom, laid out on the icicle's area; follows from tree, zoom and size.
  private(set) var icicle: Icicle
  /// The part (0 to 1) of the zoomed box's time that is measured; follows from tree and zoom.
  private(set) var measuredShare = 0.0
  /// The icicle's row that is drawn first.
  var icicleTop = 0
  /// Whether runs of boxes that hand almost all their time on are one box each.
  private(set) var joinsChains = true
  /// The runs that are shown box by box nevertheless: paths of their last boxes, from the zoom's origin down.
  private var openChains: Set<CallPath> = []
  private(set) var order = TableOrder(by: .selfTime)
  /// The table's groups, while it does not show single functions.
  private(set) var groupTable: GroupTable?
  /// The group whose functions the table shows: an index of the groups.
  private(set) var openedGroup: Int?
  private(set) var rows: TableRows
  /// The table's row that is drawn first.
  var tableTop = 0
  /// The search whose matches are marked, if any.
  private(set) var matches: Matches?
  /// The search whose matches alone are in the table, if any.
  private(set) var kept: Matches?
  /// While a search is typed the table shows its matches alone.
  private(set) var isSearching = false

  init(_ subject: Subject) {
    self.subject = subject
    icicle = Icicle(of: subject.tree, zoom: subject.tree.root, columns: 0, rowLimit: 0)
    rows = TableRows([], of: subject)
    refreshRows()
  }

  /// The profile as it is shown: with the self times that functions have when others are folded into them.
  var profile: Profile { subject.shown }

  /// What is folded away.
  var filters: Set<Filter> { subject.filters.union(joinsChains ? [.chains] : []) }

  /// The node at the zoom; the origin's where the tree has no such path any more.
  var zoomedNode: CallTreeNode { icicle.rows.first?.first?.node ?? unfoldedZoom }

  private var unfoldedZoom: CallTreeNode { node(at: zoom.path) ?? originNode }

  /// The node of the selected box: the icicle's, so that the tree is unfolded only for a box that it does not show.
  var selectedNode: CallTreeNode? {
    if let place = place(of: selection), icicle[place].joined.isEmpty { return icicle[place].node }
    return selection.path.flatMap(node(at:))
  }

  /// Whether there is a box to zoom to.
  func has(_ target: Zoom) -> Bool {
    let (tree, start) = tree(from: target.origin)
    return tree.node(at: target.path, below: start) != nil
  }

  /// The tree that the icicle shows a part of.
  var tree: CallTree { tree(from: zoom.origin).tree }

  /// The node at a path from the zoom's origin down.
  func node(at path: CallPath) -> CallTreeNode? {
    let (tree, start) = tree(from: zoom.origin)
    return tree.node(at: path, below: start)
  }

  private var originNode: CallTreeNode { tree(from: zoom.origin).start }

  private func tree(from origin: Zoom.Origin) -> (tree: CallTree, start: CallTreeNode) {
    switch origin {
    case .total: return (subject.tree, subject.tree.root)
    case .function(let function): return (subject.tree, subject.tree.merged(function))
    case .callers(let function):
      let inverted = subject.tree.inverted(function)
      return (inverted, inverted.root)
    }
  }

  /// Gives the keys to the other pane; the table then has a selection too.
  mutating func changePane() {
    isSunburst = false
    pane = pane == .icicle ? .table : .icicle
    if pane == .table, selection.function == nil { moveRows(by: 0) }
  }
}

extension Explorer {
  /// Draws the icicle as a sunburst, or no longer.
  mutating func changePicture() {
    isSunburst.toggle()
    pane = .icicle
  }

  /// The box at a position of the icicle's area.
  func place(at position: Position, in layout: Layout) -> Icicle.Place? {
    guard isSunburst else {
      return icicle.place(row: position.row - layout.icicle.row + icicleTop, column: position.column)
    }
    let disc = SunburstDisc(layout.icicle)
    return disc.place(at: position, isLower: false, in: sunburst(on: disc))
  }
}

// MARK: - Pages

extension Explorer {
  /// Shows another page; ``closePage()`` comes back to this one.
  mutating func open(_ page: Page) {
    earlierPages.append(self.page)
    self.page = page
  }

  /// Shows the page before, as it was left. False on the first one.
  mutating func closePage() -> Bool {
    guard let earlier = earlierPages.popLast() else { return false }
    page = earlier
    return true
  }

  /// Shows the overview, and selects there the function one walked to.
  mutating func closePages() {
    guard !earlierPages.isEmpty else { return }
    let function = selectedFunction
    page = .overview
    earlierPages = []
    if let function { select(function) }
  }

  mutating func openNeighbours(of function: FunctionID) {
    open(.neighbours(NeighboursPage(of: function, in: subject, order: neighbourOrder)))
  }

  /// Changes the source page, where it is shown.
  mutating func withSource(_ change: (inout SourcePage) -> Void) {
    guard case .source(var source) = page else { return }
    change(&source)
    page = .source(source)
  }

  /// Shows what was found of a function's source on all its pages, also those that one came through.
  mutating func showSource(_ result: Result<SourceFile, SourceAbsence>, of function: FunctionID) {
    func shown(_ page: Page) -> Page {
      guard case .source(var source) = page, source.function == function else { return page }
      source.show(result, in: profile, profiledAt: subject.profiledAt)
      return .source(source)
    }
    page = shown(page)
    earlierPages = earlierPages.map(shown)
  }

  /// Changes the page of findings, where it is shown.
  mutating func withFindings(_ change: (inout FindingsPage) -> Void) {
    guard case .findings(var findings) = page else { return }
    change(&findings)
    page = .findings(findings)
  }

  /// Changes the page of callers and callees, where it is shown.
  mutating func withNeighbours(_ change: (inout NeighboursPage, Profile) -> Void) {
    guard case .neighbours(var neighbours) = page else { return }
    change(&neighbours, profile)
    neighbourOrder = neighbours.order
    page = .neighbours(neighbours)
  }
}

// MARK: - Derived state

extension Explorer {
  /// Lays the icicle out again where its area has changed, and keeps the selection in sight.
  mutating func fit(to layout: Layout) {
    let needed = icicleTop + layout.icicle.rows + 1
    if icicle.columns != layout.icicleParts || (icicle.isCut && icicle.rows.count < needed) {
      unfold(columns: layout.icicleParts, rowLimit: needed + Self.rowsAhead)
      if selection.path == nil { findBox() }
    }
    showSelection(in: layout)
    groupTable?.fit(visible: layout.tableRows.rows)
    page.fit(to: layout)
  }

  mutating func lay(_ groundwork: Groundwork) { subject.lay(groundwork) }

  /// Exchanges the call tree for a better one.
  mutating func replaceTree(_ tree: CallTree) {
    subject.setTree(tree)
    refold()
  }

  /// Folds something away, or shows it again.
  mutating func toggle(_ filter: Filter) {
    switch filter {
    case .chains:
      joinsChains.toggle()
      openChains = []
    case .builtins, .standardLibrary, .thirdParty: subject.fold(away: subject.filters.symmetricDifference([filter]))
    }
    refold()
    refreshGroups()
    refreshRows()
  }

  /// Folds runs of recursion into one box each, or unfolds them.
  mutating func foldRecursion() {
    subject.foldRecursion()
    if subject.tree.foldsRecursion {
      zoom.path = zoom.path.withoutRuns
      selection.path = selection.path?.withoutRuns
    }
    refold()
  }

  /// Unfolds a changed tree; a zoom that it does not have is left.
  private mutating func refold() {
    if node(at: zoom.path) == nil { zoom.path = .total }
    unfold(columns: icicle.columns, rowLimit: icicle.rows.count + Self.rowsAhead)
    if place(of: selection) == nil { findBox() }
  }

  /// The selected box's place in the icicle, where it is laid out.
  func place(of selection: Selection) -> Icicle.Place? {
    guard let path = selection.path, zoom.path.contains(path) else { return nil }
    return icicle.place(of: CallPath(Array(path.functions.dropFirst(zoom.path.depth))))
  }

  /// The path of a box from the zoom's origin down.
  func path(to place: Icicle.Place) -> CallPath {
    CallPath(zoom.path.functions + icicle.path(to: place).functions)
  }

  /// The path to a box, or to a function within one that joins a run.
  private func path(to place: Icicle.Place, endingAt function: FunctionID) -> CallPath {
    let path = path(to: place)
    let functions = icicle[place].functions
    guard let index = functions.lastIndex(of: function) else { return path }
    return path.prefix(path.depth - (functions.count - 1 - index))
  }

  /// Selects the widest box of the selected function, where one is drawn.
  mutating func findBox() {
    guard let function = selection.function else {
      selection.path = zoom.path
      return
    }
    selection.path = icicle.widestPlace(of: function).map { path(to: $0, endingAt: function) }
  }

  /// How many rows below the screen are unfolded too, so that the boxes there are found.
  private static let rowsAhead = 64

  private mutating func unfold(columns: Int, rowLimit: Int) {
    let open = openChains.filter(zoom.path.contains).map { CallPath(Array($0.functions.dropFirst(zoom.path.depth))) }
    icicle = Icicle(
      of: tree, zoom: unfoldedZoom, columns: columns, rowLimit: rowLimit,
      chains: joinsChains && !isSunburst ? .joined(except: Set(open)) : .apart)
    measuredShare = subject.tree.isPrepared ? tree.measuredShare(below: zoomedNode) : 0
  }

  private mutating func showSelection(in layout: Layout) {
    if let place = place(of: selection) {
      icicleTop = layout.icicle.scrolled(from: icicleTop, toShow: place.row)
    }
    icicleTop = max(0, min(icicleTop, icicle.rows.count - 1))
    if pane == .table, let row = selectedRow {
      tableTop = layout.tableRows.scrolled(from: tableTop, toShow: row)
    }
    tableTop = max(0, min(tableTop, rows.count - layout.tableRows.rows))
  }

  private var selectedRow: Int? { selection.function.flatMap(rows.row(of:)) }

  /// The rows of the table that so many lines show: those from ``tableTop`` on. Where the selection's is not among them, as
  /// may be while one moves in the icicle, it takes the nearest line, so that the table need not be drawn anew for it.
  func rowsShown(onLines lines: Int) -> [Int] {
    var shown = Array((tableTop..<max(tableTop, rows.count)).prefix(lines))
    guard let row = selectedRow, let first = shown.first, let last = shown.last else { return shown }
    if row < first { shown[0] = row }
    if row > last { shown[shown.count - 1] = row }
    return shown
  }
}

extension Area {
  /// The first row to draw so that `row` is in sight, moved as little as needed.
  fileprivate func scrolled(from top: Int, toShow row: Int) -> Int {
    row < top ? row : max(top, row - max(0, rows - 1))
  }
}

// MARK: - Zoom

extension Explorer {
  /// Makes a box the full width, and remembers where one was.
  mutating func zoomIn(to target: Zoom) {
    guard target != zoom else { return }
    remember()
    if target.origin != zoom.origin { openChains = [] }
    go(to: target, selection: Selection(function: target.function, path: target.path))
  }

  /// Whether the selected box stands for a run of boxes.
  var hasChainSelected: Bool { place(of: selection).map { !icicle[$0].joined.isEmpty } ?? false }

  /// Shows the boxes of the selected run one by one, and remembers how it was.
  mutating func openChain() {
    guard let place = place(of: selection) else { return }
    remember()
    openChains.insert(path(to: place))
    unfold(columns: icicle.columns, rowLimit: icicle.rows.count + icicle[place].joined.count + Self.rowsAhead)
  }

  private mutating func remember() {
    visits.append(Visit(zoom: zoom, selection: selection, openChains: openChains, openedGroup: openedGroup))
  }

  /// Goes back to where one was before the last zoom. False where there is no way back.
  mutating func zoomOut() -> Bool {
    guard let visit = visits.popLast() else { return false }
    comeBack(to: visit)
    go(to: visit.zoom, selection: visit.selection)
    return true
  }

  /// Puts the selected function on top of its callers; where the icicle is inverted, goes back to how it was before.
  /// False where no function is selected.
  mutating func invert() -> Bool {
    if zoom.isInverted {
      while zoom.isInverted, zoomOut() {}
      return true
    }
    guard let function = selection.function else { return false }
    zoomIn(to: Zoom(origin: .callers(of: function)))
    return true
  }

  mutating func zoomOutAll() {
    guard let first = visits.first else { return }
    visits = []
    comeBack(to: first)
    go(to: first.zoom, selection: selection)
    findBox()
  }

  private mutating func comeBack(to visit: Visit) {
    openChains = visit.openChains
    if openedGroup != visit.openedGroup {
      openedGroup = groupTable == nil ? nil : visit.openedGroup
      refreshRows()
    }
  }

  private mutating func go(to target: Zoom, selection: Selection) {
    zoom = target
    self.selection = selection
    icicleTop = 0
    unfold(columns: icicle.columns, rowLimit: 1 + Self.rowsAhead)
  }
}

// MARK: - Table and search

extension Explorer {
  mutating func sort(by order: TableOrder) {
    self.order = order
    groupTable?.sort(by: order, of: subject)
    refreshRows()
    tableTop = 0
  }

  /// What a search finds. The text that it looks at is kept for the next one, and so is the order of the matches.
  mutating func find(_ search: Search) throws(Search.SyntaxError) -> Matches {
    subject.keepText(for: search)
    subject.keep(Matches.order)
    return try Matches(of: search, in: subject)
  }

  /// Marks the matches of a search; while it is typed the table shows nothing else.
  mutating func mark(_ matches: Matches?, whileTyping: Bool) {
    let shownBefore = shownMatches
    self.matches = matches
    isSearching = whileTyping && matches != nil
    // Matches are in the table even if they are folded away.
    if shownBefore?.search.text != shownMatches?.search.text || !subject.filters.isEmpty { refreshRows() }
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: Matches?) {
    kept = matches
    refreshRows()
    tableTop = 0
  }

  /// The search that decides now which functions the table shows besides ``kept``.
  private var shownMatches: Matches? { isSearching ? matches : nil }

  private mutating func refreshRows() {
    subject.keep(order)
    var functions = subject.functions(by: order)
    if !subject.filters.isEmpty {
      functions.removeAll { !subject.isShown($0) && matches?.contains($0) != true }
    }
    if openedGroup != nil { functions.removeAll { !isInOpenedGroup($0) } }
    for matches in [kept, shownMatches] {
      if let matches { functions.removeAll { !matches.contains($0) } }
    }
    rows = TableRows(functions, of: subject)
  }
}

// MARK: - Groups

extension Explorer {
  /// The groups, where the table shows them rather than functions.
  var shownGroups: GroupTable? { openedGroup == nil && !isSearching ? groupTable : nil }

  /// The selected group, where the table shows groups and has the keys.
  var selectedGroup: FunctionGroup? {
    guard pane == .table, let table = shownGroups, let group = table.selected else { return nil }
    return table.groups.groups[group]
  }

  /// Whether a function is part of the selected group.
  func isInSelectedGroup(_ function: FunctionID) -> Bool {
    guard pane == .table, let table = shownGroups else { return false }
    return table.selected == table.groups.group(of: function)
  }

  /// Groups the table's functions, or no longer; the group of the selected function is selected.
  mutating func group(by grouping: Grouping) {
    openedGroup = nil
    kept = nil
    groupTable = GroupTable(by: grouping, of: subject, order: order)
    if let function = selection.function, let table = groupTable {
      groupTable?.select(group: table.groups.group(of: function))
    }
    refreshRows()
  }

  /// Shows the functions of the selected group, and remembers where one was.
  mutating func openGroup() {
    guard let group = shownGroups?.selected else { return }
    remember()
    openedGroup = group
    refreshRows()
    tableTop = 0
    if rows.count > 0 { selectRow(0) }
  }

  /// Moves through the groups, where the table shows them. False where it shows functions.
  mutating func moveGroups(by steps: Int) -> Bool {
    guard shownGroups != nil else { return false }
    groupTable?.move(by: steps)
    return true
  }

  mutating func selectGroup(row: Int) { groupTable?.select(row: row) }

  /// Selects a package's group.
  mutating func select(_ package: Package) {
    group(by: .packages)
    pane = .table
    if let group = groupTable?.groups.groups.firstIndex(where: { $0.key == .package(package) }) {
      groupTable?.select(group: group)
    }
  }

  private func isInOpenedGroup(_ function: FunctionID) -> Bool {
    guard let openedGroup, let groupTable else { return true }
    return groupTable.groups.group(of: function) == openedGroup
  }

  /// Adds the groups up again after self times have changed. The groups themselves stay.
  private mutating func refreshGroups() {
    guard let before = groupTable else { return }
    groupTable = GroupTable(by: before.grouping, of: subject, order: order)
    if let selected = before.selected { groupTable?.select(group: selected) }
  }
}

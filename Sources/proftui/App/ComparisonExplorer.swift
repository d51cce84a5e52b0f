import ProfileModel

/// What the comparison explorer shows, and where one is in it.
struct ComparisonExplorer: Sendable {
  /// A function, and the box of it that is selected, if one is drawn.
  struct Selection: Hashable, Sendable {
    /// Nil while the whole profile is selected.
    var pair: PairID?
    var path: PairPath?

    static let total = Selection(pair: nil, path: .total)
  }

  /// A place to come back to.
  private struct Visit: Sendable {
    let zoom: PairPath
    let selection: Selection
    let openChains: Set<PairPath>
    let grouping: Grouping
    /// Its number in the grouping.
    let openedGroup: Int?
  }

  let subject: ComparisonSubject
  /// The comparison as it is shown: with what is folded away.
  private(set) var arranged: ArrangedComparison
  /// The pages of callers and callees one walked through, the one that is shown last; empty on the overview.
  private(set) var walk: [ComparisonNeighboursPage] = []
  var pane = Pane.table
  /// Whose times give the boxes their widths.
  private(set) var side = ComparisonSide.change
  private(set) var zoom = PairPath.total
  private var visits: [Visit] = []
  var selection = Selection.total
  /// Whether runs of boxes that hand almost all their time on are one box each.
  private(set) var joinsChains = true
  /// The runs that are shown box by box nevertheless: paths of their last boxes.
  private var openChains: Set<PairPath> = []
  /// Follows from trees, side, zoom, chains and size.
  private(set) var icicle: ComparisonIcicle
  /// The icicle's row that is drawn first.
  private(set) var icicleTop = 0
  /// How many rows the icicle of the whole has on the side with more, as far as they were laid out.
  private var depth = 0
  private(set) var table: ComparisonTable

  init(_ subject: ComparisonSubject) {
    self.subject = subject
    arranged = ArrangedComparison(subject)
    icicle = ComparisonIcicle(of: subject.tree, at: .total, .change, columns: 0, rowLimit: 0)
    table = ComparisonTable(of: arranged.folded)
    if let first = table.rows.first { select(first) }
  }

  /// With the self times that functions have when others are folded into them.
  var comparison: Comparison { arranged.folded.comparison }

  /// The call trees without what is folded away.
  var tree: ComparisonTree { arranged.folded.tree }

  var matches: ComparisonMatches? { table.matches }
}

// MARK: - Derived state

extension ComparisonExplorer {
  /// How many rows below the screen are unfolded too, so that the boxes there are found.
  private static let rowsAhead = 64

  /// Where the parts lie on a screen.
  func layout(_ size: Size) -> ComparisonLayout { ComparisonLayout(size, depth: depth) }

  /// Lays the icicle out again where its area has changed, and keeps the selection in sight.
  mutating func fit(to size: Size) {
    let needed = icicleTop + size.rows
    if icicle.icicle.columns != size.columns || (icicle.icicle.isCut && icicle.icicle.rows.count < needed) {
      unfold(columns: size.columns, rowLimit: needed + Self.rowsAhead)
      if selection.path == nil { findBox() }
    }
    let layout = layout(size)
    if let row = place(of: selection)?.row { icicleTop = layout.icicle.scrolled(from: icicleTop, toShow: row) }
    icicleTop = max(0, min(icicleTop, icicle.icicle.rows.count - 1))
    table.fit(to: layout.tableRows, row: selectedRow)
    if !walk.isEmpty { walk[walk.count - 1].lists.fit(to: layout.page) }
  }

  /// The table's row of the selected function. O(rows).
  var selectedRow: Int? { selection.pair.flatMap { pair in table.rows.firstIndex(of: pair) } }

  /// The selected box's place in the icicle, where it is laid out.
  func place(of selection: Selection) -> Icicle.Place? {
    selection.path.flatMap { icicle.place(of: $0, from: zoom, in: tree) }
  }

  private mutating func unfold(columns: Int, rowLimit: Int) {
    icicle = ComparisonIcicle(
      of: tree, at: zoom, side, columns: columns, rowLimit: rowLimit,
      chains: joinsChains ? .joined(except: openChains) : .apart)
    if zoom == .total { depth = max(depth, icicle.icicle.rows.count) }
  }

  /// Selects the widest box of the selected function, where one is drawn.
  private mutating func findBox() {
    guard let pair = selection.pair else {
      selection.path = zoom
      return
    }
    selection.path = icicle.widestPlace(of: pair, in: tree).map { path(to: $0, endingAt: pair) }
  }

  /// The path to a box, or to a function within one that joins a run.
  private func path(to place: Icicle.Place, endingAt pair: PairID) -> PairPath {
    let path = icicle.path(to: place, from: zoom, in: tree)
    let pairs = icicle.icicle[place].functions.map { tree.pair(of: $0, side) }
    guard let index = pairs.lastIndex(of: pair) else { return path }
    return path.prefix(path.pairs.count - (pairs.count - 1 - index))
  }
}

// MARK: - Selection

extension ComparisonExplorer {
  /// Selects a box, or the caller of a box that gathers several.
  mutating func select(_ place: Icicle.Place) {
    guard icicle.icicle.rows.indices.contains(place.row) else { return }
    let path = icicle.path(to: place, from: zoom, in: tree)
    selection = Selection(pair: path.last, path: path)
  }

  mutating func select(_ pair: PairID) {
    selection = Selection(pair: pair, path: nil)
    findBox()
  }

  mutating func moveRows(by steps: Int) {
    if table.moveGroups(by: steps) || table.rows.isEmpty { return }
    select(table.rows[selectedRow?.addingClamped(steps, to: table.rows.indices) ?? table.top])
  }
}

// MARK: - Zoom, sides, order and search

extension ComparisonExplorer {
  /// Where Enter zooms to: from the table to the selected function from everywhere, from the icicle to the selected box.
  private var selectedZoom: PairPath? {
    if pane == .table, let pair = selection.pair { return PairPath(origin: pair) }
    return selection.path
  }

  /// Whether the side that is shown has the selected function at all, with a box that is drawn or without.
  var hasSelectedFunction: Bool {
    selection.pair.map { tree.node(at: PairPath(origin: $0), side) != nil } ?? true
  }

  /// False where there is nothing to zoom to on the side that is shown.
  mutating func zoomIn() -> Bool {
    guard let target = selectedZoom, tree.node(at: target, side) != nil else { return false }
    if target == zoom { return true }
    remember()
    if target.origin != zoom.origin { openChains = [] }
    go(to: target, Selection(pair: target.last, path: target))
    return true
  }

  private mutating func remember() {
    visits.append(
      Visit(
        zoom: zoom, selection: selection, openChains: openChains, grouping: arranged.arrangement.grouping,
        openedGroup: table.openedGroup))
  }

  /// Goes back to where one was before the last zoom, or to the last place before that which the side that is shown has. False
  /// where there is no way back.
  mutating func zoomOut() -> Bool {
    guard var visit = visits.popLast() else { return false }
    while tree.node(at: visit.zoom, side) == nil, let earlier = visits.popLast() { visit = earlier }
    comeBack(to: visit)
    go(to: visit.zoom, visit.selection)
    return true
  }

  mutating func zoomOutAll() {
    guard let first = visits.first else { return }
    visits = []
    comeBack(to: first)
    go(to: .total, selection)
    findBox()
  }

  private mutating func comeBack(to visit: Visit) {
    openChains = visit.openChains
    let isSameGrouping = visit.grouping == arranged.arrangement.grouping
    table.open(group: isSameGrouping ? visit.openedGroup : nil, of: arranged.folded)
  }

  private mutating func go(to target: PairPath, _ selection: Selection) {
    zoom = target
    self.selection = selection
    icicleTop = 0
    unfold(columns: icicle.icicle.columns, rowLimit: 1 + Self.rowsAhead)
  }

  /// Takes the widths from the other side. A zoom that it does not have is left.
  mutating func swapSides() {
    side = side.other
    refold()
  }

  /// Lays out anew what has changed; a zoom that there is no more is left.
  private mutating func refold() {
    if tree.node(at: zoom, side) == nil { _ = zoomOut() }
    unfold(columns: icicle.icicle.columns, rowLimit: icicle.icicle.rows.count + Self.rowsAhead)
    if place(of: selection) == nil { findBox() }
  }

  /// Joins runs of boxes that hand almost all their time on into one box each, or no longer.
  mutating func changeChains() {
    joinsChains.toggle()
    openChains = []
    refold()
  }

  /// Shows the boxes of the selected run one by one, and remembers how it was. False where no run is selected.
  mutating func openChain() -> Bool {
    guard pane == .icicle, let place = place(of: selection), !icicle.icicle[place].joined.isEmpty else { return false }
    remember()
    openChains.insert(icicle.path(to: place, from: zoom, in: tree))
    refold()
    return true
  }

  /// Gives the keys to the other pane; the table then has a selection too.
  mutating func changePane() {
    pane = pane == .icicle ? .table : .icicle
    if pane == .table, selection.pair == nil { moveRows(by: 0) }
  }

  mutating func sort(by order: ComparisonOrder) { table.sort(by: order, of: arranged.folded) }

  /// Marks the matches of a search; while it is typed the table shows nothing else.
  mutating func mark(_ matches: ComparisonMatches?, whileTyping: Bool) {
    table.mark(matches, whileTyping: whileTyping, of: arranged.folded)
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: ComparisonMatches?) { table.keep(matches, of: arranged.folded) }
}

// MARK: - Groups and filters

extension ComparisonExplorer {
  /// Shows the comparison arranged otherwise.
  mutating func show(_ arranged: ArrangedComparison) {
    self.arranged = arranged
    table.show(arranged, selecting: selection.pair)
    refold()
    if let pair = selection.pair, !arranged.folded.isShown(pair), let first = table.rows.first { select(first) }
  }

  mutating func selectGroup(row: Int) { table.select(groupRow: row) }

  /// The selected group, where the table shows groups and has the keys.
  var selectedGroup: GroupChange? {
    guard pane == .table, let table = table.shownGroups, let group = table.selected else { return nil }
    return table.groups.groups[group]
  }

  /// Shows the functions of the selected group, and remembers where one was. False where no groups are shown.
  mutating func openGroup() -> Bool {
    guard let group = table.shownGroups?.selected else { return false }
    remember()
    table.open(group: group, of: arranged.folded)
    if let first = table.rows.first { select(first) }
    return true
  }
}

// MARK: - Callers

extension ComparisonExplorer {
  /// The page of callers and callees that is shown, if one is.
  var page: ComparisonNeighboursPage? { walk.last }

  /// The function that keys ask about.
  var selectedFunction: PairID? { page?.selected ?? (selectedGroup == nil ? selection.pair : nil) }

  mutating func openNeighbours(of pair: PairID) {
    let order = page?.order ?? ComparisonOrder(by: .cumulativeTime)
    walk.append(ComparisonNeighboursPage(of: pair, in: comparison, order: order))
  }

  /// Shows the page before, as it was left. False on the overview.
  mutating func closePage() -> Bool { walk.popLast() != nil }

  /// Shows the overview, and selects there the function one walked to.
  mutating func closePages() {
    guard let pair = page?.selected else { return }
    walk = []
    select(pair)
  }

  /// Changes the page of callers and callees, where one is shown.
  mutating func withPage(_ change: (inout ComparisonNeighboursPage, Comparison) -> Void) {
    guard var page = walk.popLast() else { return }
    change(&page, comparison)
    walk.append(page)
  }
}

import ProfileModel

/// What the comparison explorer explores.
struct ComparisonSubject: Sendable {
  /// What the sides are.
  enum Kind: Hashable, Sendable {
    /// Requests before a change and requests after it.
    case beforeAndAfter
    /// One request, the change, held against others of its route.
    case requestAndFellows
  }

  /// The route or the file, uncleaned.
  let name: String
  let kind: Kind
  let comparison: Comparison
  let tree: ComparisonTree
  /// Which opening this is, so that what comes late for another one is recognised.
  let opening: Int
}

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
  }

  let subject: ComparisonSubject
  var pane = Pane.table
  /// Whose times give the boxes their widths.
  private(set) var side = ComparisonSide.change
  private(set) var zoom = PairPath.total
  private var visits: [Visit] = []
  var selection = Selection.total
  /// Follows from trees, side, zoom and size.
  private(set) var icicle: ComparisonIcicle
  /// The icicle's row that is drawn first.
  private(set) var icicleTop = 0
  private(set) var order = ComparisonOrder(by: .selfTime)
  /// The table's functions in their order.
  private(set) var rows: [PairID] = []
  /// One unit for all self times of the table, and one for all cumulative times.
  private(set) var units = (selfTime: TimeUnit.milliseconds, cumulativeTime: TimeUnit.milliseconds)
  /// The table's row that is drawn first.
  private(set) var tableTop = 0
  /// The search whose matches are marked, if any.
  private(set) var matches: ComparisonMatches?
  /// The search whose matches alone are in the table, if any.
  private(set) var kept: ComparisonMatches?
  /// While a search is typed the table shows its matches alone.
  private var isSearching = false

  init(_ subject: ComparisonSubject) {
    self.subject = subject
    icicle = ComparisonIcicle(of: subject.tree, at: .total, .change, columns: 0, rowLimit: 0)
    refreshRows()
    if let first = rows.first { select(first) }
  }

  var comparison: Comparison { subject.comparison }
}

// MARK: - Derived state

extension ComparisonExplorer {
  /// How many rows below the screen are unfolded too, so that the boxes there are found.
  private static let rowsAhead = 64

  /// Lays the icicle out again where its area has changed, and keeps the selection in sight.
  mutating func fit(to layout: ComparisonLayout) {
    let needed = icicleTop + layout.icicle.rows + 1
    if icicle.icicle.columns != layout.icicle.columns || (icicle.icicle.isCut && icicle.icicle.rows.count < needed) {
      unfold(columns: layout.icicle.columns, rowLimit: needed + Self.rowsAhead)
      if selection.path == nil { findBox() }
    }
    if let row = place(of: selection)?.row {
      icicleTop = row < icicleTop ? row : max(icicleTop, row - max(0, layout.icicle.rows - 1))
    }
    icicleTop = max(0, min(icicleTop, icicle.icicle.rows.count - 1))
    if let row = selectedRow {
      tableTop = row < tableTop ? row : max(tableTop, row - max(0, layout.tableRows.rows - 1))
    }
    tableTop = max(0, min(tableTop, rows.count - layout.tableRows.rows))
  }

  /// The table's row of the selected function. O(rows).
  var selectedRow: Int? { selection.pair.flatMap { pair in rows.firstIndex(of: pair) } }

  /// The selected box's place in the icicle, where it is laid out.
  func place(of selection: Selection) -> Icicle.Place? {
    selection.path.flatMap { icicle.place(of: $0, from: zoom, in: subject.tree) }
  }

  private mutating func unfold(columns: Int, rowLimit: Int) {
    icicle = ComparisonIcicle(of: subject.tree, at: zoom, side, columns: columns, rowLimit: rowLimit)
  }

  /// Selects the widest box of the selected function, where one is drawn.
  private mutating func findBox() {
    guard let pair = selection.pair else {
      selection.path = zoom
      return
    }
    selection.path = icicle.widestPlace(of: pair, in: subject.tree).map {
      icicle.path(to: $0, from: zoom, in: subject.tree)
    }
  }

  private mutating func refreshRows() {
    let shown = comparison.entries.filter { id in
      kept?.pairs.contains(id) != false && (!isSearching || matches?.pairs.contains(id) != false)
    }
    rows = comparison.sorted(shown, by: order)
    tableTop = 0
    let changes = rows.map { comparison[$0] }
    units.selfTime = TimeUnit(forColumn: changes.flatMap { [$0.selfTime.baseline, $0.selfTime.change] })
    units.cumulativeTime = TimeUnit(
      forColumn: changes.flatMap { [$0.cumulativeTime.baseline, $0.cumulativeTime.change] })
  }
}

// MARK: - Selection

extension ComparisonExplorer {
  /// Selects a box, or the caller of a box that gathers several.
  mutating func select(_ place: Icicle.Place) {
    guard icicle.icicle.rows.indices.contains(place.row) else { return }
    let path = icicle.path(to: place, from: zoom, in: subject.tree)
    selection = Selection(pair: path.last, path: path)
  }

  mutating func select(_ pair: PairID) {
    selection = Selection(pair: pair, path: nil)
    findBox()
  }

  mutating func moveRows(by steps: Int) {
    guard !rows.isEmpty else { return }
    select(rows[selectedRow?.addingClamped(steps, to: rows.indices) ?? tableTop])
  }

  mutating func selectRow(_ row: Int) {
    if rows.indices.contains(row) { select(rows[row]) }
  }

  mutating func moveToCaller() {
    guard let place = place(of: selection), place.row > 0 else { return select(.top) }
    select(Icicle.Place(row: place.row - 1, index: icicle.icicle[place].parent))
  }

  /// To the widest callee's box, where one is drawn.
  mutating func moveToCallee() {
    guard let place = place(of: selection) else { return select(.top) }
    let row = place.row + 1
    guard let index = icicle.icicle.children(of: place).first(where: { icicle.icicle.rows[row][$0].node != nil })
    else { return }
    select(Icicle.Place(row: row, index: index))
  }

  /// To a box that many boxes to the right on the same row, or to the last one that way.
  mutating func moveSideways(by steps: Int) {
    guard let place = place(of: selection) else { return select(.top) }
    let row = icicle.icicle.rows[place.row]
    let drawn = row.indices.filter { row[$0].node != nil }
    guard let position = drawn.firstIndex(of: place.index) else { return }
    select(Icicle.Place(row: place.row, index: drawn[position.addingClamped(steps, to: drawn.indices)]))
  }
}

// MARK: - Zoom, sides, order and search

extension ComparisonExplorer {
  /// From the table: the selected function from everywhere; from the icicle: the selected box. False where there is nothing
  /// to zoom to on the side that is shown.
  mutating func zoomIn() -> Bool {
    let target = pane == .table ? selection.pair.map { PairPath(origin: $0) } : selection.path
    guard let target, subject.tree.node(at: target, side) != nil else { return false }
    if target == zoom { return true }
    visits.append(Visit(zoom: zoom, selection: selection))
    go(to: target, Selection(pair: target.last, path: target))
    return true
  }

  /// False where there is no way back.
  mutating func zoomOut() -> Bool {
    guard let visit = visits.popLast() else { return false }
    go(to: visit.zoom, visit.selection)
    return true
  }

  mutating func zoomOutAll() {
    guard !visits.isEmpty else { return }
    visits = []
    go(to: .total, selection)
    findBox()
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
    while !visits.isEmpty, subject.tree.node(at: zoom, side) == nil { _ = zoomOut() }
    unfold(columns: icicle.icicle.columns, rowLimit: icicle.icicle.rows.count + Self.rowsAhead)
    if place(of: selection) == nil { findBox() }
  }

  mutating func changePane() { pane = pane == .icicle ? .table : .icicle }

  mutating func sort(by order: ComparisonOrder) {
    self.order = order
    refreshRows()
  }

  /// Marks the matches of a search; while it is typed the table shows nothing else.
  mutating func mark(_ matches: ComparisonMatches?, whileTyping: Bool) {
    self.matches = matches
    isSearching = whileTyping && matches != nil
    refreshRows()
  }

  /// Leaves everything but the matches out of the table.
  mutating func keep(_ matches: ComparisonMatches?) {
    kept = matches
    refreshRows()
  }
}

/// What a search found on either side of a comparison.
struct ComparisonMatches: Sendable {
  let search: Search
  let pairs: Set<PairID>
  /// By the size of their difference in self time: the order in which one steps through them.
  let order: [PairID]
  /// Seconds: the matches' differences in self time together.
  let difference: Double

  /// - Throws: where an expression would take too long.
  init(of search: Search, in comparison: Comparison) throws(Search.SyntaxError) {
    let matching = comparison.matching
    var pairs = Set(try search.matches(in: comparison.change.mean.functions).map(matching.pair(ofChange:)))
    pairs.formUnion(try search.matches(in: comparison.baseline.mean.functions).map(matching.pair(ofBaseline:)))
    self.search = search
    self.pairs = pairs
    order = comparison.sorted(comparison.entries.filter(pairs.contains), by: ComparisonOrder(by: .selfTime))
    difference = order.reduce(0) { $0 + comparison[$1].selfTime.difference }
  }
}

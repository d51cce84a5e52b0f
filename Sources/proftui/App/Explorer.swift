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
    let grouping: Grouping
    /// Its number in the grouping.
    let openedGroup: Int?
  }

  var subject: Subject
  /// The row of the request list that it shows, if it was opened as one.
  var item: RequestBrowser.Item?
  var pages = PageWalk()
  private(set) var pane = Pane.icicle
  /// Whether the icicle is drawn as a sunburst, without the table; then the icicle has the keys.
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
  var table: TablePane

  init(_ subject: Subject) {
    var subject = subject
    table = TablePane(of: &subject)
    icicle = Icicle(of: subject.tree, zoom: subject.tree.root, columns: 0, rowLimit: 0)
    self.subject = subject
  }

  var page: Page { pages.page }

  /// The profile as it is shown: with the self times that functions have when others are folded into them.
  var profile: Profile { subject.shown }

  /// The node at the zoom; the origin's where the tree has no such path any more.
  var zoomedNode: CallTreeNode { icicle.rows.first?.first?.node ?? unfoldedZoom }

  private var unfoldedZoom: CallTreeNode { node(at: zoom.path) ?? originNode }

  /// The node of the selected box: the icicle's, so that the tree is unfolded only for a box that it does not show.
  var selectedNode: CallTreeNode? {
    if let place = place(of: selection), icicle[place].joined.isEmpty { return icicle[place].node }
    return selection.path.flatMap(node(at:))
  }

  /// Whether there is a box to zoom to.
  func has(_ target: Zoom) -> Bool { node(of: target) != nil }

  private func node(of target: Zoom) -> CallTreeNode? {
    let (tree, start) = tree(from: target.origin)
    return tree.node(at: target.path, below: start)
  }

  /// The tree that the icicle shows a part of.
  var tree: CallTree { tree(from: zoom.origin).tree }

  /// The node at a path from the zoom's origin down.
  func node(at path: CallPath) -> CallTreeNode? { node(of: Zoom(origin: zoom.origin, path: path)) }

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

  /// Gives the keys to a pane. A sunburst has no table: for that it becomes an icicle again.
  mutating func focus(on pane: Pane) {
    self.pane = pane
    if pane == .table { isSunburst = false }
  }

  /// Gives the keys to the other pane; the table then has a selection too.
  mutating func changePane() {
    focus(on: pane == .icicle ? .table : .icicle)
    if pane == .table, selection.function == nil { moveRows(by: 0) }
  }
}

extension Explorer {
  /// Draws the icicle as a sunburst, or no longer.
  mutating func changePicture() {
    isSunburst.toggle()
    focus(on: .icicle)
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
    table.fit(visible: layout.tableRows.rows, row: pane == .table ? selectedRow : nil)
    pages.fit(to: layout)
  }

  mutating func lay(_ groundwork: Groundwork) {
    subject.lay(groundwork)
    pages.take(groundwork.findings)
  }

  /// Exchanges the call tree for a better one.
  mutating func replaceTree(_ tree: CallTree) {
    subject.setTree(tree)
    if subject.folded.isWhole { refold() }
  }

  /// Joins runs of boxes that hand almost all their time on into one box each, or no longer.
  mutating func changeChains() {
    joinsChains.toggle()
    openChains = []
    refold()
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

  /// Lays out a changed tree; a zoom that it does not have is left.
  mutating func refold() {
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

  /// - Parameter node: that of the zoom, where it is known.
  private mutating func unfold(columns: Int, rowLimit: Int, _ node: CallTreeNode? = nil) {
    let open = openChains.filter(zoom.path.contains).map { CallPath(Array($0.functions.dropFirst(zoom.path.depth))) }
    icicle = Icicle(
      of: tree, zoom: node ?? unfoldedZoom, columns: columns, rowLimit: rowLimit,
      chains: joinsChains && !isSunburst ? .joined(except: Set(open)) : .apart)
    measuredShare = subject.tree.isPrepared ? tree.measuredShare(below: zoomedNode) : 0
  }

  private mutating func showSelection(in layout: Layout) {
    if let place = place(of: selection) {
      icicleTop = layout.icicle.scrolled(from: icicleTop, toShow: place.row)
    }
    icicleTop = max(0, min(icicleTop, icicle.rows.count - 1))
  }
}

// MARK: - Zoom

extension Explorer {
  /// Makes a box the full width, and remembers where one was.
  mutating func zoomIn(to target: Zoom) {
    guard target != zoom else { return }
    remember()
    if target.origin != zoom.origin { openChains = [] }
    // Of hidden functions a box of the icicle shows no more than there was room for.
    let isDrawn = target.origin == zoom.origin && target.path == selection.path && subject.folded.isWhole
    go(
      to: target, selection: Selection(function: target.function, path: target.path), isDrawn ? selectedNode : nil)
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

  mutating func remember() {
    visits.append(
      Visit(
        zoom: zoom, selection: selection, openChains: openChains, grouping: arrangement.grouping,
        openedGroup: table.openedGroup))
  }

  /// Goes back to where one was before the last zoom, or to the last place before that which the tree still has: functions
  /// may have been folded away since, and levels of recursion. False where there is no way back.
  mutating func zoomOut() -> Bool {
    guard var visit = visits.popLast() else { return false }
    var box = node(of: visit.zoom)
    while box == nil, let earlier = visits.popLast() {
      visit = earlier
      box = node(of: visit.zoom)
    }
    comeBack(to: visit)
    go(to: visit.zoom, selection: visit.selection, box)
    if let path = selection.path, place(of: selection) == nil, node(at: path) == nil { findBox() }
    return true
  }

  /// Puts a function on top of its callers; where the icicle is inverted, goes back to how it was before. False where there is
  /// no function.
  mutating func invert(_ function: FunctionID?) -> Bool {
    if zoom.isInverted {
      while zoom.isInverted, zoomOut() {}
      return true
    }
    guard let function else { return false }
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
    table.open(group: visit.grouping == arrangement.grouping ? visit.openedGroup : nil, of: &subject)
  }

  private mutating func go(to target: Zoom, selection: Selection, _ node: CallTreeNode? = nil) {
    zoom = target
    self.selection = selection
    icicleTop = 0
    unfold(columns: icicle.columns, rowLimit: 1 + Self.rowsAhead, node)
  }
}

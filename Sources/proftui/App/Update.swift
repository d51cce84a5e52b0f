import ProfileModel

/// Events turn a state into the next, and ask for what only the outside can do.
extension State {
  mutating func update(_ event: Event) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .mouse(let mouse): return click(mouse)
    case .paste(let text): type(text)
    case .resize(let size): resize(to: size)
    case .resumed: return [.redraw]
    case .recoloured: break
    case .terminate: return [.quit]
    case .opened(let subject): return open(subject)
    case .compared(let subject): open(subject)
    case .arrangedComparison(let arranged, let opening): take(arranged, opening)
    case .comparedRoute(let compared): add(compared)
    case .progressed(let number, let done): if number == opening { pending?.done = done }
    case .prepared(let tree, let opening): return replaceTree(tree, opening)
    case .arranged(let arranged, let opening): return take(arranged, opening)
    case .worked(let groundwork, let opening):
      if explorer?.subject.opening == opening { withExplorer { $0.lay(groundwork) } }
    case .failed(let error): return fail(error)
    case .kept(let sentence): message = sentence
    case .files(let event, let listing): take(event, ofListing: listing)
    case .sourceRead(let answer): return receive(answer)
    case .edited(let error): return endEditing(error)
    }
    return []
  }

  /// In the list the rest keeps working; a single file was all there was.
  private mutating func fail(_ error: OpenError) -> [Effect] {
    guard requests != nil || comparisons != nil else { return [.quit] }
    message = error.description
    pending = nil
    return []
  }

  private mutating func replaceTree(_ tree: CallTree, _ opening: Int) -> [Effect] {
    guard let explorer, explorer.subject.opening == opening else { return [] }
    withExplorer { $0.replaceTree(tree) }
    if case .browsing = mode { message = "the call tree is ready: the picture shows all that the file determines" }
    return explorer.subject.folded.isWhole ? [] : arrange { _ in }
  }

  private mutating func resize(to size: Size) {
    self.size = size
    fitExplorer()
    withRequests { _ in }
    withComparison { _ in }
    moveInComparisons(by: 0)
  }

  private mutating func press(_ key: Key) -> [Effect] {
    message = nil
    switch mode {
    case .browsing: return keys.action(for: key).map { perform($0) } ?? []
    case .typing: return typeKey(key)
    case .filtering: return pressInFilters(key)
    case .help(let top): return pressInHelp(key, top: top)
    }
  }

  private mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .back where pending != nil, .zoomOut where pending != nil: return abandonOpening()
    case .quit: return [.quit]
    case .back: return goBack()
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .help: mode = .help(top: 0)
    default:
      switch content {
      case .reading: break
      case .requests: return performInRequests(action)
      case .explorer: return performInExplorer(action)
      case .comparison: return performInComparison(action)
      case .comparisons: return performInComparisons(action)
      }
    }
    return []
  }

  private mutating func performInExplorer(_ action: Action) -> [Effect] {
    switch action {
    case .nextProfile: return openNeighbour(1)
    case .previousProfile: return openNeighbour(-1)
    case .compareWithRoute: return compareWithRoute()
    case .neighbours: openNeighbours()
    case .copy: return copy()
    case .keep: startKeeping()
    case .source: return openSource()
    case .edit: return edit()
    case .findings: openFindings()
    default:
      switch explorer?.page {
      case .overview: return performInOverview(action)
      case .neighbours: return performInNeighbours(action)
      case .source: return performInSource(action)
      case .findings: return performInFindings(action)
      case nil: break
      }
    }
    return []
  }

  private mutating func changePicture() {
    guard appearance.drawsHalves else {
      message = "a sunburst needs UTF-8 and colours, and this terminal has not both"
      return
    }
    withExplorer { $0.changePicture() }
  }

  private mutating func invert() {
    var isDone = true
    withExplorer { isDone = $0.invert() }
    if !isDone { message = "callers of what? Select a function first" }
  }

  /// What keys do on every page but the overview, where the page has no use of its own for them.
  mutating func performOnPage(_ action: Action) -> [Effect] {
    switch action {
    case .zoomOut, .left: return goBack()
    case .zoomOutAll: withExplorer { $0.closePages() }
    case .search, .keepMatches, .filters:
      let effects = performInOverview(action)
      withExplorer { $0.closePages() }
      return effects
    case .nextMatch, .previousMatch, .searchSelection, .invert:
      withExplorer { $0.closePages() }
      return performInOverview(action)
    default: break
    }
    return []
  }

  private mutating func performInOverview(_ action: Action) -> [Effect] {
    switch action {
    case .search: startTyping(.search)
    case .keepMatches: startTyping(.keepMatches)
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last:
      move(action)
    case .zoomIn: zoomIn()
    case .zoomOut: zoomOut()
    case .zoomOutAll: withExplorer { $0.zoomOutAll() }
    case .foldRecursion: withExplorer { $0.foldRecursion() }
    case .sunburst: changePicture()
    case .invert: invert()
    case .otherPane: withExplorer { $0.changePane() }
    case .nextMatch: step(by: 1)
    case .previousMatch: step(by: -1)
    case .searchSelection: searchSelection()
    case .sortByNext: sortByNextColumn()
    case .sort(let column): withExplorer { $0.sort(by: TableOrder(by: column)) }
    case .reverseOrder: withExplorer { $0.sort(by: $0.table.order.reversed) }
    case .changeView: return arrange { $0.grouping = $0.grouping.next }
    case .filters: mode = .filtering
    case .neighbours, .source, .edit, .findings, .copy, .keep, .nextProfile, .previousProfile, .mark, .mergeMarked,
      .compareMarked, .compareWithRoute, .swapSides, .exploreSide,
      .follow, .reload, .help, .back,
      .quit, .suspend, .redraw:
      break
    }
    return []
  }
}

// MARK: - Help

extension State {
  private mutating func pressInHelp(_ key: Key, top: Int) -> [Effect] {
    let page = max(1, size.rows - 3)
    switch keys.action(for: key) {
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .up: scrollHelp(to: top - 1)
    case .down: scrollHelp(to: top + 1)
    case .pageUp, .halfPageUp: scrollHelp(to: top - page)
    case .pageDown, .halfPageDown: scrollHelp(to: top + page)
    case .home, .first: scrollHelp(to: 0)
    case .end, .last: scrollHelp(to: .max)
    default: mode = .browsing
    }
    return []
  }

  private mutating func scrollHelp(to top: Int) {
    mode = .help(top: max(0, min(top, HelpText.lines(keys, appearance.glyphs).count - (size.rows - 2))))
  }
}

// MARK: - Filters

extension State {
  /// The menu stays for more until another key closes it.
  private mutating func pressInFilters(_ key: Key) -> [Effect] {
    if case .character(let scalar) = key, let filter = Filter.allCases.first(where: { $0.key == scalar }) {
      return toggle(filter)
    }
    mode = .browsing
    switch keys.action(for: key) {
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    default: return []
    }
  }
}

extension State {
  /// Folds something away, or shows it again.
  private mutating func toggle(_ filter: Filter) -> [Effect] {
    switch filter {
    case .chains:
      withExplorer { $0.changeChains() }  // a comparison's boxes are never joined
      return []
    case .builtins, .standardLibrary, .thirdParty:
      if comparison != nil { return arrangeComparison { $0.filters.formSymmetricDifference([filter]) } }
      return arrange { $0.filters.formSymmetricDifference([filter]) }
    }
  }
}

// MARK: - Mouse

extension State {
  private mutating func click(_ mouse: Mouse) -> [Effect] {
    guard case .browsing = mode else { return [] }
    message = nil
    switch (content, mouse.kind) {
    case (.reading, _): break
    case (.explorer, .press): return press(at: mouse.position)
    case (.explorer, .wheelUp): wheel(at: mouse.position, .up)
    case (.explorer, .wheelDown): wheel(at: mouse.position, .down)
    case (.requests, .press): return pressInRequests(at: mouse.position)
    case (.comparison, .press): pressInComparison(at: mouse.position)
    case (.comparison, .wheelUp): wheelInComparison(at: mouse.position, .up)
    case (.comparison, .wheelDown): wheelInComparison(at: mouse.position, .down)
    case (.comparisons, .press): return pressInComparisons(at: mouse.position)
    case (.comparisons, .wheelUp): moveInComparisons(by: -3)
    case (.comparisons, .wheelDown): moveInComparisons(by: 3)
    case (.requests, .wheelUp): withRequests { $0.move(by: -3) }
    case (.requests, .wheelDown): withRequests { $0.move(by: 3) }
    }
    return []
  }

  /// A click selects a row, a click on the selection opens it, a click on a heading sorts.
  private mutating func pressInRequests(at position: Position) -> [Effect] {
    let layout = requestLayout
    if layout.heading.contains(position), let column = requests?.column(at: position.column, width: size.columns) {
      withRequests { $0.sort(byColumn: column) }
    }
    guard layout.rows.contains(position) else { return [] }
    let before = requests?.selection
    withRequests { $0.select(at: $0.top + position.row - layout.rows.row) }
    return requests?.selection == before ? openSelection() : []
  }

  private mutating func press(at position: Position) -> [Effect] {
    switch explorer?.page {
    case .overview: return pressInOverview(at: position)
    case .neighbours: pressInNeighbours(at: position)
    case .source: return pressInSource(at: position)
    case .findings: return pressInFindings(at: position)
    case nil: break
    }
    return []
  }

  private mutating func wheel(at position: Position, _ direction: Action) {
    switch explorer?.page {
    case .overview: wheelInOverview(at: position, direction)
    case .neighbours: for _ in 0..<3 { _ = performInNeighbours(direction) }
    case .source: for _ in 0..<3 { _ = performInSource(direction) }
    case .findings: for _ in 0..<3 { _ = performInFindings(direction) }
    case nil: break
    }
  }

  /// The wheel moves the selection of the pane under the mouse.
  private mutating func wheelInOverview(at position: Position, _ direction: Action) {
    let layout = layout
    let pane: Pane = position.row < layout.rule.row ? .icicle : .table
    withExplorer { $0.pane = pane }
    for _ in 0..<(pane == .table ? 3 : 1) { move(direction) }
  }

  /// A click selects, a click on the selection zooms, a click on a heading sorts.
  private mutating func pressInOverview(at position: Position) -> [Effect] {
    let (layout, columns) = (layout, tableColumns)
    var zooms = false
    var package: Package?
    withExplorer { explorer in
      let before = explorer.selection
      if layout.icicle.contains(position) {
        explorer.pane = .icicle
        guard let place = explorer.place(at: position, in: layout) else { return }
        explorer.select(place)
        zooms = explorer.selection == before
      } else if layout.tableRows.contains(position) {
        explorer.pane = .table
        if let groups = explorer.table.shownGroups {
          let row = position.row - layout.tableRows.row + groups.position.top
          guard row < groups.rows.count else { return }
          explorer.table.select(groupRow: row)
          zooms = groups.position.row == row
          return
        }
        let shown = explorer.rowsShown(onLines: layout.tableRows.rows)
        let line = position.row - layout.tableRows.row
        guard line < shown.count else { return }
        explorer.selectRow(shown[line])
        zooms = explorer.selection.function == before.function
      } else if layout.split.contains(position) {
        let segments = SplitSegments(explorer.subject, columns: layout.split.columns).segments
        package = segments.first { $0.columns.contains(position.column) }?.package
      } else if layout.tableHeading.contains(position),
        let column = TableColumns(explorer, columns, width: layout.size.columns).column(at: position.column)
      {
        explorer.sort(
          by: explorer.table.order.column == column ? explorer.table.order.reversed : TableOrder(by: column))
      }
    }
    if zooms { zoomIn() }
    guard let package else { return [] }
    return arrange { arrangement in
      arrangement.grouping = .packages
      arrangement.package = package
    }
  }
}

extension State {
  /// Sorts by the column to the right; after the last one by the first.
  private mutating func sortByNextColumn() {
    let columns = tableColumns
    withExplorer {
      let place = columns.firstIndex(of: $0.table.order.column).map { ($0 + 1) % columns.count } ?? 0
      $0.sort(by: TableOrder(by: columns[place]))
    }
  }
}

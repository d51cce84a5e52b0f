import ProfileModel

/// Events turn a state into the next, and ask for what only the outside can do.
extension State {
  mutating func update(_ event: Event) -> [Effect] {
    if isTyping, event.waitsForPrompt {
      waiting.append(event)
      return []
    }
    var effects = take(event)
    if isTyping { return effects }
    let answers = waiting
    waiting = []
    for answer in answers { effects += update(answer) }
    return effects
  }

  private var isTyping: Bool { if case .typing = mode { true } else { false } }

  private mutating func take(_ event: Event) -> [Effect] {
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
    case .outlined(let tree, let filters, let opening):
      if explorer?.subject.opening == opening { withExplorer { $0.subject.keepOutline(of: tree, filters) } }
    case .worked(let groundwork, let opening):
      if explorer?.subject.opening == opening { withExplorer { $0.lay(groundwork) } }
    case .failed(let error, let opening): return fail(error, opening)
    case .kept(let sentence): message = sentence
    case .files(let event, let listing): take(event, ofListing: listing)
    case .sourceRead(let answer): return receive(answer)
    case .edited(let error): return endEditing(error)
    }
    return []
  }

  /// In the list the rest keeps working; a single file was all there was.
  private mutating func fail(_ error: OpenError, _ opening: Int) -> [Effect] {
    guard opening == self.opening else { return [] }
    guard requests != nil || comparisons != nil else { return [.quit] }
    message = error.description
    // The list stands on what failed, and the next key steps past it.
    if explorer != nil, let item = pending?.item { withRequests { $0.select(item) } }
    pending = nil
    return []
  }

  /// Shows what was opened. What was said of the former content is over; what was said at the start, of the settings, stays until
  /// a key is pressed.
  mutating func replaceContent(by content: Content) {
    if case .reading = self.content {} else { message = nil }
    pending = nil
    arranging = nil
    comparisonBehind = nil
    self.content = content
  }

  private mutating func replaceTree(_ tree: CallTree, _ opening: Int) -> [Effect] {
    guard let explorer, explorer.subject.opening == opening else { return [] }
    withExplorer { $0.replaceTree(tree) }
    if case .browsing = mode {
      message = message ?? "the call tree is ready: the picture shows all that the file determines"
    }
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

  private mutating func foldRecursion() {
    withExplorer { $0.foldRecursion() }
    let isFolded = explorer?.subject.tree.foldsRecursion == true
    message = isFolded ? "runs of recursion are one box each" : "recursion is shown level by level"
  }

  private mutating func invert(_ function: FunctionID?) {
    var isDone = true
    withExplorer { isDone = $0.invert(function) }
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
    case .nextMatch, .previousMatch:
      withExplorer { $0.closePages() }
      return performInOverview(action)
    case .searchSelection:
      search(for: explorer?.selectedFunction)
      withExplorer { $0.closePages() }
    case .invert:
      let function = explorer?.selectedFunction
      withExplorer { $0.closePages() }
      invert(function)
    default: pointElsewhere(action)
    }
    return []
  }

  private mutating func performInOverview(_ action: Action) -> [Effect] {
    if action.isForTable, explorer?.isSunburst == true { withExplorer { $0.changePane() } }
    switch action {
    case .search: startTyping(.search)
    case .keepMatches: startTyping(.keepMatches)
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last:
      move(action)
    case .zoomIn: zoomIn()
    case .zoomOut: zoomOut()
    case .zoomOutAll: withExplorer { $0.zoomOutAll() }
    case .foldRecursion: foldRecursion()
    case .sunburst: changePicture()
    case .invert: invert(explorer?.selectedFunction)
    case .otherPane: withExplorer { $0.changePane() }
    case .nextMatch: step(by: 1)
    case .previousMatch: step(by: -1)
    case .searchSelection: search(for: explorer?.selectedFunction)
    case .sortByNext: sortByNextColumn()
    case .sort(let column): withExplorer { $0.sort(by: $0.table.order.choosing(column)) }
    case .reverseOrder: withExplorer { $0.sort(by: $0.table.order.reversed) }
    case .changeView: return arrange { $0.grouping = $0.grouping.next }
    case .filters: mode = .filtering
    case .mark, .mergeMarked, .compareMarked, .swapSides, .exploreSide, .follow, .reload: pointElsewhere(action)
    case .neighbours, .source, .edit, .findings, .copy, .keep, .nextProfile, .previousProfile, .compareWithRoute, .help,
      .back, .quit, .suspend, .redraw:
      break
    }
    return []
  }
}

extension Action {
  /// Whether it is about the table, for which a sunburst has no room.
  fileprivate var isForTable: Bool {
    switch self {
    case .changeView, .keepMatches, .sort, .sortByNext, .reverseOrder: true
    default: false
    }
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
      withExplorer { $0.changeChains() }
      withComparison { $0.changeChains() }
      return []
    case .builtins, .standardLibrary, .thirdParty:
      if comparison != nil { return arrangeComparison { $0.filters.formSymmetricDifference([filter]) } }
      return arrange { $0.filters.formSymmetricDifference([filter]) }
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

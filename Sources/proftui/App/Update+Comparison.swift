import ProfileModel

/// Keys and mouse in the comparison explorer.
extension State {
  mutating func performInComparison(_ action: Action) -> [Effect] {
    switch action {
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last:
      moveInComparison(action)
    case .zoomIn: zoomInComparison()
    case .zoomOut: zoomOutOfComparison()
    case .zoomOutAll: withComparison { $0.zoomOutAll() }
    case .otherPane: withComparison { $0.changePane() }
    case .swapSides: withComparison { $0.swapSides() }
    case .changeView: return exploreSide()
    case .search: startTyping(.search)
    case .keepMatches: startTyping(.keepMatches)
    case .nextMatch: stepInComparison(by: 1)
    case .previousMatch: stepInComparison(by: -1)
    case .searchSelection:
      withComparison { explorer in
        guard let pair = explorer.selection.pair else { return }
        let search = Search(exactly: explorer.comparison.function(pair).name)
        explorer.mark(try? ComparisonMatches(of: search, in: explorer.comparison), whileTyping: false)
      }
    case .sortByNext: withComparison { $0.sort(by: ComparisonOrder(by: $0.order.column.next)) }
    case .sort(let column): withComparison { $0.sort(by: ComparisonOrder(by: ComparisonColumn(column))) }
    case .reverseOrder: withComparison { $0.sort(by: $0.order.reversed) }
    default: break
    }
    return []
  }

  private mutating func moveInComparison(_ action: Action) {
    guard let explorer = comparison else { return }
    let layout = ComparisonLayout(size)
    let page = max(1, (explorer.pane == .table ? layout.tableRows.rows : layout.icicle.rows) - 1)
    withComparison { explorer in
      switch (explorer.pane, action) {
      case (.table, .up): explorer.moveRows(by: -1)
      case (.table, .down): explorer.moveRows(by: 1)
      case (.table, .pageUp): explorer.moveRows(by: -page)
      case (.table, .pageDown): explorer.moveRows(by: page)
      case (.table, .halfPageUp): explorer.moveRows(by: -max(1, page / 2))
      case (.table, .halfPageDown): explorer.moveRows(by: max(1, page / 2))
      case (.table, .home), (.table, .first): explorer.moveRows(by: -.max)
      case (.table, .end), (.table, .last): explorer.moveRows(by: .max)
      case (.icicle, .up): explorer.moveToCaller()
      case (.icicle, .down): explorer.moveToCallee()
      case (.icicle, .left): explorer.moveSideways(by: -1)
      case (.icicle, .right): explorer.moveSideways(by: 1)
      case (.icicle, .home): explorer.moveSideways(by: -.max)
      case (.icicle, .end): explorer.moveSideways(by: .max)
      case (.icicle, .first): explorer.select(.top)
      case (.icicle, .pageUp): for _ in 0..<page { explorer.moveToCaller() }
      case (.icicle, .pageDown), (.icicle, .last): for _ in 0..<page { explorer.moveToCallee() }
      case (.icicle, .halfPageUp): for _ in 0..<max(1, page / 2) { explorer.moveToCaller() }
      case (.icicle, .halfPageDown): for _ in 0..<max(1, page / 2) { explorer.moveToCallee() }
      default: break
      }
    }
    if explorer.pane == .table, action == .left { zoomOutOfComparison() }
    if explorer.pane == .table, action == .right { zoomInComparison() }
  }

  private mutating func zoomInComparison() {
    var found = true
    withComparison { found = $0.zoomIn() }
    if found { return }
    let side = comparison?.side == .baseline ? "baseline" : "change"
    message = "the \(side) has no such function: b shows the other side"
  }

  /// Opens the side that is shown in the explorer, at the selected function: with callers, packages and source.
  private mutating func exploreSide() -> [Effect] {
    guard let comparison else { return [] }
    let isChange = comparison.side == .change
    let merged = isChange ? comparison.comparison.change : comparison.comparison.baseline
    var subject = Subject(name: "\(comparison.subject.name), \(isChange ? "change" : "baseline")", merged: merged)
    subject.setTree(comparison.subject.tree[comparison.side])
    opening += 1
    subject.opening = opening
    var explorer = Explorer(subject)
    explorer.fit(to: Layout(size, isMerge: true))
    let pair = comparison.selection.pair.map { comparison.comparison.matching[$0] }
    if let function = (isChange ? pair?.change : pair?.baseline)?.first { explorer.select(function) }
    comparisonBehind = comparison
    content = .explorer(explorer)
    fitExplorer()
    return [.layGroundwork]
  }

  /// One zoom back; where there is none, the search is dropped.
  private mutating func zoomOutOfComparison() {
    withComparison { if !$0.zoomOut() { $0.mark(nil, whileTyping: false) } }
  }

  private mutating func stepInComparison(by direction: Int) {
    guard let explorer = comparison else { return }
    guard let matches = explorer.matches?.order, !matches.isEmpty else {
      message = explorer.matches == nil ? "nothing is searched for: / starts a search" : "no match"
      return
    }
    let current = explorer.selection.pair.flatMap { matches.firstIndex(of: $0) }
    let next = current.map { ($0 + direction + matches.count) % matches.count }
    withComparison { $0.select(matches[next ?? (direction > 0 ? 0 : matches.count - 1)]) }
  }

  // MARK: Mouse

  /// A click selects, a click on the selection zooms, a click on a heading sorts.
  mutating func pressInComparison(at position: Position) {
    let layout = ComparisonLayout(size)
    var zooms = false
    withComparison { explorer in
      let before = explorer.selection
      if layout.icicle.contains(position) {
        explorer.pane = .icicle
        let row = position.row - layout.icicle.row + explorer.icicleTop
        guard let place = explorer.icicle.icicle.place(row: row, column: position.column) else { return }
        explorer.select(place)
        zooms = explorer.selection == before
      } else if layout.tableRows.contains(position) {
        explorer.pane = .table
        explorer.selectRow(position.row - layout.tableRows.row + explorer.tableTop)
        zooms = explorer.selection.pair == before.pair
      } else if layout.tableHeading.contains(position),
        let column = ComparisonColumns(width: layout.tableHeading.columns).column(at: position.column)?.order
      {
        explorer.sort(by: explorer.order.column == column ? explorer.order.reversed : ComparisonOrder(by: column))
      }
    }
    if zooms { zoomInComparison() }
  }

  /// The wheel moves the selection of the pane under the mouse.
  mutating func wheelInComparison(at position: Position, _ direction: Action) {
    let pane: Pane = position.row < ComparisonLayout(size).rule.row ? .icicle : .table
    withComparison { $0.pane = pane }
    for _ in 0..<(pane == .table ? 3 : 1) { moveInComparison(direction) }
  }
}

extension ComparisonColumn {
  /// The column to sort by after this one; after the last the first.
  fileprivate var next: ComparisonColumn { ComparisonColumn(rawValue: rawValue + 1) ?? .calls }

  /// What a digit sorts by: the nearest to what it is in the explorer.
  fileprivate init(_ column: TableColumn) {
    self =
      switch column {
      case .calls: .calls
      case .selfTime: .selfTime
      case .selfTimePerCall, .cumulativeTimePerCall: .ratio
      case .cumulativeTime: .cumulativeTime
      case .name: .name
      }
  }
}

// MARK: - From the request list

extension State {
  /// Compares the marked: two requests, or two routes with all their requests; the older is the baseline.
  mutating func compareMarked() -> [Effect] {
    guard let browser = requests else { return [] }
    guard let sides = browser.markedSides else {
      message = "D compares two marked requests, or two marked routes: \(browser.marks.count) requests are marked"
      return []
    }
    return compare(sides, .beforeAndAfter)
  }

  /// Compares the selected request with the others of its route; of a route, its slowest one.
  mutating func compareWithRoute() -> [Effect] {
    guard let source = requests?.selectedAndFellows else {
      message = requests == nil ? "there is no list of fellows" : "there is no other request of this route"
      return []
    }
    return compare(source, .requestAndFellows)
  }

  mutating func compare(_ source: ComparisonSource, _ kind: ComparisonSubject.Kind) -> [Effect] {
    opening += 1
    pending = Opening(title: source.name, files: source.baseline.count + source.change.count)
    var source = source
    source.pathMap = pathMap
    return [.compare(source, kind, opening: opening)]
  }

  /// Shows a comparison that was made.
  mutating func open(_ subject: ComparisonSubject) {
    guard subject.opening == opening else { return }
    message = nil
    pending = nil
    comparisonBehind = nil
    content = .comparison(ComparisonExplorer(subject))
    withComparison { _ in }
  }
}

extension RequestBrowser {
  /// The two sides that the marks are: two requests, or all marked requests of two routes. The older one is the baseline.
  fileprivate var markedSides: ComparisonSource? {
    let requests = list.requests.filter { marks.contains($0.file) && $0.isCounted }
    var groups = Dictionary(grouping: requests) { list.row(of: $0.file).map(list.route(ofRequest:)) ?? -1 }
      .values.map { Array($0) }
    if requests.count == 2 { groups = requests.map { [$0] } }
    guard groups.count == 2 else { return nil }
    groups.sort { ($0.map(\.time).min() ?? 0) < ($1.map(\.time).min() ?? 0) }
    let names = groups.map { group -> String in
      let route = list.row(of: group[0].file).map { list.routes[list.route(ofRequest: $0)].pattern.text } ?? ""
      return requests.count == 2 || route.isEmpty ? String(decoding: group[0].file.name, as: UTF8.self) : route
    }
    return ComparisonSource(
      name: names.joined(separator: " and "), baseline: groups[0].map(\.file), change: groups[1].map(\.file))
  }

  /// The selected request, or the slowest of the selected route, held against the others of the route that did its usual
  /// work.
  fileprivate var selectedAndFellows: ComparisonSource? {
    let row: Int? =
      switch selection {
      case .directory: nil
      case .request(let file): list.row(of: file)
      case .route(let pattern): list.row(of: pattern).flatMap { list.routes[$0].statistics.slowest }
      case nil: nil
      }
    guard let row else { return nil }
    let others = list.routes[list.route(ofRequest: row)].requests.filter { $0 != row && list.requests[$0].isCounted }
      .map { list.requests[$0] }
    guard !others.isEmpty else { return nil }
    let known = others.filter { $0.summary != nil }
    let odd = Set(OtherWork.rows(of: known.compactMap { $0.summary?.calls }).map { known[$0].file })
    let usual = others.filter { !odd.contains($0.file) }
    let request = list.requests[row]
    return ComparisonSource(
      name: String(decoding: request.file.name, as: UTF8.self), baseline: usual.map(\.file), change: [request.file])
  }
}

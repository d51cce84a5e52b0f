import ProfileModel

/// Keys in the request list, and the way between list and explorer.
extension State {
  mutating func performInRequests(_ action: Action) -> [Effect] {
    if let steps = action.steps(page: max(1, requestLayout.rows.rows - 1)) {
      withRequests { $0.move(by: steps) }
      return []
    }
    switch action {
    case .zoomIn, .right: return openSelection()
    case .zoomOut where requests?.filter != nil: withRequests { $0.setFilter(nil) }
    case .zoomOut: return leaveDirectory()
    case .left: return leaveDirectory()
    case .changeView: withRequests { $0.changeView() }
    case .mark: withRequests { $0.toggleMark() }
    case .mergeMarked: return openMarked()
    case .compareMarked: return compareMarked()
    case .compareWithRoute: return compareWithRoute()
    case .search: startTyping(.filterRequests)
    case .sortByNext: withRequests { $0.sortByNextColumn() }
    case .sort(let column): withRequests { $0.sort(byColumn: column.rawValue) }
    case .reverseOrder: withRequests { $0.reverseOrder() }
    case .follow: return toggleFollowing()
    case .reload: return [.rescan]
    case .copy: return copy()
    case .keep: startKeeping()
    default: pointElsewhere(action)
    }
    return []
  }

  /// Back to the page before, or to the list, if one came from there; else the end.
  mutating func goBack() -> [Effect] {
    var hadPage = false
    withExplorer { hadPage = $0.closePage() }
    withComparison { hadPage = $0.closePage() }
    if hadPage { return [] }
    arranging = nil
    if let comparison = comparisonBehind {
      comparisonBehind = nil
      content = .comparison(comparison)
      withComparison { _ in }
      return []
    }
    if comparisons != nil, comparison != nil {
      content = .comparisons
      return []
    }
    guard requests != nil, explorer != nil || comparison != nil else { return [.quit] }
    bookmark = nil
    content = .requests
    return []
  }

  /// Opens the next or previous request of the list, or route, at the same place.
  mutating func openNeighbour(_ steps: Int) -> [Effect] {
    guard let explorer, let requests else {
      message = "there is no list to step through"
      return []
    }
    guard let next = requests.neighbour(of: pending?.item ?? requests.selection, by: steps) else {
      message = steps > 0 ? "this is the last of the list" : "this is the first of the list"
      return []
    }
    bookmark = Bookmark(explorer)
    return open(next)
  }

  mutating func openSelection() -> [Effect] { requests?.selection.map { open($0) } ?? [] }

  private mutating func open(_ item: RequestBrowser.Item) -> [Effect] {
    let files = requests?.files(of: item) ?? []
    withRequests { $0.see(files) }
    let effects: [Effect]
    switch item {
    case .directory(let path): return enter(path)
    case .route(let pattern): effects = open(files, title: pattern == .unnamed ? "other files" : pattern.text)
    case .request(let file): effects = open([file], title: String(decoding: file.name, as: UTF8.self))
    }
    if !effects.isEmpty { pending?.item = item }
    return effects
  }

  private mutating func openMarked() -> [Effect] {
    guard let browser = requests, !browser.marks.isEmpty else {
      message = say("nothing is marked", .mark, "marks a row")
      return []
    }
    return open(browser.marks.sorted(), title: "\(browser.marks.count) marked")
  }

  private mutating func open(_ files: [FilePath], title: String) -> [Effect] {
    guard !files.isEmpty else {
      message = "there is no profile to open here"
      return []
    }
    opening += 1
    pending = Opening(title: title, files: files.count)
    return [.open(files, title: title, opening: opening)]
  }

  /// Drops what is being opened; the screen stays what it is.
  mutating func abandonOpening() -> [Effect] {
    guard pending.take() != nil else { return [] }
    bookmark = nil
    opening += 1
    if case .reading = content { return [.quit] }
    return [.abandonOpening]
  }

  private mutating func toggleFollowing() -> [Effect] {
    guard requests?.hasDirectory == true else {
      message = "only files are listed: there is no directory to follow"
      return []
    }
    withRequests { $0.isFollowing.toggle() }
    return [.follow(requests?.isFollowing == true)]
  }

  /// Shows a profile that was read, at the bookmark if there is one.
  mutating func open(_ subject: Subject) -> [Effect] {
    guard subject.opening == opening else { return [] }
    if let visit = pending?.visit { return show(subject, visit) }
    let (bookmark, filter) = (bookmark, requests?.filter)
    self.bookmark = nil
    var explorer = Explorer(subject)
    explorer.item = pending?.item
    replaceContent(by: .explorer(explorer))
    fitExplorer()
    if let item = explorer.item { withRequests { $0.select(item) } }
    guard let bookmark else {
      withExplorer { Self.showFunctions(of: filter, in: &$0) }
      return []
    }
    let isUsual = bookmark.arrangement == Arrangement()
    let effects = isUsual ? [] : arrange { $0 = bookmark.arrangement }
    withExplorer { bookmark.restore(in: &$0) }
    return effects
  }

  /// Goes to the functions by which the list was filtered.
  private static func showFunctions(of filter: RequestFilter?, in explorer: inout Explorer) {
    guard let search = filter?.functions, let matches = try? explorer.find(search) else { return }
    explorer.mark(matches, whileTyping: false)
    if let best = matches.functions.first { explorer.select(best) }
  }
}

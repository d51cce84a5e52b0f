import ProfileModel

/// The request list as one sees it: which rows, in which order, what is selected and marked.
struct RequestBrowser: Sendable {
  /// The two ways to see the list.
  enum View: Hashable, Sendable {
    case routes
    case requests
  }

  /// What a row stands for; unlike the row's number it outlives a change of the list.
  enum Item: Hashable, Sendable {
    case route(RoutePattern)
    case request(FilePath)
  }

  /// What is listed, as it was named on the command line, uncleaned.
  let title: String
  private(set) var list: RequestList
  private(set) var view = View.routes
  private(set) var routeOrder = RouteOrder(by: .total)
  private(set) var requestOrder = RequestOrder(by: .elapsed)
  /// The filter that is on, if any.
  private(set) var filter: RequestFilter?
  /// The requests that the filter leaves, as a list of its own, so that the routes' numbers are theirs.
  private var filtered: RequestList?
  /// Rows of ``shown``'s routes or requests, in the order of the screen.
  private(set) var rows: [Int] = []
  var selection: Item?
  /// The row that is drawn first.
  private(set) var top = 0
  private(set) var marks: Set<FilePath> = []
  /// Whether new files are looked for.
  var isFollowing = false

  init(title: String, list: RequestList = RequestList()) {
    self.title = title
    self.list = list
    refresh()
  }

  /// What is shown of the list. Not stored twice, so that a change does not copy 100,000 requests.
  var shown: RequestList { filtered ?? list }

  /// The row of the selection, where it is shown. O(rows).
  var selectedRow: Int? { selection.flatMap { item in rows.firstIndex { self.item(atRow: $0) == item } } }

  /// What stands in a row of ``shown``.
  private func item(atRow row: Int) -> Item {
    switch view {
    case .routes: .route(shown.routes[row].pattern)
    case .requests: .request(shown.requests[row].file)
    }
  }

  /// The files behind an item: the request's own, or all readable ones of the route.
  func files(of item: Item) -> [FilePath] {
    switch item {
    case .request(let file): [file]
    case .route(let pattern):
      shown.row(of: pattern).map { row in
        shown.routes[row].requests.map { shown.requests[$0] }.filter(\.isCounted).map(\.file)
      } ?? []
    }
  }

  /// The column of the view under a column of the screen, counted from 0.
  func column(at position: Int, width: Int) -> Int? {
    let widths = view == .routes ? RequestColumns.routes.map(\.width) : RequestColumns.requests.map(\.width)
    return RequestColumns.ranges(of: widths, within: width).firstIndex { position < $0.upperBound }
  }

  /// Whether a row of ``shown`` is marked: a route, if all its requests are.
  func isMarked(row: Int) -> Bool {
    if marks.isEmpty { return false }
    let files = files(of: item(atRow: row))
    return !files.isEmpty && files.allSatisfy(marks.contains)
  }
}

// MARK: - Changes

extension RequestBrowser {
  /// Adds files, or replaces those that were there.
  mutating func add(_ found: [RequestProfile]) {
    list.add(found)
    refresh()
  }

  /// Takes over a new listing: what is no longer there goes, what has changed is to be read again.
  mutating func update(to found: [RequestProfile]) {
    let there = Set(found.map(\.file))
    list.remove(Set(list.requests.map(\.file).filter { !there.contains($0) }))
    marks.formIntersection(there)
    list.add(
      found.filter { request in
        guard let row = list.row(of: request.file) else { return true }
        let known = list.requests[row]
        return known.size != request.size || known.modified != request.modified
      })
    refresh()
  }

  mutating func remove(_ files: Set<FilePath>) {
    list.remove(files)
    marks.subtract(files)
    refresh()
  }

  /// Says what is in files, once they were read.
  mutating func setContents(_ contents: [(file: FilePath, contents: RequestProfile.Contents)]) {
    list.setContents(contents)
    refresh()
  }

  mutating func setFilter(_ filter: RequestFilter?) {
    self.filter = filter
    refresh()
  }

  /// Changes between routes and requests: from a route to its slowest request, from a request to its route.
  mutating func changeView() {
    switch selection {
    case .route(let pattern):
      let slowest = shown.row(of: pattern).flatMap { shown.routes[$0].statistics.slowest }
      selection = slowest.map { .request(shown.requests[$0].file) }
    case .request(let file):
      selection = shown.row(of: file).map { .route(shown.routes[shown.route(ofRequest: $0)].pattern) }
    case nil: break
    }
    view = view == .routes ? .requests : .routes
    refresh()
  }

  /// Sorts by a column of the view, counted from 0; by the same column again, the other way round.
  mutating func sort(byColumn index: Int) {
    switch view {
    case .routes where RequestColumns.routes.indices.contains(index):
      let order = RouteOrder(by: RequestColumns.routes[index].column)
      routeOrder = order == routeOrder ? routeOrder.reversed : order
    case .requests where RequestColumns.requests.indices.contains(index):
      let order = RequestOrder(by: RequestColumns.requests[index].column)
      requestOrder = order == requestOrder ? requestOrder.reversed : order
    case .routes, .requests: return
    }
    refresh()
  }

  mutating func sortByNextColumn() {
    switch view {
    case .routes:
      let index = RequestColumns.routes.firstIndex { $0.column == routeOrder.column } ?? 0
      sort(byColumn: (index + 1) % RequestColumns.routes.count)
    case .requests:
      let index = RequestColumns.requests.firstIndex { $0.column == requestOrder.column } ?? 0
      sort(byColumn: (index + 1) % RequestColumns.requests.count)
    }
  }

  mutating func reverseOrder() {
    switch view {
    case .routes: routeOrder = routeOrder.reversed
    case .requests: requestOrder = requestOrder.reversed
    }
    refresh()
  }

  /// Marks the selection's requests, or takes their marks away, and goes one row down.
  mutating func toggleMark() {
    guard let selection else { return }
    let files = files(of: selection)
    if files.allSatisfy(marks.contains) { marks.subtract(files) } else { marks.formUnion(files) }
    move(by: 1)
  }

  mutating func move(by steps: Int) {
    guard !rows.isEmpty else { return }
    let (sum, overflow) = (selectedRow ?? 0).addingReportingOverflow(steps)
    let row = overflow ? (steps < 0 ? 0 : rows.count - 1) : max(0, min(rows.count - 1, sum))
    select(row: row)
  }

  /// Selects a row of the screen's order.
  mutating func select(row: Int) {
    if rows.indices.contains(row) { selection = item(atRow: rows[row]) }
  }

  /// Keeps the selection in sight.
  mutating func fit(rows visible: Int) {
    let row = selectedRow ?? 0
    top = max(0, min(max(min(top, row), row - max(0, visible - 1)), rows.count - visible))
  }

  /// Follows from list, filter, view and order. O(n log n).
  private mutating func refresh() {
    filtered = filter.map(list.filtered(by:))
    switch view {
    case .routes: rows = shown.sorted(routes: Array(shown.routes.indices), by: routeOrder)
    case .requests: rows = shown.sorted(requests: Array(shown.requests.indices), by: requestOrder)
    }
    if selectedRow == nil { selection = rows.first.map(item(atRow:)) }
  }
}

extension RouteOrder {
  fileprivate var reversed: RouteOrder {
    var order = self
    order.isDescending.toggle()
    return order
  }
}

extension RequestOrder {
  fileprivate var reversed: RequestOrder {
    var order = self
    order.isDescending.toggle()
    return order
  }
}

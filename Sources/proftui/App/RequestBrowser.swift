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
  /// The search for the functions that the filter wants, if it wants any.
  private(set) var search: FunctionSearch?
  private var searches = 0
  /// The orders to go back to when functions are no longer searched for.
  private var ordersBefore: (RouteOrder, RequestOrder)?
  /// The requests whose names the filter lets through; without a filter all.
  private var named: [Int] = []
  /// What the filter leaves, so that the routes' numbers are those of what is shown.
  private(set) var shown = RequestSubset()
  /// All requests in ``requestOrder``, as long as neither changes.
  private var inOrder: [Int]?
  /// Rows of ``shown``'s routes or of the list's requests, in the order of the screen.
  private(set) var rows: [Int] = []
  var selection: Item?
  /// Whether the first row is selected whatever it is: while answers come in and nobody has moved.
  private var staysOnTop = false
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

  /// The selection's place in ``rows``, where it is shown. O(rows).
  var selectedRow: Int? {
    switch (view, selection) {
    case (.routes, .route(let pattern)): shown.row(of: pattern).flatMap { rows.firstIndex(of: $0) }
    case (.requests, .request(let file)): list.row(of: file).flatMap { rows.firstIndex(of: $0) }
    case (.routes, .request), (.requests, .route), (_, nil): nil
    }
  }

  /// What one of ``rows`` stands for.
  func item(_ row: Int) -> Item {
    switch view {
    case .routes: .route(shown.routes[row].pattern)
    case .requests: .request(list.requests[row].file)
    }
  }

  /// The files behind an item: the request's own, or all readable ones of the route.
  func files(of item: Item) -> [FilePath] {
    switch item {
    case .request(let file): [file]
    case .route(let pattern):
      shown.row(of: pattern).map { row in
        shown.routes[row].requests.map { list.requests[$0] }.filter(\.isCounted).map(\.file)
      } ?? []
    }
  }

  var routeColumns: [RequestColumns.Column<RouteColumn>] { RequestColumns.routes(searchesFunctions: search != nil) }

  var requestColumns: [RequestColumns.Column<RequestColumn>] {
    RequestColumns.requests(searchesFunctions: search != nil)
  }

  /// The files in which the functions are still to be searched for.
  var unanswered: [FilePath] { search == nil ? [] : list.unanswered(among: named) }

  /// The column of the view under a column of the screen, counted from 0.
  func column(at position: Int, width: Int) -> Int? {
    let widths = view == .routes ? routeColumns.map(\.width) : requestColumns.map(\.width)
    return RequestColumns.ranges(of: widths, within: width).firstIndex { position < $0.upperBound }
  }

  /// Whether one of ``rows`` is marked: a route, if all its requests are.
  func isMarked(row: Int) -> Bool {
    if marks.isEmpty { return false }
    let files = files(of: item(row))
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

  /// Takes over what was found out about files. Answers to an earlier search are dropped.
  mutating func understand(_ contents: [FileContents]) {
    let new = contents.compactMap(\.isNew)
    if !new.isEmpty { list.add(new) }
    list.setContents(contents.map { ($0.file, $0.contents) })
    if let search {
      list.setFunctionTimes(
        contents.compactMap { file in
          file.answer.flatMap { $0.number == search.number ? (file.file, $0.time) : nil }
        })
    }
    refresh()
  }

  /// O(length of the names that the filter before let through, if this one lets through none but of those).
  mutating func setFilter(_ filter: RequestFilter?) {
    let candidates = isNarrower(filter) ? named : list.all.rows
    let searched = self.filter?.functions?.text
    self.filter = filter
    if filter?.functions?.text != searched { list.forgetFunctionTimes() }
    if filter?.functions != nil || searched != nil { startSearch() }
    refresh(among: candidates)
  }

  private func isNarrower(_ filter: RequestFilter?) -> Bool {
    guard let filter, let before = self.filter else { return false }
    return filter.isNarrower(than: before)
  }

  /// Searches for the filter's functions, in an order that shows what was found first.
  private mutating func startSearch() {
    searches += 1
    search = filter?.functions.map { FunctionSearch(number: searches, search: $0) }
    staysOnTop = search != nil
    if search != nil, ordersBefore == nil {
      ordersBefore = (routeOrder, requestOrder)
      (routeOrder, requestOrder) = (RouteOrder(by: .function), RequestOrder(by: .function))
    } else if search == nil, let before = ordersBefore.take() {
      if routeOrder.column == .function { routeOrder = before.0 }
      if requestOrder.column == .function { requestOrder = before.1 }
    }
    inOrder = nil
  }

  /// Changes between routes and requests: from a route to its slowest request, from a request to its route.
  mutating func changeView() {
    switch selection {
    case .route(let pattern):
      let slowest = shown.row(of: pattern).flatMap { shown.routes[$0].statistics.slowest }
      selection = slowest.map { .request(list.requests[$0].file) }
    case .request(let file):
      selection = list.row(of: file).map { .route(list.routes[list.route(ofRequest: $0)].pattern) }
    case nil: break
    }
    view = view == .routes ? .requests : .routes
    arrange()
  }

  /// Sorts by a column of the view, counted from 0; by the same column again, the other way round.
  mutating func sort(byColumn index: Int) {
    switch view {
    case .routes where routeColumns.indices.contains(index):
      let order = RouteOrder(by: routeColumns[index].column)
      routeOrder = order == routeOrder ? routeOrder.reversed : order
    case .requests where requestColumns.indices.contains(index):
      let order = RequestOrder(by: requestColumns[index].column)
      requestOrder = order == requestOrder ? requestOrder.reversed : order
    case .routes, .requests: return
    }
    reorder()
  }

  mutating func sortByNextColumn() {
    switch view {
    case .routes:
      let index = routeColumns.firstIndex { $0.column == routeOrder.column } ?? 0
      sort(byColumn: (index + 1) % routeColumns.count)
    case .requests:
      let index = requestColumns.firstIndex { $0.column == requestOrder.column } ?? 0
      sort(byColumn: (index + 1) % requestColumns.count)
    }
  }

  mutating func reverseOrder() {
    switch view {
    case .routes: routeOrder = routeOrder.reversed
    case .requests: requestOrder = requestOrder.reversed
    }
    reorder()
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
    guard rows.indices.contains(row) else { return }
    selection = item(rows[row])
    staysOnTop = false
  }

  /// Keeps the selection in sight.
  mutating func fit(rows visible: Int) {
    let row = selectedRow ?? 0
    top = max(0, min(max(min(top, row), row - max(0, visible - 1)), rows.count - visible))
  }

  /// Shows what follows from list and filter. O(n log n).
  private mutating func refresh() {
    inOrder = nil
    refresh(among: list.all.rows)
  }

  /// - Parameter candidates: the requests whose names are looked at.
  private mutating func refresh(among candidates: [Int]) {
    named = filter?.rows(of: list.requests, among: candidates) ?? list.all.rows
    shown = filter == nil ? list.all : list.subset(search == nil ? named : list.withFunctions(among: named))
    arrange()
  }

  private mutating func reorder() {
    inOrder = nil
    arrange()
  }

  /// Puts what is shown into the order of the view.
  private mutating func arrange() {
    switch view {
    case .routes: rows = shown.sorted(by: routeOrder)
    case .requests: rows = shownInOrder()
    }
    if staysOnTop || selectedRow == nil { selection = rows.first.map(item) }
  }

  /// The shown requests in order. All are sorted once, and a filter takes away from them: O(n) while one types.
  private mutating func shownInOrder() -> [Int] {
    let all = inOrder ?? list.sorted(by: requestOrder)
    inOrder = all
    if filter == nil { return all }
    var isShown = [Bool](repeating: false, count: list.requests.count)
    for row in shown.rows { isShown[row] = true }
    return all.filter { isShown[$0] }
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

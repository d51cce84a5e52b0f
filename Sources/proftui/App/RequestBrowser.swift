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
    /// A directory to enter.
    case directory(FilePath)
    case route(RoutePattern)
    case request(FilePath)
  }

  /// A row of the screen: a directory of ``directories``, or one of ``shown``'s routes or of the list's requests.
  enum Row: Hashable, Sendable {
    case directory(Int)
    case route(Int)
    case request(Int)
  }

  /// The files and directories that are listed.
  let place: Place
  /// Which listing this is, so that what comes late for another one is recognised.
  let listing: Int
  /// Whether the directories have not been read yet.
  private(set) var isListing: Bool
  private(set) var list: RequestList
  private(set) var view = View.routes
  private(set) var orders = RequestOrders()
  /// The filter that is on, if any.
  private(set) var filter: RequestFilter?
  /// The search for the functions that the filter wants, if it wants any.
  private(set) var search: FunctionSearch?
  private var searches = 0
  /// The requests whose names the filter lets through; without a filter all.
  private var named: [Int] = []
  /// What the filter leaves, so that the routes' numbers are those of what is shown.
  private(set) var shown = RequestSubset()
  /// All requests in their order, as long as neither changes.
  private var inOrder: [Int]?
  /// The directories within those that are listed: the first rows of the screen.
  private(set) var directories: [FilePath] = []
  private var allDirectories: [FilePath] = []
  /// ``shown``'s routes or the list's requests, in the order of the screen.
  private var rows: [Int] = []
  var selection: Item?
  /// Whether the first row is selected whatever it is: while answers come in and nobody has moved.
  private var staysOnTop = false
  /// The row that is drawn first.
  private(set) var top = 0
  private(set) var marks: Set<FilePath> = []
  /// Files that came while the list was open, and have not been looked at.
  private(set) var unseen: Set<FilePath> = []
  /// Files that came or went since the scan began that is on its way, if one is: it may have missed that.
  private var changedSinceScan: Set<FilePath>?
  /// Why the selected route costs what it costs.
  private(set) var reasons: RouteReasons?
  private var reasonsPattern: RoutePattern?
  /// Which columns the user wants.
  let columns: ColumnChoice
  /// Whether new files are looked for.
  var isFollowing = false
  /// Whether a directory is listed, which one may follow, or files alone; true until that is known.
  private(set) var hasDirectory = true

  /// - Parameter isListing: whether a scan of the place is on its way.
  init(
    _ place: Place, rules: [RouteRule] = [], columns: ColumnChoice = ColumnChoice(), listing: Int = 0,
    isListing: Bool = false
  ) {
    self.place = place
    self.columns = columns
    self.listing = listing
    self.isListing = isListing
    list = RequestList(rules: rules)
    selection = place.selection
    refresh()
  }

  /// How many rows there are.
  var count: Int { directories.count + rows.count }

  /// What stands in a row of the screen's order.
  func row(at index: Int) -> Row {
    if index < directories.count { return .directory(index) }
    let row = rows[index - directories.count]
    return view == .routes ? .route(row) : .request(row)
  }

  func item(_ row: Row) -> Item {
    switch row {
    case .directory(let row): .directory(directories[row])
    case .route(let row): .route(shown.routes[row].pattern)
    case .request(let row): .request(list.requests[row].file)
    }
  }

  /// The selection's place in the screen's order, where it is shown. O(rows).
  var selectedIndex: Int? { index(of: selection) }

  private func index(of item: Item?) -> Int? {
    func index(_ row: Int?) -> Int? { row.flatMap { rows.firstIndex(of: $0) }.map { $0 + directories.count } }
    return switch (view, item) {
    case (_, .directory(let path)): directories.firstIndex(of: path)
    case (.routes, .route(let pattern)): index(shown.row(of: pattern))
    case (.requests, .request(let file)): index(list.row(of: file))
    case (.routes, .request), (.requests, .route), (_, nil): nil
    }
  }

  /// The files behind an item: the request's own, or all readable ones of the route.
  func files(of item: Item) -> [FilePath] {
    switch item {
    case .directory: []
    case .request(let file): [file]
    case .route(let pattern):
      shown.row(of: pattern).map { row in
        shown.routes[row].requests.map { list.requests[$0] }.filter(\.isCounted).map(\.file)
      } ?? []
    }
  }

  var routeColumns: [RequestColumns.Column<RouteColumn>] {
    RequestColumns.routes(columns.routes, searchesFunctions: search != nil)
  }

  var requestColumns: [RequestColumns.Column<RequestColumn>] {
    RequestColumns.requests(columns.requests, searchesFunctions: search != nil)
  }

  /// The files whose content is not known.
  var unread: [FilePath] { list.requests.lazy.filter { $0.contents == .unread }.map(\.file) }

  /// The files in which the functions are still to be searched for.
  var unanswered: [FilePath] { search == nil ? [] : list.unanswered(among: named) }

  /// The column of the view under a column of the screen, counted from 0.
  func column(at position: Int, width: Int) -> Int? {
    let shapes = view == .routes ? routeColumns.map(\.shape) : requestColumns.map(\.shape)
    return RequestColumns.ranges(of: shapes, within: width).firstIndex { position < $0.upperBound }
  }

  /// Whether a row is marked: a route, if all its requests are.
  func isMarked(_ row: Row) -> Bool {
    if marks.isEmpty { return false }
    let files = files(of: item(row))
    return !files.isEmpty && files.allSatisfy(marks.contains)
  }

  /// How many of a row's requests have not been looked at since they came.
  func unseenCount(_ row: Row) -> Int {
    if unseen.isEmpty { return 0 }
    return switch row {
    case .directory: 0
    case .request(let row): unseen.contains(list.requests[row].file) ? 1 : 0
    case .route(let row): shown.routes[row].requests.count { unseen.contains(list.requests[$0].file) }
    }
  }
}

// MARK: - Changes

extension RequestBrowser {
  /// Takes over the first listing of the place, in which nothing is new.
  mutating func open(_ scan: DirectoryScan) {
    isListing = false
    hasDirectory = !scan.directories.isEmpty
    allDirectories = scan.subdirectories.sorted()
    list.add(scan.requests)
    refresh()
  }

  /// Adds files that have just been written, or replaces those that were there.
  mutating func add(_ found: [RequestProfile]) {
    unseen.formUnion(found.map(\.file))
    changedSinceScan?.formUnion(found.map(\.file))
    list.add(found)
    refresh()
  }

  /// Everything is looked at from now on.
  mutating func startScan() { changedSinceScan = [] }

  /// Takes over a listing: what is no longer there goes, what has changed is to be read again. Files that came or went since
  /// it began stay as they are.
  mutating func update(to scan: DirectoryScan) {
    let newer = changedSinceScan ?? []
    changedSinceScan = nil
    if isListing { return open(scan) }
    let there = newer.union((scan.requests + scan.unknown).map(\.file))
    let gone = list.requests.map(\.file).filter { !there.contains($0) }
    let known = scan.unknown.filter { list.row(of: $0.file) != nil }
    let changed = (scan.requests + known).filter { request in
      if newer.contains(request.file) { return false }
      guard let row = list.row(of: request.file) else { return true }
      let known = list.requests[row]
      return known.size != request.size || known.modified != request.modified
    }
    hasDirectory = !scan.directories.isEmpty
    allDirectories = scan.subdirectories.sorted()
    unseen.formUnion(changed.map(\.file))
    list.add(changed)
    remove(Set(gone))
  }

  mutating func remove(_ files: Set<FilePath>) {
    changedSinceScan?.formUnion(files)
    list.remove(files)
    marks.subtract(files)
    unseen.subtract(files)
    refresh()
  }

  /// Takes the badges off files that are looked at.
  mutating func see(_ files: [FilePath]) { if !unseen.isEmpty { unseen.subtract(files) } }

  /// Takes over what was found out about files. Answers to an earlier search are dropped.
  mutating func understand(_ contents: [FileContents]) {
    let new = contents.compactMap(\.isNew)
    if !new.isEmpty { list.add(new) }
    let recent = contents.lazy.filter(\.isRecent).map(\.file)
    unseen.formUnion(recent)
    changedSinceScan?.formUnion(recent)
    let sumsChange = list.setContents(contents.map { ($0.file, $0.contents) })
    if let search {
      list.setFunctionTimes(
        contents.compactMap { file in
          file.answer.flatMap { $0.number == search.number ? (file.file, $0.time) : nil }
        })
    }
    let keepsOrder =
      new.isEmpty && !sumsChange && !orders.requests.column.dependsOnContents
      && !orders.routes.column.dependsOnContents
    if filter == nil, keepsOrder {
      shown = list.all
      reasonsPattern = nil
    } else {
      refresh()
    }
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
    orders.putFunctionsFirst(search != nil)
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
    case .directory, nil: break
    }
    view = view == .routes ? .requests : .routes
    arrange()
  }

  /// Sorts by a column of the view, counted from 0; by the same column again, the other way round.
  mutating func sort(byColumn index: Int) {
    switch view {
    case .routes:
      guard routeColumns.indices.contains(index), let column = routeColumns[index].column else { return }
      orders.sortRoutes(by: column)
    case .requests:
      guard requestColumns.indices.contains(index), let column = requestColumns[index].column else { return }
      orders.sortRequests(by: column)
    }
    reorder()
  }

  mutating func sortByNextColumn() {
    switch view {
    case .routes: orders.sortRoutes(by: next(orders.routes.column, in: routeColumns))
    case .requests: orders.sortRequests(by: next(orders.requests.column, in: requestColumns))
    }
    reorder()
  }

  private func next<Key: Hashable>(_ column: Key, in columns: [RequestColumns.Column<Key>]) -> Key {
    let keys = columns.compactMap(\.column)
    return keys.firstIndex(of: column).map { keys[($0 + 1) % keys.count] } ?? keys.first ?? column
  }

  mutating func reverseOrder() {
    switch view {
    case .routes: orders.reverseRoutes()
    case .requests: orders.reverseRequests()
    }
    reorder()
  }

  /// Shows this list as another one was shown.
  mutating func takeLook(of other: RequestBrowser) {
    view = other.view
    orders = other.orders
    orders.putFunctionsFirst(false)
    reorder()
  }

  /// Marks the selection's requests, or takes their marks away, and goes one row down.
  mutating func toggleMark() {
    let files = selection.map(files(of:)) ?? []
    if files.allSatisfy(marks.contains) { marks.subtract(files) } else { marks.formUnion(files) }
    move(by: 1)
  }

  mutating func move(by steps: Int) {
    if count > 0 { select(at: (selectedIndex ?? 0).addingClamped(steps, to: 0..<count)) }
  }

  /// Selects a row of the screen's order. A request that is selected has been looked at.
  mutating func select(at index: Int) {
    guard (0..<count).contains(index) else { return }
    let item = item(row(at: index))
    selection = item
    staysOnTop = false
    if case .request(let file) = item { see([file]) }
  }

  /// Selects what is shown of the list, where it still stands there.
  mutating func select(_ item: Item) {
    if let index = index(of: item) { select(at: index) }
  }

  /// The next row after an item, or before it, that can be opened as a profile; nil at the end of the list.
  func neighbour(of item: Item?, by steps: Int) -> Item? {
    let start = (index(of: item) ?? selectedIndex ?? 0) + steps
    for index in stride(from: start, through: steps < 0 ? directories.count : count - 1, by: steps) {
      let item = self.item(row(at: index))
      if !files(of: item).isEmpty { return item }
    }
    return nil
  }

  /// Keeps the selection in sight, and knows why it costs what it costs.
  mutating func fit(rows visible: Int) {
    findReasons()
    top = ListPosition.top(from: top, toShow: selectedIndex ?? 0, visible: visible, of: count)
  }

  /// Works out the reasons of another route than before, or of a changed one.
  private mutating func findReasons() {
    guard case .route(let pattern) = selection, pattern != reasonsPattern else { return }
    reasonsPattern = pattern
    reasons = shown.row(of: pattern).map { RouteReasons(shown.routes[$0], in: list) }
  }

  /// Shows what follows from list and filter. O(n log n).
  private mutating func refresh() {
    inOrder = nil
    refresh(among: list.all.rows)
  }

  /// - Parameter candidates: the requests whose names are looked at.
  private mutating func refresh(among candidates: [Int]) {
    directories = allDirectories.filter { directory in filter.map { $0.allows(name: directory.name) } ?? true }
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
    reasonsPattern = nil
    switch view {
    case .routes: rows = shown.sorted(by: orders.routes)
    case .requests: rows = shownInOrder()
    }
    let isLost = selectedIndex == nil && !isListing
    if staysOnTop || isLost { selection = firstRequest ?? (count > 0 ? item(row(at: 0)) : nil) }
  }

  /// The first row that is no directory.
  private var firstRequest: Item? { rows.isEmpty ? nil : item(row(at: directories.count)) }

  /// The shown requests in order. All are sorted once, and a filter takes away from them: O(n) while one types.
  private mutating func shownInOrder() -> [Int] {
    let all = inOrder ?? list.sorted(by: orders.requests)
    inOrder = all
    if filter == nil { return all }
    var isShown = [Bool](repeating: false, count: list.requests.count)
    for row in shown.rows { isShown[row] = true }
    return all.filter { isShown[$0] }
  }
}

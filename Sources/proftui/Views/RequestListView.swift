import ProfileModel

/// The request list: a line about all of it, and a table of routes or requests.
struct RequestListView {
  let browser: RequestBrowser
  let glyphs: Glyphs
  /// Seconds since 1970.
  let now: Double

  func draw(on screen: inout Screen, _ layout: RequestLayout) {
    drawTitle(on: &screen, layout.title)
    drawHeading(on: &screen, layout.heading)
    for line in 0..<layout.rows.rows where browser.top + line < browser.count {
      let row = browser.row(at: browser.top + line)
      draw(row, on: &screen, line: layout.rows.row + line, width: layout.rows.columns)
    }
    if browser.count == 0 {
      let text = browser.isListing ? "listing" : browser.filter == nil ? "no profiles" : "no match"
      screen.write(text, row: layout.rows.row, column: 2, Style(.quiet))
    }
  }

  private func drawTitle(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    let title = browser.place.title
    var facts = self.facts
    func width() -> Int { facts.reduce(1) { $0 + $1.cellWidth + 2 } }
    while facts.count > 1, start + min(20, title.cellWidth) + width() > area.columns { facts.removeLast() }
    let cut = CutText.start(title, columns: max(0, area.columns - start - width()), glyphs)
    screen.write(cut, row: area.row, column: start, Style(.title))
    let text = facts.joined(separator: "  ")
    screen.write(text, row: area.row, column: max(start, area.columns - text.cellWidth - 1), Style(.title))
  }

  /// How many there are, how long all took, and what is not counted.
  private var facts: [String] {
    let totals = browser.shown.totals
    func counted(_ number: Int, _ noun: String) -> String {
      CountText.counted(.exact(Int64(number)), noun, glyphs)
    }
    var facts = [
      counted(totals.profiles, "profile"), counted(browser.shown.routes.count, "route"),
      "\(TimeText.short(totals.elapsed, glyphs)) in all", SizeText.short(totals.bytes),
    ]
    if totals.broken > 0 { facts.append("\(totals.broken) broken") }
    if totals.unfinished > 0 { facts.append("\(totals.unfinished) being written") }
    if totals.unread > 0 { facts.append("reading \(NumberText.grouped(Int64(totals.unread)))") }
    if browser.isFollowing { facts.append("following \(glyphs.mark)") }
    return facts
  }

  private func drawHeading(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.heading))
    switch browser.view {
    case .routes:
      drawHeading(
        browser.routeColumns, sortedBy: { $0 == browser.orders.routes.column }, browser.orders.routes.isDescending,
        on: &screen, area)
    case .requests:
      drawHeading(
        browser.requestColumns, sortedBy: { $0 == browser.orders.requests.column },
        browser.orders.requests.isDescending,
        on: &screen, area)
    }
  }

  private func drawHeading<Key>(
    _ columns: [RequestColumns.Column<Key>], sortedBy isSorted: (Key?) -> Bool, _ isDescending: Bool,
    on screen: inout Screen, _ area: Area
  ) {
    let ranges = RequestColumns.ranges(of: columns.map(\.shape), within: area.columns)
    for (column, range) in zip(columns, ranges) where !range.isEmpty {
      let arrow = isDescending ? glyphs.descending : glyphs.ascending
      let title = isSorted(column.column) ? column.title + arrow : column.title
      let style = Style(isSorted(column.column) ? .sortedHeading : .heading)
      let start = column.shape.isText ? range.lowerBound : range.upperBound - title.cellWidth
      screen.write(title, row: area.row, column: max(0, start), style)
    }
  }
}

// MARK: - Rows

extension RequestListView {
  private func draw(_ row: RequestBrowser.Row, on screen: inout Screen, line: Int, width: Int) {
    let unseen = browser.unseenCount(row)
    var style = Style(.text, browser.selection == browser.item(row) ? .selected : [])
    if case .request(let row) = row, !browser.list.requests[row].isCounted { style.role = .warning }
    if unseen > 0 { style.marks.insert(.bold) }
    screen.fill(Area(row: line, column: 0, rows: 1, columns: width), style)
    let sign = browser.isMarked(row) ? glyphs.mark : unseen > 0 ? "+" : ""
    screen.write(sign, row: line, column: 0, style)
    let (texts, shapes) = cells(row, unseen: unseen)
    for (index, range) in RequestColumns.ranges(of: shapes, within: width).enumerated() where !range.isEmpty {
      let text = CutText.end(texts[index], columns: range.count, glyphs)
      let start = shapes[index].isText ? range.lowerBound : range.upperBound - text.cellWidth
      screen.write(text, row: line, column: max(0, start), end: range.upperBound, style)
    }
  }

  private func cells(_ row: RequestBrowser.Row, unseen: Int) -> ([String], [RequestColumns.Shape]) {
    switch row {
    case .directory(let row): return ([browser.directories[row].visibleName + "/"], [RequestColumns.Shape(width: 0)])
    case .route(let row):
      var (texts, shapes) = routeTexts(row)
      if unseen > 0, let route = browser.routeColumns.firstIndex(where: { $0.column == .route }) {
        texts[route] += "  +\(unseen)"
      }
      return (texts, shapes)
    case .request(let row): return requestTexts(row)
    }
  }

  private func routeTexts(_ row: Int) -> ([String], [RequestColumns.Shape]) {
    let route = browser.shown.routes[row]
    return (browser.routeColumns.map { text(of: route, $0.column) }, browser.routeColumns.map(\.shape))
  }

  private func text(of route: Route, _ column: RouteColumn?) -> String {
    let statistics = route.statistics
    return switch column {
    case nil: Sparkline.text(browser.list.history(of: route, parts: RequestColumns.historyWidth), glyphs)
    case .route: route.pattern == .unnamed ? "(other files)" : route.pattern.text
    case .profiles: NumberText.grouped(Int64(statistics.profiles))
    case .total: time(statistics.total)
    case .mean: time(statistics.mean)
    case .p50: time(statistics.p50)
    case .p95: time(statistics.p95)
    case .max: time(statistics.maximum)
    case .last: statistics.last.map { ClockText.age($0, now: now) } ?? ""
    case .waiting: WaitingText.largest(route.waiting)
    case .function: time(statistics.functionTime)
    }
  }

  private func requestTexts(_ row: Int) -> ([String], [RequestColumns.Shape]) {
    (browser.requestColumns.map { text(ofRequest: row, $0.column) }, browser.requestColumns.map(\.shape))
  }

  private func text(ofRequest row: Int, _ column: RequestColumn?) -> String {
    let request = browser.list.requests[row]
    let pattern = request.name.pattern
    return switch column {
    case nil: ClockText.age(request.time, now: now)
    case .time: ClockText.short(request.time, now: now)
    case .method: request.name.method ?? ""
    case .path: pattern.text.isEmpty ? request.file.visibleName : pattern.text
    case .elapsed: time(request.elapsed)
    case .calls: request.summary.map { CountText.grouped($0.calls, glyphs) } ?? ""
    case .functions: request.summary.map { NumberText.grouped(Int64($0.functions)) } ?? ""
    case .hottest: Self.hottest(of: request)
    case .waiting: request.summary.map { WaitingText.largest($0.waiting, of: $0.totalTime) } ?? ""
    case .function: time(browser.list.functionTime(ofRequest: row)?.cumulativeTime)
    case .size: SizeText.short(request.size)
    case .file: request.file.visibleName
    }
  }

  /// What is hottest in a request; or why that is not known.
  static func hottest(of request: RequestProfile) -> String {
    switch request.contents {
    case .unread: return ""
    case .unfinished: return "still being written"
    case .broken(let error): return error.description
    case .summary(let summary):
      guard let function = summary.hottest else { return "" }
      let share = summary.hottestShare.map { TimeText.shortPercent($0, of: 1) } ?? ""
      return "\(share) \(FunctionText.short(function))"
    }
  }

  private func time(_ seconds: Double?) -> String { seconds.map { TimeText.short($0, glyphs) } ?? "" }
}

// MARK: - Markdown

extension RequestListView {
  /// As many rows as are in sight, with all their columns; directories are none.
  func markdown(ofRows visible: Int) -> String {
    let titles =
      switch browser.view {
      case .routes: browser.routeColumns.map(\.title)
      case .requests: browser.requestColumns.map(\.title)
      }
    let rows = (browser.top..<browser.count).prefix(visible).map(browser.row).compactMap { row -> [String]? in
      switch row {
      case .directory: nil
      case .route(let row): routeTexts(row).0
      case .request(let row): requestTexts(row).0
      }
    }
    return MarkdownText.table(titles.map(MarkdownText.escaped), rows.map { $0.map(MarkdownText.escaped) })
  }
}

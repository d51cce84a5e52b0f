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
    for line in 0..<layout.rows.rows where browser.top + line < browser.rows.count {
      draw(row: browser.rows[browser.top + line], on: &screen, line: layout.rows.row + line, width: layout.rows.columns)
    }
    if browser.rows.isEmpty {
      let text = browser.filter == nil ? "no profiles" : "no match"
      screen.write(text, row: layout.rows.row, column: 2, Style(.quiet))
    }
  }

  private func drawTitle(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.title))
    let start = screen.write(" proftui  ", row: area.row, column: 0, Style(.title, .bold))
    var facts = self.facts
    func width() -> Int { facts.reduce(1) { $0 + $1.cellWidth + 2 } }
    while facts.count > 1, start + min(20, browser.title.cellWidth) + width() > area.columns { facts.removeLast() }
    let title = CutText.start(browser.title, columns: max(0, area.columns - start - width()), glyphs)
    screen.write(title, row: area.row, column: start, Style(.title))
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
      "\(TimeText.short(totals.elapsed, glyphs)) in all",
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
        browser.routeColumns, sortedBy: { $0 == browser.routeOrder.column }, browser.routeOrder.isDescending,
        on: &screen, area)
    case .requests:
      drawHeading(
        browser.requestColumns, sortedBy: { $0 == browser.requestOrder.column }, browser.requestOrder.isDescending,
        on: &screen, area)
    }
  }

  private func drawHeading<Key>(
    _ columns: [RequestColumns.Column<Key>], sortedBy isSorted: (Key) -> Bool, _ isDescending: Bool,
    on screen: inout Screen, _ area: Area
  ) {
    let ranges = RequestColumns.ranges(of: columns.map(\.width), within: area.columns)
    for (column, range) in zip(columns, ranges) {
      let arrow = isDescending ? glyphs.descending : glyphs.ascending
      let title = isSorted(column.column) ? column.title + arrow : column.title
      let style = Style(isSorted(column.column) ? .sortedHeading : .heading)
      let start = column.width == 0 || column.width > 20 ? range.lowerBound : range.upperBound - title.cellWidth
      screen.write(title, row: area.row, column: max(0, start), style)
    }
  }
}

// MARK: - Rows

extension RequestListView {
  private func draw(row: Int, on screen: inout Screen, line: Int, width: Int) {
    let isSelected = browser.selection == browser.item(row)
    var style = Style(.text, isSelected ? .selected : [])
    if browser.view == .requests, !browser.list.requests[row].isCounted { style.role = .warning }
    screen.fill(Area(row: line, column: 0, rows: 1, columns: width), style)
    if browser.isMarked(row: row) { screen.write(glyphs.mark, row: line, column: 0, style) }
    let (texts, widths) = browser.view == .routes ? routeTexts(row) : requestTexts(row)
    for (index, range) in RequestColumns.ranges(of: widths, within: width).enumerated() {
      let isText = widths[index] == 0 || widths[index] > 20
      let text = CutText.end(texts[index], columns: range.count, glyphs)
      let start = isText ? range.lowerBound : range.upperBound - text.cellWidth
      screen.write(text, row: line, column: max(0, start), end: range.upperBound, style)
    }
  }

  private func routeTexts(_ row: Int) -> ([String], [Int]) {
    let route = browser.shown.routes[row]
    return (browser.routeColumns.map { text(of: route, $0.column) }, browser.routeColumns.map(\.width))
  }

  private func text(of route: Route, _ column: RouteColumn) -> String {
    let statistics = route.statistics
    return switch column {
    case .route: route.pattern == .unnamed ? "(other files)" : route.pattern.text
    case .profiles: NumberText.grouped(Int64(statistics.profiles))
    case .total: time(statistics.total)
    case .mean: time(statistics.mean)
    case .p50: time(statistics.p50)
    case .p95: time(statistics.p95)
    case .max: time(statistics.maximum)
    case .last: statistics.last.map { ClockText.short($0, now: now) } ?? ""
    case .function: time(statistics.functionTime)
    }
  }

  private func requestTexts(_ row: Int) -> ([String], [Int]) {
    (browser.requestColumns.map { text(ofRequest: row, $0.column) }, browser.requestColumns.map(\.width))
  }

  private func text(ofRequest row: Int, _ column: RequestColumn) -> String {
    let request = browser.list.requests[row]
    let pattern = request.name.pattern
    return switch column {
    case .time: ClockText.short(request.time, now: now)
    case .method: request.name.method ?? ""
    case .path: pattern.text.isEmpty ? request.file.visibleName : pattern.text
    case .elapsed: time(request.elapsed)
    case .calls: request.summary.map { CountText.grouped($0.calls, glyphs) } ?? ""
    case .functions: request.summary.map { NumberText.grouped(Int64($0.functions)) } ?? ""
    case .hottest: hottest(of: request)
    case .function: time(browser.list.functionTime(ofRequest: row)?.cumulativeTime)
    case .size: SizeText.short(request.size)
    case .file: request.file.visibleName
    }
  }

  private func hottest(of request: RequestProfile) -> String {
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

// MARK: - Detail

extension RequestListView {
  /// Two lines about the selection.
  func drawDetail(on screen: inout Screen, _ area: Area) {
    screen.fill(Area(row: area.row, column: 0, rows: 1, columns: area.columns), .text)
    for (index, line) in detail(columns: area.columns).prefix(area.rows).enumerated() {
      let text = CutText.end(line, columns: area.columns - 2, glyphs)
      screen.write(text, row: area.row + index, column: 1, index == 0 ? Style(.text, .bold) : .text)
    }
  }

  private func detail(columns: Int) -> [String] {
    switch browser.selection {
    case .route(let pattern):
      guard let row = browser.shown.row(of: pattern) else { return [] }
      return detail(of: browser.shown.routes[row], columns: columns)
    case .request(let file):
      guard let row = browser.list.row(of: file) else { return [] }
      return detail(ofRequest: row)
    case nil: return []
    }
  }

  private func detail(of route: Route, columns: Int) -> [String] {
    let slowest = route.statistics.slowest.map { row -> String in
      let request = browser.list.requests[row]
      return "slowest \(time(request.elapsed)): \(request.file.visibleName)"
    }
    let history = Sparkline.text(browser.list.history(of: route, parts: max(8, min(40, columns / 3))), glyphs)
    let broken = route.statistics.broken > 0 ? "  \(route.statistics.broken) broken" : ""
    return [(route.pattern == .unnamed ? "other files" : route.pattern.text) + broken + "  " + history, slowest ?? ""]
  }

  private func detail(ofRequest row: Int) -> [String] {
    let request = browser.list.requests[row]
    if let time = browser.list.functionTime(ofRequest: row) {
      return [request.file.visibleName, functions(time, of: request)]
    }
    let facts = [hottest(of: request), SizeText.short(request.size), ClockText.short(request.time, now: now)]
    return [request.file.visibleName, facts.filter { !$0.isEmpty }.joined(separator: "  ")]
  }

  /// "in serialize: 91.0 ms 74 %  self 90.2 ms  1,000 calls of 2 functions"
  private func functions(_ found: FunctionTime, of request: RequestProfile) -> String {
    let share = request.summary.map { TimeText.shortPercent(found.cumulativeTime, of: $0.totalTime) } ?? ""
    let calls = CountText.counted(found.calls, "call", glyphs)
    let functions = found.functions > 1 ? " of \(NumberText.grouped(Int64(found.functions))) functions" : ""
    return "in \(browser.filter?.functions?.text ?? ""): \(time(found.cumulativeTime)) \(share)"
      + "  self \(time(found.selfTime))  \(calls)\(functions)"
  }
}

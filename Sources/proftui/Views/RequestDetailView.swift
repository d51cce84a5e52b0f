import ProfileModel

/// Two or three lines about the selection of the request list: of a route what it costs, why, and whether that is steady.
struct RequestDetailView {
  let browser: RequestBrowser
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    screen.fill(Area(row: area.row, column: 0, rows: 1, columns: area.columns), .text)
    for (index, line) in lines(columns: area.columns).prefix(area.rows).enumerated() {
      let text = CutText.end(line, columns: area.columns - 2, glyphs)
      screen.write(text, row: area.row + index, column: 1, index == 0 ? Style(.text, .bold) : .text)
    }
  }

  private func lines(columns: Int) -> [String] {
    switch browser.selection {
    case .directory(let path): return [path.visible + "/", "a directory"]
    case .route(let pattern):
      return browser.shown.row(of: pattern).map { lines(about: browser.shown.routes[$0], columns: columns) } ?? []
    case .request(let file): return browser.list.row(of: file).map { lines(aboutRequest: $0) } ?? []
    case nil: return []
    }
  }

  private func time(_ seconds: Double?) -> String { seconds.map { TimeText.short($0, glyphs) } ?? "" }

  // MARK: A route

  private func lines(about route: Route, columns: Int) -> [String] {
    let history = browser.list.history(of: route, parts: max(8, min(40, columns / 3)))
    return [cost(of: route) + "  " + Sparkline.text(history, glyphs), hottest(in: route), steadiness(of: route)].filter
    { !$0.isEmpty }
  }

  /// "GET /resource_providers  576 ms, 89 % of all"
  private func cost(of route: Route) -> String {
    let numbers = route.statistics
    let name = route.pattern == .unnamed ? "other files" : route.pattern.text
    let share = TimeText.shortPercent(numbers.total, of: browser.shown.totals.elapsed)
    let total = numbers.mean == nil ? "" : "  \(time(numbers.total)), \(share) of all"
    return name + total + (numbers.broken > 0 ? "  \(numbers.broken) broken" : "")
  }

  /// "mostly Connection.execute: 68 %, 801 calls a request (hottest in 9 of 12)"
  private func hottest(in route: Route) -> String {
    guard let reasons = browser.reasons, let hottest = reasons.hottest else { return "" }
    let share = hottest.share.map { "\(TimeText.shortPercent($0, of: 1)), " } ?? ""
    let calls = CountText.counted(hottest.calls, "call", glyphs)
    let unread = reasons.read < route.statistics.profiles ? " read" : ""
    return "mostly \(FunctionText.short(hottest.function)): \(share)\(calls) a request "
      + "(hottest in \(hottest.requests) of \(reasons.read)\(unread))"
  }

  private func steadiness(of route: Route) -> String {
    guard let reasons = browser.reasons, let median = route.statistics.p50, route.statistics.profiles > 1 else {
      return ""
    }
    let other = otherWork(reasons, route)
    if let row = reasons.odd.first { return odd(row, among: reasons.odd.count, median) + other }
    let p95 = route.statistics.p95 ?? median
    let word = p95 <= Self.steadyRatio * median ? "steady" : "varies"
    return "\(word): half take up to \(time(median)), 95 % up to \(time(p95))" + other
  }

  /// Up to which ratio of the 95th percentile to the median a route is called steady.
  private static let steadyRatio = 1.5

  /// "one odd request of 123 ms (median 57.0 ms, same work): 73 % _serialize_links"
  private func odd(_ row: Int, among count: Int, _ median: Double) -> String {
    let request = browser.list.requests[row]
    let what = count == 1 ? "one odd request of" : "\(count) odd requests of up to"
    return "\(what) \(time(request.elapsed)) (median \(time(median)), same work): "
      + RequestListView.hottest(of: request)
  }

  private func otherWork(_ reasons: RouteReasons, _ route: Route) -> String {
    let count = reasons.otherWork.count
    return count == 0 ? "" : ". \(count) did other work, by \(count == 1 ? "its" : "their") calls"
  }

  // MARK: A request

  private func lines(aboutRequest row: Int) -> [String] {
    let request = browser.list.requests[row]
    let waiting = request.summary.map { WaitingText.shares($0.waiting, of: $0.totalTime) } ?? ""
    let facts = [
      RequestListView.hottest(of: request), waiting.isEmpty ? "" : "of all: \(waiting)", SizeText.short(request.size),
      ClockText.full(request.time),
    ]
    let functions = browser.list.functionTime(ofRequest: row).map { [text(of: $0, in: request)] } ?? []
    return [request.file.visibleName] + functions + [facts.filter { !$0.isEmpty }.joined(separator: "  ")]
  }

  /// "in serialize: 91.0 ms 74 %  self 90.2 ms  1,000 calls of 2 functions"
  private func text(of found: FunctionTime, in request: RequestProfile) -> String {
    let share = request.summary.map { TimeText.shortPercent(found.cumulativeTime, of: $0.totalTime) } ?? ""
    let calls = CountText.counted(found.calls, "call", glyphs)
    let functions = found.functions > 1 ? " of \(NumberText.grouped(Int64(found.functions))) functions" : ""
    return "in \(browser.filter?.functions?.text ?? ""): \(time(found.cumulativeTime)) \(share)"
      + "  self \(time(found.selfTime))  \(calls)\(functions)"
  }
}

import Glibc
import ProfileModel

/// A list of requests as text for people: numbers first, names last, everything cleaned.
struct ListReport {
  let list: RequestList
  let glyphs: Glyphs
  /// The routes that have a profile, in order.
  let routes: [Route]
  /// The requests that are not broken, in order.
  let requests: [RequestProfile]

  init(_ list: RequestList, routeOrder: RouteOrder, requestOrder: RequestOrder, glyphs: Glyphs = .unicode) {
    self.list = list
    self.glyphs = glyphs
    let routeRows = list.routes.indices.filter { list.routes[$0].statistics.profiles > 0 }
    let requestRows = list.requests.indices.filter { list.requests[$0].isCounted }
    routes = list.sorted(routes: routeRows, by: routeOrder).map { list.routes[$0] }
    requests = list.sorted(requests: requestRows, by: requestOrder).map { list.requests[$0] }
  }

  /// The name of a route for people.
  static func name(of pattern: RoutePattern) -> String {
    pattern == .unnamed ? "(names without a path)" : VisibleText.clean(pattern.text)
  }

  // MARK: Routes

  var routeLines: [String] {
    let numbers = routes.map(\.statistics)
    let times = [
      numbers.map { $0.mean == nil ? nil : $0.total }, numbers.map(\.mean), numbers.map(\.p50), numbers.map(\.p95),
      numbers.map(\.maximum),
    ]
    let unit = TimeUnit(forColumn: times.joined().compactMap { $0 })
    let columns =
      [column("profiles", numbers.map { NumberText.grouped(Int64($0.profiles)) })]
      + zip(["total", "mean", "p50", "p95", "max"], times).map { column($0, $1.map { time($0, unit) }) }
      + [column("last", numbers.map { $0.last.map(Self.date) ?? "" })]
    return [totals, ""] + rows(columns, last: ["route"] + routes.map { Self.name(of: $0.pattern) })
  }

  private var totals: String {
    let totals = list.totals
    var parts = [
      CountText.counted(.exact(Int64(totals.profiles)), "profile", glyphs),
      CountText.counted(.exact(Int64(routes.count)), "route", glyphs),
      "\(TimeText.fitting(totals.elapsed, glyphs)) in all",
    ]
    if totals.broken > 0 { parts.append("\(NumberText.grouped(Int64(totals.broken))) broken") }
    if totals.unfinished > 0 { parts.append("\(NumberText.grouped(Int64(totals.unfinished))) being written") }
    return parts.joined(separator: ", ")
  }

  // MARK: Requests

  var requestLines: [String] {
    let unit = TimeUnit(forColumn: requests.compactMap(\.elapsed))
    let columns = [
      column("time", requests.map { Self.date($0.time) }),
      column("elapsed", requests.map { time($0.elapsed, unit) }),
      column("calls", requests.map { $0.summary.map { CountText.grouped($0.calls, glyphs) } ?? "" }),
      column("functions", requests.map { $0.summary.map { NumberText.grouped(Int64($0.functions)) } ?? "" }),
      column("size", requests.map { SizeText.short($0.size) }),
      column("hottest", requests.map(hottestShare)), leftColumn("function", requests.map(hottestName)),
    ]
    return [totals, ""] + rows(columns, last: ["file"] + requests.map(\.file.visible))
  }

  private func hottestShare(_ request: RequestProfile) -> String {
    request.summary?.hottestShare.map { TimeText.percent($0, of: 1) } ?? ""
  }

  private func hottestName(_ request: RequestProfile) -> String {
    let name = request.summary?.hottest.map(FunctionText.short) ?? ""
    return CutText.end(name, columns: Self.widestFunction, glyphs)
  }

  private static let widestFunction = 32

  // MARK: Columns

  private func time(_ seconds: Double?, _ unit: TimeUnit) -> String {
    seconds.map { "\(TimeText.digits($0, in: unit)) \(unit.symbol(glyphs))" } ?? ""
  }

  /// A column with its heading, all cells of one width, numbers on the right.
  private func column(_ title: String, _ cells: [String]) -> [String] {
    padded([title] + cells) { $1 + $0 }
  }

  private func leftColumn(_ title: String, _ cells: [String]) -> [String] {
    padded([title] + cells) { $0 + $1 }
  }

  private func padded(_ cells: [String], _ join: (String, String) -> String) -> [String] {
    let width = cells.map(\.cellWidth).max() ?? 0
    return cells.map { join($0, String(repeating: " ", count: width - $0.cellWidth)) }
  }

  private func rows(_ columns: [[String]], last: [String]) -> [String] {
    last.indices.map { row in (columns.map { $0[row] } + [last[row]]).joined(separator: "  ") }
  }

  /// `2019-03-12 16:00:08` in the time zone of this machine.
  static func date(_ seconds: Double) -> String {
    guard seconds.magnitude < 1e12 else { return "?" }
    var time = time_t(seconds.rounded(.down))
    var parts = tm()
    guard localtime_r(&time, &parts) != nil else { return "?" }
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let day = "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
    return "\(day) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
  }
}

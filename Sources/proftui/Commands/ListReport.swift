import Glibc
import ProfileModel

/// A list of requests as text for people: numbers first, names last, everything cleaned.
struct ListReport {
  let contents: ReadList
  let glyphs: Glyphs
  /// The routes that have a profile, in order.
  let routes: [Route]
  /// The requests that are not broken, in order.
  let requests: [RequestProfile]
  /// What the functions that the filter looks for cost in each of `requests`; nil where it looks for none.
  let functionTimes: [FunctionTime?]?

  /// - Parameters:
  ///   - routeOrder: by total, or by the time in functions where the filter looks for some, if it is nil.
  ///   - requestOrder: by elapsed time, or as above, if it is nil.
  init(_ contents: ReadList, routeOrder: RouteOrder?, requestOrder: RequestOrder?, glyphs: Glyphs = .unicode) {
    self.contents = contents
    self.glyphs = glyphs
    let (list, subset) = (contents.list, contents.subset)
    let searches = contents.filter?.functions != nil
    routes = subset.sorted(by: routeOrder ?? RouteOrder(by: searches ? .function : .total))
      .map { subset.routes[$0] }.filter { $0.statistics.profiles > 0 }
    let counted = subset.rows.filter { list.requests[$0].isCounted }
    let rows = list.sorted(requests: counted, by: requestOrder ?? RequestOrder(by: searches ? .function : .elapsed))
    requests = rows.map { list.requests[$0] }
    functionTimes = searches ? rows.map { list.functionTime(ofRequest: $0) } : nil
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
      + (functionTimes == nil ? [] : [column("in function", numbers.map { fitting($0.functionTime) })])
      + [column("last", numbers.map { $0.last.map(ClockText.full) ?? "" })]
    return [totals, ""] + rows(columns, last: ["route"] + routes.map { Self.name(of: $0.pattern) })
  }

  private var totals: String {
    let totals = contents.subset.totals
    var parts = [
      CountText.counted(.exact(Int64(totals.profiles)), "profile", glyphs),
      CountText.counted(.exact(Int64(routes.count)), "route", glyphs),
      "\(TimeText.fitting(totals.elapsed, glyphs)) in all",
    ]
    if !contents.broken.isEmpty { parts.append("\(NumberText.grouped(Int64(contents.broken.count))) broken") }
    let unfinished = contents.unfinished.count
    if unfinished > 0 { parts.append("\(NumberText.grouped(Int64(unfinished))) being written") }
    return parts.joined(separator: ", ")
  }

  // MARK: Requests

  var requestLines: [String] {
    let unit = TimeUnit(forColumn: requests.compactMap(\.elapsed))
    let columns = [
      column("time", requests.map { ClockText.full($0.time) }),
      column("elapsed", requests.map { time($0.elapsed, unit) }),
    ]
    let functions = functionTimes.map { [column("in function", $0.map { fitting($0?.cumulativeTime) })] } ?? []
    let contents = [
      column("calls", requests.map { $0.summary.map { CountText.grouped($0.calls, glyphs) } ?? "" }),
      column("functions", requests.map { $0.summary.map { NumberText.grouped(Int64($0.functions)) } ?? "" }),
      column("size", requests.map { SizeText.short($0.size) }),
      column("hottest", requests.map(hottestShare)), leftColumn("function", requests.map(hottestName)),
    ]
    let waits = requests.map { $0.summary.map { WaitingText.largest($0.waiting, of: $0.totalTime) } ?? "" }
    let waiting = waits.allSatisfy(\.isEmpty) ? [] : [leftColumn("waits for", waits)]
    return [totals, ""] + rows(columns + functions + contents + waiting, last: ["file"] + requests.map(\.file.visible))
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

  private func fitting(_ seconds: Double?) -> String { seconds.map { TimeText.fitting($0, glyphs) } ?? "" }

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
}

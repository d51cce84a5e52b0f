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
    var table = TextTable()
    table.add("profiles", numbers.map { NumberText.grouped(Int64($0.profiles)) })
    for (title, times) in zip(["total", "mean", "p50", "p95", "max"], times) {
      table.add(title, times.map { time($0, unit) })
    }
    if functionTimes != nil { table.add("in function", numbers.map { fitting($0.functionTime) }) }
    table.add("last", numbers.map { $0.last.map(ClockText.full) ?? "" })
    table.add("route", routes.map { Self.name(of: $0.pattern) }, .left)
    return [totals, ""] + table.lines
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
    if contents.directories > 0 {
      let count = Count.exact(Int64(contents.directories))
      let directories = CountText.counted(count, "directory", plural: "directories", glyphs)
      parts.append("\(directories) not looked into (--recursive)")
    }
    return parts.joined(separator: ", ")
  }

  // MARK: Requests

  var requestLines: [String] {
    let unit = TimeUnit(forColumn: requests.compactMap(\.elapsed))
    var table = TextTable()
    table.add("time", requests.map { ClockText.full($0.time) })
    table.add("elapsed", requests.map { time($0.elapsed, unit) })
    if let functionTimes { table.add("in function", functionTimes.map { fitting($0?.cumulativeTime) }) }
    table.add("calls", requests.map { $0.summary.map { CountText.grouped($0.calls, glyphs) } ?? "" })
    table.add("functions", requests.map { $0.summary.map { NumberText.grouped(Int64($0.functions)) } ?? "" })
    table.add("size", requests.map { SizeText.short($0.size) })
    table.add("hottest", requests.map(hottestShare))
    table.add("function", requests.map(hottestName), .left)
    let waits = requests.map { $0.summary.map { WaitingText.largest($0.waiting, of: $0.totalTime) } ?? "" }
    if !waits.allSatisfy(\.isEmpty) { table.add("waits for", waits, .left) }
    table.add("file", requests.map(\.file.visible), .left)
    return [totals, ""] + table.lines
  }

  private func hottestShare(_ request: RequestProfile) -> String {
    request.summary?.hottestShare.map { TimeText.percent($0, of: 1) } ?? ""
  }

  private func hottestName(_ request: RequestProfile) -> String {
    let name = request.summary?.hottest.map(FunctionText.short) ?? ""
    return CutText.end(name, columns: Self.widestFunction, glyphs)
  }

  private static let widestFunction = 32

  // MARK: Cells

  private func time(_ seconds: Double?, _ unit: TimeUnit) -> String {
    seconds.map { "\(TimeText.digits($0, in: unit)) \(unit.symbol(glyphs))" } ?? ""
  }

  private func fitting(_ seconds: Double?) -> String { seconds.map { TimeText.fitting($0, glyphs) } ?? "" }
}

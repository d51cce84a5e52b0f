/// Why a route costs what it costs, as far as the summaries of its requests tell: what is hottest in them, and whether that
/// is steady or comes from single requests.
public struct RouteReasons: Hashable, Sendable {
  /// The function that is hottest in more of the requests than any other.
  public struct Hottest: Hashable, Sendable {
    /// With the numbers of one of the requests.
    public let function: Function
    /// In how many requests it is.
    public let requests: Int
    /// Its share of the self time, from 0 to 1: the median of these requests; nil where there is no time.
    public let share: Double?
    /// How often it is called: the median of these requests.
    public let calls: Count
  }

  /// How many requests have been read.
  public let read: Int
  /// Nil where nothing has been read, or nothing is in it.
  public let hottest: Hottest?
  /// Requests that took far longer than most for the same work: rows of ``RequestList/requests``, the slowest first.
  public let odd: [Int]
  /// Requests that did other work than most, by their calls: rows of ``RequestList/requests``.
  public let otherWork: [Int]

  /// How many times the median a request must take to be odd.
  static let oddRatio = 1.5
  /// What share of the requests may be odd at most: if there are more, the route varies, and none is odd for it.
  static let mostOdd = 0.25

  /// What the requests of a route tell. O(n log n) in them.
  public init(_ route: Route, in list: RequestList) {
    let rows = route.requests.filter { list.requests[$0].summary != nil }
    let summaries = rows.compactMap { list.requests[$0].summary }
    read = rows.count
    hottest = Self.hottest(summaries)
    let other = OtherWork.rows(of: summaries.map(\.calls)).map { rows[$0] }
    otherWork = other
    odd = Self.odd(Set(rows).subtracting(other), route.statistics, list)
  }

  private static func hottest(_ summaries: [RequestSummary]) -> Hottest? {
    struct Label: Hashable {
      let file: String
      let line: Int
      let name: String
    }
    let groups = Dictionary(grouping: summaries.filter { $0.hottest != nil }) { summary in
      summary.hottest.map { Label(file: $0.file, line: $0.line, name: $0.name) }
    }
    func rank(_ group: [RequestSummary]) -> (Int, Double) { (group.count, group.reduce(0) { $0 + $1.totalTime }) }
    guard let group = groups.values.max(by: { rank($0) < rank($1) }), let function = group.first?.hottest else {
      return nil
    }
    return Hottest(
      function: function, requests: group.count,
      share: Percentile.median.of(group.compactMap(\.hottestShare).sorted()),
      calls: Percentile.median.of(group.compactMap(\.hottest?.calls).sorted()) ?? .zero)
  }

  private static func odd(_ usual: Set<Int>, _ statistics: RouteStatistics, _ list: RequestList) -> [Int] {
    guard usual.count >= MergedProfile.fewestRequests, let median = statistics.p50 else { return [] }
    let odd = usual.filter { (list.requests[$0].elapsed ?? 0) > oddRatio * median }
    guard Double(odd.count) <= mostOdd * Double(usual.count) else { return [] }
    func elapsed(_ row: Int) -> Double { list.requests[row].elapsed ?? 0 }
    return odd.sorted { (elapsed($1), $0) < (elapsed($0), $1) }
  }
}

/// Some requests of a list with the routes they belong to: what a filter leaves. Numbers of routes are those of these
/// requests alone.
public struct RequestSubset: Sendable {
  /// Rows of ``RequestList/requests``, ascending.
  public internal(set) var rows: [Int] = []
  /// Those with requests among `rows`, in alphabetical order of their patterns.
  public internal(set) var routes: [Route] = []
  /// Of these requests.
  public internal(set) var totals = RequestTotals()

  /// No requests.
  public init() {}

  init(rows: [Int], routes: [Route], totals: RequestTotals) {
    self.rows = rows
    self.routes = routes
    self.totals = totals
  }

  /// The row of a route in `routes`; nil if there is none. O(log routes).
  public func row(of pattern: RoutePattern) -> Int? {
    let row = routes.partitionPoint { $0.pattern >= pattern }
    return row < routes.count && routes[row].pattern == pattern ? row : nil
  }

  /// Whether a request is among these. O(log requests).
  public func contains(_ row: Int) -> Bool {
    let place = rows.partitionPoint { $0 >= row }
    return place < rows.count && rows[place] == row
  }
}

import ProfileModel

/// The columns of the two tables of the request list: what they are called, how wide they are, and what sorts by them.
enum RequestColumns {
  struct Column<Key: Sendable>: Sendable {
    let column: Key
    let title: String
    /// Columns of the screen; the one column with 0 takes what is left.
    let width: Int
  }

  /// - Parameter searchesFunctions: whether there is a column for the time in the functions that are searched for.
  static func routes(searchesFunctions: Bool) -> [Column<RouteColumn>] {
    searchesFunctions ? routes.inserting(Column(column: .function, title: functionTitle, width: 12), at: 2) : routes
  }

  /// See ``routes(searchesFunctions:)``.
  static func requests(searchesFunctions: Bool) -> [Column<RequestColumn>] {
    searchesFunctions ? requests.inserting(Column(column: .function, title: functionTitle, width: 12), at: 3) : requests
  }

  private static let functionTitle = "in function"

  private static let routes: [Column<RouteColumn>] = [
    Column(column: .route, title: "route", width: 0),
    Column(column: .profiles, title: "profiles", width: 8),
    Column(column: .total, title: "total", width: 9),
    Column(column: .mean, title: "mean", width: 9),
    Column(column: .p50, title: "p50", width: 9),
    Column(column: .p95, title: "p95", width: 9),
    Column(column: .max, title: "max", width: 9),
    Column(column: .last, title: "last", width: 8),
  ]

  private static let requests: [Column<RequestColumn>] = [
    Column(column: .time, title: "time", width: 8),
    Column(column: .path, title: "request", width: 0),
    Column(column: .elapsed, title: "elapsed", width: 9),
    Column(column: .calls, title: "calls", width: 9),
    Column(column: .functions, title: "functions", width: 9),
    Column(column: .hottest, title: "hottest", width: 28),
    Column(column: .size, title: "size", width: 8),
  ]

  /// Where columns of these widths lie on a line: those that leave the wide one no room are left out, from the right.
  static func ranges(of widths: [Int], within width: Int) -> [Range<Int>] {
    var count = widths.count
    func fixed() -> Int { widths.prefix(count).reduce(0) { $0 + ($1 == 0 ? 0 : $1 + 1) } }
    while count > 3, width - fixed() < leastWidth { count -= 1 }
    let room = max(1, width - fixed() - 2)
    var ranges: [Range<Int>] = []
    for column in widths.prefix(count) {
      let start = (ranges.last?.upperBound ?? 0) + 1
      ranges.append(start..<start + (column == 0 ? room : column))
    }
    return ranges
  }

  /// What the route or the request's path needs at least.
  private static let leastWidth = 30
}

extension Array {
  fileprivate func inserting(_ element: Element, at index: Int) -> [Element] {
    var elements = self
    elements.insert(element, at: index)
    return elements
  }
}

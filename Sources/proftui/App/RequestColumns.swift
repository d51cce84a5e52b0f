import ProfileModel

/// The columns of the two tables of the request list: what they are called, how wide they are, and what sorts by them.
enum RequestColumns {
  struct Column<Key: Sendable>: Sendable {
    /// What the column shows and sorts by; nil for the history of a route or the age of a request, which follow from others.
    let column: Key?
    let title: String
    let shape: Shape

    /// - Parameters:
    ///   - width: columns of the screen; the one column with 0 takes what is left.
    ///   - room: how much must be left for that one, or this column is left out.
    init(column: Key?, title: String, width: Int, room: Int = 30) {
      self.column = column
      self.title = title
      shape = Shape(width: width, room: room)
    }
  }

  /// How much of a line a column takes, see ``Column``.
  struct Shape: Hashable, Sendable {
    let width: Int
    var room = 0

    /// Whether the column holds words, which stand on the left.
    var isText: Bool { width == 0 || width > 20 }
  }

  /// - Parameter searchesFunctions: whether there is a column for the time in the functions that are searched for.
  static func routes(searchesFunctions: Bool) -> [Column<RouteColumn>] {
    searchesFunctions ? routes.inserting(Column(column: .function, title: functionTitle, width: 12), at: 2) : routes
  }

  /// See ``routes(searchesFunctions:)``.
  static func requests(searchesFunctions: Bool) -> [Column<RequestColumn>] {
    searchesFunctions ? requests.inserting(Column(column: .function, title: functionTitle, width: 12), at: 4) : requests
  }

  /// Into how many parts the history of a route is cut.
  static let historyWidth = 17

  private static let functionTitle = "in function"

  private static let routes: [Column<RouteColumn>] = [
    Column(column: .route, title: "route", width: 0),
    Column(column: .profiles, title: "profiles", width: 8),
    Column(column: .total, title: "total", width: 9),
    Column(column: .mean, title: "mean", width: 9),
    Column(column: .p50, title: "p50", width: 9),
    Column(column: .p95, title: "p95", width: 9),
    Column(column: .max, title: "max", width: 9),
    Column(column: .last, title: "last", width: 10),
    Column(column: nil, title: "elapsed over time", width: historyWidth, room: 42),
  ]

  private static let requests: [Column<RequestColumn>] = [
    Column(column: .time, title: "time", width: 9),
    Column(column: nil, title: "age", width: 10),
    Column(column: .path, title: "request", width: 0),
    Column(column: .elapsed, title: "elapsed", width: 9),
    Column(column: .calls, title: "calls", width: 9),
    Column(column: .functions, title: "functions", width: 9),
    Column(column: .hottest, title: "hottest", width: 28),
    Column(column: .size, title: "size", width: 8),
    Column(column: .waiting, title: "waits for", width: 22),
  ]

  /// Where columns lie on a line: those that leave the wide one too little room are left out, from the right.
  static func ranges(of shapes: [Shape], within width: Int) -> [Range<Int>] {
    var shown = shapes[...]
    func room() -> Int { width - shown.reduce(0) { $0 + ($1.width == 0 ? 0 : $1.width + 1) } }
    while shown.count > 3, let last = shown.last, room() < last.room { shown.removeLast() }
    let wide = max(1, room() - 2)
    var ranges: [Range<Int>] = []
    for shape in shown {
      let start = (ranges.last?.upperBound ?? 0) + 1
      ranges.append(start..<start + (shape.width == 0 ? wide : shape.width))
    }
    return ranges
  }
}

extension Array {
  fileprivate func inserting(_ element: Element, at index: Int) -> [Element] {
    var elements = self
    elements.insert(element, at: index)
    return elements
  }
}

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

  /// The columns of these names, or else the usual ones.
  ///
  /// - Parameter searchesFunctions: whether there is a column for the time in the functions that are searched for.
  static func routes(_ names: [String]? = nil, searchesFunctions: Bool) -> [Column<RouteColumn>] {
    let columns = chosen(names, of: routes)
    return searchesFunctions
      ? columns.inserting(Column(column: .function, title: functionTitle, width: 12), at: 2) : columns
  }

  /// See ``routes(_:searchesFunctions:)``.
  static func requests(_ names: [String]? = nil, searchesFunctions: Bool) -> [Column<RequestColumn>] {
    let columns = chosen(names, of: requests)
    return searchesFunctions
      ? columns.inserting(Column(column: .function, title: functionTitle, width: 12), at: 4) : columns
  }

  private static func chosen<Key>(_ names: [String]?, of columns: [Column<Key>]) -> [Column<Key>] {
    names?.compactMap { name in columns.first { $0.title == name } } ?? columns
  }

  /// The titles of the routes' columns, by which settings name them; the first is the one that takes what is left.
  static var routeNames: [String] { routes.map(\.title) }
  /// Likewise of the requests'.
  static var requestNames: [String] { requests.map(\.title) }

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
    Column(column: .waiting, title: "waits for", width: 24, room: 42),
    Column(column: nil, title: "elapsed over time", width: historyWidth, room: 42),
  ]

  private static let requests: [Column<RequestColumn>] = [
    Column(column: .time, title: "time", width: 9),
    Column(column: nil, title: "age", width: 10),
    Column(column: .path, title: "request", width: 0),
    Column(column: .elapsed, title: "elapsed", width: 9),
    Column(column: .calls, title: "calls", width: 9),
    Column(column: .hottest, title: "hottest", width: 28),
    Column(column: .waiting, title: "waits for", width: 21, room: 24),
    Column(column: .functions, title: "functions", width: 9),
    Column(column: .size, title: "size", width: 8),
  ]

  /// Where columns lie on a line: those that leave the wide one too little room have no width, the rightmost first.
  static func ranges(of shapes: [Shape], within width: Int) -> [Range<Int>] {
    var shown = Array(shapes.indices)
    func room() -> Int {
      width - shown.reduce(0) { $0 + (shapes[$1].width == 0 ? 0 : shapes[$1].width + 1) }
    }
    while shown.count > 3, let last = shown.lastIndex(where: { shapes[$0].width > 0 }),
      room() < shapes[shown[last]].room
    {
      shown.remove(at: last)
    }
    let wide = max(1, room() - 2)
    var ranges = shapes.map { _ in 0..<0 }
    var end = 0
    for index in shown {
      ranges[index] = end + 1..<end + 1 + (shapes[index].width == 0 ? wide : shapes[index].width)
      end = ranges[index].upperBound
    }
    return ranges
  }
}

extension Array {
  fileprivate func inserting(_ element: Element, at index: Int) -> [Element] {
    var elements = self
    elements.insert(element, at: Swift.min(index, count))
    return elements
  }
}

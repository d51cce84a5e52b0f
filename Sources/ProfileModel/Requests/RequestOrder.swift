/// What routes can be sorted by.
public enum RouteColumn: String, CaseIterable, SortColumn {
  case route, profiles, total, mean, p50, p95, max, last
  /// The share of the kind of waiting with the most time.
  case waiting
  /// The time in the functions that are searched for.
  case function

  /// Whether the column is read from the largest down, if not told otherwise.
  public var startsWithLargest: Bool { self != .route }

  /// Whether what is in a file can change its route's place, other than by its elapsed time.
  public var dependsOnContents: Bool { self == .waiting }
}

/// What requests can be sorted by.
public enum RequestColumn: String, CaseIterable, SortColumn {
  /// When the request ended.
  case time
  case method, path, elapsed, calls, functions
  /// The share of the hottest function.
  case hottest
  /// The share of the kind of waiting with the most time.
  case waiting
  /// The time in the functions that are searched for.
  case function
  /// In bytes.
  case size
  /// The file's name.
  case file

  /// Whether the column is read from the largest down, if not told otherwise.
  public var startsWithLargest: Bool { self != .method && self != .path && self != .file }

  /// Whether what is in a file can change its place, other than by its elapsed time.
  public var dependsOnContents: Bool {
    switch self {
    case .calls, .functions, .hottest, .waiting, .function: true
    case .time, .method, .path, .elapsed, .size, .file: false
    }
  }
}

/// How the routes of a list are sorted.
public typealias RouteOrder = ColumnOrder<RouteColumn>

/// How the requests of a list are sorted.
public typealias RequestOrder = ColumnOrder<RequestColumn>

extension RequestList {
  /// The rows of all requests in an order; see ``sorted(requests:by:)``.
  public func sorted(by order: RequestOrder) -> [Int] { sorted(requests: all.rows, by: order) }

  /// The rows of requests in an order. Equal ones keep theirs, and what is not known comes last either way. O(n log n).
  public func sorted(requests rows: [Int], by order: RequestOrder) -> [Int] {
    switch order.column {
    case .method: rowsInOrder(rows, isDescending: order.isDescending) { requests[$0].name.method }
    case .path: rowsInOrder(rows, isDescending: order.isDescending) { requests[$0].name.path }
    case .file: rowsInOrder(rows, isDescending: order.isDescending) { requests[$0].file }
    case .function: rowsInOrder(rows, isDescending: order.isDescending) { functionTime(ofRequest: $0)?.cumulativeTime }
    case .time, .elapsed, .calls, .functions, .hottest, .waiting, .size:
      rowsInOrder(rows, isDescending: order.isDescending) { number(of: requests[$0], order.column) }
    }
  }

  private func number(of request: RequestProfile, _ column: RequestColumn) -> Double? {
    switch column {
    case .method, .path, .file, .function: nil
    case .time: request.time
    case .elapsed: request.elapsed
    case .calls: request.summary?.calls.value
    case .functions: request.summary.map { Double($0.functions) }
    case .hottest: request.summary?.hottestShare
    case .waiting: request.summary?.waitingShare
    case .size: Double(request.size)
    }
  }
}

extension RequestSubset {
  /// The rows of all its routes in an order. Equal ones keep theirs, and what is not known comes last either way.
  /// O(n log n).
  public func sorted(by order: RouteOrder) -> [Int] {
    let rows = Array(routes.indices)
    if order.column == .route { return order.isDescending ? rows.reversed() : rows }
    return rowsInOrder(rows, isDescending: order.isDescending) {
      number(of: routes[$0], order.column)
    }
  }

  private func number(of route: Route, _ column: RouteColumn) -> Double? {
    let statistics = route.statistics
    return switch column {
    case .route: nil
    case .profiles: Double(statistics.profiles)
    case .total: statistics.total
    case .mean: statistics.mean
    case .p50: statistics.p50
    case .p95: statistics.p95
    case .max: statistics.maximum
    case .last: statistics.last
    case .waiting: route.waiting.largest?.share
    case .function: statistics.functionTime
    }
  }
}

/// Rows by a key. Equal ones keep their order, and those without a key come last.
private func rowsInOrder<Key: Comparable>(_ rows: [Int], isDescending: Bool, by key: (Int) -> Key?) -> [Int] {
  var known: [(row: Int, place: Int, key: Key)] = []
  var unknown: [Int] = []
  known.reserveCapacity(rows.count)
  for (place, row) in rows.enumerated() {
    // What is not a number is unlike itself, and nothing could be sorted by it.
    if let key = key(row), key == key { known.append((row, place, key)) } else { unknown.append(row) }
  }
  if isDescending {
    known.sort { $0.key != $1.key ? $0.key > $1.key : $0.place < $1.place }
  } else {
    known.sort { $0.key != $1.key ? $0.key < $1.key : $0.place < $1.place }
  }
  return known.map(\.row) + unknown
}

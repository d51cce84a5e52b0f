/// Request profiles as one thing: every request, the routes they belong to, and sums over all.
///
/// Requests and routes are rows of two arrays. A row is good until the list changes; what has to outlive a change, such as
/// a selection, is kept as a ``FilePath`` or a ``RoutePattern``.
public struct RequestList: Sendable {
  /// In the order in which they were found.
  public private(set) var requests: [RequestProfile] = []
  /// In alphabetical order of their patterns.
  public private(set) var routes: [Route] = []
  public private(set) var totals = RequestTotals()
  private var rows: [FilePath: Int] = [:]
  private var folding: RouteFolding
  /// For each request, by what `folding` knows it.
  private var foldingRows: [Int] = []
  /// The route of each request.
  private var routeRows: [Int] = []
  /// The names of hottest functions: each once, since thousands of requests share them.
  private var names: Set<String> = []

  public init(rules: [RouteRule] = []) { folding = RouteFolding(rules: rules) }

  /// The row of a request; nil if the list does not hold the file.
  public func row(of file: FilePath) -> Int? { rows[file] }

  /// The row of a route; nil if there is none. O(log routes).
  public func row(of pattern: RoutePattern) -> Int? {
    var range = routes.indices
    while let middle = range.dropFirst(range.count / 2).first {
      if routes[middle].pattern == pattern { return middle }
      range = routes[middle].pattern < pattern ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return nil
  }

  /// The row of a request's route.
  public func route(ofRequest row: Int) -> Int { routeRows[row] }

  // MARK: Changes

  /// Adds files; those that the list holds already are replaced, and what was known of their content is forgotten.
  ///
  /// O(n) in all requests, and O(n log n) in those whose routes change.
  public mutating func add(_ found: [RequestProfile]) {
    var new: [RequestProfile] = []
    rows.reserveCapacity(rows.count + found.count)
    requests.reserveCapacity(requests.count + found.count)
    for request in found {
      if let row = rows[request.file] {
        requests[row] = request
      } else {
        rows[request.file] = requests.count
        requests.append(request)
        new.append(request)
      }
    }
    foldingRows += folding.add(new.map(\.name))
    regroup()
  }

  /// Removes files; those that the list does not hold are left alone. Routes that identifiers were folded in stay folded.
  public mutating func remove(_ files: Set<FilePath>) {
    guard files.contains(where: { rows[$0] != nil }) else { return }
    keep(requests.indices.filter { !files.contains(requests[$0].file) })
  }

  /// Says what is in files, once they were read. Files that the list does not hold are left alone.
  public mutating func setContents(_ contents: [(file: FilePath, contents: RequestProfile.Contents)]) {
    var changed: Set<Int> = []
    for (file, contents) in contents {
      guard let row = rows[file] else { continue }
      requests[row].contents = interned(contents)
      changed.insert(routeRows[row])
    }
    for route in changed { routes[route].statistics = RouteStatistics(routes[route].requests, of: requests) }
    totals = RequestTotals(requests)
  }

  /// The list of the requests that a filter lets through. Their routes stay what they are in the whole list. O(n).
  public func filtered(by filter: RequestFilter) -> RequestList {
    guard !filter.isEmpty else { return self }
    var list = self
    list.keep(filter.rows(of: requests))
    return list
  }

  private mutating func keep(_ kept: [Int]) {
    requests = kept.map { requests[$0] }
    foldingRows = kept.map { foldingRows[$0] }
    rows = Dictionary(zip(requests.lazy.map(\.file), 0...), uniquingKeysWith: { first, _ in first })
    regroup()
  }

  /// Sorts requests into their routes.
  private mutating func regroup() {
    var isUsed = [Bool](repeating: false, count: folding.count)
    for row in foldingRows { isUsed[row] = true }
    let patterns = Set(isUsed.indices.filter { isUsed[$0] }.map { folding[$0] }).sorted()
    let routeRowsOfPatterns = Dictionary(uniqueKeysWithValues: zip(patterns, 0...))
    let routeRowsOfFolding = (0..<folding.count).map { routeRowsOfPatterns[folding[$0]] ?? 0 }
    routeRows = foldingRows.map { routeRowsOfFolding[$0] }
    var groups = [[Int]](repeating: [], count: patterns.count)
    for (row, route) in routeRows.enumerated() { groups[route].append(row) }
    routes = zip(patterns, groups).map { pattern, group in
      Route(pattern: pattern, requests: group, statistics: RouteStatistics(group, of: requests))
    }
    totals = RequestTotals(requests)
  }

  private mutating func interned(_ contents: RequestProfile.Contents) -> RequestProfile.Contents {
    guard case .summary(var summary) = contents, let function = summary.hottest else { return contents }
    summary.hottest = Function(
      id: function.id, file: names.insert(function.file).memberAfterInsert, line: function.line,
      name: names.insert(function.name).memberAfterInsert, calls: function.calls,
      primitiveCalls: function.primitiveCalls, selfTime: function.selfTime, cumulativeTime: function.cumulativeTime,
      hasEntry: function.hasEntry)
    return .summary(summary)
  }
}

extension RequestList {
  /// The mean elapsed time of a route's requests over the time of the whole list, cut into equal parts; nil where there is
  /// no request. All routes have the same parts, so that their sparklines can be held against each other. O(requests of
  /// the route).
  public func history(of route: Route, parts: Int) -> [Double?] {
    var sums = [(time: Double, count: Int)](repeating: (0, 0), count: parts)
    guard let times = totals.times, parts > 0 else { return [] }
    for row in route.requests {
      guard let elapsed = requests[row].elapsed, elapsed.isFinite else { continue }
      let length = times.upperBound - times.lowerBound
      let share = length > 0 ? (requests[row].time - times.lowerBound) / length : 1
      let part = min(parts - 1, Int(share * Double(parts)))
      sums[part].time += elapsed
      sums[part].count += 1
    }
    return sums.map { $0.count > 0 ? $0.time / Double($0.count) : nil }
  }
}

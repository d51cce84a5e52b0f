/// Request profiles as one thing: every request, the routes they belong to, and sums over all.
///
/// Requests and routes are rows of two arrays. A row is good until the list changes; what has to outlive a change, such as
/// a selection, is kept as a ``FilePath`` or a ``RoutePattern``.
public struct RequestList: Sendable {
  /// In the order in which they were found.
  public private(set) var requests: [RequestProfile] = []
  /// All requests with their routes.
  public private(set) var all = RequestSubset()
  private var rows: [FilePath: Int] = [:]
  private var folding: RouteFolding
  /// For each request, by what `folding` knows it.
  private var foldingRows: [Int] = []
  /// The route of each request.
  private var routeRows: [Int] = []
  /// The names of hottest functions: each once, since thousands of requests share them.
  private var names: Set<String> = []
  /// What a search for functions has found so far; a file in which it finds none has nil for an answer.
  private var answers: [FilePath: FunctionTime?] = [:]

  /// - Parameter rules: rules that name routes.
  public init(rules: [RouteRule] = []) { folding = RouteFolding(rules: rules) }

  /// The rules that name routes.
  public var rules: [RouteRule] { folding.rules }

  /// In alphabetical order of their patterns.
  public var routes: [Route] { all.routes }

  /// Of all requests, whatever is filtered.
  public var totals: RequestTotals { all.totals }

  /// The row of a request; nil if the list does not hold the file.
  public func row(of file: FilePath) -> Int? { rows[file] }

  /// The row of a route; nil if there is none. O(log routes).
  public func row(of pattern: RoutePattern) -> Int? { all.row(of: pattern) }

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
    for file in files { answers[file] = nil }
    let kept = requests.indices.filter { !files.contains(requests[$0].file) }
    requests = kept.map { requests[$0] }
    foldingRows = kept.map { foldingRows[$0] }
    rows = Dictionary(zip(requests.lazy.map(\.file), 0...), uniquingKeysWith: { first, _ in first })
    regroup()
  }

  /// Says what is in files, once they were read. Files that the list does not hold are left alone. O(files), and O(n log n)
  /// in the requests of routes whose sums change by it, which is where names said too little or files are broken.
  ///
  /// - Returns: whether any sum changes, apart from how many files are unread.
  @discardableResult
  public mutating func setContents(_ contents: [(file: FilePath, contents: RequestProfile.Contents)]) -> Bool {
    var changed: Set<Int> = []
    var readAgain: Set<Int> = []
    for (file, contents) in contents {
      guard let row = rows[file], requests[row].contents != contents else { continue }
      let (before, route) = (requests[row], routeRows[row])
      requests[row].contents = interned(contents)
      all.totals.exchange(before.contents, for: contents)
      all.routes[route].waiting.add(contents)
      // What was added to a large time may be lost once that is taken away again.
      if before.summary != nil { readAgain.insert(route) }
      if !before.hasSameSums(as: requests[row]) { changed.insert(route) }
    }
    for route in readAgain { all.routes[route].waiting = RouteWaiting(all.routes[route].requests, of: requests) }
    if changed.isEmpty { return false }
    for route in changed { all.routes[route].statistics = statistics(of: all.routes[route].requests) }
    all.totals = RequestTotals(of: all.rows, in: requests)
    return true
  }

  /// Sorts requests into their routes.
  private mutating func regroup() {
    var isUsed = [Bool](repeating: false, count: folding.count)
    for row in foldingRows { isUsed[row] = true }
    let patterns = Set(isUsed.indices.filter { isUsed[$0] }.map { folding[$0] }).sorted()
    let routeRowsOfPatterns = Dictionary(uniqueKeysWithValues: zip(patterns, 0...))
    let routeRowsOfFolding = (0..<folding.count).map { routeRowsOfPatterns[folding[$0]] ?? 0 }
    routeRows = foldingRows.map { routeRowsOfFolding[$0] }
    all.rows = Array(requests.indices)
    all.routes = zip(patterns, groups(of: all.rows, routes: patterns.count)).map { pattern, group in
      Route(
        pattern: pattern, requests: group, statistics: statistics(of: group),
        waiting: RouteWaiting(group, of: requests))
    }
    all.totals = RequestTotals(of: all.rows, in: requests)
  }

  private func groups(of rows: [Int], routes count: Int) -> [[Int]] {
    var groups = [[Int]](repeating: [], count: count)
    for row in rows { groups[routeRows[row]].append(row) }
    return groups
  }

  private func statistics(of rows: [Int]) -> RouteStatistics { RouteStatistics(rows, of: requests) }

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

// MARK: - What a filter leaves

extension RequestList {
  /// The rows that a filter lets through, ascending: by their names, and of those the ones in which the functions that it
  /// looks for were found so far. O(length of all names).
  public func rows(passing filter: RequestFilter) -> [Int] {
    let named = filter.rows(of: requests)
    return filter.functions == nil ? named : withFunctions(among: named)
  }

  /// Some of the requests. Routes stay what they are in the whole list. O(n), and O(n log n) in routes that are cut.
  public func subset(_ rows: [Int]) -> RequestSubset {
    if rows.count == requests.count, answers.isEmpty { return all }
    let routes = zip(all.routes, groups(of: rows, routes: all.routes.count)).compactMap { route, group -> Route? in
      if group.isEmpty { return nil }
      let isWhole = group.count == route.requests.count
      var statistics = isWhole ? route.statistics : statistics(of: group)
      statistics.functionTime = functionTime(of: group)
      return Route(
        pattern: route.pattern, requests: group, statistics: statistics,
        waiting: isWhole ? route.waiting : RouteWaiting(group, of: requests))
    }
    return RequestSubset(rows: rows, routes: routes, totals: RequestTotals(of: rows, in: requests))
  }

  private func functionTime(of rows: [Int]) -> Double? {
    if answers.isEmpty { return nil }
    return rows.reduce(nil) { sum, row in functionTime(ofRequest: row).map { (sum ?? 0) + $0.cumulativeTime } ?? sum }
  }
}

// MARK: - What a search for functions finds

extension RequestList {
  /// What the functions that are searched for cost in a request; nil where there are none, and where it is not known yet.
  public func functionTime(ofRequest row: Int) -> FunctionTime? {
    answers.isEmpty ? nil : answers[requests[row].file] ?? nil
  }

  /// The rows among some in which the functions were found so far.
  public func withFunctions(among rows: [Int]) -> [Int] { rows.filter { functionTime(ofRequest: $0) != nil } }

  /// The files among some rows of which it is not known whether they have the functions, but may be.
  public func unanswered(among rows: [Int]) -> [FilePath] {
    rows.lazy.filter { requests[$0].error == nil && answers[requests[$0].file] == nil }.map { requests[$0].file }
  }

  /// Says what a search has found in files; nil where it found nothing.
  public mutating func setFunctionTimes(_ times: [(file: FilePath, time: FunctionTime?)]) {
    for (file, time) in times where rows[file] != nil { answers[file] = .some(time) }
  }

  /// Forgets what a search has found, for another one.
  public mutating func forgetFunctionTimes() { answers = [:] }
}

// MARK: - History

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

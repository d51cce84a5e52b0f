extension RequestList {
  /// What does not hold of this list that always has to, whatever came and went. Empty, or there is a mistake in how it
  /// changes. For tests and fuzzers. O(n log n) in requests.
  public var brokenInvariants: [String] {
    Invariants.broken([
      (requests.indices.allSatisfy { row(of: requests[$0].file) == $0 }, "every file has one row"),
      (all.rows == Array(requests.indices), "all requests are among all"),
      (
        all.routes.indices.allSatisfy { route in
          all.routes[route].requests.allSatisfy { self.route(ofRequest: $0) == route }
        },
        "a request knows its route"
      ),
    ]) + brokenInvariants(of: all)
  }

  /// What does not hold of some of its requests that always has to: each is in one route, and the numbers are those of the
  /// requests. O(n log n) in these requests.
  public func brokenInvariants(of subset: RequestSubset) -> [String] {
    let (rows, routes) = (subset.rows, subset.routes)
    guard rows.allSatisfy(requests.indices.contains) else { return ["rows are those of requests"] }
    let scale = rows.reduce(0) { $0 + (requests[$1].summary?.totalTime.magnitude ?? 0).orZeroIfNotFinite }
    let areNumbersRight = routes.allSatisfy { route in
      var statistics = RouteStatistics(route.requests, of: requests)
      statistics.functionTime = route.statistics.functionTime
      return statistics == route.statistics
    }
    return Invariants.broken([
      (zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }, "rows ascend"),
      (zip(routes, routes.dropFirst()).allSatisfy { $0.pattern < $1.pattern }, "routes are in alphabetical order"),
      (routes.indices.allSatisfy { subset.row(of: routes[$0].pattern) == $0 }, "every route is found"),
      (routes.allSatisfy { !$0.requests.isEmpty }, "a route has requests"),
      (routes.flatMap(\.requests).sorted() == rows, "every request is in one route"),
      (
        routes.allSatisfy { zip($0.requests, $0.requests.dropFirst()).allSatisfy { $0 < $1 } },
        "a route's requests keep their order"
      ),
      (areNumbersRight, "a route's numbers are those of its requests"),
      (
        routes.allSatisfy { $0.waiting.isNearly(RouteWaiting($0.requests, of: requests), of: scale) },
        "a route waits for what its requests wait for"
      ),
      (subset.totals == RequestTotals(of: rows, in: requests), "the totals are those of the requests"),
    ])
  }
}

/// The requests of one route.
public struct Route: Hashable, Sendable {
  /// What its requests have in common.
  public let pattern: RoutePattern
  /// All of them, broken ones as well: rows of ``RequestList/requests``, ascending.
  public internal(set) var requests: [Int]
  /// Of the times of its requests.
  public internal(set) var statistics = RouteStatistics()
  /// For what its requests spent their time.
  public internal(set) var waiting = RouteWaiting()
}

/// How long the requests of a route took. Broken and unfinished files are in none of the numbers.
public struct RouteStatistics: Hashable, Sendable {
  /// How many profiles there are. Not how many requests were served: middlewares overwrite files of one name.
  public private(set) var profiles = 0
  /// How many files are broken.
  public private(set) var broken = 0
  /// Seconds of all requests whose elapsed time is known.
  public private(set) var total = 0.0
  /// Seconds; nil, as all that follow, where no elapsed time is known.
  public private(set) var mean: Double?
  /// Seconds; see ``Percentile``.
  public private(set) var p50: Double?
  /// Seconds; see ``Percentile``.
  public private(set) var p95: Double?
  /// Seconds.
  public private(set) var maximum: Double?
  /// The request that took longest, the first of several: a row of ``RequestList/requests``.
  public private(set) var slowest: Int?
  /// When the last request ended, in seconds since 1970; nil without a profile.
  public private(set) var last: Double?

  /// Seconds that the requests spend in the functions that are searched for; nil where none is known to spend any.
  public internal(set) var functionTime: Double?

  init() {}

  /// The numbers of some requests. O(n log n).
  init(_ rows: [Int], of requests: [RequestProfile]) {
    var times: [Double] = []
    for row in rows {
      let request = requests[row]
      if request.error != nil { broken += 1 }
      guard request.isCounted else { continue }
      profiles += 1
      last = max(last ?? -.infinity, request.time)
      guard let elapsed = request.elapsed, elapsed.isFinite else { continue }
      times.append(elapsed)
      if elapsed > maximum ?? -.infinity { (maximum, slowest) = (elapsed, row) }
    }
    total = times.reduce(0, +)
    mean = times.isEmpty ? nil : total / Double(times.count)
    times.sort()
    p50 = Percentile.median.of(times)
    p95 = Percentile.p95.of(times)
  }
}

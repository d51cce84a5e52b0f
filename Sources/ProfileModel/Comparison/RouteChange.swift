/// What became of a request as a whole.
public struct RouteChange: Hashable, Sendable {
  /// The requests of one side.
  public struct Side: Hashable, Sendable {
    public let requests: Int
    /// Seconds: the median of the requests' totals.
    public let median: Double
    /// Seconds: their mean, to which self times add up.
    public let mean: Double
    /// The median of the requests' calls of all functions.
    public let calls: Count
  }

  /// Whether requests take longer than before.
  public enum Direction: Hashable, Sendable {
    case faster
    case slower
    /// No more difference than chance makes.
    case withinNoise
    /// Too few requests to tell a difference from chance.
    case tooFew
    /// The same time in all requests.
    case same
  }

  public let baseline: Side
  public let change: Side
  /// The probability that requests that are all alike differ so much; nil where there are too few to tell.
  public let pValue: Double?
  public let direction: Direction

  init(baseline: MergedProfile, change: MergedProfile) {
    self.baseline = Side(baseline)
    self.change = Side(change)
    let times = (Self.times(baseline), Self.times(change))
    if RankTest.smallestPValue(times.0.count, times.1.count) > Comparison.level {
      pValue = nil
      direction = times.0 == times.1 ? .same : .tooFew
    } else {
      let p = RankTest.pValue(times.0, times.1)
      pValue = p
      direction = p > Comparison.level ? .withinNoise : RankTest.isLower(times.1, than: times.0) ? .faster : .slower
    }
  }

  private static func times(_ side: MergedProfile) -> [Double] { side.requests.map { $0.totalTime.orZeroIfNotFinite } }

  /// Δ of the medians as a share of the baseline; nil where that took no time.
  public var ratio: Double? {
    baseline.median > 0 ? (change.median - baseline.median) / baseline.median : nil
  }
}

extension RouteChange.Side {
  init(_ side: MergedProfile) {
    let times = side.requests.map { $0.totalTime.orZeroIfNotFinite }
    requests = times.count
    median = Percentile.median.of(times.sorted()) ?? 0
    mean = times.reduce(0, +) / Double(max(1, times.count))
    calls = Percentile.median.of(side.requests.map(\.calls).sorted()) ?? .zero
  }
}

/// What became of a request as a whole.
public struct RouteChange: Hashable, Sendable {
  /// The requests of one side.
  public struct Side: Hashable, Sendable {
    /// How many there are.
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

  /// Before.
  public let baseline: Side
  /// After.
  public let change: Side
  /// The probability that requests that are all alike differ so much; nil where there are too few to tell.
  public private(set) var pValue: Double?
  /// Whether the change's times rank lower.
  private let isLower: Bool
  /// Whether both sides have the same times.
  private let isSame: Bool

  init(baseline: MergedProfile, change: MergedProfile) {
    let (old, new) = (Self.times(baseline), Self.times(change))
    self.baseline = Side(baseline)
    self.change = Side(change)
    isLower = RankTest.isLower(new, than: old)
    isSame = old == new
    pValue = RankTest.smallestPValue(old.count, new.count) > Comparison.level ? nil : RankTest.pValue(old, new)
  }

  /// Whether the route became slower or faster, or neither for sure.
  public var direction: Direction {
    guard let pValue else { return isSame ? .same : .tooFew }
    if pValue > Comparison.level { return .withinNoise }
    return isLower ? .faster : .slower
  }

  /// Several routes with p-values corrected for their number: so a false alarm is no likelier than with one.
  public static func corrected(_ routes: [RouteChange]) -> [RouteChange] {
    let tested = routes.indices.filter { routes[$0].pValue != nil }
    var corrected = routes
    for (row, p) in zip(tested, FalseDiscovery.corrected(tested.compactMap { routes[$0].pValue })) {
      corrected[row].pValue = p
    }
    return corrected
  }

  /// How one request stands among others of its route.
  public enum Standing: Hashable, Sendable {
    case slower
    case faster
    case usual
  }

  /// How many times the median of the others is not usual any more.
  public static let unusual = 1.5

  /// How the change, one request, stands among those of the baseline.
  public var standing: Standing {
    if change.median > Self.unusual * baseline.median { return .slower }
    return change.median * Self.unusual < baseline.median ? .faster : .usual
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

/// For what the requests of a route spent their time, as far as their files have been read.
public struct RouteWaiting: Hashable, Sendable {
  /// Seconds by ``WaitingKind``; empty before the first request.
  private var times: [Double] = []
  /// Seconds of these requests.
  private var total = 0.0

  init() {}

  /// O(rows).
  init(_ rows: [Int], of requests: [RequestProfile]) {
    for row in rows { exchange(.unread, for: requests[row].contents) }
  }

  /// Counts a file whose contents are others than before.
  mutating func exchange(_ old: RequestProfile.Contents, for new: RequestProfile.Contents) {
    add(old, -1)
    add(new, 1)
  }

  private mutating func add(_ contents: RequestProfile.Contents, _ sign: Double) {
    guard case .summary(let summary) = contents, summary.totalTime.isFinite else { return }
    if times.isEmpty { times = [Double](repeating: 0, count: WaitingKind.allCases.count) }
    total += sign * summary.totalTime
    for part in summary.waiting.parts { times[part.kind.rawValue] += sign * part.time }
  }

  /// The kind with the most time, and its share of the whole from 0 to 1; nil where none is known to have any.
  public var largest: (kind: WaitingKind, share: Double)? {
    guard total > 0, let most = times.indices.max(by: { times[$0] < times[$1] }), times[most] > 0,
      let kind = WaitingKind(rawValue: most)
    else { return nil }
    return (kind, times[most] / total)
  }
}

/// For what the requests of a route spent their time, as far as their files have been read.
public struct RouteWaiting: Hashable, Sendable {
  /// Seconds by ``WaitingKind``; empty before the first request.
  private var times: [Double] = []
  /// Seconds of these requests.
  private var total = 0.0

  init() {}

  /// O(rows).
  init(_ rows: [Int], of requests: [RequestProfile]) {
    for row in rows { add(requests[row].contents) }
  }

  /// Counts a file that was not counted before.
  mutating func add(_ contents: RequestProfile.Contents) {
    guard case .summary(let summary) = contents, summary.totalTime.isFinite else { return }
    if times.isEmpty { times = [Double](repeating: 0, count: WaitingKind.allCases.count) }
    total += summary.totalTime
    for part in summary.waiting.parts { times[part.kind.rawValue] += part.time }
  }

  /// The kind with the most time, and its share of the whole from 0 to 1; nil where none is known to have any.
  public var largest: (kind: WaitingKind, share: Double)? {
    guard total > 0, let most = times.indices.max(by: { times[$0] < times[$1] }), times[most] > 0,
      let kind = WaitingKind(rawValue: most)
    else { return nil }
    return (kind, times[most] / total)
  }

  /// Whether the times are the same but for rounding.
  ///
  /// - Parameter scale: the magnitudes of all times that were added.
  func isNearly(_ other: RouteWaiting, of scale: Double) -> Bool {
    let rest = [Double](repeating: 0, count: WaitingKind.allCases.count)
    let (mine, others) = (times.isEmpty ? rest : times, other.times.isEmpty ? rest : other.times)
    return !scale.isFinite || zip(mine + [total], others + [other.total]).allSatisfy { $0.isNearly($1, of: scale) }
  }
}

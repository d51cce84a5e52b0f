/// Sums over all requests of a list.
public struct RequestTotals: Hashable, Sendable {
  /// How many files there are.
  public private(set) var profiles = 0
  /// Those not read yet.
  public private(set) var unread = 0
  /// Those still being written.
  public private(set) var unfinished = 0
  /// Those that cannot be read.
  public private(set) var broken = 0
  /// Seconds of all requests whose elapsed time is known.
  public private(set) var elapsed = 0.0
  /// Of all profiles.
  public private(set) var bytes = 0
  /// When the first and the last request ended, in seconds since 1970; nil without any.
  public private(set) var times: ClosedRange<Double>?

  init() {}

  /// Sums over some rows of requests. O(rows).
  init(of rows: [Int], in requests: [RequestProfile]) {
    for row in rows {
      let request = requests[row]
      count(request.contents, 1)
      guard request.isCounted else { continue }
      profiles += 1
      bytes &+= request.size
      if let time = request.elapsed, time.isFinite { elapsed += time }
      let known = times ?? request.time...request.time
      times = min(known.lowerBound, request.time)...max(known.upperBound, request.time)
    }
  }

  /// Counts a file whose contents are others than before.
  mutating func exchange(_ old: RequestProfile.Contents, for new: RequestProfile.Contents) {
    count(old, -1)
    count(new, 1)
  }

  private mutating func count(_ contents: RequestProfile.Contents, _ files: Int) {
    switch contents {
    case .unread: unread += files
    case .summary: break
    case .unfinished: unfinished += files
    case .broken: broken += files
    }
  }
}

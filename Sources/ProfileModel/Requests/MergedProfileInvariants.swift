extension MergedProfile {
  /// What does not hold of this merge that always has to, whatever was added up. Empty, or there is a mistake in the
  /// merging. For tests and fuzzers. O(functions + edges).
  public var brokenInvariants: [String] {
    sum.brokenInvariants.map { "sum: \($0)" } + mean.brokenInvariants.map { "mean: \($0)" } + brokenMeans
      + brokenSpreads
  }

  private var brokenMeans: [String] {
    let (count, scale) = (Double(requests.count), largestSum)
    let times = requests.map(\.totalTime)
    let isFinite = scale.isFinite && sum.totalTime.isFinite && times.allSatisfy(\.isFinite)
    let (functions, means) = (sum.functions, mean.functions)
    let calls = requests.reduce(Count.zero) { $0 + $1.calls }
    return Invariants.broken([
      (!requests.isEmpty, "a merge has requests"),
      (
        functions.files == means.files && functions.lines == means.lines && functions.names == means.names
          && functions.entryCount == means.entryCount,
        "the sum and the mean have the same functions"
      ),
      (
        sum.graph.callers == mean.graph.callers && sum.graph.callees == mean.graph.callees,
        "the sum and the mean have the same edges"
      ),
      (
        !isFinite || times.reduce(0, +).isNearly(sum.totalTime, of: scale),
        "the requests' times add up to the sum's"
      ),
      (
        !isFinite || (mean.totalTime * count).isNearly(sum.totalTime, of: scale),
        "the mean is the sum over the number of requests"
      ),
      (
        !calls.isExact || !sum.calls.isExact || calls == sum.calls, "the requests' calls add up to the sum's"
      ),
    ])
  }

  /// No sum of the requests' self times is larger, whatever cancels out.
  private var largestSum: Double {
    sum.functions.ids.reduce(0) { largest, id in
      guard let time = spread(of: id)?.selfTime else { return largest }
      return largest + Double(requests.count) * max(time.minimum.magnitude, time.maximum.magnitude)
    }
  }

  private var brokenSpreads: [String] {
    let entries = sum.functions.ids.prefix(sum.functions.entryCount)
    let spreads = entries.compactMap(spread)
    func isOrdered<Value>(_ spread: Spread<Value>) -> Bool {
      spread.minimum <= spread.median && spread.median <= spread.maximum && requests.indices.contains(spread.largest)
    }
    return Invariants.broken([
      (spreads.count == entries.count, "every function with an entry has a spread"),
      (sum.functions.ids.dropFirst(entries.count).allSatisfy { spread(of: $0) == nil }, "no other function has one"),
      (
        spreads.allSatisfy { (1...requests.count).contains($0.requests) },
        "a function is in some of the requests"
      ),
      (
        spreads.allSatisfy { isOrdered($0.selfTime) && isOrdered($0.cumulativeTime) && isOrdered($0.calls) },
        "a median lies between the smallest and the largest, which a request has"
      ),
      (
        oddRequests.allSatisfy { (0...1).contains($0.share) || sum.functions.selfTimes.contains { $0 < 0 } },
        "an odd request spent a share of its time in the function"
      ),
    ])
  }
}

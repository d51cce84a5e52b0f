/// One of the requests of a merge.
public struct MergedRequest: Hashable, Sendable {
  /// Whose profile it is.
  public let file: FilePath
  /// Seconds: the sum of its self times.
  public let totalTime: Double
  /// All calls of all its functions.
  public let calls: Count
}

/// The profiles of several requests as one, and what tells the requests apart.
///
/// The functions of ``sum`` and ``mean`` are the same, in the same order: a ``FunctionID`` means one function in both.
public struct MergedProfile: Sendable {
  /// In the order in which they were added.
  public let requests: [MergedRequest]
  /// The sum of all requests, as pstats' `add` makes it.
  public let sum: Profile
  /// What a request is on average: every number of ``sum`` divided by the number of requests, with the same roots.
  ///
  /// Requests without a function count as zeros. A count that the number of requests does not divide is inexact.
  public let mean: Profile
  /// One for each function with an entry.
  private let spreads: [FunctionSpread]
  /// The calls of each function in the request where it has the most self time.
  private let callsAtLargestSelfTime: [Count]

  /// What a function did in the single requests; nil for a caller without an entry of its own.
  public func spread(of function: FunctionID) -> FunctionSpread? {
    function.row < spreads.count ? spreads[function.row] : nil
  }
}

extension MergedProfile {
  /// - Precondition: the merge holds a profile.
  init(_ merge: Merge) {
    precondition(merge.count > 0, "a merge of no profiles")
    let order = merge.functionOrder()
    let medians = merge.samples.medians(functions: order.count)
    let entries = order.filter { merge.hasEntry[$0] }
    requests = merge.requests
    sum = merge.sum(order)
    mean = Profile(dividing: sum, by: merge.count)
    spreads = entries.compactMap { merge.extremes[$0].spread(at: $0, medians) }
    callsAtLargestSelfTime = entries.map { merge.extremes[$0].callsAtLargestSelfTime }
  }

  /// How many requests there must be before one of them can be called unlike its fellows.
  public static let fewestRequests = 3
}

extension Merge {
  /// All profiles that were added as one; nil if there are none. O(n log n) in functions, edges and kept samples.
  public func merged() -> MergedProfile? { count > 0 ? MergedProfile(self) : nil }

  /// The rows of functions with an entry, then those without: the order of a ``FunctionTable``.
  func functionOrder() -> [Int] {
    labels.indices.filter { hasEntry[$0] } + labels.indices.filter { !hasEntry[$0] }
  }

  fileprivate func sum(_ order: [Int]) -> Profile {
    let functions = FunctionTable(
      strings: strings.table, files: order.map { labels[$0].file }, names: order.map { labels[$0].name },
      lines: order.map { labels[$0].line }, calls: CountColumn(order.map { sums[$0].calls }),
      primitiveCalls: CountColumn(order.map { sums[$0].primitiveCalls }), selfTimes: order.map { sums[$0].selfTime },
      cumulativeTimes: order.map { sums[$0].cumulativeTime }, entryCount: hasEntry.count { $0 })
    var ids = [FunctionID](repeating: FunctionID(0), count: order.count)
    for (id, row) in order.enumerated() { ids[row] = FunctionID(Int32(truncatingIfNeeded: id)) }
    let graph = graph(ids)
    return Profile(
      measure: measure, functions: functions, graph: graph, notes: notes.all, stacks: stacks?.tree(ids, in: graph))
  }

  /// - Parameter ids: by the row of the function.
  private func graph(_ ids: [FunctionID]) -> CallGraph {
    let callees = edges.map { ids[Int($0.callee)] }
    let rows = edges.indices.sorted { (callees[$0], $0) < (callees[$1], $1) }
    let numbers = rows.map { edges[$0].numbers }
    return CallGraph(
      functionCount: ids.count, callers: rows.map { ids[Int(edges[$0].caller)] }, callees: rows.map { callees[$0] },
      calls: CountColumn(numbers.map(\.calls)), primitiveCalls: CountColumn(numbers.map(\.primitiveCalls)),
      selfTimes: numbers.map(\.selfTime), cumulativeTimes: numbers.map(\.cumulativeTime),
      untimed: edges.allSatisfy(\.isTimed) ? [] : rows.map { !edges[$0].isTimed })
  }
}

extension FunctionExtremes {
  fileprivate func spread(at row: Int, _ medians: RequestSamples.Medians) -> FunctionSpread? {
    guard let selfTime = selfTime.spread(median: medians.selfTimes[row]),
      let cumulativeTime = cumulativeTime.spread(median: medians.cumulativeTimes[row]),
      let calls = calls.spread(median: medians.calls[row])
    else { return nil }
    return FunctionSpread(requests: requests, selfTime: selfTime, cumulativeTime: cumulativeTime, calls: calls)
  }
}

extension Profile {
  /// A profile with every number divided by `count`.
  ///
  /// Roots stay what they are: rounded means need not add up where the whole numbers did.
  fileprivate init(dividing sum: Profile, by count: Int) {
    let functions = sum.functions
    let graph = sum.graph
    func divided(_ times: [Double]) -> [Double] { times.map { $0 / Double(count) } }
    func divided(_ counts: CountColumn) -> CountColumn {
      CountColumn((0..<counts.count).map { counts[$0].divided(by: count) })
    }
    measure = sum.measure
    self.functions = FunctionTable(
      strings: functions.strings, files: functions.files, names: functions.names, lines: functions.lines,
      calls: divided(functions.calls), primitiveCalls: divided(functions.primitiveCalls),
      selfTimes: divided(functions.selfTimes), cumulativeTimes: divided(functions.cumulativeTimes),
      entryCount: functions.entryCount)
    self.graph = CallGraph(
      functionCount: functions.count, callers: graph.callers, callees: graph.callees, calls: divided(graph.calls),
      primitiveCalls: divided(graph.primitiveCalls), selfTimes: divided(graph.selfTimes),
      cumulativeTimes: divided(graph.cumulativeTimes),
      untimed: graph.hasUntimedEdges ? (0..<Int32(graph.count)).map { !graph.isTimed(EdgeID($0)) } : [])
    totalTime = sum.totalTime / Double(count)
    calls = sum.calls.divided(by: count)
    primitiveCalls = sum.primitiveCalls.divided(by: count)
    roots = sum.roots
    notes = sum.notes
    stacks = sum.stacks?.divided(by: count)
  }
}

// MARK: - One odd request

/// A function that took far longer in one request than in the others, for the same work: so not a hot spot, but something
/// that happened in that request, such as a garbage collection.
public struct OddRequest: Hashable, Sendable {
  /// Of the merged profile.
  public let function: FunctionID
  /// A row of ``MergedProfile/requests``.
  public let request: Int
  /// Seconds of the function's own code in that request.
  public let selfTime: Double
  /// Seconds: the median of all requests that have the function.
  public let median: Double
  /// From 0 to 1: the share of the function in that request's total time.
  public let share: Double

  /// How many times the median the self time must exceed.
  public static let leastRatio = 5.0
  /// What share of the request's total time must lie above the median.
  public static let leastShare = 0.1
  /// By what share of the median the number of calls may differ, for the work to be the same.
  public static let mostOtherCalls = 0.1
}

extension MergedProfile {
  /// The functions that tell of one odd request, those that took most of a request first. O(functions).
  public var oddRequests: [OddRequest] {
    sum.functions.ids.prefix(spreads.count).compactMap(oddRequest).sorted {
      ($1.share, $0.function) < ($0.share, $1.function)
    }
  }

  /// The request that is odd in a function, or nil.
  public func oddRequest(of function: FunctionID) -> OddRequest? {
    guard let spread = spread(of: function), spread.requests >= Self.fewestRequests else { return nil }
    let time = spread.selfTime
    let total = requests[time.largest].totalTime
    guard time.maximum > OddRequest.leastRatio * max(time.median, 0),
      time.maximum - time.median > OddRequest.leastShare * total, total > 0, time.maximum < .infinity,
      isUsual(callsAtLargestSelfTime[function.row], spread.calls.median)
    else { return nil }
    return OddRequest(
      function: function, request: time.largest, selfTime: time.maximum, median: time.median,
      share: time.maximum / total)
  }

  private func isUsual(_ calls: Count, _ median: Count) -> Bool {
    (calls - median).value.magnitude <= OddRequest.mostOtherCalls * median.value.magnitude
  }

  /// The requests that did other work than most: rows of ``requests``, ascending.
  public var otherWork: [Int] { OtherWork.rows(of: requests.map(\.calls)) }
}

// MARK: - Other work

/// Requests of a route that did other work than most: the call counts of a request are stable where its times are not.
///
/// The first request of a worker imports and compiles; a query that no file name holds lists less, or more.
public enum OtherWork {
  /// By what share of the median the calls must differ.
  public static let leastShare = 0.02
  /// How many times the median deviation from the median the calls must differ: where requests vary much anyway, none is
  /// unlike the others for it.
  public static let leastDeviations = 5.0

  /// The rows of the requests whose calls differ, ascending; none where there are fewer than
  /// ``MergedProfile/fewestRequests``. O(n log n).
  public static func rows(of calls: [Count]) -> [Int] {
    guard calls.count >= MergedProfile.fewestRequests, let median = Percentile.median.of(calls.sorted())?.value else {
      return []
    }
    let deviations = calls.map { ($0.value - median).magnitude.orZero }
    let usual = Percentile.median.of(deviations.sorted()) ?? 0
    let limit = max(leastShare * median.magnitude, leastDeviations * usual)
    return deviations.indices.filter { deviations[$0] > limit }
  }
}

/// A function that runs many times for each call of its caller and takes a good part of the time: a loop around a query,
/// an object made anew for each row.
///
/// Thresholds: the callee runs at least ``fewestTimes`` times for each call of the caller, over a call edge that has at
/// least ``leastShare`` of the profile's time. Fewer than twenty are usual for a handful of columns or middlewares; below
/// three percent it does not pay. Generator expressions are left out, since each resumption is a call of theirs, and so
/// is recursion. Samples count no calls.
public struct RepeatedCalls: Hashable, Sendable {
  /// Fewer calls from each call of the caller are no finding, and neither is a smaller share of the total time.
  public static let fewestTimes = 20.0
  public static let leastShare = 0.03

  /// The calls.
  public let edge: EdgeID
  /// Who calls in a loop.
  public let caller: FunctionID
  /// How often in all.
  public let calls: Count
  /// How often the callee runs for each call of the caller.
  public let timesEach: Double
  /// Whether the callee waits for a database most of its time: then it is what is called an N+1 query.
  public let isQuery: Bool

  static func find(in profile: Profile, _ kinds: WaitingKinds) -> [Finding] {
    (0..<Int32(profile.graph.count)).lazy.map { profile.graph[EdgeID($0)] }.compactMap { edge in
      guard edge.isTimed, edge.caller != edge.callee, profile.has(edge.cumulativeTime, atLeast: leastShare),
        let times = profile.callsForEachCall(over: edge.id), times >= fewestTimes,
        profile.functions.name(of: edge.callee) != "<genexpr>"
      else { return nil }
      let repeated = RepeatedCalls(
        edge: edge.id, caller: edge.caller, calls: edge.calls, timesEach: times,
        isQuery: profile.waitsForDatabase(edge.callee, kinds))
      return Finding(evidence: .repeatedCalls(repeated), function: edge.callee, time: edge.cumulativeTime)
    }
  }
}

extension Profile {
  /// Whether most of a function's time leads to a database: the way down through the widest callee, as long as that has
  /// at least half of the time, ends in a driver.
  fileprivate func waitsForDatabase(_ function: FunctionID, _ kinds: WaitingKinds) -> Bool {
    var function = function
    for _ in 0..<8 {
      if kinds[function] == .database { return true }
      let edges = graph.outgoing(from: function).map { graph[$0] }.filter { $0.cumulativeTime.isFinite }
      guard let widest = edges.max(by: { $0.cumulativeTime < $1.cumulativeTime }), widest.callee != function,
        widest.cumulativeTime >= functions.cumulativeTimes[function.row] / 2
      else { return false }
      function = widest.callee
    }
    return false
  }
}

/// Very many very short calls: what the profiler itself costs with every call is a good part of the times, so the program
/// is faster than its profile, and these functions look worse than they are.
///
/// Thresholds: functions with at least ``fewestCalls`` calls of less than ``shortest`` seconds of self time each have
/// together at least ``leastShare`` of the time. On today's machines cProfile takes 0.1 to 0.5 µs for a call, partly within
/// the function's own time; a thousand calls are half a millisecond at most.
public struct ProfilerOverhead: Hashable, Sendable {
  /// Functions called less often do not count.
  public static let fewestCalls = 1000.0
  /// Seconds of self time of one call.
  public static let shortest = 0.5e-6
  /// A smaller share of the total time is no finding.
  public static let leastShare = 0.25

  /// How many functions are that short.
  public let functions: Int
  /// How often these are called.
  public let calls: Count

  static func find(in profile: Profile) -> [Finding] {
    guard profile.measure == .calls else { return [] }
    let short = profile.functions.ids.filter { id in
      let calls = profile.functions.calls[id.row].value
      let time = profile.functions.selfTimes[id.row]
      return calls >= fewestCalls && time >= 0 && time < shortest * calls
    }
    let time = short.reduce(0) { $0 + profile.functions.selfTimes[$1.row] }
    guard profile.has(time, atLeast: leastShare),
      let worst = short.max(by: { profile.functions.selfTimes[$0.row] < profile.functions.selfTimes[$1.row] })
    else { return [] }
    let calls = short.reduce(Count.zero) { $0 + profile.functions.calls[$1.row] }
    let overhead = ProfilerOverhead(functions: short.count, calls: calls)
    return [Finding(evidence: .profilerOverhead(overhead), function: worst, time: time)]
  }
}

/// A file that holds calls of several requests: since Python 3.12 the profiler of one thread sees the calls of all, and
/// under a server with threads the file of a request then holds parts of others.
///
/// Thresholds: at least ``fewestRoots`` roots, and self times that differ from those over the call edges by at least
/// ``leastShare`` of the time. A profile of one thread has two or three roots (the profiled function, the profiler's own
/// `disable`, perhaps a script), and its edges add up but for rounding; functions that share a label can make edges not
/// add up too, but no roots.
public struct MixedRequests: Hashable, Sendable {
  /// Fewer roots are no finding, and neither is a smaller share of the total time.
  public static let fewestRoots = 8
  public static let leastShare = 0.05

  /// How many there are.
  public let roots: Int

  static func find(in profile: Profile) -> [Finding] {
    let roots = profile.roots
    guard roots.count >= fewestRoots, !profile.graph.hasUntimedEdges else { return [] }
    let difference = profile.functions.ids.reduce(0) { $0 + profile.differenceOfSelfTime($1) }
    let widest = roots.max { profile.functions.cumulativeTimes[$0.row] < profile.functions.cumulativeTimes[$1.row] }
    guard profile.has(difference, atLeast: leastShare), let widest else { return [] }
    return [Finding(evidence: .mixedRequests(MixedRequests(roots: roots.count)), function: widest, time: difference)]
  }
}

extension Profile {
  /// By how many seconds a called function's self time differs from the sum of its edges'; 0 where no caller is known.
  fileprivate func differenceOfSelfTime(_ function: FunctionID) -> Double {
    let edges = graph.incoming(to: function)
    guard !edges.isEmpty, functions.hasEntry(function) else { return 0 }
    let sum = edges.reduce(0) { $0 + graph.selfTimes[$1.row] }
    let difference = (functions.selfTimes[function.row] - sum).magnitude
    return difference.isFinite ? difference : 0
  }
}

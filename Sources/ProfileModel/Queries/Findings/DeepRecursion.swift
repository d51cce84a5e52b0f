/// A function that calls itself very often within one call from outside.
///
/// Thresholds: at least ``fewestCalls`` calls for each primitive call, half of them directly from itself, and at least
/// ``leastShare`` of the time. A profile does not say how deep the recursion went, only how many calls there were within
/// one: five hundred is half of Python's recursion limit of 1,000, and more than trees of real data have levels. What
/// calls itself through others, such as imports and the rendering of templates, is left out.
public struct DeepRecursion: Hashable, Sendable {
  /// Fewer calls for each primitive call are no finding, and neither is a smaller share of the total time.
  public static let fewestCalls = 500.0
  public static let leastShare = 0.03

  /// Calls for each primitive call.
  public let callsWithinOne: Double

  static func find(in profile: Profile, _ kinds: WaitingKinds) -> [Finding] {
    guard profile.measure == .calls else { return [] }
    return profile.functions.ids.compactMap { id in
      let calls = profile.functions.calls[id.row].value
      let primitive = profile.functions.primitiveCalls[id.row].value
      let time = profile.functions.cumulativeTimes[id.row]
      guard primitive > 0, calls.isFinite, calls >= fewestCalls * primitive, profile.has(time, atLeast: leastShare),
        profile.callsFromItself(id) >= calls / 2
      else { return nil }
      return Finding(
        evidence: .recursion(DeepRecursion(callsWithinOne: calls / primitive)), function: id, time: time)
    }
  }
}

extension Profile {
  fileprivate func callsFromItself(_ function: FunctionID) -> Double {
    graph.incoming(to: function).first { graph.callers[$0.row] == function }.map { graph.calls[$0.row].value } ?? 0
  }
}

/// Functions with more cumulative time than the whole profile has: calls of one label overwrote each other in the
/// profiler's table, or several threads were profiled at once. Their shares are above 100 %.
///
/// Threshold: more than ``leastExcess`` of the total. Below one percent it is the rounding of the sums: the total is the sum
/// of self times, and the profiler's own time between them is in cumulative times alone.
public struct SharesAboveTotal: Hashable, Sendable {
  /// A smaller part of the total time beyond it is no finding.
  public static let leastExcess = 0.01

  /// How many have more than the total.
  public let functions: Int
  /// Of the function that is furthest above, in seconds.
  public let largest: Double

  static func find(in profile: Profile) -> [Finding] {
    let times = profile.functions.cumulativeTimes
    let above = profile.functions.ids.filter {
      profile.functions.hasEntry($0) && profile.has(times[$0.row], atLeast: 1 + leastExcess)
    }
    guard let worst = above.max(by: { times[$0.row] < times[$1.row] }) else { return [] }
    let shares = SharesAboveTotal(functions: above.count, largest: times[worst.row])
    return [
      Finding(evidence: .aboveTotal(shares), function: worst, time: times[worst.row] - profile.totalTime)
    ]
  }
}

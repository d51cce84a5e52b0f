/// How a function that calls itself is spread over the levels of its recursion.
///
/// The file knows how many calls enter the recursion (n1, the function's primitive calls), how many are one level down
/// (n2, the primitive calls of its edge to itself) and how many are deeper than the first in all (N, all calls of that edge):
///
///     walk          100/31    31 calls from outside, 69 from itself
///     walk > walk    69/24    24 of them from a walk that came from outside
///     levels        31, 24, then 45 more in some levels below
///
/// Where levels thin out (n2 < n1) a geometric row with the sum N is the likeliest; where they do not, growth at the rate
/// n2 / n1 is damped so that it ends at N. Self time and what is below are spread as the calls are. The first two levels
/// are measured: all that is below the recursive edge is its cumulative time.
///
/// Level 1 is a call from outside, level 2 the first recursive one.
enum Recursion: Sendable {
  /// Each level has this part of the calls of the one above; from level 2 to the deepest that there are calls for.
  case thinning(ratio: Double, deepest: Double)
  /// For each level from 2 on, the calls of this level and deeper as a part of N; ends with 0.
  case listed(tails: [Double])

  static let levelLimit = 4096

  /// The levels of a function with these counts. O(levels) for a growing recursion.
  ///
  /// - Parameter levelLimit: how many may be listed. Where that is none, they thin out, as if there were more calls from
  ///   outside.
  init(outerCalls: Double, firstCalls: Double, recursiveCalls: Double, levelLimit: Int = Self.levelLimit) {
    if recursiveCalls <= firstCalls || firstCalls <= 0 {
      self = .listed(tails: [1, 0])
    } else if firstCalls < outerCalls || levelLimit < 1 {
      self = .thinning(ratio: 1 - firstCalls / recursiveCalls, deepest: recursiveCalls - firstCalls + 2)
    } else {
      let growth = firstCalls / max(1, outerCalls)
      let count = Int(min(Double(levelLimit), recursiveCalls - firstCalls + 1))
      self = .listed(tails: Self.tails(Self.damped(from: firstCalls, growth: growth, sum: recursiveCalls, count)))
    }
  }

  /// How many levels are listed one by one.
  var listedLevels: Int {
    switch self {
    case .thinning: 0
    case .listed(let tails): tails.count - 1
    }
  }

  /// Of what reaches this level: the part that its own calls are, and the part that goes on to the next.
  func shares(atLevel level: Int) -> (here: Double, deeper: Double) {
    switch self {
    case .thinning(let ratio, let deepest): return Double(level) < deepest ? (1 - ratio, ratio) : (1, 0)
    case .listed(let tails):
      let index = level - 2
      guard index + 1 < tails.count, tails[index] > 0 else { return (1, 0) }
      let deeper = tails[index + 1] / tails[index]
      return (1 - deeper, deeper)
    }
  }

  /// Calls by level, the next always the last · growth · (1 - (so far / cap)^1.5): the cap is found by bisection.
  /// A level needs a call, so there are no more than calls that are left below level 2; a straight recursion has just so many.
  private static func damped(from first: Double, growth: Double, sum: Double, _ count: Int) -> [Double] {
    var low = first
    var high = sum * 1000
    for _ in 0..<40 {
      let middle = (low * high).squareRoot()
      if levels(first, growth, count, cap: middle, limit: sum).sum > sum { high = middle } else { low = middle }
    }
    return levels(first, growth, count, cap: low, limit: sum * 4).calls
  }

  private static func levels(
    _ first: Double, _ growth: Double, _ count: Int, cap: Double, limit: Double
  ) -> (calls: [Double], sum: Double) {
    var calls = [first]
    var sum = first
    var last = first
    while calls.count < count, sum <= limit {
      let filled = sum / cap
      last *= growth * max(0, 1 - filled * filled.squareRoot())
      if !(last >= 0.0005) { break }
      calls.append(last)
      sum += last
    }
    return (calls, sum)
  }

  private static func tails(_ calls: [Double]) -> [Double] {
    var tails = [Double](repeating: 0, count: calls.count + 1)
    for level in calls.indices.reversed() { tails[level] = tails[level + 1] + calls[level] }
    let sum = tails[0]
    return tails.map { $0 / sum }
  }
}

import Glibc

/// Whether two sets of measurements differ by more than chance: the rank test of Mann and Whitney, two-sided.
///
/// It asks nothing of the times but their order, so one request that was hit by a garbage collection counts as "large" and
/// no more. Up to ``mostExact`` measurements the p-value is exact, with ties and without: the share of all ways to
/// deal the ranks out to the two sides that lie at least as far from the middle. Beyond that it is the normal approximation
/// with corrections for ties and continuity.
///
/// Source: H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than
/// the other", 1947; the exact distribution with ties is that of the permutation test on mid-ranks.
enum RankTest {
  /// How many measurements of both sides together are tested exactly.
  static let mostExact = 30

  /// The probability of a difference at least as large if both sides were alike; 1 where a side is empty.
  static func pValue(_ first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    let ranks = doubledRanks(first + second)
    let observed = ranks.prefix(first.count).reduce(0, +)
    return ranks.count <= mostExact
      ? exact(ranks, first.count, observed) : approximate(ranks, first.count, observed)
  }

  /// The smallest p-value that so many measurements can give: that of two sides that do not overlap.
  static func smallestPValue(_ first: Int, _ second: Int) -> Double {
    guard first > 0, second > 0 else { return 1 }
    var ways = 1.0
    for step in 1...min(first, second) { ways *= Double(first + second - step + 1) / Double(step) }
    return min(1, 2 / ways)
  }

  /// Whether the first measurements rank lower than the second on the whole.
  static func isLower(_ first: [Double], than second: [Double]) -> Bool {
    let ranks = doubledRanks(first + second)
    let mean = Double(ranks.reduce(0, +)) / Double(max(1, ranks.count))
    return Double(ranks.prefix(first.count).reduce(0, +)) < mean * Double(first.count)
  }

  /// The ranks from 1 on, ties sharing their mean; doubled, so that they are whole.
  private static func doubledRanks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Int](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      let end = order[start...].firstIndex { values[$0] != values[order[start]] } ?? order.count
      for row in order[start..<end] { ranks[row] = start + 1 + end }
      start = end
    }
    return ranks
  }

  /// Counts the choices of `size` ranks by their sum. O(ranks · size · largest sum).
  private static func exact(_ ranks: [Int], _ size: Int, _ observed: Int) -> Double {
    let largest = ranks.sorted().suffix(size).reduce(0, +)
    let width = largest + 1
    var ways = [Double](repeating: 0, count: (size + 1) * width)
    ways[0] = 1
    for (row, rank) in ranks.enumerated() {
      for chosen in stride(from: min(size, row + 1), through: 1, by: -1) {
        let (target, source) = (chosen * width, (chosen - 1) * width)
        var sum = largest
        while sum >= rank {
          ways[target + sum] += ways[source + sum - rank]
          sum -= 1
        }
      }
    }
    let counts = ways[(size * width)...]
    // Twice the mean times the number of ranks, so that it is whole.
    let (middle, scale) = (size * ranks.reduce(0, +), ranks.count)
    let distance = abs(observed * scale - middle)
    let extreme = counts.enumerated().reduce(0.0) { abs($1.offset * scale - middle) >= distance ? $0 + $1.element : $0 }
    return min(1, extreme / counts.reduce(0, +))
  }

  private static func approximate(_ ranks: [Int], _ size: Int, _ observed: Int) -> Double {
    let count = Double(ranks.count)
    let mean = Double(ranks.reduce(0, +)) / count
    // The variance of the ranks themselves, which ties make smaller.
    let variance = ranks.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / (count - 1)
    let deviation = (Double(size) * (count - Double(size)) / count * variance).squareRoot()
    guard deviation > 0 else { return 1 }
    // One rank apart is two of the doubled ones; half of that is the continuity correction.
    let distance = max(0, abs(Double(observed) - Double(size) * mean) - 1)
    return erfc(distance / deviation / 2.0.squareRoot())
  }
}

/// Several tests at once.
enum FalseDiscovery {
  /// p-values corrected for their number: of those at most q, a share of q is false on average; where nothing differs at
  /// all, the chance that any is at most q is q.
  ///
  /// Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", 1995.
  static func corrected(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.sorted { pValues[$0] > pValues[$1] }
    var corrected = pValues
    var smallest = 1.0
    for (place, row) in order.enumerated() {
      smallest = min(smallest, pValues[row] * Double(pValues.count) / Double(pValues.count - place))
      corrected[row] = smallest
    }
    return corrected
  }
}

/// What each function did in each request of both sides, and what tests say of it.
struct SidesSamples {
  private let baseline: GroupedSamples
  private let change: GroupedSamples
  private let pairs: Int

  /// What share of all time a function must have on both sides together to be tested. It does not depend on which request
  /// is on which side, so it spoils no p-value.
  static let leastShare = 0.005
  /// How many requests each side must have for steady calls to be taken for what they are.
  static let fewestSteady = 3

  init(_ baseline: Merge, _ change: Merge, _ matching: FunctionMatching) {
    pairs = matching.pairs.count
    self.baseline = Self.samples(baseline, pairs) { matching.pair(ofBaseline: $0) }
    self.change = Self.samples(change, pairs) { matching.pair(ofChange: $0) }
  }

  private static func samples(_ merge: Merge, _ pairs: Int, _ pair: (FunctionID) -> PairID) -> GroupedSamples {
    var groups = [Int32](repeating: 0, count: merge.labels.count)
    for (function, row) in merge.functionOrder().enumerated() {
      groups[row] = pair(FunctionID(Int32(truncatingIfNeeded: function))).rawValue
    }
    return merge.samples.grouped(groups, count: pairs)
  }

  /// The verdicts on all pairs.
  var verdicts: [FunctionVerdict] {
    let calls = callVerdicts
    let selfTimes = timeVerdicts(total: total) { $0.selfTimes(of: $1) }
    let cumulativeTimes = timeVerdicts(total: total) { $0.cumulativeTimes(of: $1) }
    return (0..<pairs).map {
      FunctionVerdict(calls: calls[$0], selfTime: selfTimes[$0], cumulativeTime: cumulativeTimes[$0])
    }
  }

  /// Seconds of all kept requests.
  private var total: Double { (baseline.selfTimes + change.selfTimes).reduce(0, +) }

  /// Whether any difference between so many requests could be more than chance.
  private var isTooFew: Bool {
    RankTest.smallestPValue(baseline.requests, change.requests) > Comparison.level
  }

  // MARK: Times

  private func timeVerdicts(total: Double, _ times: (GroupedSamples, Int) -> [Double]) -> [Verdict] {
    var verdicts = [Verdict](repeating: .tooSmall, count: pairs)
    var tested: [(pair: Int, p: Double)] = []
    for pair in 0..<pairs {
      let (old, new) = (times(baseline, pair), times(change, pair))
      guard old.reduce(0, +) + new.reduce(0, +) >= Self.leastShare * total, total > 0 else { continue }
      if isTooFew {
        verdicts[pair] = old == new ? .same : .tooFew
      } else {
        tested.append((pair, RankTest.pValue(old, new)))
      }
    }
    setVerdicts(of: tested, in: &verdicts)
    return verdicts
  }

  private func setVerdicts(of tested: [(pair: Int, p: Double)], in verdicts: inout [Verdict]) {
    for (test, p) in zip(tested, FalseDiscovery.corrected(tested.map(\.p))) {
      verdicts[test.pair] = p <= Comparison.level ? .changed(p: p) : .withinNoise(p: p)
    }
  }

  // MARK: Calls

  /// How much requests do, by the medians of each function's calls.
  var work: WorkChange {
    WorkChange(
      (0..<pairs).map { pair in
        func median(_ side: GroupedSamples) -> Double { Percentile.median.of(side.calls(of: pair).sorted()) ?? 0 }
        return (median(baseline), median(change))
      })
  }

  /// Calls are exact: where every request of a side has one number and every one of the other has another, that is no
  /// noise. Where they vary within a side they are tested as times are.
  private var callVerdicts: [Verdict] {
    var verdicts = [Verdict](repeating: .same, count: pairs)
    var tested: [(pair: Int, p: Double)] = []
    let canBeSteady = min(baseline.requests, change.requests) >= Self.fewestSteady
    for pair in 0..<pairs {
      let (old, new) = (baseline.calls(of: pair), change.calls(of: pair))
      guard let first = old.first, (old + new).contains(where: { $0 != first }) else { continue }
      if canBeSteady, old.isSteady, new.isSteady {
        verdicts[pair] = .changed(p: nil)
      } else if isTooFew {
        verdicts[pair] = .tooFew
      } else {
        tested.append((pair, RankTest.pValue(old, new)))
      }
    }
    setVerdicts(of: tested, in: &verdicts)
    return verdicts
  }
}

extension [Double] {
  /// Whether all values are one.
  fileprivate var isSteady: Bool { allSatisfy { $0 == first } }
}

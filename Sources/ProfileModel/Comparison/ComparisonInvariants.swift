extension Comparison {
  /// What does not hold of this comparison that always has to, whatever it compares. Empty, or there is a mistake in the
  /// comparing. For tests and fuzzers. O(functions + edges) of both sides.
  public var brokenInvariants: [String] {
    baseline.brokenInvariants.map { "baseline, \($0)" } + change.brokenInvariants.map { "change, \($0)" }
      + matching.brokenInvariants(baseline.mean, change.mean) + brokenDifferences + brokenVerdicts
  }

  private var brokenDifferences: [String] {
    let differences = functions.map(\.selfTime)
    let scale = differences.reduce(0) { $0 + $1.baseline.magnitude + $1.change.magnitude }
    let (old, new) = (baseline.mean.functions.selfTimes, change.mean.functions.selfTimes)
    let isFinite = scale.isFinite && (old + new).allSatisfy(\.isFinite)
    let times = functions.flatMap { [$0.selfTime, $0.cumulativeTime] }
    return Invariants.broken([
      (functions.map(\.id) == Array(matching.ids), "every pair has a change"),
      (
        !isFinite
          || differences.reduce(0) { $0 + $1.difference }
            .isNearly(change.mean.totalTime - baseline.mean.totalTime, of: scale),
        "the differences of the functions add up to that of the requests"
      ),
      (
        times.allSatisfy { time in
          !time.difference.isFinite
            || (time.byCalls + time.byCost).isNearly(
              time.difference, of: max(time.byCalls.magnitude, time.byCost.magnitude))
        },
        "a difference is more calls and other costs of a call"
      ),
    ])
  }

  private var brokenVerdicts: [String] {
    func isSound(_ verdict: Verdict) -> Bool {
      switch verdict {
      case .changed(let p): p.map { (0...Self.level).contains($0) } ?? true
      case .withinNoise(let p): p > Self.level && p <= 1
      case .tooFew, .tooSmall, .untested, .same: true
      }
    }
    return Invariants.broken([
      (
        functions.map(\.verdict).allSatisfy { isSound($0.calls) && isSound($0.selfTime) && isSound($0.cumulativeTime) },
        "what changed is less likely chance than the level, and what is noise more"
      ),
      (route.pValue.map { (0...1).contains($0) } ?? true, "a p-value is a probability"),
    ])
  }
}

extension FunctionMatching {
  /// Each function of both sides is in one pair, and the pair knows it.
  fileprivate func brokenInvariants(_ baseline: Profile, _ change: Profile) -> [String] {
    func isCovered(
      _ functions: [FunctionID], _ profile: Profile, _ pair: (FunctionID) -> PairID,
      _ side: KeyPath<FunctionPair, [FunctionID]>
    ) -> Bool {
      functions.sorted() == Array(profile.functions.ids)
        && profile.functions.ids.allSatisfy { pairs[pair($0).row][keyPath: side].contains($0) }
    }
    return Invariants.broken([
      (pairs.allSatisfy { !$0.baseline.isEmpty || !$0.change.isEmpty }, "a pair has a function"),
      (
        isCovered(pairs.flatMap(\.baseline), baseline, pair(ofBaseline:), \.baseline),
        "every function of the baseline is in one pair"
      ),
      (
        isCovered(pairs.flatMap(\.change), change, pair(ofChange:), \.change),
        "every function of the change is in one pair"
      ),
    ])
  }
}

extension ComparisonGroups {
  /// What does not hold of these groups that always has to: each function with an entry is in one of them, and their
  /// self times are those of the functions. For tests and fuzzers. O(functions).
  public func brokenInvariants(of comparison: Comparison) -> [String] {
    let changes = comparison.functions.map(\.selfTime)
    let scale = changes.reduce(0) { $0 + $1.baseline.magnitude + $1.change.magnitude }
    let groups = groups.compactMap(\.numbers.selfTime)
    return Invariants.broken([
      (self.groups.reduce(0) { $0 + $1.functionCount } == comparison.entries.count, "groups hold each function once"),
      (
        comparison.entries.allSatisfy { group(of: $0).map(self.groups.indices.contains) ?? false },
        "every function with an entry is in a group"
      ),
      (
        !scale.isFinite
          || changes.reduce(0) { $0 + $1.difference }.isNearly(groups.reduce(0) { $0 + $1.difference }, of: scale),
        "the differences of the groups add up to those of the functions"
      ),
    ])
  }
}

extension ComparisonIcicle {
  /// What does not hold of this picture that always has to: boxes tile, and what the other side has in the place of one is
  /// of the same function and has no less time than what stands below it. For tests and fuzzers.
  public func brokenInvariants(in tree: ComparisonTree) -> [String] {
    var broken = icicle.brokenInvariants
    for (row, boxes) in icicle.rows.enumerated() {
      for index in boxes.indices {
        let place = Icicle.Place(row: row, index: index)
        let counterpart = self[place]
        if counterpart.isMissing, counterpart.node != nil || counterpart.time != 0 {
          broken.append("a box that is missing has \(counterpart.time) s")
        }
        let below = icicle.children(of: place).reduce(0) { $0 + self[Icicle.Place(row: row + 1, index: $1)].time }
        let time = counterpart.node?.time ?? 0
        if below > time, !below.isNearly(time) { broken.append("\(below) s stand below \(time) s of the other side") }
        guard let node = counterpart.node, let function = boxes[index].node?.function else { continue }
        if tree.pair(of: node, side.other) != tree.pair(of: function, side) {
          broken.append("a box stands against one of another function")
        }
      }
    }
    return broken
  }
}

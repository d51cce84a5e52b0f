/// A change held against a baseline, function by function, and what of it is more than noise.
///
/// Each side is one or several requests. All numbers are those of one request: the mean of its side. So the differences
/// of all self times add up to the difference of the mean totals.
public struct Comparison: Sendable {
  /// Why two sides cannot be compared.
  public enum Failure: Error, Hashable, Sendable {
    case noBaseline
    case noChange
    /// Samples are no calls.
    case differentMeasures

    /// A clause without a full stop.
    public var reason: String {
      switch self {
      case .noBaseline: "the baseline has no profile that can be read"
      case .noChange: "the change has no profile that can be read"
      case .differentMeasures: "a sampled and a traced profile cannot be compared"
      }
    }
  }

  /// How likely a false alarm may be.
  public static let level = 0.05

  /// Before.
  public let baseline: MergedProfile
  /// After.
  public let change: MergedProfile
  /// Which functions are the same.
  public let matching: FunctionMatching
  /// One for each pair of ``matching``.
  public private(set) var functions: [FunctionChange]
  /// The functions with an entry on a side, all that a table shows.
  public let entries: [PairID]
  /// What became of the request as a whole.
  public private(set) var route: RouteChange
  /// The function that says most about the whole: of those that changed for sure, or of all where there is none, the one
  /// whose self time moved most in the direction of the whole. Nil where nothing moved, or nothing by more than noise
  /// although there are requests enough to tell.
  public private(set) var mainCause: FunctionChange?
  /// Seconds: the largest times of functions on either side, by their amount; those that are no numbers are left out.
  public private(set) var largestTimes = (selfTime: 0.0, cumulativeTime: 0.0)
  /// Whether it does as much as before.
  public let work: WorkChange

  /// Matches the functions of both sides and tests their differences. O(functions · requests), but for the tests, which are
  /// at most a few hundred.
  public init(baseline: Merge, change: Merge, pathMap: PathMap = .none) throws(Failure) {
    guard let old = baseline.merged() else { throw .noBaseline }
    guard let new = change.merged() else { throw .noChange }
    guard old.sum.measure == new.sum.measure else { throw .differentMeasures }
    let matching = FunctionMatching(baseline: old.mean, change: new.mean, pathMap)
    let samples = SidesSamples(baseline, change, matching)
    let verdicts = samples.verdicts
    self.baseline = old
    self.change = new
    self.matching = matching
    let functions = matching.ids.map { id in
      FunctionChange(id, matching[id], in: old.mean, new.mean, verdicts[id.row])
    }
    self.functions = functions
    entries = functions.indices.filter { functions[$0].baseline != nil || functions[$0].change != nil }
      .map { functions[$0].id }
    route = RouteChange(baseline: old, change: new)
    work = samples.work
    lookAtAllFunctions()
  }

  /// What became of a function. O(1), but large: whoever goes through all functions asks for the one number.
  public subscript(id: PairID) -> FunctionChange { functions[id.row] }

  /// What became of a function's self time. O(1).
  public func selfTime(of id: PairID) -> TimeChange { functions[id.row].selfTime }

  /// What became of a function's cumulative time. O(1).
  public func cumulativeTime(of id: PairID) -> TimeChange { functions[id.row].cumulativeTime }

  /// The same with another verdict on the whole: see ``RouteChange/corrected(_:)``.
  public func with(_ route: RouteChange) -> Comparison {
    var comparison = self
    comparison.route = route
    comparison.mainCause = comparison.findMainCause()
    return comparison
  }

  private mutating func lookAtAllFunctions() {
    mainCause = findMainCause()
    largestTimes = functions.indices.reduce(into: (0, 0)) { largest, index in
      largest.selfTime = max(largest.selfTime, functions[index].selfTime.largest)
      largest.cumulativeTime = max(largest.cumulativeTime, functions[index].cumulativeTime.largest)
    }
  }

  /// The same with other self times of a request, by function of each side. What has another time than before is not tested.
  func replacing(baseline: [Double], change: [Double]) -> Comparison {
    let (old, new) = (
      self.baseline.mean.replacing(selfTimes: baseline), self.change.mean.replacing(selfTimes: change)
    )
    var comparison = self
    comparison.functions = matching.ids.map { id in
      let before = functions[id.row]
      var verdict = before.verdict
      let after = FunctionChange(id, matching[id], in: old, new, verdict)
      if after.selfTime == before.selfTime { return before }
      verdict.selfTime = .untested
      return FunctionChange(id, matching[id], in: old, new, verdict)
    }
    comparison.lookAtAllFunctions()
    return comparison
  }

  /// Compares in place: there may be a million functions, and what is known of each is large.
  private func findMainCause() -> FunctionChange? {
    let sign = route.change.mean >= route.baseline.mean ? 1.0 : -1.0
    func largest(where isWanted: (FunctionVerdict) -> Bool) -> FunctionChange? {
      var largest = (index: -1, size: 0.0)
      for index in functions.indices where isWanted(functions[index].verdict) {
        let size = sign * functions[index].selfTime.difference
        if size > largest.size { largest = (index, size) }
      }
      return largest.index < 0 ? nil : functions[largest.index]
    }
    return largest { $0.selfTime.isChanged || $0.calls.isChanged }
      ?? (route.direction == .withinNoise ? nil : largest { _ in true })
  }

  /// The requests of a side as one.
  public subscript(side: ComparisonSide) -> MergedProfile {
    switch side {
    case .baseline: baseline
    case .change: change
    }
  }

  /// A function's values with its strings decoded: those of the change, or of the baseline where it is gone.
  public func function(_ id: PairID) -> Function {
    let pair = matching[id]
    if let function = pair.change.first { return change.mean.functions[function] }
    return baseline.mean.functions[pair.baseline.first ?? FunctionID(0)]
  }

  /// What both sides count.
  public var measure: Measure { change.sum.measure }
}

/// One function on both sides: what a request costs in it, and why that differs.
public struct FunctionChange: Hashable, Sendable {
  public let id: PairID
  /// A request's numbers; nil where the function is added.
  public let baseline: ProfileBuilder.Numbers?
  /// A request's numbers; nil where the function is gone.
  public let change: ProfileBuilder.Numbers?
  /// Split by all calls.
  public let selfTime: TimeChange
  /// Split by primitive calls, which are those that its time counts once.
  public let cumulativeTime: TimeChange
  /// Which of the differences are more than noise.
  public let verdict: FunctionVerdict

  init(
    _ id: PairID, _ pair: FunctionPair, in baseline: Profile, _ change: Profile, _ verdict: FunctionVerdict
  ) {
    self.id = id
    self.baseline = Self.numbers(of: pair.baseline, in: baseline.functions)
    self.change = Self.numbers(of: pair.change, in: change.functions)
    self.verdict = verdict
    let (old, new) = (self.baseline ?? .zero, self.change ?? .zero)
    selfTime = TimeChange(
      from: old.selfTime, calls: old.calls.value, to: new.selfTime, calls: new.calls.value)
    cumulativeTime = TimeChange(
      from: old.cumulativeTime, calls: old.primitiveCalls.value, to: new.cumulativeTime,
      calls: new.primitiveCalls.value)
  }

  /// Calls a request before; 0 where the function is added.
  public var oldCalls: Count { baseline?.calls ?? .zero }
  /// Calls a request now; 0 where the function is gone.
  public var newCalls: Count { change?.calls ?? .zero }

  /// All differences, for whom only the numbers matter.
  public var numbers: ChangeNumbers {
    ChangeNumbers(
      oldCalls: baseline?.calls, newCalls: change?.calls, selfTime: selfTime, cumulativeTime: cumulativeTime)
  }

  private static func numbers(of functions: [FunctionID], in table: FunctionTable) -> ProfileBuilder.Numbers? {
    let entries = functions.filter(table.hasEntry)
    if entries.isEmpty { return nil }
    return entries.reduce(.zero) { sum, id in
      sum
        + ProfileBuilder.Numbers(
          calls: table.calls[id.row], primitiveCalls: table.primitiveCalls[id.row],
          selfTime: table.selfTimes[id.row], cumulativeTime: table.cumulativeTimes[id.row])
    }
  }
}

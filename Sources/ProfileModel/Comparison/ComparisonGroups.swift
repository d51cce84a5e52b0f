/// Functions of both sides that belong together, and what they cost a request as one.
public struct GroupChange: Hashable, Sendable {
  /// What its functions have in common.
  public let key: FunctionGroup.Key
  /// Of both sides together.
  public let functionCount: Int
  /// Of cumulative times nested calls count once: see ``GroupTimes``.
  public let numbers: ChangeNumbers
  /// Whether a file leaves a choice in the cumulative times.
  public let isEstimate: Bool
}

/// The functions of a comparison in groups, in the order of their first functions.
public struct ComparisonGroups: Sendable {
  /// In the order of their first functions.
  public let groups: [GroupChange]
  /// The group of each pair; -1 where neither side has an entry for it.
  private let numbers: [Int32]

  /// O(functions + edges) of both sides, and for the cumulative times that for each group, as far as ``GroupTimes`` goes.
  public init(of comparison: Comparison, by key: (PairID) -> FunctionGroup.Key) {
    var known: [FunctionGroup.Key: Int32] = [:]
    var members: [[PairID]] = []
    var keys: [FunctionGroup.Key] = []
    var numbers = [Int32](repeating: -1, count: comparison.functions.count)
    for pair in comparison.entries {
      let key = key(pair)
      let number = known[key] ?? Int32(truncatingIfNeeded: keys.count)
      if known.updateValue(number, forKey: key) == nil {
        keys.append(key)
        members.append([])
      }
      numbers[pair.row] = number
      members[Int(number)].append(pair)
    }
    self.numbers = numbers
    let matching = comparison.matching
    let old = Self.times(of: comparison.baseline.mean, numbers, keys.count) { matching.pair(ofBaseline: $0) }
    let new = Self.times(of: comparison.change.mean, numbers, keys.count) { matching.pair(ofChange: $0) }
    groups = keys.indices.map { group in
      GroupChange(keys[group], members[group].map { comparison[$0] }, old[group], new[group])
    }
  }

  /// The group of a function: an index of ``groups``; nil for callers that have no entry of their own.
  public func group(of pair: PairID) -> Int? { numbers[pair.row] < 0 ? nil : Int(numbers[pair.row]) }

  /// Indices of ``groups`` in a table's order; equal groups keep theirs.
  public func sorted(by order: ComparisonOrder) -> [Int] {
    order.sorted(Array(groups.indices), bySize: { groups[$0].numbers.size(in: $1) }, { groups[$0].key.name })
  }

  private static func times(
    of profile: Profile, _ numbers: [Int32], _ count: Int, _ pair: (FunctionID) -> PairID
  ) -> [GroupTimes.Time?] {
    let rest = Int32(truncatingIfNeeded: count)
    let groups = profile.functions.ids.map { function in
      let number = numbers[pair(function).row]
      return number < 0 ? rest : number
    }
    let times = GroupTimes(of: profile, groups: groups, count: count + 1)
    return (0..<count).map { times[$0] }
  }
}

extension GroupChange {
  fileprivate init(
    _ key: FunctionGroup.Key, _ functions: [FunctionChange], _ old: GroupTimes.Time?, _ new: GroupTimes.Time?
  ) {
    let (before, after) = (functions.compactMap(\.baseline), functions.compactMap(\.change))
    func calls(_ numbers: [ProfileBuilder.Numbers]) -> Count? {
      numbers.isEmpty ? nil : numbers.reduce(.zero) { $0 + $1.calls }
    }
    let (oldCalls, newCalls) = (calls(before), calls(after))
    let counts = (old: oldCalls?.value ?? 0, new: newCalls?.value ?? 0)
    self.key = key
    functionCount = functions.count
    numbers = ChangeNumbers(
      oldCalls: oldCalls, newCalls: newCalls,
      selfTime: TimeChange(
        from: functions.reduce(0) { $0 + $1.selfTime.baseline }, calls: counts.old,
        to: functions.reduce(0) { $0 + $1.selfTime.change }, calls: counts.new),
      cumulativeTime: old.flatMap { old in
        new.map { TimeChange(from: old.seconds, calls: counts.old, to: $0.seconds, calls: counts.new) }
      })
    isEstimate = old?.isEstimate == true || new?.isEstimate == true
  }
}

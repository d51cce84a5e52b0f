/// What the rows of the function table stand for.
public enum Grouping: Int, CaseIterable, Hashable, Sendable {
  case functions
  case files
  case packages

  /// The next coarser one; after the coarsest the finest.
  public var next: Grouping { Grouping(rawValue: rawValue + 1) ?? .functions }
}

/// Functions that belong together, and their numbers as one.
public struct FunctionGroup: Hashable, Sendable {
  /// What the functions of a group have in common.
  public enum Key: Hashable, Sendable {
    /// A file's name as the profile has it.
    case file(String)
    case package(Package)

    /// What groups are sorted by.
    var name: String {
      switch self {
      case .file(let name): name
      case .package(let package): package.name
      }
    }
  }

  public let key: Key
  /// The group's first function in the order of the file.
  public let first: FunctionID
  /// How many functions it has.
  public let functionCount: Int
  /// All calls of the functions, those from within the group included.
  public let calls: Count
  /// Seconds in the functions' own code.
  public let selfTime: Double
  /// Seconds in the group and all it called, nested calls counted once; nil where the file's edges have no times. See
  /// ``GroupTimes``.
  public let cumulativeTime: Double?
  /// Whether the file leaves a choice in the cumulative time.
  public let isEstimate: Bool
}

/// The functions of a profile in groups, in the order of their first functions.
public struct FunctionGroups: Sendable {
  /// In the order of their first functions.
  public let groups: [FunctionGroup]
  /// The group of each function, by row.
  private let numbers: [Int32]

  /// O(functions + edges), and for the cumulative times that for each group, as far as ``GroupTimes`` goes.
  public init(of profile: Profile, by key: (FunctionID) -> FunctionGroup.Key) {
    var known: [FunctionGroup.Key: Int32] = [:]
    var keys: [FunctionGroup.Key] = []
    var first: [FunctionID] = []
    let numbers = profile.functions.ids.map { id -> Int32 in
      let key = key(id)
      if let number = known[key] { return number }
      let number = Int32(truncatingIfNeeded: keys.count)
      known[key] = number
      keys.append(key)
      first.append(id)
      return number
    }
    self.numbers = numbers
    let sums = Self.sums(of: profile, numbers, count: keys.count)
    let times = GroupTimes(of: profile, groups: numbers, count: keys.count)
    groups = keys.indices.map { group in
      let sum = sums[group]
      let time = times[group]
      return FunctionGroup(
        key: keys[group], first: first[group], functionCount: sum.functions, calls: sum.calls, selfTime: sum.selfTime,
        cumulativeTime: time?.seconds, isEstimate: time?.isEstimate ?? false)
    }
  }

  /// The group of a function: an index of ``groups``.
  public func group(of function: FunctionID) -> Int { Int(numbers[function.row]) }

  private static func sums(
    of profile: Profile, _ numbers: [Int32], count: Int
  ) -> [(functions: Int, calls: Count, selfTime: Double)] {
    var sums = Array(repeating: (functions: 0, calls: Count.zero, selfTime: 0.0), count: count)
    for id in profile.functions.ids {
      let group = Int(numbers[id.row])
      sums[group].functions += 1
      sums[group].calls = sums[group].calls + profile.functions.calls[id.row]
      sums[group].selfTime += profile.functions.selfTimes[id.row]
    }
    return sums
  }
}

// MARK: - Order

extension FunctionGroups {
  /// Indices of ``groups`` in a table's order. The columns of times for each call stand for shares here, so they have the
  /// order of the times; equal groups keep theirs.
  public func sorted(by order: TableOrder) -> [Int] {
    let sorted = groups.indices.sorted { left, right in
      switch order.column {
      case .name: (name(left), left) < (name(right), right)
      case .calls, .selfTime, .selfTimePerCall, .cumulativeTime, .cumulativeTimePerCall:
        (number(order.column, left), left) < (number(order.column, right), right)
      }
    }
    return order.isDescending ? sorted.reversed() : sorted
  }

  private func name(_ group: Int) -> String { groups[group].key.name }

  /// What is not known or not a number counts as the smallest, so that the order stays total.
  private func number(_ column: TableColumn, _ group: Int) -> Double {
    let number: Double? =
      switch column {
      case .calls: groups[group].calls.value
      case .selfTime, .selfTimePerCall: groups[group].selfTime
      case .cumulativeTime, .cumulativeTimePerCall: groups[group].cumulativeTime
      case .name: nil
      }
    return number.flatMap { $0.isNaN ? nil : $0 } ?? -.infinity
  }
}

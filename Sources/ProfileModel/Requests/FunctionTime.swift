/// What the functions that a search finds cost in one request.
public struct FunctionTime: Hashable, Sendable {
  /// Seconds of their own code together.
  public let selfTime: Double
  /// Seconds with everything they called: of one function its cumulative time; of several no less than this, because a
  /// function that runs within another would count twice.
  public let cumulativeTime: Double
  /// All their calls.
  public let calls: Count
  /// How many functions there are.
  public let functions: Int

  /// Nil where the search finds no function, or would take too long. What is not a number counts as 0. O(functions).
  public init?(of search: Search, in profile: Profile) {
    let table = profile.functions
    let found = (try? search.matches(in: table)) ?? []
    let rows = found.map(\.row).filter { $0 < table.entryCount }
    guard !rows.isEmpty else { return nil }
    selfTime = rows.reduce(0) { $0 + table.selfTimes[$1].orZero }
    cumulativeTime = rows.reduce(selfTime) { max($0, table.cumulativeTimes[$1].orZero) }
    calls = rows.reduce(.zero) { $0 + table.calls[$1] }
    functions = rows.count
  }
}

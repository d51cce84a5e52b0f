import ProfileModel
import TestSupport
import Testing

@Suite struct TableOrderTests {
  private let profile = drawnProfile(
    """
    b.py:slow     2     3.0   4.0
    a.py:often    9/1   1.0   9.0
    c.py:never    0     0     0
    a.py:odd      1     nan   inf
    a.py:twin     2     3.0   4.0
    """)

  private func order(by column: TableColumn, reversed: Bool = false) -> [String] {
    let order = TableOrder(by: column)
    return profile.sorted(Array(profile.functions.ids), by: reversed ? order.reversed : order)
      .map { profile.functions.name(of: $0) }
  }

  @Test func numbersStartWithTheLargestAndTiesKeepTheFilesOrder() {
    #expect(order(by: .calls) == ["often", "slow", "twin", "odd", "never"])
    #expect(order(by: .selfTime) == ["slow", "twin", "often", "never", "odd"])
    #expect(order(by: .cumulativeTime) == ["odd", "often", "slow", "twin", "never"])
  }

  @Test func timesForEachCallDivideAsPstatsDoes() {
    #expect(order(by: .selfTimePerCall) == ["slow", "twin", "often", "never", "odd"])
    #expect(order(by: .cumulativeTimePerCall) == ["odd", "often", "slow", "twin", "never"])
    #expect(profile.cumulativeTimePerCall(FunctionID(1)) == 9.0)
    #expect(profile.selfTimePerCall(FunctionID(1)) == 1.0 / 9)
    #expect(profile.selfTimePerCall(FunctionID(2)) == nil)
  }

  @Test func namesAreSortedByFileAndLine() {
    #expect(order(by: .name) == ["often", "odd", "twin", "slow", "never"])
    #expect(order(by: .name, reversed: true) == ["never", "slow", "twin", "odd", "often"])
  }

  /// Every order of every real profile is a permutation in which no neighbours stand the wrong way round.
  @Test func everyOrderSortsEveryProfile() throws {
    for profile in try Fixtures.goodProfiles() {
      let all = Array(profile.functions.ids)
      for column in TableColumn.allCases {
        let sorted = profile.sorted(all, by: TableOrder(by: column))
        #expect(sorted.count == all.count && Set(sorted).count == all.count)
      }
      let times = profile.sorted(all, by: TableOrder(by: .selfTime)).map { profile.functions.selfTimes[$0.row] }
      #expect(zip(times, times.dropFirst()).allSatisfy { $0 >= $1 })
    }
  }
}

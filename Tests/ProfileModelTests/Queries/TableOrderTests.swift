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

  /// Every order of every real profile is a permutation in which no neighbours stand the wrong way round, by the column's own
  /// number; what is no number counts as the least.
  @Test func everyOrderSortsEveryProfile() throws {
    for profile in try Fixtures.goodProfiles() {
      let all = Array(profile.functions.ids)
      for column in TableColumn.allCases {
        let sorted = profile.sorted(all, by: TableOrder(by: column))
        #expect(sorted.count == all.count && Set(sorted) == Set(all))
        let isInOrder = zip(sorted, sorted.dropFirst()).allSatisfy { standsBefore($0, $1, by: column, in: profile) }
        #expect(isInOrder, "\(column)")
      }
    }
  }

  /// Whether a function may stand right before another. Functions of one number stand as in the file.
  private func standsBefore(
    _ first: FunctionID, _ second: FunctionID, by column: TableColumn, in profile: Profile
  ) -> Bool {
    let table = profile.functions
    func number(_ function: FunctionID) -> Double {
      let row = function.row
      let number =
        switch column {
        case .calls: table.calls[row].value
        case .selfTime: table.selfTimes[row]
        case .selfTimePerCall: table.calls[row] == 0 ? -.infinity : table.selfTimes[row] / table.calls[row].value
        case .cumulativeTime: table.cumulativeTimes[row]
        case .cumulativeTimePerCall:
          table.primitiveCalls[row] == 0 ? -.infinity : table.cumulativeTimes[row] / table.primitiveCalls[row].value
        case .name: 0.0
        }
      return number.isNaN ? -.infinity : number
    }
    func name(_ function: FunctionID) -> [[UInt8]] {
      let file = table.strings.bytes(of: table.files[function.row]).split(separator: UInt8(ascii: "/")).last ?? []
      return [Array(file), Array(table.strings.bytes(of: table.names[function.row]))]
    }
    guard column == .name else {
      let (left, right) = (number(first), number(second))
      return left > right || left == right && first < second
    }
    let (left, right) = (name(first), name(second))
    if left[0] != right[0] { return left[0].lexicographicallyPrecedes(right[0]) }
    let (leftLine, rightLine) = (table.lines[first.row], table.lines[second.row])
    if leftLine != rightLine { return leftLine < rightLine }
    return left[1] == right[1] ? first < second : left[1].lexicographicallyPrecedes(right[1])
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct NeighboursTests {
  /// Every caller that Python's own pstats names, with every number, on every good file.
  @Test(arguments: Fixtures.names(in: "profiles/good"))
  func callersAndCalleesAreThoseOfPstats(name: String) throws {
    let profile = try Fixtures.profile("good/\(name)")
    let golden = JSON(Fixtures.text("profiles/golden/\(name).json"))
    let ids = Dictionary(uniqueKeysWithValues: profile.functions.ids.map { (Self.label(profile.functions[$0]), $0) })
    for entry in golden["top10_cumulative"].items + golden["top10_tottime"].items {
      let function = try #require(ids[Self.label(entry)])
      let callers = Neighbours(of: function, in: profile).callers
      #expect(callers.map { Self.text($0, profile) }.sorted() == entry["callers"].items.map(Self.text).sorted())
      for caller in callers {
        let callees = Neighbours(of: caller.function, in: profile).callees
        let back = try #require(callees.first { $0.function == function })
        #expect(Self.numbers(back) == Self.numbers(caller), "an edge has the same numbers from both ends")
      }
    }
  }

  @Test func callsForEachCallAreThoseOfTheCaller() {
    let profile = drawnProfile(
      """
      main      2   1.0   9.0
      query  2000   8.0   8.0
      main > query  2000   8.0   8.0
      """)
    let neighbours = Neighbours(of: FunctionID(1), in: profile)
    #expect(neighbours.callers.map(\.callsForEachCall) == [1000])
    #expect(Neighbours(of: FunctionID(0), in: profile).callees.map(\.callsForEachCall) == [1000])
    #expect(neighbours.callees.isEmpty)
  }

  @Test func rowsAreSortedByEveryColumnAndUnknownTimesComeLast() {
    let profile = drawnProfile(
      """
      f       10   1.0   9.0
      zig:a    6   3.0   3.0
      b        1   4.0   4.0
      c       20   1.0   1.0
      f > zig:a   6  3.0  3.0
      f > b       1  2.0  4.0
      f > c      20
      """)
    func names(_ column: NeighbourColumn, reversed: Bool = false) -> String {
      let order = NeighbourOrder(by: column)
      let rows = profile.sorted(
        Neighbours(of: FunctionID(0), in: profile).callees, by: reversed ? order.reversed : order)
      return rows.map { profile.functions.name(of: $0.function) }.joined()
    }
    #expect(names(.calls) == "cab")
    #expect(names(.selfTime) == "abc")
    #expect(names(.callsForEachCall) == "cab")
    #expect(names(.cumulativeTime) == "bac")
    #expect(names(.share, reversed: true) == "cab")
    #expect(names(.name) == "bca")
    #expect(names(.name, reversed: true) == "acb")
  }

  private static func label(_ function: Function) -> String { "\(function.file):\(function.line):\(function.name)" }

  private static func label(_ function: JSON) -> String {
    "\(function["file"].string):\(function["line"].int):\(function["name"].string)"
  }

  private static func text(_ row: Neighbours.Row, _ profile: Profile) -> String {
    "\(label(profile.functions[row.function])) \(numbers(row))"
  }

  private static func numbers(_ row: Neighbours.Row) -> String {
    guard let selfTime = row.selfTime, let cumulativeTime = row.cumulativeTime else { return "\(row.calls.value)" }
    return "\(row.calls.value) \(row.primitiveCalls.value) \(selfTime) \(cumulativeTime)"
  }

  private static func text(_ caller: JSON) -> String {
    if caller["count"] != .null { return "\(label(caller)) \(caller["count"].double)" }
    return "\(label(caller)) "
      + ["nc", "cc", "tt", "ct"].map { "\(caller[$0].double)" }.joined(separator: " ")
  }
}

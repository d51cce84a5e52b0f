import Testing

@testable import ProfileModel

@Suite struct ExactSumsTests {
  private func search(_ rows: [Double], _ columns: [Double]) -> ExactSums.Match? {
    func items(_ times: [Double]) -> [ExactSums.Item] {
      times.enumerated().map { ExactSums.Item(index: $0, time: $1) }
    }
    return ExactSums.search(
      rows: items(rows), columns: items(columns), slack: (0, 0), quantum: 1, isComplete: true,
      effort: ExactSums.fullEffort)
  }

  @Test func findsTheCallersOfCallees() throws {
    let match = try #require(search([11_202_752, 923_680], [11_106_048, 96_704, 923_680]))
    let isStore = match.rows == [1]
    #expect(match.rows.count == 1)
    #expect(Set(match.columns) == (isStore ? [2] : [0, 1]))
    #expect(match.chance < 1e-4)
  }

  @Test func smallEqualNumbersAreAnAccident() {
    #expect(search([5, 7, 9], [5, 16]) == nil)
  }

  @Test func sharedCalleesHaveNoMatch() {
    #expect(search([1_000_003, 2_000_017], [1_500_011, 1_500_009]) == nil)
  }

  @Test func manySubsetsMakeAMatchWorthless() {
    // With sixteen callees around 1,000 some subset equals anything.
    #expect(search([8_123, 8_213], (0..<16).map { 1000 + Double($0 * $0 % 29) } + [187]) == nil)
  }

  @Test func smallItemsMayBeLeftAside() throws {
    let match = try #require(search([900_000_011, 500_000_045], [900_000_000, 500_000_000, 30, 26]))
    #expect(match.threshold > 30)
    #expect(match.rows.count == 1 && match.columns == match.rows)
  }
}

@Suite struct RecursionTests {
  private func levels(_ recursion: Recursion, _ count: Int) -> [Double] {
    var reaching = 1.0
    return (2..<2 + count).map { level in
      let shares = recursion.shares(atLevel: level)
      defer { reaching *= shares.deeper }
      return reaching * shares.here
    }
  }

  @Test func aThinningRecursionIsGeometric() {
    let levels = levels(Recursion(outerCalls: 100, firstCalls: 50, recursiveCalls: 100), 3)
    #expect(levels[0].isNearly(0.5) && levels[1].isNearly(0.25) && levels[2].isNearly(0.125))
  }

  @Test func aRecursionEndsWithItsCalls() {
    let recursion = Recursion(outerCalls: 3, firstCalls: 1, recursiveCalls: 2)
    #expect(recursion.shares(atLevel: 3).deeper == 0, "one recursive call in a recursive one is all there is")
  }

  @Test func aStraightRecursionHasAsManyLevelsAsCalls() {
    let levels = levels(Recursion(outerCalls: 1, firstCalls: 1, recursiveCalls: 100), 400)
    #expect(levels.reduce(0, +).isNearly(1))
    #expect(levels.prefix(100).allSatisfy { ($0 - 0.01).magnitude < 1e-4 }, "one call each")
  }

  @Test func oneLevelHasNoMore() {
    let recursion = Recursion(outerCalls: 5, firstCalls: 4, recursiveCalls: 4)
    #expect(recursion.shares(atLevel: 2) == (1, 0))
  }
}

import TestSupport
import Testing

@testable import ProfileModel

/// Expected values: every way to deal the measurements out, counted here one by one.
@Suite struct RankTestTests {
  /// The p-value by enumeration: sums of mid-ranks of all subsets of the size of the first side.
  private func enumerated(_ first: [Double], _ second: [Double]) -> Double {
    let all = first + second
    let ranks = all.map { value in
      Double(all.count { $0 < value }) + Double(all.count { $0 == value } + 1) / 2
    }
    let middle = ranks.reduce(0, +) / Double(all.count) * Double(first.count)
    let distance = abs(ranks.prefix(first.count).reduce(0, +) - middle)
    var (ways, extreme) = (0, 0)
    for choice in 0..<(1 << all.count) where choice.nonzeroBitCount == first.count {
      let sum = ranks.indices.reduce(0.0) { choice >> $1 & 1 == 1 ? $0 + ranks[$1] : $0 }
      ways += 1
      if abs(sum - middle) >= distance - 1e-9 { extreme += 1 }
    }
    return Double(extreme) / Double(ways)
  }

  @Test func exactPValuesAreTheShareOfAllDeals() {
    var random = SplitMix(seed: 1)
    for first in 1...5 {
      for second in 1...6 {
        for values in [3, 1000] {
          let a = (0..<first).map { _ in Double(Int.random(in: 0..<values, using: &random)) }
          let b = (0..<second).map { _ in Double(Int.random(in: 0..<values, using: &random)) }
          #expect(abs(RankTest.pValue(a, b) - enumerated(a, b)) < 1e-12, "\(a) \(b)")
        }
      }
    }
  }

  /// R: wilcox.test(c(1.1, 2.2, 3.3, 4.4), c(5.5, 6.6, 7.7, 8.8)) gives 0.02857.
  @Test func apartAsFarAsCanBe() {
    #expect(abs(RankTest.pValue([1, 2, 3, 4], [5, 6, 7, 8]) - 2.0 / 70) < 1e-15)
    #expect(abs(RankTest.smallestPValue(4, 4) - 2.0 / 70) < 1e-15)
    #expect(abs(RankTest.smallestPValue(3, 3) - 0.1) < 1e-15)
    #expect(RankTest.smallestPValue(1, 1) == 1)
    #expect(RankTest.pValue([], [1, 2]) == 1)
  }

  @Test func theSidesCanBeExchanged() {
    var random = SplitMix(seed: 2)
    for size in [4, 12, 40] {
      let a = (0..<size).map { _ in Double.random(in: 0..<1, using: &random) }
      let b = (0..<size + 3).map { _ in Double.random(in: 0..<1, using: &random) }
      #expect(abs(RankTest.pValue(a, b) - RankTest.pValue(b, a)) < 1e-12)
    }
  }

  /// The approximation takes over where the exact test ends: there they hardly differ.
  @Test func theApproximationContinuesTheExactTest() {
    var random = SplitMix(seed: 3)
    // The thirty measurements that are tested exactly, and the same with a thirty-first in the middle of all.
    for shift in [0.0, 0.2, 0.4] {
      let a = (0..<15).map { _ in Double.random(in: 0..<1, using: &random) }
      let b = (0..<15).map { _ in Double.random(in: 0..<1, using: &random) + shift }
      let middle = (a + b).sorted()[14...15].reduce(0, +) / 2
      #expect(abs(RankTest.pValue(a, b) - RankTest.pValue(a, b + [middle])) < 0.02)
    }
    #expect(RankTest.pValue(Array(repeating: 1, count: 40), Array(repeating: 1, count: 40)) == 1)
    let apart = RankTest.pValue((0..<20).map(Double.init), (100..<120).map(Double.init))
    #expect(apart < 1e-6 && apart > 0)
  }

  /// Five tests by hand: 0.01 · 5/1, 0.02 · 5/2, 0.03 · 5/3, 0.04 · 5/4, 0.05 · 5/5 are all 0.05.
  @Test func correctionForSeveralTests() {
    #expect(FalseDiscovery.corrected([]) == [])
    #expect(FalseDiscovery.corrected([0.03]) == [0.03])
    #expect(FalseDiscovery.corrected([0.04, 0.01, 0.03, 0.02, 0.05]).allSatisfy { abs($0 - 0.05) < 1e-15 })
    let corrected = FalseDiscovery.corrected([0.001, 0.5, 0.9, 0.8])
    #expect(abs(corrected[0] - 0.004) < 1e-15 && corrected[1] == 0.9 && corrected[2] == 0.9)
  }
}

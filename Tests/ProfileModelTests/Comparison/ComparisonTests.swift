import TestSupport
import Testing

@testable import ProfileModel

@Suite struct ComparisonTests {
  private let before = drawnProfile(
    """
    list            1   1.0  21.0
    query        1000  20.0  20.0
    list > query 1000  20.0  20.0
    """)
  private let after = drawnProfile(
    """
    list           1   1.0   1.5
    query          1   0.5   0.5
    list > query   1   0.5   0.5
    """)

  // MARK: Properties

  @Test func aFileAgainstItselfDiffersInNothing() throws {
    for profile in try Fixtures.goodProfiles() {
      let comparison = try compare([profile], [profile])
      #expect(comparison.functions.allSatisfy { $0.selfTime.difference == 0 && $0.cumulativeTime.difference == 0 })
      #expect(comparison.functions.allSatisfy { $0.selfTime.byCalls == 0 && $0.selfTime.byCost == 0 })
      #expect(comparison.functions.allSatisfy { $0.verdict.calls == .same })
      #expect(comparison.route.direction == .same)
      #expect(comparison.work.kind == .same)
    }
  }

  @Test func exchangedSidesGiveTheNegative() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    for (a, b) in zip(lists, lists.dropFirst()) {
      let (there, back) = (try compare([a], [b]), try compare([b], [a]))
      #expect(there.functions.count == back.functions.count)
      for change in there.functions {
        let pair = there.matching[change.id]
        let same = try #require(
          pair.change.first.map { back.matching.pair(ofBaseline: $0) }
            ?? pair.baseline.first.map { back.matching.pair(ofChange: $0) })
        #expect(back[same].selfTime.difference == -change.selfTime.difference)
        #expect(back[same].cumulativeTime.difference == -change.cumulativeTime.difference)
      }
    }
  }

  @Test func differencesAddUpToThatOfTheTotals() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    for sizes in [(1, 8), (4, 5), (2, 7)] {
      let comparison = try compare(Array(lists.prefix(sizes.0)), Array(lists.suffix(sizes.1)))
      let sum = comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
      #expect(abs(sum - (comparison.route.change.mean - comparison.route.baseline.mean)) < 1e-12)
      for change in comparison.functions {
        for time in [change.selfTime, change.cumulativeTime] {
          #expect(abs(time.byCalls + time.byCost - time.difference) <= 1e-15 * max(1, time.byCalls.magnitude))
        }
        if change.oldCalls == change.newCalls { #expect(change.selfTime.byCalls == 0) }
      }
    }
  }

  // MARK: Why

  @Test func fewerQueriesAreNotFasterQueries() throws {
    let comparison = try compare([before], [after])
    let query = try #require(comparison.change(of: "query"))
    #expect(query.selfTime.difference == -19.5)
    #expect(abs(query.selfTime.byCalls - -19.98) < 1e-12)
    #expect(abs(query.selfTime.byCost - 0.48) < 1e-12)
    #expect(comparison.mainCause?.id == query.id)
    #expect(comparison.work.kind == .less)
    #expect(comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime)).first == query.id)
  }

  /// A call of 10⁻³²⁴ calls costs more than a number can say.
  @Test(arguments: [Double.leastNonzeroMagnitude, .infinity, .nan, 0, -1]) func whatCannotBeSplitIsCalls(calls: Double)
  {
    for (old, new) in [(calls, 3), (3, calls)] {
      let change = TimeChange(from: 1, calls: old, to: 3, calls: new)
      #expect(change.byCalls + change.byCost == 2)
    }
  }

  @Test func addedAndGone() throws {
    let comparison = try compare(
      [drawnProfile("f 1 1.0 1.0\ng 2 2.0 2.0")], [drawnProfile("f 1 1.0 1.0\nh 3 3.0 3.0")])
    let (gone, added) = (try #require(comparison.change(of: "g")), try #require(comparison.change(of: "h")))
    #expect(gone.change == nil && gone.selfTime.byCalls == -2 && gone.selfTime.byCost == 0)
    #expect(added.baseline == nil && added.selfTime.byCalls == 3 && added.selfTime.byCost == 0)
  }

  @Test func sampledAndTracedProfilesAreNotCompared() {
    let sampled = drawnProfile("f 1 1.0 1.0", measure: .samples)
    #expect(throws: Comparison.Failure.differentMeasures) { try compare([before], [sampled]) }
    #expect(throws: Comparison.Failure.noBaseline) { try compare([], [sampled]) }
    #expect(throws: Comparison.Failure.noChange) { try compare([sampled], []) }
  }

  // MARK: Verdicts

  @Test func aSteadyDifferenceInCallsIsReal() throws {
    let comparison = try compare([before, before, before], [after, after, after])
    #expect(comparison.change(of: "query")?.verdict.calls == .changed(p: nil))
    #expect(comparison.change(of: "query")?.verdict.selfTime == .tooFew)
    #expect(comparison.route.direction == .tooFew)
    #expect(try compare([before], [after]).change(of: "query")?.verdict.calls == .tooFew)
  }

  @Test func enoughRequestsGiveAVerdict() throws {
    let comparison = try compare(Array(repeating: before, count: 5), Array(repeating: after, count: 5))
    #expect(comparison.route.direction == .faster)
    #expect(comparison.route.pValue.map { abs($0 - 2.0 / 252) < 1e-15 } == true)
    #expect(comparison.change(of: "query")?.verdict.selfTime.isChanged == true)
    #expect(comparison.route.ratio.map { abs($0 + 19.5 / 21) < 1e-12 } == true)
  }

  // MARK: Real requests

  /// The fellows of a request: the other lists without those that did other work.
  private func work(of name: String) throws -> WorkChange.Kind {
    let lists = try Fixtures.providerLists()
    let fellows = lists.filter { $0.name != name }.map(\.profile)
    return try compare(fellows, lists.filter { $0.name == name }.map(\.profile)).work.kind
  }

  @Test func theColdOnesAndTheFilteredOneDidOtherWork() throws {
    #expect(try work(of: "59ms.1795351276") == .additional)
    #expect(try work(of: "78ms.1795351276") == .additional)
    #expect(try work(of: "59ms.1795351278") == .other)
    for name in ["41ms.1795351276", "52ms.1795351276", "53ms.1795351276", "57ms.1795351276", "123ms.1795351277"] {
      #expect(try work(of: name) == .same, "\(name)")
    }
  }

  /// placement 1.0.0 under Python 3.7 against 16.0.0 under Python 3.11, in two virtual environments: the same list.
  @Test func sixteenReleasesLater() throws {
    let old = try Fixtures.profile("good/GET.resource_providers.000132ms.1795351334.prof")
    let new = try Fixtures.providerLists().prefix(5).map(\.profile)
    let comparison = try compare([old], new)
    for name in ["iterencode", "_serialize_links", "<method 'execute' of 'psycopg2.extensions.cursor' objects>"] {
      let change = try #require(comparison.change(of: name), "\(name)")
      #expect(change.baseline != nil && change.change != nil, "\(name)")
      #expect(change.oldCalls == change.newCalls)
    }
    let both = comparison.functions.filter { $0.baseline != nil && $0.change != nil }
    let shared = both.reduce(0) { $0 + $1.selfTime.baseline } / comparison.route.baseline.mean
    #expect(shared > 0.9, "\(shared)")
    #expect(both.count > 300, "\(both.count)")
    #expect(comparison.route.direction == .tooFew)
    let sum = comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
    #expect(abs(sum - (comparison.route.change.mean - comparison.route.baseline.mean)) < 1e-12)
  }

  /// Alike requests split at random are no change: an alarm is any function or the route that is said to have changed. Of
  /// all 126 splits of the nine into four and five at most 5 % may alarm. docs/comparison.md has both figures.
  @Test func falseAlarmsAreAtMostAsPromised() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    var (routes, functions, splits) = (0, 0, 0)
    for choice in 0..<(1 << lists.count) where choice.nonzeroBitCount == 4 {
      let chosen = lists.indices.filter { choice >> $0 & 1 == 1 }.map { lists[$0] }
      let rest = lists.indices.filter { choice >> $0 & 1 == 0 }.map { lists[$0] }
      let comparison = try compare(chosen, rest)
      splits += 1
      if comparison.route.pValue.map({ $0 <= Comparison.level }) == true { routes += 1 }
      if comparison.functions.contains(where: \.verdict.isAlarm) { functions += 1 }
    }
    #expect([splits, routes, functions] == [126, 4, 2])
    #expect(Double(max(routes, functions)) <= Comparison.level * Double(splits))
  }

  /// Requests of ten functions whose times vary as real ones do, a few far slower, and whose calls vary in two; split into
  /// sides of eight. Of 300 such pairs of sides, all alike, 5 % may alarm, and three standard
  /// deviations more by chance.
  @Test func falseAlarmsAmongManyRequests() throws {
    var random = SplitMix(seed: 7)
    func request() -> Profile {
      drawnProfile(
        (0..<10).map { number -> String in
          let calls = number < 8 ? 100 : Int.random(in: 90...110, using: &random)
          let jitter = (0..<4).reduce(1.0) { product, _ in product * Double.random(in: 0.8...1.25, using: &random) }
          let isHit = Int.random(in: 0..<20, using: &random) == 0
          let time = Double(number + 1) * jitter * (isHit ? 10 : 1)
          return "f\(number) \(calls) \(time) \(time)"
        }.joined(separator: "\n"))
    }
    var (routes, times, calls) = (0, 0, 0)
    for _ in 0..<300 {
      let comparison = try compare((0..<8).map { _ in request() }, (0..<8).map { _ in request() })
      if comparison.route.pValue.map({ $0 <= Comparison.level }) == true { routes += 1 }
      if comparison.functions.contains(where: \.verdict.selfTime.isChanged) { times += 1 }
      if comparison.functions.contains(where: \.verdict.calls.isChanged) { calls += 1 }
    }
    for alarms in [routes, times, calls] {
      #expect(alarms <= 15 + 3 * 4, "\(routes) \(times) \(calls)")
    }
  }
}

extension FunctionVerdict {
  fileprivate var isAlarm: Bool { calls.isChanged || selfTime.isChanged || cumulativeTime.isChanged }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct MergeTests {
  private func merge(_ profiles: [Profile]) throws -> MergedProfile {
    var merge = Merge()
    for (number, profile) in profiles.enumerated() { try merge.add(profile, from: FilePath("\(number).prof")) }
    return try #require(merge.merged())
  }

  private func fixture(_ name: String) throws -> Profile { try ProfileFormat.read(Fixtures.bytes(name)) }

  /// A profile's listing with functions and callers in alphabetical order, and its totals: as `make.py` writes it.
  private func sortedListing(of profile: Profile) -> String {
    var blocks: [[String]] = []
    for line in listing(of: profile).split(separator: "\n").map(String.init) {
      if line.hasPrefix("  ") { blocks[blocks.count - 1].append(line) } else { blocks.append([line]) }
    }
    let lines = blocks.map { [$0[0]] + $0.dropFirst().sorted() }.sorted { $0[0] < $1[0] }.flatMap { $0 }
    let totals = "\(listing(of: profile.calls)) calls, \(listing(of: profile.primitiveCalls)) primitive"
    return (lines + [totals]).joined(separator: "\n")
  }

  /// What pstats says, without its total time: it adds that up in another order.
  private func golden(_ name: String) throws -> (listing: String, totalTime: Double) {
    let lines = Fixtures.text("requests/merge/\(name)").split(separator: "\n").map(String.init)
    let totals = try #require(lines.last).split(separator: ",").map(String.init)
    let listing = lines.dropLast() + ["\(totals[0]),\(totals[1])"]
    let totalTime = try #require(totals[2].split(separator: " ").first.flatMap { Double($0) })
    return (listing.joined(separator: "\n"), totalTime)
  }

  @Test(arguments: [
    (["first", "second", "third"], "sums.txt"),
    (["untimed-first", "untimed-second"], "untimed-sums.txt"),
  ])
  func sumsAreThoseOfPstats(names: [String], sums: String) throws {
    let merged = try merge(names.map { try fixture("requests/merge/\($0).prof") })
    let golden = try golden(sums)
    #expect(sortedListing(of: merged.sum) == golden.listing)
    #expect(abs(merged.sum.totalTime - golden.totalTime) < 1e-12)
  }

  @Test(arguments: ["merged-3.prof", "sampled-py3.15-shape.prof", "workload-pureprofile-py3.11.7.prof"])
  func mergeOfOneProfileIsThatProfile(name: String) throws {
    let profile = try fixture("profiles/good/\(name)")
    let merged = try merge([profile])
    for result in [merged.sum, merged.mean] {
      #expect(listing(of: result) == listing(of: profile))
      #expect(result.roots == profile.roots)
      #expect(result.totalTime == profile.totalTime)
    }
  }

  /// `huge-counts.prof` is what pstats made of this profile by adding it to itself 24 times.
  @Test func countsOutgrowThirtyTwoBits() throws {
    var sum = try fixture("profiles/good/workload-py3.11.7.prof")
    for _ in 0..<24 { sum = try merge([sum, sum]).sum }
    #expect(sortedListing(of: sum) == sortedListing(of: try fixture("profiles/good/huge-counts.prof")))
  }

  private let one = drawnProfile(
    """
    main           1   0.5   9.0
    helper       4/2   1.0   4.0
    main > helper  4   1.0   4.0
    main > ghost   2
    """)
  private let other = drawnProfile(
    """
    main           1   1.5  11.0
    helper         3   2.0   6.0
    main > helper  3   2.0   6.0
    main > ghost   2   1.0   1.0
    """)

  @Test func aRequestIsTheMeanOfAll() throws {
    let merged = try merge([one, other])
    #expect(
      listing(of: merged.sum) == """
        app.py:10(main) 2 2.0 20.0
        app.py:20(helper) 7/5 3.0 10.0
          < app.py:10(main) 7 3.0 10.0
        app.py:30(ghost) no entry
          < app.py:10(main) 4
        """)
    #expect(
      listing(of: merged.mean) == """
        app.py:10(main) 1 1.0 10.0
        app.py:20(helper) ~3.5/~2.5 1.5 5.0
          < app.py:10(main) ~3.5 1.5 5.0
        app.py:30(ghost) no entry
          < app.py:10(main) 2
        """)
    #expect(merged.mean.totalTime == 2.5)
    #expect(merged.mean.roots == merged.sum.roots)
  }

  @Test func thirdsLeaveTheRootsAlone() throws {
    let merged = try merge([one, one, other])
    #expect(merged.mean.roots == merged.sum.roots)
    #expect(merged.mean.calls == .inexact(14.0 / 3))
  }

  @Test func functionsWithoutAnEntryMayGetOneLater() throws {
    let first = drawnProfile("main 1 1 1\nmain > late 2 1 1")
    let second = drawnProfile("main 1 1 1\nlate 3 1 1\nmain > late 3 1 1")
    let merged = try merge([first, second])
    #expect(
      listing(of: merged.sum) == """
        app.py:10(main) 2 2.0 2.0
        app.py:20(late) 3 1.0 1.0
          < app.py:10(main) 5 2.0 2.0
        """)
    #expect(merged.spread(of: FunctionID(1))?.requests == 1)
  }

  @Test func lettersOfOneLookAreTwoFunctions() throws {
    let merged = try merge([drawnProfile("caf\u{E9} 1 1 1"), drawnProfile("cafe\u{301} 1 1 1")])
    #expect(merged.sum.functions.count == 2)
  }

  @Test func samplesDoNotAddToCalls() throws {
    var merge = Merge()
    try merge.add(one, from: FilePath("a.prof"))
    #expect(throws: Merge.Failure.differentMeasures) {
      try merge.add(drawnProfile("main 1 1 1", measure: .samples), from: FilePath("b.prof"))
    }
    #expect(merge.count == 1)
    #expect(Merge().merged() == nil)
  }

  // MARK: - Spread

  @Test func spreadIsThatOfTheRequestsThatHaveTheFunction() throws {
    let profiles = ["main 1 3 5\nf 2 1 1", "main 1 1 9", "main 1 2 7\nf 6 4 4", "main 1 9 8"].map { drawnProfile($0) }
    let merged = try merge(profiles)
    let main = try #require(merged.spread(of: FunctionID(0)))
    #expect(main.requests == 4)
    #expect(main.selfTime == spread(1, 2, 9, largest: 3))
    #expect(main.cumulativeTime == spread(5, 7, 9, largest: 1))
    #expect(main.calls == spread(1, 1, 1, largest: 0))
    let f = try #require(merged.spread(of: FunctionID(1)))
    #expect(f.requests == 2)
    #expect(f.calls == spread(2, 2, 6, largest: 2))
  }

  private func spread<Value>(_ minimum: Value, _ median: Value, _ maximum: Value, largest: Int) -> Spread<Value> {
    Spread(minimum: minimum, median: median, maximum: maximum, largest: largest)
  }

  @Test func oneRequestOfVeryManyIsStillSeen() throws {
    let profiles = (0..<1000).map { drawnProfile("main 1 \($0 == 501 ? 5000.0 : Double($0)) 1") }
    let spread = try #require(try merge(profiles).spread(of: FunctionID(0)))
    #expect(spread.requests == 1000)
    #expect((spread.selfTime.minimum, spread.selfTime.maximum) == (0, 5000))
    #expect(spread.selfTime.largest == 501)
    #expect((480...520).contains(spread.selfTime.median), "the median of a part, evenly spread")
  }

  // MARK: - Requests unlike their fellows

  /// The nine lists of all providers in `Examples/placement`: its README says what each is.
  @Test func placementHasOneOddRequestAndThreeWithOtherWork() throws {
    let profiles = try Fixtures.placementLists()
    var merge = Merge()
    for list in profiles { try merge.add(list.profile, from: FilePath(list.name)) }
    let merged = try #require(merge.merged())
    let odd = merged.oddRequests.map { odd in
      """
      \(merged.sum.functions.name(of: odd.function)) in \(merged.requests[odd.request].file.visible): \
      \((odd.share * 100).rounded()) % instead of \((odd.median * 1e6).rounded()) µs
      """
    }
    #expect(odd == ["_serialize_links in GET.resource_providers.123ms.1795351277.prof: 73.0 % instead of 4858.0 µs"])
    #expect(
      merged.otherWork.map { merged.requests[$0].file.visible } == [
        "GET.resource_providers.59ms.1795351276.prof", "GET.resource_providers.59ms.1795351278.prof",
        "GET.resource_providers.78ms.1795351276.prof",
      ])
    let function = try #require(merged.oddRequests.first?.function)
    let spread = try #require(merged.spread(of: function))
    #expect(spread.requests == 9)
    #expect((spread.calls.minimum, spread.calls.median, spread.calls.maximum) == (333, 1000, 1000))
  }

  @Test func moreCallsAreOtherWorkAndNotOdd() throws {
    let usual = drawnProfile("main 1 1 1\nquery 2 1 1")
    let busy = drawnProfile("main 1 1 1\nquery 200 90 90")
    let merged = try merge([usual, usual, busy, usual])
    #expect(merged.oddRequests.isEmpty)
    #expect(merged.otherWork == [2])
  }

  @Test func twoRequestsAreTooFewToTell() throws {
    let slow = drawnProfile("main 1 90 90\nquery 2 1 1")
    let usual = drawnProfile("main 1 1 1\nquery 2 1 1")
    #expect(try merge([usual, slow]).oddRequests.isEmpty)
    #expect(try merge([usual, slow, usual]).oddRequests.map(\.request) == [1])
    #expect(OtherWork.rows(of: [1, 100]).isEmpty)
  }

  @Test func whereCallsVaryAnywayNoneIsOther() {
    #expect(OtherWork.rows(of: [100, 200, 300, 400, 500]).isEmpty)
    #expect(OtherWork.rows(of: [1000, 1001, 1019, 999, 1022]) == [4])
    #expect(OtherWork.rows(of: [.inexact(.nan), 5, 5, 5, .inexact(.infinity)]) == [4])
  }

  @Test func percentilesAreOfNearestRank() {
    let values = Array(1...20)
    #expect(Percentile.median.of(values) == 10)
    #expect(Percentile.p95.of(values) == 19)
    #expect(Percentile.p95.of([7]) == 7)
    #expect(Percentile.median.of([Int]()) == nil)
  }
}

extension Fixtures {
  /// The lists of all providers among the shipped profiles, by name.
  static func placementLists() throws -> [(name: String, profile: Profile)] {
    let directory = "../../Examples/placement"
    let names = Fixtures.names(in: directory).filter { RequestName($0).path == "/resource_providers" }
    return try names.filter { $0.hasPrefix("GET") }.map { name in
      (name, try ProfileFormat.read(Fixtures.bytes("\(directory)/\(name)")))
    }
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct FindingsTests {
  /// Findings as lines: what, where, how much of the time.
  private func picture(_ profile: Profile, merged: MergedProfile? = nil) -> [String] {
    Findings.all(in: profile, WaitingKinds(of: profile.functions), merged: merged).map { finding in
      let share = Int((finding.time / profile.totalTime * 100).rounded())
      return "\(Self.words(finding.evidence, profile)) \(profile.functions.name(of: finding.function)) \(share) %"
    }
  }

  private static func words(_ evidence: Finding.Evidence, _ profile: Profile) -> String {
    switch evidence {
    case .repeatedCalls(let repeated):
      "\(repeated.isQuery ? "query" : "call") ×\(Int(repeated.timesEach)) by \(profile.functions.name(of: repeated.caller)):"
    case .oneTimeWork(let work): "once, \(work.work) ×\(listing(of: work.calls)):"
    case .profilerOverhead(let overhead): "overhead, \(listing(of: overhead.calls)) calls of \(overhead.functions):"
    case .recursion(let recursion): "recursion ×\(Int(recursion.callsWithinOne)):"
    case .mixedRequests(let mixed): "mixed, \(mixed.roots) roots:"
    case .aboveTotal(let above): "above, \(above.functions) functions:"
    case .oddRequest: "odd:"
    }
  }

  @Test func loopAroundAQueryIsFoundAndNamed() throws {
    let slow = try Fixtures.example("nplus1/before/GET.books.34ms.1795572368.249000.prof")
    #expect(
      picture(slow) == ["query ×400 by books_one_by_one: rating 75 %", "query ×400 by books_one_by_one: author 12 %"])
    let fast = try Fixtures.example("nplus1/after/GET.books.3ms.1795572370.269935.prof")
    #expect(picture(fast) == ["call ×400 by <listcomp>: presented 10 %"])
  }

  @Test func repeatedCallsWithoutAQueryAreNoQueries() throws {
    let request = try Fixtures.example("placement/GET.resource_providers.123ms.1795351277.prof")
    #expect(picture(request) == ["call ×1000 by _serialize_providers: _serialize_provider 75 %"])
  }

  @Test func quietRequestHasNoFindings() throws {
    #expect(
      picture(
        try Fixtures.example("placement/DELETE.allocations.c37459ee-f50b-4a63-b71e-cd7b27cd8130.12ms.1795351284.prof"))
        == [])
  }

  @Test func expressionsThatAreCompiledInARequestAreFound() throws {
    let first = picture(try Fixtures.example("placement/GET.root.22ms.1795351276.prof"))
    #expect(first.contains("once, regularExpressions ×20: compile 81 %"))
    let second = picture(try Fixtures.example("placement/GET.traits.10ms.1795351278.prof"))
    #expect(!second.contains { $0.hasPrefix("once") })
  }

  @Test func importsAndTemplatesThatAreCompiledInARequestAreFound() throws {
    #expect(
      picture(try Fixtures.profile("good/workload-py3.11.7.prof")).contains("once, imports ×6: _find_and_load 15 %"))
    #expect(
      picture(try Fixtures.profile("good/GET.admin.login.14ms.1795351891.prof")).contains {
        $0.hasPrefix("once, templates") && $0.contains(" compile_nodelist ")
      })
  }

  @Test func costOfTheProfilerIsSaidWhereItDominates() throws {
    let cold = picture(try Fixtures.example("placement/GET.root.22ms.1795351276.prof"))
    #expect(cold.contains { $0.hasPrefix("overhead, 23549 calls of 7:") && $0.hasSuffix(" 26 %") })
    #expect(!picture(try Fixtures.profile("good/asyncio.prof")).contains { $0.hasPrefix("overhead") })
  }

  @Test func deepRecursionIsFoundAndUsualNestingIsNot() throws {
    #expect(picture(try Fixtures.profile("good/deep-recursion.prof")) == ["recursion ×10001: deep 100 %"])
    #expect(
      !picture(try Fixtures.profile("good/GET.admin.login.14ms.1795351891.prof")).contains { $0.hasPrefix("rec") })
    #expect(!picture(try Fixtures.profile("good/recursion-ring-200.prof")).contains { $0.hasPrefix("rec") })
  }

  @Test func filesThatHoldSeveralRequestsAreRecognised() throws {
    let mixed = picture(
      try Fixtures.profile("good/threads-mixed-py3.12.GET.resource_providers.254ms.1795351508.prof"))
    #expect(mixed.contains { $0.hasPrefix("mixed, 128 roots") })
    for name in ["generated-code.prof", "asyncio.prof", "no-subcalls.prof", "stripped-dirs.prof"] {
      #expect(!picture(try Fixtures.profile("good/\(name)")).contains { $0.hasPrefix("mixed") }, "\(name)")
    }
  }

  @Test func sharesAboveTheWholeAreSaid() throws {
    #expect(picture(try Fixtures.profile("good/threads-py3.12.prof")).contains { $0.hasPrefix("above") })
    #expect(!picture(try Fixtures.profile("good/asyncio.prof")).contains { $0.hasPrefix("above") })
  }

  @Test func oddRequestOfAMergeIsFound() throws {
    var merge = Merge()
    for name in Repository.placementFiles where name.hasPrefix("GET.resource_providers.") && !name.contains("-") {
      try merge.add(try Fixtures.example("placement/\(name)"), from: FilePath(name))
    }
    let merged = try #require(merge.merged())
    #expect(picture(merged.mean, merged: merged).contains { $0.hasPrefix("odd: _serialize_links") })
    #expect(!picture(merged.mean).contains { $0.hasPrefix("odd") })
  }

  /// A threshold is reached or it is not: just below there is nothing.
  @Test func thresholdsAreSharp() {
    func loop(_ calls: Int, _ time: Double, name: String = "row") -> [String] {
      picture(
        drawnProfile(
          """
          main    1  \(100 - time)  100.0
          \(name)  \(calls)  \(time)  \(time)
          main > \(name)  \(calls)  \(time)  \(time)
          """))
    }
    #expect(loop(20, 3) == ["call ×20 by main: row 3 %"])
    #expect(loop(19, 3) == [])
    #expect(loop(20, 2.9) == [])
    #expect(loop(20, 3, name: "<genexpr>") == [])
    #expect(loop(20, 50, name: "~:sqlite3.Cursor.execute") == ["query ×20 by main: sqlite3.Cursor.execute 50 %"])
  }

  /// Whatever is in a file: findings are few, and none is about nothing.
  @Test(arguments: Fixtures.names(in: "profiles/good"))
  func everyGoodFileHasFewFindingsWithTime(name: String) throws {
    let profile = try Fixtures.profile("good/\(name)")
    let findings = Findings.all(in: profile, WaitingKinds(of: profile.functions))
    #expect(findings.count <= Findings.longest)
    #expect(findings.allSatisfy { $0.time > 0 })
    #expect(zip(findings, findings.dropFirst()).allSatisfy { $0.time >= $1.time })
  }

  @Test(arguments: ["nan-inf.prof", "counts-odd.prof", "cycle-abc.prof"])
  func oddNumbersEndInNoTrap(name: String) throws {
    let profile = try Fixtures.profile("bad/\(name)")
    #expect(Findings.all(in: profile, WaitingKinds(of: profile.functions)).allSatisfy { $0.time.isFinite })
  }
}

import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// `proftui check`: limits held against real requests.
@Suite struct CheckTests {
  private let before = "\(Repository.root)/Examples/nplus1/before"
  private let after = "\(Repository.root)/Examples/nplus1/after"

  private func check(_ path: String, _ limits: CheckLimits, route: String? = nil) throws -> Check {
    var check = Check(limits: limits)
    check.check(
      ComparisonSources([FilePath(path)], isRecursive: false, filter: try route.map { try RequestFilter($0) }))
    return check
  }

  @Test func limitsThatHoldSayNothing() throws {
    let limits = CheckLimits(
      total: 1, calls: [try #require(CheckLimits.Named(argument: "execute=801"))],
      share: [try #require(CheckLimits.Named(argument: "execute=99"))])
    let check = try check(before, limits)
    #expect(check.broken == [])
    #expect(check.problems == [])
    #expect(check.routes == 1)
  }

  @Test func eachBrokenLimitIsOneLine() throws {
    let limits = CheckLimits(
      total: 0.02, calls: [try #require(CheckLimits.Named(argument: "Connection.execute=10"))],
      share: [try #require(CheckLimits.Named(argument: "library.py:books=50%"))])
    let check = try check(before, limits)
    #expect(check.broken.count == 3)
    #expect(check.broken[0] == "GET /books: p50 of 12 requests 28.9 ms is over --max-total 20.0 ms")
    #expect(check.broken[1].hasPrefix("GET /books: 801 calls in GET.books."))
    #expect(check.broken[1].hasSuffix("over --max-calls Connection.execute=10"))
    #expect(check.broken[2] == "GET /books: 92.0 % of the time, over --max-share library.py:books=50")
  }

  @Test func theMedianIsWhatIsLimited() throws {
    let lists = "GET /resource_providers"
    #expect(try check(Repository.placement, CheckLimits(total: 0.06), route: "~resource_providers$").broken == [])
    #expect(try check(Repository.placement, CheckLimits(total: 0.05), route: "~resource_providers$").broken.count == 1)
    #expect(try check(Repository.placement, CheckLimits(total: 0.05)).broken.allSatisfy { $0.hasPrefix(lists) })
  }

  @Test func aFunctionThatIsNowhereIsRemarked() throws {
    let limits = CheckLimits(calls: [try #require(CheckLimits.Named(argument: "exceute=1"))])
    #expect(try check(before, limits).remarks == ["no function is called exceute"])
  }

  @Test func nothingToCheckIsSaid() throws {
    let scratch = ScratchDirectory()
    scratch.write("README.md", Array("no profile".utf8))
    let limits = CheckLimits(total: 1)
    #expect(try check(scratch.path.visible, limits).remarks == ["there is no profile to check"])
    #expect(try check(before, limits, route: "nothing").remarks == ["there is no profile to check"])
    #expect(try check(before, limits).remarks == [])
    scratch.write("a.prof", Array("no profile".utf8))
    #expect(try check(scratch.path.visible, limits).remarks == [])
    #expect(try check(scratch.path.visible, limits).problems.count == 1)
  }

  /// As in the list: what a file is its first bytes say, where its name does not.
  @Test func profilesOfOtherNamesAreChecked() throws {
    let scratch = ScratchDirectory()
    scratch.write("req1")
    scratch.write("notes", Array("no profile".utf8))
    let check = try check(scratch.path.visible, CheckLimits(total: 0))
    #expect((check.routes, check.problems) == (1, []))
    #expect(check.broken.count == 1)
    #expect(check.broken.first?.hasPrefix("req1: total ") == true)
    let sources = ComparisonSources(baseline: [scratch.path], change: [scratch.path], isRecursive: false, filter: nil)
    #expect(sources.common.map(\.name) == ["req1"])
  }

  @Test func regressionsAgainstABaseline() throws {
    func compare(_ baseline: String, _ change: String, _ limit: Double) -> Check {
      var check = Check(limits: CheckLimits(regression: limit))
      check.compare(
        ComparisonSources(baseline: [FilePath(baseline)], change: [FilePath(change)], isRecursive: false, filter: nil))
      return check
    }
    #expect(compare(before, after, 0.1).broken == [])
    #expect(compare(before, before, 0).broken == [])
    let broken = compare(after, before, 0.1).broken
    #expect(broken.count == 1)
    #expect(broken.first?.hasPrefix("GET /books: p50 3.44 ms → 28.9 ms, +740 %, 12 and 12 requests: slower") == true)
    #expect(broken.first?.contains("Connection.execute") == true)
  }

  @Test func arguments() throws {
    #expect(CheckLimits.Time(argument: "200ms")?.seconds == 0.2)
    #expect(CheckLimits.Time(argument: "1.5 s")?.seconds == 1.5)
    #expect(CheckLimits.Time(argument: "800us").map { abs($0.seconds - 0.0008) < 1e-15 } == true)
    #expect(["200", "ms", "-1s", "nans"].allSatisfy { CheckLimits.Time(argument: $0) == nil })
    #expect(CheckLimits.Named(argument: "a=b=3")?.name == "a=b")
    #expect(["=3", "a", "a=", "a=x", "a=-1"].allSatisfy { CheckLimits.Named(argument: $0) == nil })
  }
}

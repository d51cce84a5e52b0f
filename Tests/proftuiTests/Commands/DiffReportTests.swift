import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// `proftui diff` as text, of real profiles.
@Suite struct DiffReportTests {
  private let fixed = (
    before: "\(Repository.root)/Examples/nplus1/before", after: "\(Repository.root)/Examples/nplus1/after"
  )

  private func report(_ baseline: [String], _ change: [String], route: String? = nil, limit: Int = 10) throws
    -> DiffReport
  {
    let sources = ComparisonSources(
      baseline: baseline.map { FilePath($0) }, change: change.map { FilePath($0) }, isRecursive: false,
      filter: try route.map { try RequestFilter($0) })
    return DiffReport(try sources.common.map { try $0.compareNow() }, sources, limit: limit)
  }

  @Test func aFixedEndpoint() throws {
    let report = try report([fixed.before], [fixed.after])
    expectPicture(report.text, "diff-nplus1")
    expectPicture(report.markdown, "diff-nplus1-markdown")
  }

  /// The fix comes first, with the right reason: 800 queries less, not faster queries.
  @Test func theFixIsFirstAndItsReasonIsFewerCalls() throws {
    let comparison = try #require(try report([fixed.before], [fixed.after]).compared.first?.comparison)
    #expect(comparison.route.direction == .faster)
    let first = try #require(comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime)).first)
    #expect(comparison.function(first).name == "<method 'execute' of 'sqlite3.Connection' objects>")
    #expect(comparison[first].oldCalls == 801 && comparison[first].newCalls == 1)
    #expect(ComparisonText(glyphs: .unicode).why(comparison[first].selfTime, comparison[first]) == "fewer calls")
    #expect(comparison[first].verdict.calls.isChanged && comparison[first].verdict.selfTime.isChanged)
    #expect(comparison.mainCause?.id == first)
  }

  @Test func directoriesAreComparedRouteByRoute() throws {
    let placement = Repository.placement
    let report = try report([placement], [placement])
    #expect(report.compared.count == 7)
    #expect(report.compared.allSatisfy { $0.comparison.route.ratio == 0 })
    let one = try self.report([placement], [fixed.after], limit: 3)
    #expect(one.compared.isEmpty && one.onlyChange == ["GET /books"] && one.onlyBaseline.count == 7)
    #expect(try self.report([placement], [placement], route: "/traits").compared.map(\.source.name) == ["GET /traits"])
  }

  @Test func twoRequestsOfOneRoute() throws {
    let files = ["57ms.1795351276", "123ms.1795351277"].map {
      "\(Repository.placement)/GET.resource_providers.\($0).prof"
    }
    expectPicture(try report([files[0]], [files[1]]).text, "diff-two-requests")
  }

  // MARK: For programs

  @Test func jsonIsJSON() throws {
    let report = try report([fixed.before], [fixed.after])
    let json = JSON(DiffJSON(report).text)
    let one = try #require(json["comparisons"].items.first)
    #expect(json["schema"].string == "proftui.diff/1")
    #expect(one["verdict"].string == "faster" && one["name"].string == "GET /books")
    #expect(one["baseline"]["requests"].int == 12)
    let first = try #require(one["functions"].items.first)
    #expect(first["why"].string == "fewer calls")
    #expect(first["calls"].items.map(\.double) == [801, 1])
    #expect(first["verdicts"]["self"]["verdict"].string == "changed")
  }

  @Test func csvHasALineForEachFunction() throws {
    let report = try report([fixed.before], [fixed.after])
    let lines = DiffCSV(report).text.split(separator: "\n")
    let comparison = try #require(report.compared.first?.comparison)
    #expect(lines.count == comparison.entries.count + 1)
    #expect(lines[1].hasPrefix("GET /books,{method 'execute' of 'sqlite3.Connection' objects},801"))
    #expect(lines[1].hasSuffix("fewer calls,changed"))
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    let bad = "\(Repository.root)/Tests/Fixtures/profiles/bad/empty.prof"
    let good = "\(Repository.placement)/GET.traits.10ms.1795351278.prof"
    let sources = ComparisonSources(
      baseline: [FilePath(bad), FilePath(good)], change: [FilePath(good)], isRecursive: false, filter: nil)
    let compared = try #require(try sources.common.first?.compareNow())
    #expect(compared.problems.count == 1 && compared.problems[0].description.contains("empty.prof"))
    #expect(throws: OpenError.self) {
      _ = try ComparisonSource(name: "x", baseline: [FilePath(bad)], change: [FilePath(good)]).compareNow()
    }
  }
}

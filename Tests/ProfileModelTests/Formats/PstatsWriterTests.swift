import ProfileModel
import TestSupport
import Testing

/// What is written is read back with every number; that Python's own pstats reads it, `ExportPeersTests` shows.
@Suite struct PstatsWriterTests {
  private static let names =
    Fixtures.names(in: "profiles/good").map { "good/\($0)" }
    + [
      "nan-inf", "counts-odd", "int-128bit", "int-near-2e63", "callers-dangling", "cycle-abc", "name-ansi", "name-64k",
      "name-newline-tab-nul", "name-bidi-zw",
    ].map { "bad/\($0).prof" }

  @Test(arguments: names)
  func readingBackGivesTheSameProfile(name: String) throws {
    let profile = try Fixtures.profile(name)
    let again = try ProfileFormat.read(PstatsWriter.bytes(of: profile))
    #expect(again.measure == profile.measure)
    #expect(listing(of: again) == listing(of: profile))
  }

  /// Python refuses strings that are no UTF-8; surrogates that stand alone it takes.
  @Test func namesThatPythonWouldRefuseAreRepaired() throws {
    let profile = try Fixtures.profile("bad/name-bad-utf8.prof")
    let again = try ProfileFormat.read(PstatsWriter.bytes(of: profile))
    let name = { (profile: Profile) in profile.functions.ids.map { profile.functions.name(of: $0) } }
    #expect(name(again).count == name(profile).count)
    #expect(name(again).contains { $0.contains("\u{FFFD}") })
  }

  @Test func thousandsOfCallersTakeFewBytes() {
    let text = (0..<1000).map { "f\($0) 1 1 1\n\($0 > 0 ? "f0 > f\($0) 1 1 1" : "")" }.joined(separator: "\n")
    #expect(PstatsWriter.bytes(of: drawnProfile(text)).count < 110_000)
  }
}

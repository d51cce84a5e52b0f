import TestSupport
import Testing

@testable import ProfileModel

@Suite struct FunctionMatchingTests {
  /// Functions as `file:line(name)`, one a line, matched: `left = right`, `left -` for gone, `+ right` for added.
  private func matching(_ baseline: String, _ change: String, measure: Measure = .calls, _ pathMap: PathMap = .none)
    -> [String]
  {
    let (old, new) = (profile(baseline, measure), profile(change, measure))
    let matching = FunctionMatching(baseline: old, change: new, pathMap)
    func names(_ ids: [FunctionID], _ profile: Profile) -> String {
      ids.map { profile.functions[$0].standardName }.joined(separator: " ")
    }
    return matching.ids.map { matching[$0] }.map { pair in
      if pair.change.isEmpty { return "\(names(pair.baseline, old)) -" }
      if pair.baseline.isEmpty { return "+ \(names(pair.change, new))" }
      return "\(names(pair.baseline, old)) = \(names(pair.change, new))"
    }.sorted()
  }

  private func profile(_ text: String, _ measure: Measure) -> Profile {
    var builder = ProfileBuilder()
    builder.measure = measure
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2)
      let label = ProfileBuilder.Label(file: String(parts[0]), line: Int(parts[1]) ?? 0, name: String(parts[2]))
      let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1, cumulativeTime: 1)
      builder.add(builder.function(label), numbers)
    }
    return builder.build()
  }

  @Test func linesMayMove() {
    #expect(
      matching("/a.py:10:f\n/a.py:20:g", "/a.py:12:f\n/a.py:30:h") == [
        "+ /a.py:30(h)", "/a.py:10(f) = /a.py:12(f)", "/a.py:20(g) -",
      ])
  }

  @Test func functionsOfOneNameArePairedInTheOrderOfTheirLines() {
    #expect(
      matching("/a.py:30:<lambda>\n/a.py:10:<lambda>", "/a.py:11:<lambda>\n/a.py:31:<lambda>\n/a.py:50:<lambda>") == [
        "+ /a.py:50(<lambda>)", "/a.py:10(<lambda>) = /a.py:11(<lambda>)", "/a.py:30(<lambda>) = /a.py:31(<lambda>)",
      ])
  }

  /// Only what ran is in a profile: in an unchanged file another line is another function.
  @Test func theSecondLambdaIsNotTheThird() {
    #expect(
      matching("/a.py:1:f\n/a.py:10:<lambda>\n/a.py:20:<lambda>", "/a.py:1:f\n/a.py:10:<lambda>\n/a.py:30:<lambda>")
        == [
          "+ /a.py:30(<lambda>)", "/a.py:1(f) = /a.py:1(f)", "/a.py:10(<lambda>) = /a.py:10(<lambda>)",
          "/a.py:20(<lambda>) -",
        ])
  }

  @Test func namedFunctionsTellHowFarLinesMoved() {
    #expect(
      matching("/a.py:1:f\n/a.py:10:<lambda>\n/a.py:20:<lambda>", "/a.py:6:f\n/a.py:25:<lambda>") == [
        "/a.py:1(f) = /a.py:6(f)", "/a.py:10(<lambda>) -", "/a.py:20(<lambda>) = /a.py:25(<lambda>)",
      ])
  }

  @Test func releasesInOtherDirectories() {
    let old = "/srv/shop-1.0/shop/views.py:1:f\n/srv/shop-1.0/shop/models.py:1:f\n/srv/shop-1.0/gone.py:1:f"
    let new = "/srv/shop-1.1/shop/views.py:1:f\n/srv/shop-1.1/shop/models.py:1:f\n/srv/shop-1.1/new.py:1:f"
    #expect(
      matching(old, new) == [
        "+ /srv/shop-1.1/new.py:1(f)", "/srv/shop-1.0/gone.py:1(f) -",
        "/srv/shop-1.0/shop/models.py:1(f) = /srv/shop-1.1/shop/models.py:1(f)",
        "/srv/shop-1.0/shop/views.py:1(f) = /srv/shop-1.1/shop/views.py:1(f)",
      ])
  }

  @Test func environmentsAndVersionsOfPython() {
    let old = "/a/venv/lib/python3.9/site-packages/jinja2/x.py:1:f\n/usr/lib/python3.9/json/decoder.py:1:g"
    let new = "/b/lib/python3.12/site-packages/jinja2/x.py:2:f\n/opt/py/lib/python3.12/json/decoder.py:2:g"
    #expect(matching(old, new).allSatisfy { $0.contains(" = ") })
  }

  @Test func aPathMapComesFirst() throws {
    let map = PathMap(rules: [try #require(PathMap.Rule("/old/util.py=/new/tools/helpers.py"))])
    #expect(
      matching("/old/util.py:1:f", "/new/tools/helpers.py:9:f", map) == [
        "/old/util.py:1(f) = /new/tools/helpers.py:9(f)"
      ])
    #expect(matching("/old/util.py:1:f", "/new/tools/helpers.py:9:f").count == 2)
  }

  @Test func frozenModulesAreTheirFiles() {
    #expect(
      matching("/usr/lib/python3.7/posixpath.py:1:join\n/usr/lib/python3.7/os.py:1:f", "<frozen posixpath>:2:join")
        .sorted()
        == ["/usr/lib/python3.7/os.py:1(f) -", "/usr/lib/python3.7/posixpath.py:1(join) = <frozen posixpath>:2(join)"])
  }

  /// A module that went from one package to another of the same tree is another module, as far as one file tells.
  @Test func oneNamesakeIsNoMove() {
    #expect(
      matching("/s/main.py:1:f\n/s/a/util.py:1:f", "/s/main.py:1:f\n/s/b/util.py:1:f") == [
        "+ /s/b/util.py:1(f)", "/s/a/util.py:1(f) -", "/s/main.py:1(f) = /s/main.py:1(f)",
      ])
  }

  @Test func addressesInNamesAreNoNames() {
    let name = "~:0:<built-in method __new__ of type object at 0x"
    #expect(matching("\(name)7f1>", "\(name)a2>\n\(name)b3>").count == 1)
    #expect(matching("~:0:<built-in method look at>", "~:0:<built-in method look up>").count == 2)
  }

  @Test func linesOfASampledFunctionAreOneFunction() {
    #expect(matching("/a.py:10:f\n/a.py:11:f", "/a.py:12:f", measure: .samples).count == 1)
  }

  @Test(arguments: Repository.placementFiles) func aProfileMatchesItself(name: String) throws {
    let profile = try ProfileFormat.read(Fixtures.bytes("../../Examples/placement/\(name)"))
    let matching = FunctionMatching(baseline: profile, change: profile)
    #expect(matching.pairs.allSatisfy { $0.baseline == $0.change && !$0.change.isEmpty })
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct PathMapTests {
  private func candidates(_ rules: [String], _ path: String, application: String? = nil) -> [String] {
    PathMap(rules: rules.compactMap(PathMap.Rule.init), application: application).candidates(for: path)
  }

  @Test func longestRuleThatFitsDecides() {
    #expect(candidates([], "/app/shop.py") == ["/app/shop.py"])
    #expect(candidates(["/app=/home/me/shop/"], "/app/a/b.py") == ["/home/me/shop/a/b.py", "/app/a/b.py"])
    #expect(candidates(["/=/x", "/app=/y"], "/app/a.py") == ["/y/a.py", "/app/a.py"])
    #expect(candidates(["/app=/y"], "/application/a.py") == ["/application/a.py"])
    #expect(candidates(["/app=/"], "/app/a.py") == ["/a.py", "/app/a.py"])
  }

  @Test func rulesNeedBothSides() {
    #expect(PathMap.Rule("/app") == nil)
    #expect(PathMap.Rule("=/x") == nil)
    #expect(PathMap.Rule("/app=") == nil)
    #expect(PathMap.Rule("/app=/a=b")?.to == "/a=b")
  }

  @Test func applicationIsLookedForBelowItsDirectory() {
    #expect(
      candidates([], "/srv/7/a.py", application: "/me") == ["/srv/7/a.py", "/me/srv/7/a.py", "/me/7/a.py", "/me/a.py"])
    #expect(
      candidates([], "/usr/lib/python3.11/json/decoder.py", application: "/me") == [
        "/usr/lib/python3.11/json/decoder.py"
      ])
  }
}

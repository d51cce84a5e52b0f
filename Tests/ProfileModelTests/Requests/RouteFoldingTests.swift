import ProfileModel
import TestSupport
import Testing

@Suite struct RouteFoldingTests {
  /// The routes of file names with the number of requests of each, sorted by their text.
  private func routes(_ names: [String], rules: [RouteRule] = []) -> [String] {
    let patterns = RouteFolding.patterns(of: names.map { RequestName($0) }, rules: rules)
    let counts = Dictionary(patterns.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.keys.sorted().map { "\($0.text) \(counts[$0, default: 0])" }
  }

  /// The routes of paths, all of them got.
  private func routes(ofPaths paths: [String], rules: [RouteRule] = []) -> [String] {
    routes(paths.map { "GET\($0.split(separator: "/").map { ".\($0)" }.joined()).1ms.1795351334.prof" }, rules: rules)
  }

  @Test func placement() {
    let names = Fixtures.text("requests/placement-names.txt").split(separator: "\n").map(String.init)
    #expect(
      routes(names).joined(separator: "\n") == """
        GET / 2
        GET /allocation_candidates 6
        DELETE /allocations/{uuid} 2
        GET /allocations/{uuid} 2
        PUT /allocations/{uuid} 5
        GET /resource_providers 9
        PATCH /resource_providers 1
        POST /resource_providers 2
        DELETE /resource_providers/{uuid} 1
        GET /resource_providers/{uuid} 1
        GET /resource_providers/{uuid}/aggregates 1
        GET /resource_providers/{uuid}/allocations 1
        GET /resource_providers/{uuid}/inventories 2
        PUT /resource_providers/{uuid}/inventories/VCPU 1
        GET /resource_providers/{uuid}/traits 1
        GET /resource_providers/{uuid}/usages 1
        GET /traits 1
        PUT /traits/CUSTOM_RAID_0 1
        """)
  }

  @Test(arguments: [
    ("/users/7", "/users/{id}"),
    ("/users/7/posts/12", "/users/{id}/posts/{id}"),
    ("/7", "/{id}"),
    ("/a/8b9d2434-e465-4150-bd9c-66b3ad3c2d6d/b", "/a/{uuid}/b"),
    ("/a/8B9D2434e4654150bd9c66b3ad3c2d6d", "/a/{uuid}"),
    ("/a/00000000000000000000000000000007", "/a/{uuid}"),
    ("/blob/507f1f77bcf86cd799439011", "/blob/{hex}"),
    ("/commit/bf1f8bd0a1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6", "/commit/{hex}"),
    ("/a/8b9d2434-e465-4150-bd9c-66b3ad3c2d6g", "/a/8b9d2434-e465-4150-bd9c-66b3ad3c2d6g"),
    ("/cafe/facade/deadbeef", "/cafe/facade/deadbeef"),
    ("/v2/users", "/v2/users"),
    ("/%7bid%7d/{id}", "/%7bid%7d/{id}"),
  ])
  func identifiersThatAreCertain(path: String, route: String) {
    #expect(routes(ofPaths: [path]) == ["GET \(route) 1"])
  }

  @Test func segmentsThatVaryFold() {
    let names = (1...8).map { "/users/bob\($0)/posts" }
    #expect(routes(ofPaths: names + ["/users/me/posts"]) == ["GET /users/me/posts 1", "GET /users/{name}/posts 8"])
    #expect(routes(ofPaths: Array(names.dropLast())).count == 7)
  }

  @Test func plainWordsAreEndpointsUntilThereAreVeryMany() {
    let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
    let words = (letters.map { "first-" + $0 } + letters.map { "second_" + $0 }).prefix(30)
    #expect(routes(ofPaths: words.dropLast().map { "/api/\($0)" }).count == 29)
    #expect(routes(ofPaths: words.map { "/api/\($0)" }) == ["GET /api/{name} 30"])
    #expect(routes(ofPaths: words.map { "/\($0)" }).count == 30)
  }

  @Test func severalSegmentsOfOnePathVary() {
    let paths = (1...8).flatMap { user in (1...8).map { "/users/u\(user)/posts/p\($0 * user)x" } }
    #expect(routes(ofPaths: paths) == ["GET /users/{name}/posts/{name} 64"])
  }

  @Test func differentEndpointsStayApart() {
    #expect(routes(ofPaths: ["/users", "/orders", "/users/7", "/users/8", "/orders/7", "/v1", "/v2"]).count == 6)
    let mixed = (1...20).flatMap { ["/users/\($0)/posts", "/users/\($0)/likes", "/orders/\($0)/posts"] }
    #expect(
      routes(ofPaths: mixed) == [
        "GET /orders/{id}/posts 20", "GET /users/{id}/likes 20", "GET /users/{id}/posts 20",
      ])
  }

  @Test func methodsAreDifferentRoutesAndNoPathIsOne() {
    #expect(
      routes([
        "GET.users.7.1ms.1795351334.prof", "PUT.users.8.1ms.1795351334.prof", "users.9.000001ms.1795351334.prof",
        "x.prof", "test_a[1].prof",
      ]) == ["GET /users/{id} 1", "PUT /users/{id} 1", "/users/{id} 1", " 2"])
  }

  @Test func rulesComeFirst() throws {
    let rules = try ["^GET /users/\\d+$=/the/user", "/static/.*=assets", "a=b=never"].map { try RouteRule($0) }
    #expect(
      routes(ofPaths: ["/users/7", "/users/8", "/users/8/x", "/static/js/app", "/static/7"], rules: rules) == [
        "GET /the/user 2", "GET /users/{id}/x 1", "GET assets 2",
      ])
    #expect(rules[2].expression.text == "a=b")
  }

  @Test(arguments: ["", "=", "x=", "=x", "x", "(=x"])
  func whatIsNoRuleIsRefused(text: String) {
    #expect(throws: RouteRule.SyntaxError.self) { try RouteRule(text) }
  }

  @Test func orderDoesNotMatter() {
    let paths = (1...40).flatMap { ["/users/u\($0)/x", "/a/\($0)", "/users/me/x", "/tags/t\($0 % 7)"] }
    #expect(routes(ofPaths: paths) == routes(ofPaths: paths.reversed()))
    var random = SplitMix(seed: 7)
    for _ in 0..<20 { #expect(routes(ofPaths: paths) == routes(ofPaths: paths.shuffled(using: &random))) }
  }
}

import ProfileModel
import Testing

@testable import proftui

struct ConfigurationTests {
  @Test func `settings are read`() {
    let configuration = Configuration(
      """
      theme = "light"
      application = "/srv/app"
      [paths]
      "/app" = "/home/me/checkout/"
      [list]
      follow = false
      recursive = true
      [routes]
      "GET /users/.*" = "one user"
      """)
    #expect(configuration.theme == .light)
    #expect(configuration.application == "/srv/app")
    #expect(configuration.maps == [PathMap.Rule("/app=/home/me/checkout")])
    #expect(!configuration.follows)
    #expect(configuration.isRecursive)
    #expect(configuration.routes == ["GET /users/.*=one user"])
    #expect(configuration.complaints.isEmpty)
  }

  @Test func `every wrong setting is named with its line`() {
    let configuration = Configuration(
      """
      theem = "dark"
      theme = "pink"
      [list]
      follow = "yes"
      recursive = true
      [routes]
      "(" = "x"
      """)
    #expect(configuration.isRecursive)
    #expect(configuration.theme == .automatic)
    #expect(configuration.complaints.map(\.line) == [1, 2, 4, 7])
    #expect(configuration.complaints[0].reason == "theem: there is no such setting")
    #expect(configuration.complaints[1].reason.hasPrefix("theme: one of \"auto\""))
    #expect(configuration.complaints[2].description == "line 4: list.follow: true or false is expected")
  }

  @Test func `the whole text, read again, is the same settings`() {
    var configuration = Configuration()
    #expect(
      Configuration(ConfigurationText(configuration: configuration).lines.joined(separator: "\n")) == configuration)
    configuration.theme = .colourBlind
    configuration.follows = false
    configuration.isRecursive = true
    configuration.application = "/srv/\"app\""
    configuration.maps = [PathMap.Rule("/a=/b")].compactMap(\.self)
    configuration.routes = ["GET /a\\\\.b=a \"b\"", "x=é\u{1B}"]
    #expect(
      Configuration(ConfigurationText(configuration: configuration).lines.joined(separator: "\n")) == configuration)
  }
}

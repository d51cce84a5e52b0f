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

  @Test func `keys are taken from the actions that had them`() {
    let configuration = Configuration(
      """
      [keys]
      search = ["ctrl-s", "f"]
      quit = "x"
      findings = "f"
      fly = "z"
      copy = "Hyper-Y"
      edit = "Ctrl-C"
      write = 7
      """)
    #expect(
      configuration.complaints.map(\.description) == [
        "line 4: keys.findings: f is the key of search already",
        "line 5: keys.fly: there is no such action: proftui config lists them",
        "line 6: keys.copy: \"Hyper-Y\" is no key",
        "line 7: keys.edit: Ctrl-C always quits",
        "line 8: keys.write: texts in quotes are expected",
      ])
    let keys = KeyBindings.standard.replacing(configuration.keys)
    #expect(keys.action(for: .control("s")) == .search)
    #expect(keys.action(for: .character("f")) == .search)
    #expect(keys.action(for: .character("/")) == nil)
    #expect(keys.action(for: .character("x")) == .quit)
    #expect(keys.action(for: .control("c")) == .quit)
    #expect(keys.name(of: .findings, .unicode) == "")
    let help = HelpText.lines(keys, .unicode)
    #expect(help.contains { $0.keys == "Ctrl-S f" && $0.text.hasPrefix("search by name") })
    #expect(!help.contains { $0.text.hasPrefix("findings") })
  }

  @Test func `actions and keys have names of their own`() {
    let bindings = KeyBindings.standard.bindings
    #expect(Set(bindings.map(\.action.name)).count == bindings.count)
    for key in bindings.flatMap(\.keys) { #expect(Key(named: key.settingName) == key) }
  }

  @Test func `columns are those of the table, and the name is among them`() {
    let configuration = Configuration(
      """
      [columns]
      functions = ["function", "cumtime"]
      routes = ["profiles", "p95"]
      requests = ["request", "colour"]
      """)
    #expect(configuration.columns == ColumnChoice(functions: [.name, .cumulativeTime]))
    #expect(configuration.complaints.map(\.line) == [3, 4])
    #expect(configuration.complaints[0].reason == "columns.routes: \"route\" has to be among them")
    #expect(configuration.complaints[1].reason.hasPrefix("columns.requests: \"colour\" is none of \"time\""))
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
    configuration.keys = [.search: [.control("s"), .character("\"")], .quit: [.control("c")], .sunburst: []]
    configuration.columns = ColumnChoice(functions: [.name, .calls], routes: ["p95", "route"], requests: ["request"])
    configuration.routes = ["GET /a\\\\.b=a \"b\"", "x=é\u{1B}"]
    #expect(
      Configuration(ConfigurationText(configuration: configuration).lines.joined(separator: "\n")) == configuration)
  }
}

import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Sentences name the keys that settings gave, and none where they gave none.
@Suite struct KeyNamesTests {
  private let rebound = KeyBindings.standard.replacing([
    .search: [.character("%")], .zoomIn: [.character("z")], .otherPane: [.character("Z")], .zoomOut: [.character("a")],
    .neighbours: [.character("A")], .keep: [.character("W")], .mark: [.character("X")],
    .compareMarked: [.character("d")],
  ])

  private let unbound = KeyBindings.standard.replacing([.search: [], .zoomIn: [], .zoomOut: [], .neighbours: []])

  private func session(_ keys: KeyBindings) -> Session {
    var session = Session(drawnProfile("main 1 1 2\n~:read 1 1 1\nmain > ~:read 1 1 1"), columns: 120)
    session.state.keys = keys
    return session
  }

  @Test func searchesAreStartedByTheKeyThatDoes() throws {
    for places in ["", "c"] {
      var session = session(.standard)
      session.press(.tab)
      session.type(places)
      for (keys, sentence) in [(rebound, "nothing is searched for: % starts a search"), (unbound, "for")] {
        session.state.keys = keys
        session.type("n")
        #expect(session.statusLine.hasSuffix(sentence))
      }
      var comparison = try Session.comparison()
      comparison.type(places)
      comparison.state.keys = rebound
      comparison.type("n")
      #expect(comparison.statusLine.hasSuffix("nothing is searched for: % starts a search"))
    }
  }

  @Test func builtInsPointToTheirCallers() {
    var session = session(rebound)
    session.type("Zjv")
    #expect(session.statusLine.hasSuffix("has no source here: A shows who calls it"))
    session.state.keys = unbound
    session.type("v")
    #expect(session.statusLine.hasSuffix("has no source here"))
  }

  @Test func groupsAreOpenedAndLeft() throws {
    var session = session(rebound)
    session.press(.character("Z"), .character("o"))
    #expect(session.screen.text.contains("z shows its functions, a comes back"))
    session.state.keys = unbound
    #expect(!session.screen.text.contains("shows its functions"))
    var comparison = try Session.comparison()
    comparison.state.keys = rebound
    comparison.type("o")
    #expect(comparison.screen.text.contains("z shows its functions, a comes back"))
  }

  @Test func theListNamesItsKeys() {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    browser.add([RequestProfile(file: FilePath("GET.a.1ms.1795351276.prof"), size: 1, modified: 0)])
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    state.keys = rebound
    var session = Session(state)
    session.type("d")
    #expect(session.statusLine.contains("d compares two marked requests"))
    session.type("M")
    #expect(session.statusLine.hasSuffix("nothing is marked: X marks a row"))
  }
}

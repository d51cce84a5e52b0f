import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct InversionStoryTests {
  private let profile = Session.readingTwice

  @Test func theFunctionStandsOnTopAndDownGoesToTheCallers() {
    var session = Session(profile)
    session.press(.tab, .character("i"), .tab)
    #expect(session.zoomed == ["read"])
    #expect(session.screen.text.contains("callers of read"))
    #expect(session.explorer.zoomedNode.time == 4.0)
    session.press(.down)
    #expect(session.selectedPath == ["parse", "main"], "parse hands all its time to main: a chain")
    session.press(.enter, .up)
    #expect(session.selectedPath == ["parse"])
    #expect(session.screen.text.contains("calls read ×3 each time"))
    session.press(.right)
    #expect(session.selectedPath == ["print", "main"])
    #expect(session.screen.text.contains("callers of read ‹ print ‹ main"))
  }

  @Test func zoomsGoOnInsideAndTheKeyGoesBackAcrossThemAll() {
    var session = Session(profile)
    let before = session.screen.text
    session.press(.character("g"), .down, .down, .down, .character("i"))
    session.press(.down, .enter, .up, .enter)
    #expect(session.zoomed == ["read", "parse"])
    session.press(.backspace)
    #expect(session.zoomed == ["read"])
    session.press(.enter, .character("i"))
    #expect(session.zoomed == [])
    #expect(session.selectedPath == ["main", "parse", "read"])
    session.press(.character("g"))
    #expect(session.screen.text == before)
  }

  @Test func theTableZoomsToCallersWhileTheIcicleIsInverted() {
    var session = Session(profile)
    session.press(.tab, .character("i"), .down, .enter)
    #expect(session.zoomed == ["parse"])
    #expect(session.explorer.zoom.isInverted)
    session.press(.escape, .escape)
    #expect(!session.explorer.zoom.isInverted)
  }

  @Test func itAsksForAFunctionAndComesFromEveryPage() {
    var session = Session(profile)
    session.press(.character("g"), .character("i"))
    #expect(session.statusLine.contains("Select a function first"))
    session.press(.tab, .character("c"), .character("i"))
    #expect(session.zoomed == ["parse"], "the selected caller of read")
    #expect(session.explorer.walk.isEmpty)
  }
}

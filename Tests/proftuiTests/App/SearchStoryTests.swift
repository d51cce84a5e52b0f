import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct SearchStoryTests {
  @Test func aSearchFindsTheHotFunction() throws {
    var session = try Session.slowestList()
    session.type("/serialize_l")
    #expect(session.table == ["_serialize_links"])
    #expect(session.selected == "_serialize_links")
    #expect(session.statusLine.hasPrefix(" /serialize_l"))
    #expect(session.statusLine.hasSuffix("1 function  self 73.2 %  on their paths 74.0 %"))
    session.press(.enter)
    #expect(session.table.count == 611)
    #expect(session.selected == "_serialize_links")
    #expect(session.screen.text.contains("self 90.25 ms 73.2 %"))
    #expect(session.screen.text.contains("1,000 calls"))
  }

  /// Random keys on a small terminal came to a table whose first row was none: moving through the matches trapped.
  @Test func theTopIsARowAlsoWhereNoneIsDrawn() throws {
    var subject = try Session.slowestList().explorer.subject
    var table = TablePane(of: &subject)
    table.fit(visible: 20, row: 600)
    table.mark(try Matches(of: Search("_serialize_"), in: subject, after: nil), whileTyping: true, of: &subject)
    table.fit(visible: 0, row: nil)
    #expect(table.rows.count > 1)
    #expect((0..<table.rows.count).contains(table.top))
  }

  /// A letter looks only at what the letters before it found, and shows what the whole text finds at once.
  @Test(arguments: ["serialize_l", "_LINKS", "get_ite", "json/enc", "~seri.l", "zzz", "e"], ["", "F"])
  func lettersFindWhatTheWholeTextFinds(text: String, before: String) throws {
    var typed = try Session.slowestList()
    var pasted = typed
    for key in before.unicodeScalars {
      typed.press(.character(key))
      pasted.press(.character(key))
    }
    typed.type("/" + text)
    pasted.press(.character("/"))
    pasted.send(.paste(text))
    #expect(typed.table == pasted.table)
    #expect(typed.screen == pasted.screen)
    typed.press(.backspace)
    typed.type(String(text.suffix(1)))
    #expect(typed.screen == pasted.screen)
  }

  @Test func escapePutsEverythingBack() throws {
    var session = try Session.slowestList()
    session.press(.character("g"), .down, .down)
    let before = session.screen
    session.type("/dumps")
    #expect(session.screen != before)
    session.press(.escape)
    #expect(session.screen == before)
  }

  @Test func matchesAreSteppedThroughByCumulativeTime() throws {
    var session = try Session.slowestList()
    session.type("/_serialize_")
    session.press(.enter)
    #expect(session.selected == "_serialize_providers")
    session.press(.character("n"))
    #expect(session.selected == "_serialize_provider")
    session.press(.character("n"))
    #expect(session.selected == "_serialize_links")
    session.press(.character("n"))
    #expect(session.selected == "_serialize_providers")
    session.press(.character("N"))
    #expect(session.selected == "_serialize_links")
  }

  @Test func aBrokenExpressionIsSaidAndNothingIsLost() throws {
    var session = try Session.slowestList()
    session.type("/~(seri")
    #expect(session.statusLine.hasSuffix("a ( without its )"))
    session.press(.enter)
    session.type("alize")
    session.type("_l)")
    #expect(session.statusLine.contains("1 function "))
    session.press(.enter)
    #expect(session.selected == "_serialize_links")
  }

  @Test func nothingFoundIsSaid() throws {
    var session = try Session.slowestList()
    session.type("/no such function")
    #expect(session.statusLine.hasSuffix("no match"))
    #expect(session.screen.text.contains("no function"))
    session.press(.enter, .character("n"))
    #expect(session.statusLine == " no match")
  }

  @Test func keptMatchesStayUntilTheyAreDropped() throws {
    var session = try Session.slowestList()
    session.type("&serialize")
    session.press(.enter)
    #expect(session.table.count < 20)
    #expect(session.table.contains("_serialize_links"))
    session.press(.character("4"))
    #expect(session.table.first == "_serialize_providers")
    session.type("&")
    session.press(.enter)
    #expect(session.table.count == 611)
  }

  @Test func theStarSearchesForTheSelection() throws {
    var session = try Session.slowestList()
    session.press(.tab, .character("*"))
    #expect(session.statusLine.contains("/_serialize_links   1 function"))
    session.press(.escape)
    #expect(session.statusLine.contains("quit"))
  }

  /// Whatever is searched for: what lies on the matches' paths holds their own time, and the longest of them.
  @Test(arguments: ["e", "fetch", "init", "_serialize", "<", "~^_"])
  func pathsHoldAtLeastTheMatchesThemselves(text: String) throws {
    let session = try Session.slowestList()
    let subject = session.explorer.subject
    let matches = try Matches(of: Search(text), in: subject, after: nil)
    let longest = matches.functions.map { subject.profile.functions.cumulativeTimes[$0.row] }.max() ?? 0
    #expect(!matches.functions.isEmpty)
    #expect(matches.timeOnPaths >= matches.selfTime)
    #expect(matches.timeOnPaths >= min(longest, subject.totalTime))
  }

  @Test func editingKeysEdit() throws {
    var session = try Session.slowestList()
    session.type("/one two")
    session.press(.control("w"))
    #expect(session.statusLine.hasPrefix(" /one "))
    session.press(.control("u"))
    #expect(session.statusLine.hasPrefix(" /"))
    session.send(.paste("serialize_l\nq"))
    #expect(session.statusLine.hasPrefix(" /serialize_l "))
    session.press(.control("u"), .backspace)
    #expect(session.statusLine.contains("quit"))
  }
}

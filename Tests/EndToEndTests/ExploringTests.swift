import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ExploringTests {
    @Test func searchFindsTheSlowFunctionWithItsCallsAndShare() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter)
      let screen = try terminal.see("1 function  self 73.2 %")
      #expect(!screen.lines(with: "_serialize_links  placement").isEmpty)
      #expect(!screen.lines(with: "resource_provider.py:33").isEmpty)
      #expect(!screen.lines(with: "self 90.25 ms 73.2 %  cumulative 91.28 ms 74.0 %  1,000 calls").isEmpty)
    }

    @Test func searchNarrowsAsOneTypesAndEscapePutsTheScreenBack() throws {
      let terminal = try explorer()
      let before = try terminal.settledScreen()
      try terminal.press("/serialize")
      try terminal.see("4 functions  self 74.6 %")
      try terminal.press("_l")
      try terminal.see("1 function  self 73.2 %")
      try terminal.press(.escape)
      try terminal.see("the screen as before") { $0 == before }
    }

    @Test func unfinishedRegularExpressionIsSaidWhileItIsTyped() throws {
      let terminal = try explorer()
      try terminal.press("/~^_serialize_(")
      try terminal.see("/~^_serialize_(", "611 functions")
      try terminal.press("links|provider)$", .enter)
      try terminal.see("2 functions", "_serialize_links", "_serialize_provider)")
    }

    @Test func zoomGoesInAndComesBackOneAtATime() throws {
      let terminal = try explorer()
      try terminal.press("xc", .escape, "g", .down, .down, .enter)
      try terminal.see("100.0 % of the zoom", "total › runapp › __call__  ")
      try terminal.press(.down, .down)
      try terminal.see("99.9 % of the zoom", "total › runapp › __call__ › dispatch › __call__  ")
      try terminal.press(.enter)
      try terminal.see("100.0 % of the zoom")
      try terminal.press(.escape)
      try terminal.see("99.9 % of the zoom")
      try terminal.press(.backspace)
      try terminal.seeNoMore("of the zoom")
    }

    @Test func zeroGoesAllTheWayBack() throws {
      let terminal = try explorer()
      try terminal.press("xc", .escape, "g", .down, .enter, .down, .enter, .down, .enter)
      try terminal.see("total › runapp › __call__ › dispatch  ", "100.0 % of the zoom")
      try terminal.press("0")
      try terminal.seeNoMore("of the zoom")
    }

    @Test func tableSortsByAnyColumnAndBackwards() throws {
      let terminal = try explorer()
      try terminal.see("tottime↓")
      try terminal.press("1")
      try terminal.see("ncalls↓")
      try terminal.press("4")
      try terminal.see("cumtime↓")
      try terminal.press("S")
      try terminal.see("cumtime↑")
    }

    @Test func screenFollowsTheSizeOfTheTerminal() throws {
      let terminal = try explorer(columns: 80, rows: 24)
      let small = try terminal.settledScreen()
      try terminal.resize(columns: 200, rows: 60)
      try terminal.see("all of the larger screen") { screen in
        let lines = screen.split(separator: "\n", omittingEmptySubsequences: false)
        return lines[59].contains("q quit") && lines.contains { $0.count > 190 }
      }
      try terminal.resize(columns: 80, rows: 24)
      try terminal.see("the screen as before") { $0 == small }
    }

    @Test func helpNamesTheKeysAndGoesAway() throws {
      let terminal = try explorer()
      let before = try terminal.settledScreen()
      try terminal.press("?")
      try terminal.see("to the widest callee", "its callers and callees")
      try terminal.press("q")
      try terminal.see("the screen as before") { $0 == before }
    }

    @Test func clickSelectsAndSecondClickZooms() throws {
      let terminal = try explorer()
      try terminal.press("xc", .escape)
      let lines = try terminal.see(" _serialize_provider  placement/").split(separator: "\n")
      let row = try #require(lines.firstIndex { $0.contains(" _serialize_provider  placement/") })
      // What a terminal sends for a click at a column and a row, counted from 1: pressed, released.
      let click = Stroke("\u{1B}[<0;10;\(row + 1)M\u{1B}[<0;10;\(row + 1)m")
      try terminal.press(click)
      try terminal.see(" _serialize_provider  placement?  ")
      try terminal.press(click)
      try terminal.see("100.0 % of the zoom")
    }
  }
}

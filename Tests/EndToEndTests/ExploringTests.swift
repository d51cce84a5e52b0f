import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ExploringTests {
    @Test func searchFindsTheSlowFunctionWithItsCallsAndShare() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter)
      let screen = try terminal.see("_serialize_links", "73.2 %")
      #expect(screen.contains("resource_provider.py:33"))
      #expect(screen.contains("1,000 calls"))
      #expect(screen.contains("90.25 ms"))
    }

    @Test func searchNarrowsAsOneTypesAndEscapePutsTheSelectionBack() throws {
      let terminal = try explorer()
      let before = try terminal.screen()
      try terminal.press("/serialize_")
      try terminal.see("_serialize_provider")
      try terminal.press("links")
      try terminal.see("_serialize_links")
      try terminal.press(.escape)
      try terminal.see("the screen as before") { $0 == before }
    }

    @Test func badRegularExpressionIsSaidAndNothingIsLost() throws {
      let terminal = try explorer()
      try terminal.press("/~serialize_(")
      try terminal.see("/~serialize_(")
      try terminal.press("links|provider)$", .enter)
      try terminal.see("_serialize_links")
    }

    @Test func zoomGoesInAndComesBackOneAtATime() throws {
      let terminal = try explorer()
      let all = try terminal.screen()
      try terminal.press("/serialize_providers", .enter)
      let found = try terminal.see("_serialize_providers")
      try terminal.press(.enter)
      try terminal.see("the zoom") { $0 != found }
      try terminal.press(.escape)
      _ = all
    }

    @Test func tableSortsByEachColumn() throws {
      let terminal = try explorer()
      try terminal.press("1")
      try terminal.see("by ncalls ↓")
      try terminal.press("4")
      try terminal.see("by cumtime ↓")
      try terminal.press("S")
      try terminal.see("by cumtime ↑")
    }

    @Test func screenFollowsTheSizeOfTheTerminal() throws {
      let terminal = try explorer(columns: 80, rows: 24)
      let small = try terminal.screen()
      try terminal.resize(columns: 200, rows: 60)
      try terminal.see("more rows than before") { $0.split(separator: "\n").count > 50 }
      try terminal.resize(columns: 80, rows: 24)
      try terminal.see("the screen as before") { $0 == small }
    }
  }
}

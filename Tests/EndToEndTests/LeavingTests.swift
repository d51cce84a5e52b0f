import TestSupport
import Testing

extension EndToEnd {
  @Suite struct LeavingTests {
    @Test(arguments: ["q", "Q", .control("c")] as [Stroke])
    func quittingGivesTheTerminalBack(key: Stroke) throws {
      let terminal = try Tmux()
      let before = try terminal.modes()
      try explore(in: terminal, with: "clear;")
      try terminal.press(key)
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
      #expect(try terminal.modes() == before)
      #expect(try !terminal.screen().contains("_serialize_links"))
    }

    @Test func suspendsAndComesBackAsItWas() throws {
      let terminal = try Tmux()
      let before = try terminal.modes()
      try explore(in: terminal)
      try terminal.press("/serialize_l", .enter)
      let screen = try terminal.see("1 function  self 73.2 %", "n N step")

      try terminal.press(.control("z"))
      try terminal.seePrompt()
      try terminal.see("Stopped")
      #expect(try terminal.modes() == before)

      try terminal.type("fg")
      try terminal.see("the screen as before") { $0 == screen }
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    @Test func terminalThatChangedItsSizeMeanwhileIsDrawnAnew() throws {
      let terminal = try explorer(columns: 120, rows: 40)
      try terminal.press(.control("z"))
      try terminal.seePrompt()
      try terminal.resize(columns: 80, rows: 24)
      try terminal.type("fg")
      let screen = try terminal.see("36,753 calls", "ncalls")
      #expect(screen.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }
}

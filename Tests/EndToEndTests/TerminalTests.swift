import TestSupport
import Testing

extension EndToEnd {
  @Suite struct TerminalTests {
    @Test(arguments: ["xterm-256color", "xterm", "screen", "screen-256color", "linux", "vt100"])
    func anyTerminalThatCanPlaceItsCursorWillDo(term: String) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try explore(in: terminal, with: "TERM=\(term)")
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    @Test(arguments: ["TERM=dumb", "TERM=", "-u TERM"])
    func terminalThatCannotIsToldSo(setting: String) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try terminal.type("env \(setting) proftui \(slowestList)")
      try terminal.see("TERM")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "1")
    }

    @Test func unknownTerminalIsTakenForAnXterm() throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try explore(in: terminal, with: "TERM=no-such-terminal")
    }

    @Test func aSunburstIsDrawnWhereItCanBe() throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try explore(in: terminal)
      try terminal.press("u", .down, .down)
      try terminal.see("▀▀▀▀", "██ runapp")
      try terminal.press(.enter)
      try terminal.see("total › runapp › __call__")
      try terminal.press(.tab)
      try terminal.see("ncalls")
    }

    @Test(arguments: ["NO_COLOR=1", "LANG=C"])
    func aTerminalThatCannotDrawASunburstIsToldSo(setting: String) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try explore(in: terminal, with: setting)
      try terminal.press("u")
      try terminal.see("a sunburst needs UTF-8 and colours", "ncalls")
    }

    @Test func withoutUTF8OnlyASCIIIsSent() throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try terminal.record(to: "output")
      try explore(in: terminal, with: "LANG=C")
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("?")
      try terminal.see("to the widest callee")
      let sent = try #require(terminal.shell.bytes(of: "output"))
      #expect(sent.count > 1000)
      #expect(sent.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: [("", true), ("NO_COLOR=1", false), ("NO_COLOR=", true), ("TERM=vt100", false)])
    func noColorMeansNone(setting: String, isColoured: Bool) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try terminal.record(to: "output")
      try explore(in: terminal, with: setting)
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      let output = TerminalOutput(try #require(terminal.shell.bytes(of: "output")))
      #expect(output.colours.isEmpty != isColoured)
    }

    @Test(arguments: [(20, 5), (10, 3), (2, 2), (1, 1)])
    func tooSmallATerminalIsBornePolitely(columns: Int, rows: Int) throws {
      let terminal = try explorer(columns: 80, rows: 24)
      let before = try terminal.screen()
      try terminal.resize(columns: columns, rows: rows)
      try terminal.see("another screen") { $0 != before }
      try terminal.press(.down, .enter, .escape)
      try terminal.resize(columns: 80, rows: 24)
      try terminal.see("36,753 calls", "ncalls")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    @Test func tooSmallSaysSo() throws {
      let terminal = try explorer(columns: 80, rows: 24)
      try terminal.resize(columns: 20, rows: 5)
      try terminal.see("proftui needs", "this is 20x5")
    }
  }
}

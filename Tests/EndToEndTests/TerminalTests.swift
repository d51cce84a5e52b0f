import TestSupport
import Testing

extension EndToEnd {
  @Suite struct TerminalTests {
    /// What a value of `TERM` makes of the program.
    struct Kind: Sendable, CustomTestStringConvertible {
      /// As `env` takes it.
      let setting: String
      let hasColours: Bool
      /// Whether the terminal that tmux is understands all that is sent for it; else the screen is not looked at.
      var isLegible = true

      var testDescription: String { setting }
    }

    static let kinds = [
      Kind(setting: "TERM=vt100", hasColours: false), Kind(setting: "TERM=ansi", hasColours: true, isLegible: false),
      Kind(setting: "TERM=linux", hasColours: true), Kind(setting: "TERM=xterm", hasColours: true),
      Kind(setting: "TERM=xterm-256color", hasColours: true), Kind(setting: "TERM=screen", hasColours: true),
      Kind(setting: "TERM=screen-256color", hasColours: true), Kind(setting: "TERM=tmux-256color", hasColours: true),
      Kind(setting: "TERM=xterm-direct", hasColours: true), Kind(setting: "TERM=no-such-terminal", hasColours: true),
      Kind(setting: "TERM=xterm-mono", hasColours: false),
    ]

    /// Any terminal that can place its cursor will do; one that nobody knows is taken for an xterm.
    @Test(arguments: kinds, ["", "LANG=C"])
    func terminalsOfEveryKind(kind: Kind, locale: String) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      let before = try terminal.modes()
      try terminal.record(to: "output")
      try terminal.type("clear; env \(kind.setting) \(locale) proftui \(slowestList)")
      try terminal.see("36,753 calls")
      if kind.isLegible { try terminal.see("% of self time measured", "q quit") }
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press(.pageDown, .down, .enter, "?", .escape, "f", "q", "c")
      if kind.isLegible { try terminal.see("overview ›".prefix(locale.isEmpty ? 10 : 8).description) }
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
      #expect(try terminal.modes() == before)
      let sent = try #require(terminal.shell.bytes(of: "output"))
      #expect(TerminalOutput(sent).colours.isEmpty != kind.hasColours)
      #expect(locale.isEmpty || sent.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: ["TERM=dumb", "TERM=", "-u TERM"])
    func terminalThatCannotIsToldSo(setting: String) throws {
      let terminal = try Tmux(columns: 80, rows: 24)
      try terminal.type("env \(setting) proftui \(slowestList)")
      try terminal.see("TERM")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "1")
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
      let before = try terminal.settledScreen()
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

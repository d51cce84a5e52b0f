import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Wherever one is, a signal ends the program, and the terminal is as before.
  @Suite struct EndingTests {
    /// ILL is what a trap in our own code sends.
    private static let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGXCPU, SIGSEGV, SIGBUS, SIGABRT, SIGILL]

    @Test(arguments: Place.all)
    func signalsGiveTheTerminalBack(place: Place) throws {
      let terminal = try Tmux(columns: 100, rows: 30)
      let before = try terminal.modes()
      for signal in Self.signals {
        try place.open(in: terminal)
        kill(try terminal.program(), signal)
        try terminal.seePrompt()
        #expect(try terminal.answer(to: "echo $?") == "\(128 + signal)")
        #expect(try terminal.modes() == before)
      }
    }

    /// Stopped and continued, by the key and by the signal, and resized in a storm: one is where one was.
    @Test(arguments: Place.all)
    func stopsAndStormsChangeNothing(place: Place) throws {
      let terminal = try Tmux(columns: 100, rows: 30)
      let before = try terminal.modes()
      try place.open(in: terminal)
      let screen = try terminal.settledScreen()
      let program = try terminal.program()
      kill(program, SIGTSTP)
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
      try terminal.type("fg")
      try terminal.see("the screen as before:\n\(screen)") { $0 == screen }
      kill(program, SIGCONT)
      for count in 0..<200 {
        kill(program, SIGWINCH)
        if count % 40 == 0 { try terminal.resize(columns: 60 + count / 4, rows: 30 + count / 20) }
      }
      try terminal.resize(columns: 100, rows: 30)
      try terminal.see("the screen as before:\n\(screen)") { $0 == screen }
      kill(program, SIGTERM)
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
    }

    @Test(arguments: Place.all)
    func aTerminalThatIsGoneEndsIt(place: Place) throws {
      let terminal = try Tmux(columns: 100, rows: 30)
      try place.open(in: terminal)
      try hangUp(terminal)
    }

    private func hangUp(_ terminal: Tmux) throws {
      let program = try terminal.program()
      try terminal.hangUp()
      try terminal.eventually("see it end") { kill(program, 0) == 0 ? nil : () }
    }

    // MARK: While the editor has the terminal

    /// The explorer of a profile whose source an editor shows, which waits for a line.
    private func editing() throws -> (terminal: Tmux, modes: String) {
      let terminal = try Tmux(columns: 100, rows: 30)
      let editor = #"printf '#!/bin/sh\necho editing; read line; echo "$line" > ~/line\n' > ~/vi; chmod +x ~/vi"#
      try terminal.type("\(editor); export EDITOR=~/vi; clear")
      try terminal.seePrompt()
      let modes = try terminal.modes()
      try terminal.type("clear; proftui \(Place.source)")
      try terminal.see("6,975 calls", "q quit")
      try terminal.editFirstFinding()
      try terminal.see("editing")
      return (terminal, modes)
    }

    /// The editor is left alone, and when it is closed the program ends.
    @Test(arguments: [SIGTERM, SIGHUP, SIGPIPE])
    func signalsWaitForTheEditor(signal: Int32) throws {
      let (terminal, before) = try editing()
      kill(try terminal.program(), signal)
      try terminal.press("typed here", .enter)
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "\(128 + signal)")
      #expect(try terminal.answer(to: "cat ~/line") == "typed here")
      #expect(try terminal.modes() == before)
    }

    /// Ctrl-C and Ctrl-\ are meant for the editor, and we go on once it is closed.
    @Test(arguments: [SIGINT, SIGQUIT])
    func interruptsAreTheEditors(signal: Int32) throws {
      let (terminal, before) = try editing()
      kill(try terminal.program(), signal)
      try terminal.press("typed here", .enter)
      try terminal.see("N+1 query", "evidence")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
      #expect(try terminal.answer(to: "cat ~/line") == "typed here")
      #expect(try terminal.modes() == before)
    }

    /// The keys reach both of us, and end the editor alone.
    @Test(arguments: ["c", "\\"])
    func anEditorThatIsInterruptedLeavesUs(key: Character) throws {
      let (terminal, before) = try editing()
      try terminal.press(.control(key))
      // The bottom line may say how the editor ended.
      try terminal.see("N+1 query: rating runs")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
      #expect(try terminal.modes() == before)
    }

    @Test func aCrashWhileTheEditorIsOpenLeavesItsTerminalAlone() throws {
      let (terminal, _) = try editing()
      kill(try terminal.program(), SIGSEGV)
      try terminal.see("Segmentation fault")
    }

    @Test func theEditorAndWeAreStoppedTogether() throws {
      let (terminal, before) = try editing()
      try terminal.press(.control("z"))
      try terminal.see("Stopped")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
      try terminal.type("fg")
      try terminal.press("typed here", .enter)
      try terminal.see("N+1 query", "evidence")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
    }

    @Test func aTerminalThatIsGoneEndsTheEditorAndUs() throws { try hangUp(try editing().terminal) }

    // MARK: Sizes

    @Test func keysOutliveAStormOfSizes() throws {
      let terminal = try explorer()
      for (columns, rows) in [(1, 1), (200, 60), (20, 5), (81, 25), (500, 200), (3, 90), (120, 2), (80, 24)] {
        try terminal.resize(columns: columns, rows: rows)
        try terminal.press(.down, .enter, .tab, .pageDown, "s", .escape, "?", .escape)
      }
      try terminal.see("36,753 calls", "ncalls")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }
  }
}

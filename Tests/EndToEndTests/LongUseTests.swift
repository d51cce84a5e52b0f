import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Random keys to the program itself, in a terminal: it stays, takes no more memory, and quits when it is told to.
  ///
  /// Some hundred keys and a few profiles here; `Scripts/random-keys` sends 100,000 to each. The same without a terminal, on every good profile and with more
  /// looked at: `RandomKeysTests`.
  @Suite struct LongUseTests {
    private static let wantedKeys = getenv("PROFTUI_RANDOM_KEYS").flatMap { Int(String(cString: $0)) }
    private static let keys = wantedKeys ?? 600
    private static let profiles =
      wantedKeys == nil
      ? ["unicode-names.prof", "hostile-names.prof", "threads-py3.12.prof", "deep-recursion.prof"]
      : Fixtures.names(in: "profiles/good")

    @Test(arguments: profiles) func explorer(name: String) throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("cd; clear; proftui '\(Repository.root)/Tests/Fixtures/profiles/good/\(name)'")
      try terminal.see("q quit")
      try press(in: terminal, seed: 1)
    }

    /// Files come, grow, are replaced and go meanwhile.
    @Test func requestList() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      _ = try terminal.shell.run("mkdir ~/d; cp *.prof ~/d")
      let race = "python3 \(Repository.root)/Tests/Fixtures/scripts/race.py ~/d GET.root* POST.*"
      _ = try terminal.shell.run("(\(race) \(Self.keys / 100) & echo $! > ~/race; wait) > /dev/null 2>&1 &")
      try terminal.type("clear; proftui ~/d")
      try terminal.see("profiles", "q quit")
      try press(in: terminal, seed: 2)
    }

    private func press(in terminal: Tmux, seed: UInt64) throws {
      let program = try terminal.program()
      var random = SplitMix(seed: seed)
      var memory: [Int] = []
      for _ in 0..<10 {
        for _ in 0..<max(1, Self.keys / 1000) {
          try terminal.send((0..<100).map { _ in Self.key(&random) })
          if Int.random(in: 0..<10, using: &random) == 0 { try resize(terminal, &random) }
          try #require(kill(program, 0) == 0, "\((try? terminal.screen()) ?? "")")
        }
        try terminal.resize(columns: 120, rows: 40)
        // Once the help is there, all keys before it were taken; a list whose files change may never come to rest.
        try terminal.press(.escape, .escape, .escape, .escape, .escape, "0", "?")
        try terminal.see("Zoom and panes")
        try terminal.press(.escape)
        try terminal.seeNoMore("Zoom and panes")
        memory.append(try #require(ResidentMemory.pages(of: program)))
      }
      // Caches fill at first. 16 MiB more than after a tenth of the keys is more than they hold.
      #expect(memory[9] < memory[1] + 4096, "pages of memory: \(memory)")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    private func resize(_ terminal: Tmux, _ random: inout SplitMix) throws {
      let size = (Int.random(in: 1...200, using: &random), Int.random(in: 1...60, using: &random))
      try terminal.resize(columns: size.0, rows: size.1)
    }

    /// By the names of tmux. None that quits, suspends, or starts an editor or writes a file.
    private static func key(_ random: inout SplitMix) -> String {
      let named = [
        "Up", "Down", "Left", "Right", "Down", "Right", "PageUp", "PageDown", "Home", "End", "Enter", "Enter", "Escape",
        "BSpace",
        "Tab", "BTab", "DC", "IC", "F1", "F5", "C-u", "C-d", "C-l", "C-b", "C-f", "Space", "é",
      ]
      let letters = "abcdfghijklmnoprstuvxyzABCDEFGHIJKLMNOPRSTUVWXYZ0123456789/?*&[]=~.:,-+()|".map(String.init)
      return (Bool.random(using: &random) ? named : letters).randomElement(using: &random) ?? "Up"
    }
  }
}

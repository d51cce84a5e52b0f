import TestSupport
import Testing

extension EndToEnd {
  @Suite struct OpeningTests {
    @Test func pipeGetsTextRatherThanEscapeCodes() throws {
      let shown = try Shell().run("proftui \(slowestList) | head -12")
      #expect(shown.status == 0)
      #expect(shown.errors.isEmpty)
      #expect(shown.output.contains("_serialize_links"))
      #expect(!shown.output.contains("\u{1B}"))
    }

    @Test func profileFromStandardInputIsExploredWithTheKeysOfTheTerminal() throws {
      let terminal = try Tmux()
      let before = try terminal.modes()
      try terminal.type("cat \(slowestList) | proftui -")
      try terminal.see("36,753 calls", "ncalls")
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
      #expect(try terminal.modes() == before)
    }

    /// A file that is all that was typed is opened before the settings are read.
    @Test func theApplicationOfTheSettingsIsThatOfTheFirstScreen() throws {
      let terminal = try Tmux()
      let settings = "mkdir -p ~/.config/proftui; echo 'application = \"placement\"' > ~/.config/proftui/config.toml"
      try terminal.type("\(settings); clear; proftui \(slowestList)")
      try terminal.see("36,753 calls", "application 80 %", "ncalls")
    }

    @Test func aFileThatIsCalledLikeACommandIsOpenedByItsPath() throws {
      let terminal = try Tmux()
      try terminal.type("cp \(slowestList) ~/list; cd; clear; proftui list")
      try terminal.see("Usage: proftui list")
      try terminal.seePrompt()
      try terminal.type("clear; proftui ./list")
      try terminal.see("36,753 calls", "ncalls")
    }

    /// A thread that is there but has nothing to do may still be woken; no thread cannot.
    @Test func anIdleProgramHasOneThreadThatSleeps() throws {
      let terminal = try Tmux()
      try terminal.type("proftui \(slowestList)")
      try terminal.see("36,753 calls", "ncalls")
      let tasks = "/proc/\(try terminal.program())/task"
      try terminal.eventually("one thread alone") {
        try Shell().run("ls \(tasks) | wc -l").output == "1\n" ? true : nil
      }
    }

    @Test(arguments: [
      ("~/none.prof", "none.prof", "no such file"),
      ("/proc/self/mem", "/proc/self/mem", "input/output error"),
      ("~/short.prof", "short.prof", "byte 5000"),
      ("~/empty.prof", "empty.prof", "empty"),
      ("~/text.prof", "text.prof", "byte 0"),
      ("~/cut.prof.gz", "cut.prof.gz", "gzip"),
    ])
    func fileThatCannotBeReadIsOneSentence(file: String, name: String, reason: String) throws {
      let shell = try Shell()
      let made = try shell.run(
        """
        head -c 5000 \(slowestList) > ~/short.prof; : > ~/empty.prof
        echo "ncalls  tottime" > ~/text.prof; gzip -c \(slowestList) | head -c 500 > ~/cut.prof.gz
        """)
      #expect(made.status == 0)

      let opened = try shell.run("proftui \(file)")
      #expect(opened.status == 1)
      #expect(opened.output.isEmpty)
      #expect(opened.errors.contains(name))
      #expect(opened.errors.contains(reason))
      #expect(opened.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }

    @Test func brokenFileLeavesTheScreenAlone() throws {
      let terminal = try Tmux()
      try terminal.record(to: "output")
      try terminal.type("head -c 5000 \(slowestList) | proftui -")
      try terminal.see("byte 5000")
      try terminal.seePrompt()
      let output = TerminalOutput(terminal.shell.bytes(of: "output") ?? [])
      #expect(output.sequences.isEmpty)
    }

    @Test(arguments: ["--no-such-option x.prof", "a.prof b.prof c.prof --frobnicate"])
    func wrongArgumentsGiveTheUsage(arguments: String) throws {
      let opened = try Shell().run("proftui \(arguments)")
      #expect(opened.status == 64)
      #expect(opened.output.isEmpty)
      #expect(opened.errors.contains("Usage:"))
    }

    @Test func helpSaysWhatCanBeOpened() throws {
      let help = try Shell().run("proftui explore --help")
      #expect(help.status == 0)
      #expect(help.errors.isEmpty)
      #expect(help.output.contains("USAGE: proftui"))
      #expect(help.output.contains("standard input"))
    }
  }
}

import TestSupport
import Testing

extension EndToEnd {
  /// Any HTTP client names the files, any Python source the functions: neither may speak to the terminal.
  @Suite struct HostileNamesTests {
    /// Sets the title, rings, clears the screen, turns red; a C1 control that does the same in one character; then what
    /// would break a line or turn it around.
    static let name = #"f\x1b]0;pwned\x07\x1b[2J\x1b[31m\x9b31m\n\t\r\x7f\u202ex\u200by"#

    @Test func functionsAndFiles() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      try make(profile: "hostile.prof", in: terminal.shell)
      let sent = try sentWhileExploring("~/hostile.prof", in: terminal)
      #expect(sent.strays.isEmpty)
      #expect(!sent.text.unicodeScalars.contains("\u{202E}"))
      #expect(!sent.text.unicodeScalars.contains("\u{200B}"))
      #expect(sent.text.contains(#"f\x1b]0;pwned\x07\x1b[2J\x1b[31m\x9b31m\n\t\r\x7f\u202ex\u200by"#))
      #expect(try terminal.ask("#{pane_title}").contains("pwned") == false)
    }

    @Test func nameOfTheProfileItself() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      let file = "~/$'x\\e]0;pwned\\a\\e[2J\\n\\u202e.prof'"
      _ = try terminal.shell.run("cp \(slowestList) \(file)")
      let sent = try sentWhileExploring("~/x*.prof", in: terminal)
      #expect(sent.strays.isEmpty)
      #expect(sent.text.contains(#"x\x1b]0;pwned"#))
    }

    @Test func errorAboutIt() throws {
      let shell = try Shell()
      let opened = try shell.run("echo no profile > ~/$'x\\e]0;pwned\\a\\n.prof'; proftui ~/x*.prof")
      #expect(opened.status == 1)
      #expect(opened.errors.contains(#"x\x1b]0;pwned\x07\n.prof"#))
      #expect(opened.errors.split(separator: "\n").count == 1)
    }

    @Test func textReport() throws {
      let shell = try Shell()
      try make(profile: "hostile.prof", in: shell)
      let report = try shell.run("proftui ~/hostile.prof | cat")
      #expect(report.output.contains("pwned"))
      #expect(TerminalOutput(Array(report.output.utf8)).strays.isEmpty)
      #expect(TerminalOutput(Array(report.output.utf8)).sequences.isEmpty)
    }

    /// What is sent to the terminal from the opening of the file until it is quit.
    private func sentWhileExploring(_ file: String, in terminal: Tmux) throws -> TerminalOutput {
      try terminal.type("clear")
      try terminal.seePrompt()
      try terminal.record(to: "output")
      try terminal.type("proftui \(file)")
      try terminal.see("ncalls")
      try terminal.press(.down, .down, .down, .tab, .down, .down, .enter)
      try terminal.press("q")
      try terminal.seePrompt()
      return TerminalOutput(try #require(terminal.shell.bytes(of: "output")))
    }

    /// Writes a profile in which `main` calls a function whose name, and whose file's name, is hostile.
    private func make(profile: String, in shell: Shell) throws {
      let python = """
        import marshal
        main, f = ("/srv/app.py", 1, "main"), ("\(Self.name).py", 2, "\(Self.name)")
        stats = {main: (1, 1, 0.25, 1.0, {}), f: (1, 1, 0.75, 0.75, {main: (1, 1, 0.75, 0.75)})}
        marshal.dump(stats, open("\(shell.home)/\(profile)", "wb"))
        """
      let made = try shell.run("python3 - <<'END'\n\(python)\nEND")
      try #require(made.status == 0, "\(made.errors)")
    }
  }
}

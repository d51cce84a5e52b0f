import TestSupport
import Testing

extension EndToEnd {
  /// A user's keys and columns, in a terminal.
  @Suite struct SettingsTests {
    private func terminal(_ settings: String) throws -> Tmux {
      let terminal = try Tmux(columns: 120, rows: 40)
      let made = try terminal.shell.run(
        "mkdir -p ~/.config/proftui; cat > ~/.config/proftui/config.toml <<'END'\n\(settings)\nEND")
      try #require(made.status == 0, "\(made.errors)")
      return terminal
    }

    @Test func keysDoWhatTheSettingsSay() throws {
      let terminal = try terminal(
        """
        [keys]
        search = ["F2", "Ctrl-S"]
        callers = "z"
        findings = []
        """)
      try explore(in: terminal)
      try terminal.see("F2 search", "z callers")
      try terminal.press("/", "f", .function(2), "serialize_l")
      try terminal.see("1 function  self 73.2 %")
      try terminal.press(.escape, .control("s"), "serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("z")
      try terminal.see("1 caller of _serialize_links")
      try terminal.press("q", .escape, "?")
      try terminal.see("F2 Ctrl-S", "search by name")
      try terminal.press(.escape, .control("c"))
      try terminal.seePrompt()
    }

    @Test func directoriesBelowAreTakenInByEveryCommand() throws {
      let shell = try Shell()
      let made = try shell.run(
        """
        mkdir -p ~/.config/proftui ~/d/below; printf '[list]\\nrecursive = true\\n' > ~/.config/proftui/config.toml
        cp GET.traits* GET.root.22ms* ~/d/below
        """)
      try #require(made.status == 0, "\(made.errors)")
      for command in ["list ~/d", "~/d", "diff ~/d ~/d", "check ~/d --max-total 0s"] {
        #expect(try shell.run("proftui \(command)").output.contains("/traits"), "\(command)")
      }
      #expect(try shell.run("XDG_CONFIG_HOME=/none proftui check ~/d --max-total 0s").status == 2)
    }

    @Test func columnsAreThoseOfTheSettings() throws {
      let terminal = try terminal(
        """
        [columns]
        functions = ["cumtime", "function"]
        routes = ["route", "p95"]
        requests = ["request", "elapsed"]
        """)
      try explore(in: terminal)
      let table = try terminal.settledScreen()
      let heading = try #require(table.lines(with: "cumtime").last { $0.contains("function") })
      #expect(!heading.contains("ncalls") && !heading.contains("tottime"))
      try terminal.press("Q")
      try terminal.seePrompt()
      try terminal.type("clear; proftui .")
      let routes = try terminal.see("15 profiles", "p95")
      #expect(routes.lines(with: "p95").contains { $0.contains("route") && !$0.contains("mean") })
      try terminal.press("o")
      try terminal.see("requests without the other columns") { screen in
        screen.lines(with: "elapsed").contains { !$0.contains("hottest") }
      }
    }

    @Test func fileIsBegunOnceAndNeverOverwritten() throws {
      let shell = try Shell()
      let begun = try shell.run("proftui config --create")
      #expect(begun.status == 0, "\(begun.errors)")
      #expect(begun.output == "\(shell.home)/.config/proftui/config.toml\n")
      let usual = try shell.run("proftui config")
      #expect(try shell.run("cat ~/.config/proftui/config.toml").output == usual.output)
      let again = try shell.run("echo 'theme = \"light\"' > ~/.config/proftui/config.toml; proftui config --create")
      #expect(again.status == 1)
      #expect(again.errors == "proftui: \(shell.home)/.config/proftui/config.toml: file exists\n")
      #expect(try shell.run("cat ~/.config/proftui/config.toml").output == "theme = \"light\"\n")
    }

    /// The shell has emptied the file before the program starts: that much can be said.
    @Test func outputOntoTheFileItselfIsNoticed() throws {
      let shell = try Shell()
      let write = "cd ~/.config/proftui; echo 'theme = \"light\"' > config.toml"
      let replaced = try shell.run("mkdir -p ~/.config/proftui; \(write); proftui config > config.toml")
      #expect(replaced.status == 0)
      #expect(replaced.errors.contains("the shell emptied this file before it could be read"))
      #expect(try shell.run("cat ~/.config/proftui/config.toml").output == shell.run("proftui config").output)
      let added = try shell.run("\(write); proftui config >> config.toml")
      #expect(added.status == 1)
      #expect(added.errors.contains("nothing was added"))
      #expect(try shell.run("cat ~/.config/proftui/config.toml").output == "theme = \"light\"\n")
      #expect(try shell.run("proftui config > ~/elsewhere").errors.isEmpty)
    }

    @Test(arguments: [
      "list .", "check --max-total 9s .", "report \(slowestList)", "export --format csv \(slowestList)",
      "diff --format text \(slowestList) \(slowestList)", ". | cat", "\(slowestList) | cat",
    ])
    func commandsWithoutAScreenSayWhatIsWrongOnce(command: String) throws {
      let shell = try Shell()
      let run = try shell.run(
        "mkdir -p ~/.config/proftui; echo 'theem = 1' > ~/.config/proftui/config.toml; proftui \(command)")
      #expect(run.status == 0)
      #expect(
        run.errors == "proftui: \(shell.home)/.config/proftui/config.toml, line 1: theem: there is no such setting\n")
      #expect(!run.output.isEmpty)
    }

    /// Of a profile without code of its own, the package that is named is the application, in what is exported too.
    @Test func exportTakesTheApplicationFromTheSettingAndTheOption() throws {
      let shell = try Shell()
      let export = "proftui export --format csv \(slowestList)"
      func packages(_ csv: String) -> Set<Substring> {
        Set(csv.split(separator: "\n").filter { $0.contains("_serialize_links") }.map { $0.split(separator: ",")[3] })
      }
      let settings = "mkdir -p ~/.config/proftui; echo 'application = \"sqlalchemy\"' > ~/.config/proftui/config.toml"
      let assumed = try shell.run(export)
      let named = try shell.run("\(export) --app sqlalchemy")
      let set = try shell.run("\(settings); \(export)")
      let overruled = try shell.run("\(settings); \(export) --app placement")
      #expect(named.output.contains(",application,") && named.output != assumed.output)
      #expect(packages(named.output) == ["placement"])
      #expect(set.output == named.output)
      #expect(packages(overruled.output) == ["application"])
    }

    @Test func whatIsWrongIsSaidWithItsLineAndTheRestWorks() throws {
      let terminal = try terminal("theme = \"pink\"\n[keys]\nsearch = \"Hyper-S\"\nopen = \"z\"")
      try terminal.type("proftui \(slowestList)")
      try terminal.see("settings, line 1: theme")
      try terminal.see("36,753 calls", "% of self time measured")
      try terminal.press(.down)
      try terminal.see("z zoom")
      let before = try terminal.settledScreen()
      try terminal.press("z")
      try terminal.see("another picture") { $0 != before }
      try terminal.press("Q")
      try terminal.see("config.toml, line 1: theme", "config.toml, line 3: keys.search: \"Hyper-S\" is no key")
    }
  }
}

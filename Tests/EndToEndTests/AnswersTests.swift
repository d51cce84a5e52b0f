import TestSupport
import Testing

extension EndToEnd {
  /// Each key that answers a question, on the slowest list.
  @Suite struct AnswersTests {
    @Test func callersAreOneKeyAndTheWayBackIsAnother() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "c")
      let screen = try terminal.see("overview › _serialize_links", "1 caller of _serialize_links")
      #expect(!screen.lines(with: "_serialize_provider  resource_provider.py:49").isEmpty)
      try terminal.press(.enter)
      try terminal.see("overview › _serialize_links › _serialize_provider")
      try terminal.press(.backspace)
      try terminal.see("overview › _serialize_links  ")
      try terminal.press("q")
      try terminal.see("% of self time measured")
    }

    @Test func icicleIsInvertedAndBack() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "i")
      try terminal.see("callers of _serialize_links")
      try terminal.press(.down)
      try terminal.see("‹ call_func ‹ __call__")
      try terminal.press("i")
      try terminal.seeNoMore("callers of _serialize_links")
    }

    @Test func tableIsGroupedByPackageAndAGroupOpens() throws {
      let terminal = try explorer()
      try terminal.press(.tab, "oo")
      try terminal.see("packages")
      try terminal.press("4", .enter)
      try terminal.see("of 611 functions")
      try terminal.press(.backspace)
      try terminal.see("packages")
    }

    @Test func builtinsAreFoldedAway() throws {
      let terminal = try explorer()
      try terminal.press("xb")
      try terminal.see("folded: built-ins", "b built-ins ✓")
      try terminal.press("b", .escape)
      try terminal.seeNoMore("folded: built-ins")
    }

    /// Nobody says where the application is: it is installed as a package. From the top of the profile it takes two keys from
    /// the driver's `execute` to the application's line that runs the queries.
    @Test func fromTheDriverToTheApplicationsLineAreTwoKeys() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      let site = "/srv/app/releases/2026112207/pl311/lib/python3.11/site-packages"
      _ = try terminal.shell.run(
        """
        mkdir -p ~/site/placement/objects; cd ~/site/placement/objects
        (yes '#' | head -445; echo 'def get_providers_with_resource(ctx):'; echo '    return ctx.session.execute(1)') \
        > research_context.py
        """)
      let file = "\(Repository.root)/Tests/Fixtures/profiles/placement/GET.allocation_candidates.360ms.1795351277.prof"
      try terminal.type("proftui --map \(site)=$HOME/site \(file)")
      try terminal.see("application assumed: placement (--app names another)", "built-in 46 %", "placement? 27 %")
      try terminal.press("/'execute'", .enter, "c")
      let screen = try terminal.see("2 callers of cursor.execute, from 11 places in placement?")
      #expect(
        !screen.lines(with: "get_providers_with_resource  research_context.py:446").filter { $0.contains("~3 ") }
          .isEmpty)
      try terminal.press("v")
      try terminal.see("return ctx.session.execute(1)", "execute  3 calls")
      try terminal.press("q", "q", "q")
      try terminal.seePrompt()
      try terminal.type("proftui --app sqlalchemy \(file)")
      try terminal.see("240,304 calls", "application")
      try terminal.seeNoMore("assumed")
    }

    @Test func reportsKnowTheApplicationToo() throws {
      let file = "GET.resource_providers.123ms.1795351277.prof"
      let report = try Shell().run(
        "proftui report --app placement \(file); proftui report --app placement \(file) \(file)")
      #expect(
        report.output.split(separator: "\n").count { $0.hasPrefix("self time: application 80 %") } == 2, "\(report)")
      let piped = try Shell().run("proftui --app placement \(file) | cat")
      #expect(piped.output.contains("self time: application 80 %"))
      let settings = "mkdir -p ~/.config/proftui; echo 'application = \"placement\"' > ~/.config/proftui/config.toml"
      let set = try Shell().run("\(settings); proftui report \(file); proftui report --app sqlalchemy \(file)")
      #expect(set.output.contains("self time: application 80 %") && set.output.contains("placement 80 %"), "\(set)")
      #expect(try Shell().run("proftui report --pstats --app placement \(file)").status == 64)
    }

    @Test func aSearchAmongCallersStaysThere() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "c", "/url")
      try terminal.see("callers and callees")
      try terminal.press(.enter)
      try terminal.see("overview › _serialize_links", "1 caller of _serialize_links")
    }

    /// tmux takes what a program copies into its own buffer where it is told to.
    @Test func whatIsShownIsCopiedAndWritten() throws {
      let terminal = try explorer()
      try terminal.allowCopying()
      try terminal.press(.tab, "y")
      try terminal.see("lines of Markdown")
      #expect(try terminal.buffer().contains("| `resource_provider.py:33(_serialize_links)` |"))
      let file = "\(terminal.shell.home)/answers.md"
      try terminal.press("w", .control("u"), Stroke(file), .enter)
      try terminal.see("written: \(file)")
      try terminal.press("w", .control("u"), Stroke(file), .enter)
      try terminal.see("not written: ")
      #expect(terminal.shell.bytes(of: "answers.md") != nil)
    }
  }
}

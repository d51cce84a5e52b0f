import TestSupport
import Testing

extension EndToEnd {
  /// A slow request of the library in `Examples/wsgi`, whose source is in the repository and not where the profile says.
  @Suite struct SourceTests {
    private func library(_ environment: String = "") throws -> Tmux {
      let terminal = try Tmux()
      try terminal.type("\(environment) proftui \(Place.source)")
      try terminal.see("6,975 calls", "q quit")
      return terminal
    }

    @Test func findingsLeadToTheLineThatIssuesTheQueries() throws {
      let terminal = try library()
      try terminal.press("f")
      try terminal.see("N+1 query", "rating runs ×400 for each books_one_by_one")
      try terminal.press("v")
      let screen = try terminal.see("def books_one_by_one(self):", "newer than the profile")
      #expect(!screen.lines(with: #"self.rating(book["id"])"#).filter { $0.contains("400 calls") }.isEmpty)
      try terminal.press(.enter)
      try terminal.see("def rating(self, book):", "books_one_by_one › rating")
      try terminal.press("q", "q", "q")
      try terminal.see("ncalls", "q quit")
    }

    @Test func linesAreSearchedAsInLess() throws {
      let terminal = try library()
      try terminal.press("f")
      try terminal.see("N+1 query", "rating runs ×400 for each books_one_by_one")
      try terminal.press("v")
      try terminal.see("def books_one_by_one(self):")
      try terminal.press("/def rating")
      try terminal.see("1 line")
      try terminal.press(.enter)
      try terminal.see("/def rating   1 line   n N step", "def rating(self, book)")
      try terminal.press("q")
      try terminal.see("rating runs ×400 for each books_one_by_one")
    }

    @Test func sourceThatIsNotHereIsSaid() throws {
      let terminal = try explorer()
      try terminal.press("/serialize_l", .enter, "v")
      try terminal.see("the source is not on this machine", "placement/handlers/resource_provider.py", "--map FROM=TO")
      try terminal.press("e")
      try terminal.see("not on this machine, see --map: /srv/app")
    }

    @Test func editorGetsTheFileAtTheLineAndTheTerminal() throws {
      let shell = #"""
        mkdir ~/"my dir"; printf '#!/bin/sh\nprintf "%%s|" "$@" > ~/words; echo editing; read line; echo "$line" > ~/line\n' \
        > ~/"my dir/vi"; chmod +x ~/"my dir/vi"
        """#.split(separator: "\n").map { $0.hasSuffix("\\") ? $0.dropLast() : $0 }.joined(separator: " ")
      let terminal = try Tmux()
      try terminal.type(shell)
      try terminal.seePrompt()
      let before = try terminal.modes()
      try terminal.type(#"EDITOR='"'"$HOME"'/my dir/vi" -R' proftui \#(Place.source)"#)
      try terminal.see("6,975 calls", "q quit")
      try terminal.editFirstFinding()
      try terminal.see("editing")
      try terminal.press("typed here", .enter)
      try terminal.see("N+1 query", "evidence")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
      #expect(try terminal.answer(to: "cat ~/line") == "typed here")
      #expect(try terminal.answer(to: "cat ~/words; echo").hasPrefix("-R|+74|/"))
    }

    /// Ctrl-Z in an editor that stops itself alone, and in one that stops with everything in the terminal.
    @Test(arguments: ["kill -STOP $$", "kill -TSTP 0"])
    func editorMayBeSuspended(stop: String) throws {
      let terminal = try Tmux()
      _ = try terminal.shell.run(
        """
        mkdir ~/bin; printf '%s\\n' '#!/bin/sh' 'echo editing' '\(stop)' 'echo back' 'read line' 'echo "$line" > ~/line' > ~/bin/ed1
        chmod +x ~/bin/ed1
        """)
      let before = try terminal.modes()
      try terminal.type("VISUAL=$HOME/bin/ed1 proftui \(Place.source)")
      try terminal.see("6,975 calls", "q quit")
      try terminal.editFirstFinding()
      try terminal.see("editing")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
      try terminal.type("fg")
      try terminal.see("back")
      try terminal.press("typed here", .enter)
      try terminal.see("N+1 query", "evidence")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
      #expect(try terminal.answer(to: "cat ~/line") == "typed here")
    }

    @Test func editorThatFailsIsSaid() throws {
      let terminal = try library("VISUAL='no-such-editor --wait'")
      try terminal.editFirstFinding()
      try terminal.see("no-such-editor: no such file or directory", "N+1 query")
      try terminal.press("Q")
      try terminal.seePrompt()
    }
  }
}

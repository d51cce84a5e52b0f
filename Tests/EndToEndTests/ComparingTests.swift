import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ComparingTests {
    private static let diff = "proftui diff ../nplus1/before ../nplus1/after"
    private static let verdict = "p50 28.9 ms → 3.44 ms, −88 %, 12 and 12 requests: faster (p < 0.001)"

    /// Whether it became faster, by how much, how sure that is, and which function's calls made the difference.
    @Test(arguments: [(80, 24), (120, 40)]) func theFirstScreenTellsAll(columns: Int, rows: Int) throws {
      let terminal = try Tmux(columns: columns, rows: rows)
      try terminal.type(Self.diff)
      try terminal.see(Self.verdict, "most of it: Connection.execute −15.4 ms, 801 → 1 calls: fewer calls")
      try terminal.press("b")
      try terminal.see("widths from the baseline", "gone")
      try terminal.press("/one_by", .enter, .enter)
      try terminal.see("in books_one_by_one")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func groupsFiltersCallersAndSourceAreOneKeyEach() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("\(Self.diff) --map /srv/library=\(Repository.root)/Examples/wsgi")
      try terminal.see(Self.verdict)
      try terminal.press("oo")
      try terminal.see("5 packages", "werkzeug  55 functions")
      try terminal.press("o", "xb", .escape)
      try terminal.see("; folded: built-ins")
      try terminal.press("xb", .escape, "gc")
      try terminal.see("1 caller of Connection.execute", "comparison › Connection.execute")
      try terminal.press(.enter, "/at_once", .enter, "v")
      try terminal.see("def books_at_once(self)")
      try terminal.press(.escape)
      try terminal.see("comparison › Connection.execute › all")
      try terminal.press("q", "q", "E")
      try terminal.see("GET /books, change", "mean of 12 requests")
      try terminal.press("q", "q")
      try terminal.seePrompt()
    }

    @Test func whatIsShownIsTakenAlong() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.allowCopying()
      try terminal.type("\(Self.diff) --map /srv/library=\(Repository.root)/Examples/wsgi")
      try terminal.see(Self.verdict)
      try terminal.press("y")
      try terminal.see("lines of Markdown to the terminal")
      let copied = try terminal.eventually("the clipboard") { try? terminal.buffer() }
      #expect(copied.hasPrefix("**GET /books**\n\np50 28.9 ms") && copied.contains("| 801 | 1 | "))
      try terminal.press("w")
      try terminal.see("write to the file books.table.md")
      try terminal.press(.control("u"), Stroke("\(terminal.shell.home)/kept.md"), .enter)
      try terminal.see("written: ")
      #expect(try terminal.shell.run("cat ~/kept.md").output == copied)
      try terminal.press("i")
      try terminal.see("i works in the explorer of one profile: E opens the change there")
    }

    @Test func theEditorOpensFromTheComparison() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      _ = try terminal.shell.run("printf '#!/bin/sh\necho \"edit $*\" > ~/edited' > ~/ed; chmod +x ~/ed")
      try terminal.type("VISUAL=$HOME/ed \(Self.diff) --map /srv/library=\(Repository.root)/Examples/wsgi")
      try terminal.see(Self.verdict)
      try terminal.press("/at_once")
      try terminal.see("1 function")
      try terminal.press(.enter, "e")
      let edited = try terminal.eventually("the editor") {
        let text = try terminal.shell.run("cat ~/edited").output
        return text.isEmpty ? nil : text
      }
      #expect(edited.contains("Examples/wsgi/library.py"))
      try terminal.see("widths from the change")
    }

    @Test func oneSideComesThroughAPipe() throws {
      let shell = try Shell()
      let files = "ls ../nplus1/before/* ../nplus1/after/* | sed -n '1p;$p'"
      let text = try shell.run(
        "set -- $(\(files)); proftui diff $1 - < $2; proftui diff --format csv - $2 < $1 | head -1")
      #expect(text.output.contains("1 and 1 request") && text.output.contains("comparison,function"), "\(text)")
      #expect(try shell.run("proftui diff - - < /dev/null").status == 64)
      let terminal = try Tmux(columns: 120, rows: 24)
      try terminal.type("set -- $(\(files)); cat $2 | proftui diff $1 -")
      try terminal.see("1 and 1 request", "widths from the change")
      try terminal.press("b")
      try terminal.see("widths from the baseline")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func directoriesAreComparedRouteByRoute() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      _ = try terminal.shell.run("mkdir ~/a ~/b; cp *.prof ../nplus1/before/* ~/a; cp *.prof ../nplus1/after/* ~/b")
      try terminal.type("proftui diff ~/a ~/b")
      try terminal.see(
        "8 routes on both sides", "GET /books", "faster (p < 0.001)", "noise (p = 1.00)")
      try terminal.press(.enter)
      try terminal.see(Self.verdict, "widths from the change")
      try terminal.press("q")
      try terminal.see("8 routes on both sides")
      try terminal.press("q")
      try terminal.seePrompt()
    }

    @Test func aRequestIsComparedWithItsFellows() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("proftui .")
      try terminal.see("15 profiles")
      try terminal.press("o")
      try terminal.see("73 % _serialize_links")
      try terminal.press("=")
      try terminal.see("same work, slower: noise, waiting or garbage collection", "most of it: _serialize_links")
      try terminal.press("q")
      try terminal.see("15 profiles")
    }

    @Test func reportsForPipes() throws {
      let shell = try Shell()
      let text = try shell.run(Self.diff)
      #expect(text.status == 0 && text.output.contains(Self.verdict) && text.errors.isEmpty)
      let json = try shell.run("\(Self.diff) --format json | python3 -m json.tool > /dev/null")
      #expect(json.status == 0, "\(json.errors)")
      #expect(try shell.run("proftui diff one").status == 64)
      #expect(try shell.run("proftui diff nothing here").status == 1)
    }

    /// The same words mean the same in both commands.
    @Test func requestsAreFilteredAndRoutesNamed() throws {
      let shell = try Shell()
      let one = try shell.run("proftui diff . . --filter /traits")
      #expect(one.status == 0 && one.output.hasPrefix("GET /traits\n10.4 ms → 10.4 ms"), "\(one)")
      let named = try shell.run(
        "proftui diff . . --filter resource_providers --route 'resource_providers=lists' --format json")
      #expect(named.output.contains(#"{"name": "GET lists", "verdict": "noise""#), "\(named.output.prefix(200))")
      #expect(named.output.contains(#""requests": 10"#) && !named.output.contains("GET /resource_providers"))
      #expect(try shell.run("proftui diff . . --filter nothing").status == 1)
      #expect(try shell.run("proftui diff . . --filter '~('").status == 64)
      #expect(try shell.run("proftui diff . . --filter fn:execute").status == 64)
      let limited = try shell.run("proftui check . --filter traits --route 'traits=the traits' --max-total 1us")
      #expect(limited.status == 1)
      #expect(limited.output == "GET the traits: total 10.4 ms is over --max-total 1.00 µs\n")
      #expect(try shell.run("proftui check . --filter /traits --max-total 1s").output == "1 route within all limits\n")
      let against = "proftui check ../nplus1/before --against ../nplus1/after --max-regression 10"
      #expect(try shell.run("\(against) --filter /books").status == 1)
      #expect(try shell.run("\(against) --filter nothing").status == 2)
      #expect(try shell.run("\(against) --route 'books='").status == 64)
    }

    /// A file that has another name on one side is another file, until `--map` says what it is.
    @Test func mapsMakeFilesTheSame() throws {
      let shell = try Shell()
      let files = try shell.run(
        """
        cp "$(ls ../nplus1/before/* | head -1)" ~/a.prof; sed 's#/srv/library/library.py#/srv/library/catalog.py#g' ~/a.prof > ~/b.prof
        cmp -s ~/a.prof ~/b.prof; echo $?
        """)
      #expect(files.output == "1\n", "\(files)")
      let apart = try shell.run("proftui diff ~/a.prof ~/b.prof --format csv")
      #expect(apart.output.contains("gone") && apart.output.contains("added"))
      let map = "--map /srv/library/catalog.py=/srv/library/library.py"
      let mapped = try shell.run("proftui diff ~/a.prof ~/b.prof --format csv \(map)")
      #expect(!mapped.output.contains("gone") && !mapped.output.contains("added"), "\(mapped.output.suffix(300))")
      #expect(try shell.run("proftui check ~/b.prof --against ~/a.prof --max-regression 5 \(map)").status == 0)
      #expect(try shell.run("proftui diff ~/a.prof ~/b.prof --map nothing").status == 64)
    }

    @Test func limitsForContinuousIntegration() throws {
      let shell = try Shell()
      let held = try shell.run("proftui check ../nplus1/after --max-calls execute=10 --max-total 20ms")
      #expect(held.status == 0 && held.output == "1 route within all limits\n" && held.errors.isEmpty)
      let broken = try shell.run("proftui check ../nplus1/before --max-calls execute=10 --max-total 20ms")
      #expect(broken.status == 1)
      #expect(broken.output.split(separator: "\n").count == 2)
      let slower = try shell.run("proftui check ../nplus1/before --against ../nplus1/after --max-regression 10")
      #expect(slower.status == 1 && slower.output.contains("slower (p < 0.001), over --max-regression 10"))
      #expect(try shell.run("proftui check ../nplus1/before").status == 64)
      #expect(try shell.run("proftui check . --max-calls execute").status == 64)
      #expect(try shell.run("proftui check nothing --max-total 1s").status == 2)
      let none = try shell.run("mkdir ~/empty; proftui check ~/empty --max-total 1s")
      #expect(none.status == 2 && none.errors == "proftui: there is no profile to check\n")
    }
  }
}

import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The whole way: a real application under a real server, Werkzeug's middleware, requests over the loopback, and the
  /// program that is open on the directory meanwhile.
  @Suite(.enabled(if: Repository.hasServer, "Scripts/set-up tests installs Werkzeug and gunicorn"))
  struct MiddlewareTests {
    private static let example = "\(Repository.root)/Examples/wsgi"

    @Test func requestsOfARunningApplicationAppear() throws {
      let terminal = try Tmux(columns: 120, rows: 40)
      try terminal.type("\(Self.example)/run ~/profiles")
      try terminal.see("GET /books", "following")
      #expect(try !servers(of: terminal.shell).isEmpty)
      // Twenty rounds of six requests, none of them lost.
      try terminal.see("120 profiles  5 routes", "POST /books/{id}/ratings", "GET /authors/{id}", "GET /  ")
      try terminal.press(.home)
      try terminal.see("q quit") { $0.contains(" GET /books  ") }
      try terminal.press(.enter)
      try terminal.see("GET /books  mean of 20 requests", "books_one_by_one")
      try terminal.press("q", "q")
      try terminal.seePrompt()
      #expect(try servers(of: terminal.shell).isEmpty, "the server ends with the list")
    }

    /// The processes of a server that write profiles into the shell's home: those of others on the machine are none.
    private func servers(of shell: Shell) throws -> String {
      try shell.run("grep -lzFx LIBRARY_PROFILE=$HOME/profiles /proc/[0-9]*/environ 2> /dev/null").output
    }

    @Test func theFixIsInTheCounts() throws {
      let shell = try Shell()
      let served = try shell.run("LIBRARY_FIXED=1 LIBRARY_WORKERS=1 \(Self.example)/serve ~/profiles 3 /books")
      #expect(served.status == 0, "\(served.errors)")
      let listed = try shell.run(
        "proftui list ~/profiles --filter fn:Connection --format csv | tail -n +2 | cut -d, -f1-3")
      #expect(listed.output == "GET,/books,3\n")
      let check = "--max-calls execute=10"
      let fixed = try shell.run("proftui check ~/profiles \(check)")
      #expect(fixed.status == 0, "\(fixed.output)\(fixed.errors)")
      let before = try shell.run("proftui check \(Repository.root)/Examples/nplus1/before \(check)")
      #expect(before.status == 1 && before.output.contains("801 calls"), "\(before.output)\(before.errors)")
    }

    private static let recipes = Fixtures.text("../../docs/recipes.md").split(separator: "```python\n").dropFirst()
      .compactMap { $0.split(separator: "```").first.map(String.init) }

    /// What docs/recipes.md has between an application and its server, pasted as it stands, writes a profile for a request.
    @Test(arguments: recipes)
    func recipesCanBePasted(recipe: String) throws {
      let shell = try Shell()
      let name = recipe.contains("app.wsgi_app") ? "app.wsgi_app" : "application"
      let script = """
        import types
        def application(environ, start_response):
            start_response("200 OK", [])
            return [b"hello"]
        app = types.SimpleNamespace(wsgi_app=application)
        \(recipe)
        from werkzeug.test import Client
        assert \(name).__class__.__name__ != "function"
        print(Client(\(name)).get("/hello", headers={"X-Profile": "anything"}).text)
        """
      let run = try shell.run(
        """
        cat > ~/recipe.py <<'END'
        \(script)
        END
        mkdir ~/profiles
        PROFILE_DIR=~/profiles PROFILE_SECRET=anything \(Repository.root)/.build/wsgi/bin/python ~/recipe.py
        proftui list --format csv ~/profiles | tail -n +2 | cut -d, -f1-3
        """)
      #expect(run.output == "hello\nGET,/hello,1\n", "\(run.errors)")
    }

    @Test func allRecipesAreTried() { #expect(Self.recipes.count == 4) }
  }
}

extension Repository {
  /// Whether the example's Python environment has been made.
  fileprivate static var hasServer: Bool { access("\(root)/.build/wsgi/bin/gunicorn", X_OK) == 0 }
}

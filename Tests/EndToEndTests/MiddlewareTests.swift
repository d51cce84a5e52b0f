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
      // Twenty rounds of six requests, none of them lost.
      try terminal.see("120 profiles  5 routes", "POST /books/{id}/ratings", "GET /authors/{id}", "GET /  ")
      try terminal.press(.home)
      try terminal.see("q quit") { $0.contains(" GET /books  ") }
      try terminal.press(.enter)
      try terminal.see("GET /books  mean of 20 requests", "books_one_by_one")
      try terminal.press("q", "q")
      try terminal.seePrompt()
      #expect(
        try terminal.shell.run("pgrep -f library:make_application").output.isEmpty, "the server ends with the list")
    }

    @Test func theFixIsInTheCounts() throws {
      let shell = try Shell()
      let served = try shell.run("LIBRARY_FIXED=1 LIBRARY_WORKERS=1 \(Self.example)/serve ~/profiles 3 /books")
      #expect(served.status == 0, "\(served.errors)")
      let listed = try shell.run(
        "proftui list ~/profiles --filter fn:Connection --format csv | tail -n +2 | cut -d, -f1-3")
      #expect(listed.output == "GET,/books,3\n")
      let before = try shell.run(
        "proftui list \(Repository.root)/Examples/nplus1/before --filter 'fn:Cursor' --requests")
      #expect(before.output.contains("12 profiles, 1 route"))
    }
  }
}

extension Repository {
  /// Whether the example's Python environment has been made.
  fileprivate static var hasServer: Bool { access("\(root)/.build/wsgi/bin/gunicorn", X_OK) == 0 }
}

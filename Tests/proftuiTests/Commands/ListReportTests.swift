import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct ListReportTests {
  private let scratch = ScratchDirectory()

  /// A directory of seven files: two requests of one route, a hostile name, a file without a name to speak of, and one each
  /// that is no profile by its name, no profile by its content, and not finished.
  init() {
    scratch.write("GET.users.7.12ms.1795351334.prof")
    scratch.write("GET.users.8.1234ms.1795351340.prof")
    scratch.write("POST.a\u{1B}[31m,\"b\".3ms.1795351335.prof")
    scratch.write("profile")
    scratch.setTime("profile", 1_000_000_000)
    scratch.write("notes.txt", Array("notes".utf8))
    scratch.write("PUT.x.1ms.1795351336.prof", Array("text".utf8))
    scratch.write("PUT.y.1ms.1795351337.prof", [])
  }

  private func report(_ order: RequestColumn? = nil, filter: RequestFilter? = nil) -> ListReport {
    let contents = ListReader.list(DirectoryScan([scratch.path]), rules: [], filter: filter)
    return ListReport(contents, routeOrder: nil, requestOrder: order.map { RequestOrder(by: $0) })
  }

  /// Text with the directory's name, and what is written of points in time, taken out.
  private func expect(_ text: String, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation) {
    var text = text
    for (found, name) in [(scratch.path.visible, "DIR")] + times.map({ (ClockText.full(Double($0)), "@\($0)") }) {
      text = text.split(separator: found, omittingEmptySubsequences: false).joined(separator: name)
    }
    #expect(text == expected, sourceLocation: sourceLocation)
  }

  private let times = [1_000_000_000, 1_795_351_334, 1_795_351_335, 1_795_351_340]

  @Test func routesAsText() {
    expect(
      report().routeLines.joined(separator: "\n"),
      """
      4 profiles, 3 routes, 1.276 s in all, 1 broken, 1 being written

      profiles     total      mean       p50       p95       max                 last  route
             2   1.246 s  0.6230 s  0.0120 s   1.234 s   1.234 s  @1795351340  GET /users/{id}
             1  0.0273 s  0.0273 s  0.0273 s  0.0273 s  0.0273 s  @1000000000  (names without a path)
             1  0.0030 s  0.0030 s  0.0030 s  0.0030 s  0.0030 s  @1795351335  POST /a\\x1b[31m,"b"
      """)
  }

  /// Nobody takes a directory of directories for an empty one.
  @Test func directoriesAreCounted() {
    let outer = ScratchDirectory()
    outer.write("GET.users.7.12ms.1795351334.prof")
    for name in ["a", "b"] { outer.makeDirectory(name) }
    func totals(isRecursive: Bool) -> String? {
      let scan = DirectoryScan([outer.path], isRecursive: isRecursive)
      let contents = ListReader.list(scan, rules: [], filter: nil)
      return ListReport(contents, routeOrder: nil, requestOrder: nil).routeLines.first
    }
    #expect(
      totals(isRecursive: false)
        == "1 profile, 1 route, 12.00 ms in all, 2 directories not looked into (--recursive)")
    #expect(totals(isRecursive: true) == "1 profile, 1 route, 12.00 ms in all")
  }

  @Test func requestsAsText() {
    expect(
      report(.path).requestLines.joined(separator: "\n"),
      """
      4 profiles, 3 routes, 1.276 s in all, 1 broken, 1 being written

                     time   elapsed   calls  functions   size  hottest  function  file
      @1795351335  0.0030 s  10,002          2  233 B  100.0 %  deep      DIR/POST.a\\x1b[31m,"b".3ms.1795351335.prof
      @1795351334  0.0120 s  10,002          2  233 B  100.0 %  deep      DIR/GET.users.7.12ms.1795351334.prof
      @1795351340   1.234 s  10,002          2  233 B  100.0 %  deep      DIR/GET.users.8.1234ms.1795351340.prof
      @1000000000  0.0273 s  10,002          2  233 B  100.0 %  deep      DIR/profile
      """)
  }

  @Test func everythingAsJSON() {
    expect(
      ListJSON(report()).text,
      #"""
      {"schema": "proftui.list/1",
       "routes": [
        {"method": "GET", "path": "/users/{id}", "profiles": 2, "total_seconds": 1.246, "mean_seconds": 0.623, "p50_seconds": 0.012, "p95_seconds": 1.234, "max_seconds": 1.234, "last": 1795351340.0},
        {"method": null, "path": null, "profiles": 1, "total_seconds": 0.027281661000000002, "mean_seconds": 0.027281661000000002, "p50_seconds": 0.027281661000000002, "p95_seconds": 0.027281661000000002, "max_seconds": 0.027281661000000002, "last": 1000000000.0},
        {"method": "POST", "path": "/a\u001b[31m,\"b\"", "profiles": 1, "total_seconds": 0.003, "mean_seconds": 0.003, "p50_seconds": 0.003, "p95_seconds": 0.003, "max_seconds": 0.003, "last": 1795351335.0}],
       "requests": [
        {"file": "DIR/GET.users.8.1234ms.1795351340.prof", "method": "GET", "path": "/users/8", "elapsed_seconds": 1.234, "time": 1795351340.0, "bytes": 233, "waiting": []},
        {"file": "DIR/profile", "method": null, "path": null, "elapsed_seconds": 0.027281661000000002, "time": 1000000000.0, "bytes": 233, "waiting": []},
        {"file": "DIR/GET.users.7.12ms.1795351334.prof", "method": "GET", "path": "/users/7", "elapsed_seconds": 0.012, "time": 1795351334.0, "bytes": 233, "waiting": []},
        {"file": "DIR/POST.a\u001b[31m,\"b\".3ms.1795351335.prof", "method": "POST", "path": "/a\u001b[31m,\"b\"", "elapsed_seconds": 0.003, "time": 1795351335.0, "bytes": 233, "waiting": []}],
       "broken": [
        {"file": "DIR/PUT.x.1ms.1795351336.prof", "byte": 0, "reason": "this is text, no profile"}]}

      """#)
  }

  @Test func routesAndRequestsAsCSV() throws {
    let csv = ListCSV(report(filter: try RequestFilter("~POST|users/7")))
    expect(
      csv.routes,
      #"""
      method,path,profiles,total_seconds,mean_seconds,p50_seconds,p95_seconds,max_seconds,last
      GET,/users/{id},1,0.012,0.012,0.012,0.012,0.012,1795351334.0
      POST,"/a\x1b[31m,""b""",1,0.003,0.003,0.003,0.003,0.003,1795351335.0

      """#)
    expect(
      csv.requests,
      #"""
      file,method,path,elapsed_seconds,time,bytes,waits_for,waits_for_seconds
      DIR/GET.users.7.12ms.1795351334.prof,GET,/users/7,0.012,1795351334.0,233,,
      "DIR/POST.a\x1b[31m,""b"".3ms.1795351335.prof",POST,"/a\x1b[31m,""b""",0.003,1795351335.0,233,,

      """#)
  }

  @Test func functionsAreFoundInFiles() throws {
    let report = report(filter: try RequestFilter("GET fn:deep"))
    expect(
      report.requestLines.joined(separator: "\n"),
      """
      2 profiles, 1 route, 1.246 s in all

                     time   elapsed  in function   calls  functions   size  hottest  function  file
      @1795351334  0.0120 s     27.28 ms  10,002          2  233 B  100.0 %  deep      DIR/GET.users.7.12ms.1795351334.prof
      @1795351340   1.234 s     27.28 ms  10,002          2  233 B  100.0 %  deep      DIR/GET.users.8.1234ms.1795351340.prof
      """)
    let csv = ListCSV(report).routes.split(separator: "\n")
    #expect(csv[0].hasSuffix(",last,function_seconds"))
    #expect(csv[1].hasPrefix("GET,/users/{id},2,1.246,0.623,0.012,1.234,1.234,1795351340.0,0.05456"))
    #expect(ListJSON(report).text.contains(#""bytes": 233, "waiting": [], "function_seconds": 0.02728"#))
    #expect(self.report(filter: try RequestFilter("fn:shallow")).requests.isEmpty)
  }

  @Test(arguments: [
    ("a\"b\\c\n", #""a\"b\\c\u000a""#), ("é🔥\u{202E}", #""\u00e9\ud83d\udd25\u202e""#), ("", #""""#),
  ])
  func stringsOfJSONAreASCII(text: String, json: String) {
    #expect(JSONText.string(bytes: Array(text.utf8)) == json)
  }

  @Test func bytesThatAreNoTextComeBackFromPython() {
    #expect(JSONText.string(bytes: [0x61, 0xFF, 0xC3, 0x28]) == #""a\udcff\udcc3(""#)
  }

  @Test(arguments: ["plain", "", "a'b"])
  func plainFieldsOfCSVAreNotQuoted(field: String) {
    #expect(CSVText.quoted(field) == field)
  }
}

/// What scripts see: output, sentences and exit status.
@Suite struct ListCommandTests {
  private func list(_ arguments: String) throws -> Finished { try Shell().run("proftui list \(arguments)") }

  @Test func directoriesWithoutBrokenFilesAreFine() throws {
    let listed = try list(".")
    #expect(listed.status == 0)
    #expect(listed.errors.isEmpty)
    #expect(listed.output.hasPrefix("15 profiles, 7 routes, 645.0 ms in all\n"))
  }

  @Test func brokenFilesAreNamedAndSaidByTheStatus() throws {
    let shell = try Shell()
    let line = "printf text > ~/x.prof; proftui list . ~"
    for (options, status) in [("", 2), ("--ignore-broken", 0), ("--requests --format csv", 2)] as [(String, Int32)] {
      let listed = try shell.run("\(line) \(options)")
      #expect(listed.status == status)
      #expect(listed.errors == "proftui: \(shell.home)/x.prof: byte 0: this is text, no profile\n")
      #expect(!listed.output.contains("x.prof"))
    }
  }

  @Test func namesMayBeAnyBytes() throws {
    let shell = try Shell()
    let made = "mkdir ~/$'\\xff'; cp GET.traits* ~/$'\\xff/\\xe9.prof'"
    let listed = try shell.run("\(made); proftui list --requests --format csv ~/$'\\xff' | tail -1")
    #expect(listed.output.hasPrefix("\(shell.home)/\\xff/\\xe9.prof,"))
  }

  @Test func nothingToListIsOneSentence() throws {
    let listed = try list("~/none")
    #expect(listed.status == 1)
    #expect(listed.output.isEmpty)
    #expect(listed.errors.contains("none: no such file or directory"))
  }

  @Test(arguments: [
    "", ". --sort calls", ". --requests --sort mean", ". --route x", ". --route '(=x'", ". --filter '~('",
  ])
  func wrongArgumentsGiveTheUsage(arguments: String) throws {
    let listed = try list(arguments)
    #expect(listed.status == 64)
    #expect(listed.output.isEmpty)
    #expect(listed.errors.contains("Usage: proftui list"))
  }

  @Test func keysSortEitherWay() throws {
    let files = "--requests --format csv --filter 'GET /r' | tail -n +2 | cut -d, -f4 | tr '\\n' ' '"
    let sorted = [0.123, 0.078, 0.059, 0.059, 0.057, 0.054, 0.053, 0.052, 0.041, 0.007]
    let descending = try list(". --sort elapsed \(files)").output
    let ascending = try list(". --sort elapsed --reverse \(files)").output
    let numbers = { (text: String) in text.split(separator: " ").compactMap { Double($0) } }
    #expect(numbers(descending) == sorted)
    #expect(numbers(ascending) == numbers(descending).reversed())
    #expect(numbers(try list(". --reverse \(files)").output) == numbers(descending).reversed())
  }

  @Test func rulesNameRoutes() throws {
    let rule = "--route '/allocations=the allocations'"
    let routes = try list(". \(rule) --sort route --format csv | cut -d, -f1-3 | head -3")
    #expect(
      routes.output == """
        method,path,profiles
        GET,/,1
        GET,/resource_providers,9

        """)
    let filtered = try list(". --route '/allocations=x' --filter 'GET /allocations' | tail -1")
    #expect(filtered.output.hasSuffix("  GET x\n"))
  }
}

import ProfileModel
import TestSupport
import Testing

@Suite struct RequestListTests {
  private func request(_ name: String, size: Int = 100, modified: Double = 5) -> RequestProfile {
    RequestProfile(file: FilePath("dir/" + name), size: size, modified: modified)
  }

  private func list(_ names: String...) -> RequestList {
    var list = RequestList()
    list.add(names.map { request($0) })
    return list
  }

  private func summary(_ profile: String) -> RequestProfile.Contents { .summary(RequestSummary(drawnProfile(profile))) }

  private let broken = RequestProfile.Contents.broken(ProfileError(.malformed, at: 4, "no dict"))

  /// The routes of a list, one a line: profiles, broken ones, total, mean, p50, p95, maximum and last.
  private func picture(_ list: RequestList) -> String { picture(list.all) }

  private func picture(_ subset: RequestSubset) -> String {
    subset.routes.map { route in
      let numbers = route.statistics
      let times = [numbers.mean, numbers.p50, numbers.p95, numbers.maximum, numbers.last].map { time in
        time.map { "\($0)" } ?? "-"
      }
      return "\(route.pattern.text): \(numbers.profiles) \(numbers.broken) \(numbers.total) "
        + times.joined(separator: " ")
    }.joined(separator: "\n")
  }

  private let five = [
    "GET.a.7.1000ms.1795351330.prof", "GET.a.8.2000ms.1795351335.prof", "GET.a.9.9000ms.1795351332.prof",
    "GET.root.500ms.1795351331.prof", "profile.dump",
  ]

  private var fiveRequests: RequestList {
    var list = RequestList()
    list.add(five.map { request($0) })
    return list
  }

  // MARK: - Sums

  @Test func routesSumUpTheirRequests() {
    let list = fiveRequests
    #expect(
      picture(list) == """
        GET /: 1 0 0.5 0.5 0.5 0.5 0.5 1795351331.0
        GET /a/{id}: 3 0 12.0 4.0 2.0 9.0 9.0 1795351335.0
        : 1 0 0.0 - - - - 5.0
        """)
    #expect(list.routes[1].statistics.slowest == 2)
    #expect(list.totals.profiles == 5)
    #expect(list.totals.elapsed == 12.5)
    #expect(list.totals.times == 5...1_795_351_335)
  }

  @Test func brokenAndUnfinishedFilesStayOutOfEverySum() {
    var list = fiveRequests
    list.setContents([(FilePath("dir/" + five[2]), broken), (FilePath("dir/" + five[1]), .unfinished)])
    #expect(
      picture(list) == """
        GET /: 1 0 0.5 0.5 0.5 0.5 0.5 1795351331.0
        GET /a/{id}: 1 1 1.0 1.0 1.0 1.0 1.0 1795351330.0
        : 1 0 0.0 - - - - 5.0
        """)
    #expect(list.totals.profiles == 3)
    #expect((list.totals.broken, list.totals.unfinished, list.totals.unread) == (1, 1, 3))
    #expect(list.requests[2].elapsed == nil)
  }

  @Test func profilesTellWhatNamesDoNot() throws {
    var list = list("dump.prof", "GET.a.0ms.1795351330.prof")
    list.setContents([
      (FilePath("dir/dump.prof"), summary("main 1 0.5 9\nloop 4 1.5 2")),
      (FilePath("dir/GET.a.0ms.1795351330.prof"), summary("main 1 0.25 1")),
      (FilePath("elsewhere.prof"), broken),
    ])
    #expect(list.requests.map(\.elapsed) == [2, 0.25])
    let summary = try #require(list.requests[0].summary)
    #expect((summary.totalTime, summary.calls, summary.functions) == (2, 5, 2))
    #expect(summary.hottest?.name == "loop")
    #expect(summary.hottestShare == 0.75)
    #expect(list.totals.unread == 0)
  }

  /// What a name told already changes no sum, and then none is made anew.
  @Test func contentsChangeSumsOnlyWhereNamesSaidTooLittle() {
    var list = fiveRequests
    let before = picture(list)
    let files = list.requests.map(\.file)
    let known = list.setContents([(files[0], summary("main 1 0.5 9")), (files[1], summary("main 1 0.5 9"))])
    #expect((known, picture(list), list.totals.unread) == (false, before, 3))
    let unknown = list.setContents([(files[4], summary("main 1 0.5 9"))])
    #expect((unknown, list.totals.elapsed, list.totals.unread) == (true, 13, 2))
    let isBroken = list.setContents([(files[0], broken)])
    #expect((isBroken, list.totals.elapsed, list.totals.broken, list.totals.unread) == (true, 12, 1, 2))
    let isStillBroken = list.setContents([(files[0], broken)])
    #expect((isStillBroken, list.totals.broken) == (false, 1))
  }

  @Test func aProfileOfNothingHasNoHottestFunction() {
    let empty = RequestSummary(ProfileBuilder().build())
    #expect(empty.hottest == nil)
    #expect(empty.hottestShare == nil)
    #expect(empty.waitingShare == nil)
    #expect(RequestSummary(drawnProfile("a 1 nan 1\nb 1 -1 1\nc 1 0 0")).hottest?.name == "a")
  }

  /// Requests count by their time, and a file that is read again counts once.
  @Test func routesWaitForWhatTheirRequestsWaitFor() throws {
    var list = RequestList()
    list.add([request("GET.a.1000ms.1.prof"), request("GET.a.3000ms.2.prof"), request("GET.b.1000ms.3.prof")])
    let files = list.requests.map(\.file)
    #expect(list.routes.allSatisfy { $0.waiting.largest == nil })
    list.setContents([(files[0], summary("main 1 0.5 1.0\n~:sqlite3.Connection.execute 1 0.5 0.5"))])
    list.setContents([(files[1], summary("main 1 3 3"))])
    let waiting = try #require(list.routes[0].waiting.largest)
    #expect(waiting.kind == .database && waiting.share == 0.125)
    list.setContents([(files[1], summary("main 1 1 3\n~:time.sleep 1 2 2"))])
    let after = try #require(list.routes[0].waiting.largest)
    #expect(after.kind == .sleep && after.share == 0.5)
    #expect(list.subset([1]).routes[0].waiting.largest?.share == 2.0 / 3)
    #expect(list.all.sorted(by: RouteOrder(by: .waiting)) == [0, 1], "what is not known comes last")
    list.setContents([(files[1], broken)])
    #expect(list.routes[0].waiting.largest?.share == 0.5)
  }

  // MARK: - Changes

  @Test func filesAreAddedReplacedAndRemoved() {
    var list = fiveRequests
    let file = FilePath("dir/" + five[3])
    list.setContents([(file, broken)])
    list.add([request("GET.a.10.3000ms.1795351339.prof"), request(five[3], size: 7)])
    #expect(list.requests.count == 6)
    #expect(list.row(of: file) == 3)
    #expect(list.requests[3].size == 7)
    #expect(list.requests[3].contents == .unread)
    list.remove([FilePath("dir/" + five[0]), file, FilePath("nothing")])
    #expect(list.row(of: file) == nil)
    #expect(list.row(of: FilePath("dir/" + five[1])) == 0)
    #expect(
      picture(list) == """
        GET /a/{id}: 3 0 14.0 4.666666666666667 3.0 9.0 9.0 1795351339.0
        : 1 0 0.0 - - - - 5.0
        """)
  }

  @Test func laterNamesMayFoldEarlierOnes() {
    var list = RequestList()
    for number in 1...8 { list.add([request("GET.users.u\(number).1ms.179535133\(number).prof")]) }
    #expect(list.routes.map(\.pattern.text) == ["GET /users/{name}"])
    #expect(list.routes[0].requests == Array(0..<8))
    #expect((0..<8).map { list.route(ofRequest: $0) } == Array(repeating: 0, count: 8))
  }

  @Test func everyRouteIsFoundByItsPattern() {
    let list = fiveRequests
    for (row, route) in list.routes.enumerated() { #expect(list.row(of: route.pattern) == row) }
    #expect(list.row(of: RoutePattern(method: "PUT", path: "/")) == nil)
    #expect(RequestList().row(of: RoutePattern.unnamed) == nil)
  }

  // MARK: - Order and filter

  @Test func unknownNumbersComeLastEitherWay() {
    let list = fiveRequests
    func names(_ order: RequestOrder) -> [Int] { list.sorted(requests: Array(0..<5), by: order) }
    var order = RequestOrder(by: .elapsed)
    #expect(names(order) == [2, 1, 0, 3, 4])
    order.isDescending = false
    #expect(names(order) == [3, 0, 1, 2, 4])
    #expect(names(RequestOrder(by: .time)) == [1, 2, 3, 0, 4])
    #expect(names(RequestOrder(by: .path)) == [3, 0, 1, 2, 4])
    #expect(names(RequestOrder(by: .file)) == [0, 1, 2, 3, 4])
    #expect(names(RequestOrder(by: .calls)) == [0, 1, 2, 3, 4])
  }

  @Test func routesAreSorted() {
    let list = fiveRequests
    #expect(list.all.sorted(by: RouteOrder(by: .total)) == [1, 0, 2])
    #expect(list.all.sorted(by: RouteOrder(by: .mean)) == [1, 0, 2])
    #expect(list.all.sorted(by: RouteOrder(by: .route)) == [0, 1, 2])
    #expect(list.all.sorted(by: RouteOrder(by: .profiles)) == [1, 0, 2])
  }

  @Test(arguments: [
    ("", [0, 1, 2, 3, 4]), ("/a/", [0, 1, 2]), ("get /a/7", [0]), ("GET", [0, 1, 2, 3]), ("Get", []), ("dump", [4]),
    ("9000MS", []), ("9000ms", [2]), ("~a/[78]$", [0, 1]), ("~^get /$", [3]), ("no such", []), ("root", [3]),
  ])
  func filters(text: String, rows: [Int]) throws {
    #expect(try RequestFilter(text).rows(of: fiveRequests.requests) == rows)
  }

  @Test func filtersKnowLettersBeyondASCII() throws {
    let requests = [request("GET.Caf\u{C3}\u{89}.1ms.1795351334.prof")]
    #expect(try RequestFilter("café").rows(of: requests) == [0])
    #expect(try RequestFilter("CafÉ").rows(of: requests) == [0])
    #expect(try RequestFilter("cafE").rows(of: requests) == [])
    #expect(throws: Search.SyntaxError.self) { try RequestFilter("~(") }
  }

  @Test func subsetsSumUpWhatIsLeft() throws {
    let list = fiveRequests
    let subset = list.subset(list.rows(passing: try RequestFilter("~a.8|^GET /$")))
    #expect(
      picture(subset) == """
        GET /: 1 0 0.5 0.5 0.5 0.5 0.5 1795351331.0
        GET /a/{id}: 1 0 2.0 2.0 2.0 2.0 2.0 1795351335.0
        """)
    #expect((subset.totals.profiles, subset.totals.elapsed) == (2, 2.5))
    #expect((0..<5).filter(subset.contains) == [1, 3])
  }

  @Test(arguments: [
    ("fn:x", "", "x"), ("get /a fn:x y", "get /a", "x y"), ("fn:", "", nil), ("fn:~", "", nil),
    ("~a.b  fn:~c", "~a.b", "~c"),
    ("xfn:a", "xfn:a", nil), ("a fn:b fn:c", "a", "b fn:c"),
  ])
  func filtersMayNameFunctions(text: String, names: String, functions: String?) throws {
    let filter = try RequestFilter(text)
    #expect(filter.functions?.text == functions)
    #expect(filter.rows(of: fiveRequests.requests) == (try RequestFilter(names)).rows(of: fiveRequests.requests))
    #expect(filter.isEmpty == (names.isEmpty && functions == nil))
  }

  @Test func badExpressionsForFunctionsAreSaid() {
    #expect(throws: Search.SyntaxError.self) { try RequestFilter("get fn:~(") }
  }

  /// What is narrower may be looked for among what the other filter left.
  @Test func narrowerFiltersLeaveNoMore() throws {
    let texts = ["", "g", "ge", "get /a", "GET", "GE", "~a", "~a|b", "9000ms", "0ms", "fn:x", "g fn:y", "/"]
    for (one, other) in texts.flatMap({ one in texts.map { (one, $0) } }) {
      let (filter, before) = (try RequestFilter(one), try RequestFilter(other))
      guard filter.isNarrower(than: before) else { continue }
      let requests = fiveRequests.requests
      let left = before.rows(of: requests)
      #expect(filter.rows(of: requests, among: left) == filter.rows(of: requests), "\(one) after \(other)")
    }
    #expect(try RequestFilter("get").isNarrower(than: RequestFilter("ge")))
    #expect(!(try RequestFilter("Get").isNarrower(than: RequestFilter("get"))))
  }

  @Test func functionsThatAreFoundAddUpByRoute() throws {
    var list = fiveRequests
    let profile = drawnProfile("main 1 0.5 9\nloop 4 1.5 2\nother 1 1 1")
    let time = try #require(FunctionTime(of: try Search("o"), in: profile))
    #expect((time.selfTime, time.cumulativeTime, time.calls, time.functions) == (2.5, 2.5, 5, 2))
    #expect(FunctionTime(of: try Search("main"), in: profile)?.cumulativeTime == 9)
    #expect(FunctionTime(of: try Search("none"), in: profile) == nil)
    let files = list.requests.map(\.file)
    list.setFunctionTimes([(files[0], time), (files[2], time), (files[3], nil), (FilePath("elsewhere"), time)])
    #expect(list.rows(passing: try RequestFilter("fn:o")) == [0, 2])
    #expect(list.unanswered(among: list.all.rows) == [files[1], files[4]])
    let subset = list.subset([0, 2])
    #expect(subset.routes.map(\.statistics.functionTime) == [5])
    list.forgetFunctionTimes()
    #expect(list.rows(passing: try RequestFilter("fn:o")).isEmpty)
  }

  // MARK: - Reasons

  /// Nine requests, of 10 ms but where said otherwise; `loop` is hottest but where said otherwise.
  private func reasons(elapsed: [Int: Int] = [:], profiles: [Int: String] = [:]) -> RouteReasons {
    var list = RequestList()
    list.add((0..<9).map { request("GET.a.\(elapsed[$0] ?? 10)ms.179535133\($0).prof") })
    list.setContents(
      list.requests.enumerated().map { row, request in
        (request.file, summary(profiles[row] ?? "main 1 1 9\nloop 100 3 3"))
      })
    return RouteReasons(list.routes[0], in: list)
  }

  @Test func routesSayWhatIsHottestInThem() throws {
    let reasons = reasons(profiles: [3: "main 1 9 9\nloop 100 1 1"])
    let hottest = try #require(reasons.hottest)
    #expect((hottest.function.name, hottest.requests, hottest.share, hottest.calls) == ("loop", 8, 0.75, 100))
    #expect((reasons.read, reasons.odd, reasons.otherWork) == (9, [], []))
    #expect(RouteReasons(fiveRequests.routes[0], in: fiveRequests).hottest == nil)
  }

  @Test func oneSlowRequestOfTheSameWorkIsOdd() {
    #expect(reasons(elapsed: [4: 20]).odd == [4])
    #expect(reasons(elapsed: [4: 15]).odd == [])
    #expect(reasons(elapsed: [4: 20, 6: 30]).odd == [6, 4])
    #expect(reasons(elapsed: [1: 20, 4: 20, 6: 30]).odd == [], "a third of them is no exception")
  }

  @Test func moreCallsAreOtherWorkAndNothingOdd() {
    let reasons = reasons(elapsed: [4: 20], profiles: [4: "main 1 1 9\nloop 300 9 9"])
    #expect(reasons.odd == [])
    #expect(reasons.otherWork == [4])
  }

  // MARK: - History

  @Test func historyIsTheMeanOfEqualParts() {
    let list = list(
      "GET.a.1000ms.1795351330.prof", "GET.a.3000ms.1795351331.prof", "GET.b.9000ms.1795351335.prof",
      "GET.a.5000ms.1795351340.prof")
    #expect(list.history(of: list.routes[0], parts: 5) == [2, nil, nil, nil, 5])
    #expect(list.history(of: list.routes[1], parts: 5) == [nil, nil, 9, nil, nil])
    #expect(list.history(of: list.routes[1], parts: 0) == [])
    let single = self.list("GET.a.1000ms.1795351330.prof")
    #expect(single.history(of: single.routes[0], parts: 3) == [nil, nil, 1])
  }

  // MARK: - Paths

  @Test func pathsKeepTheirBytes() {
    let directory = FilePath("/var/profiles/")
    let file = directory.appending([0x61, 0xFF, 0x0A])
    #expect(file.bytes == Array("/var/profiles/a".utf8) + [0xFF, 0x0A])
    #expect(Array(file.name) == [0x61, 0xFF, 0x0A])
    #expect(file.visible == "/var/profiles/a\\xff\\n")
    #expect(file.visibleName == "a\\xff\\n")
    #expect(FilePath("a").appending("b".utf8) == FilePath("a/b"))
    #expect(FilePath(".").appending("b".utf8) == FilePath("b"))
    #expect(FilePath("").name == [])
  }
}

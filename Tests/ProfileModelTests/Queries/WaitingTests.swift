import TestSupport
import Testing

@testable import ProfileModel

@Suite struct WaitingTests {
  @Test(arguments: [
    ("<built-in method time.sleep>", "time", "sleep"),
    ("<method 'execute' of 'psycopg2.extensions.cursor' objects>", "psycopg2.extensions.cursor", "execute"),
    ("<function socket.close at 0x7f4ab2daf7e0>", "socket", "close"),
    ("<built-in method __new__ of type object at 0x7fb78925ea00>", "type", "__new__"),
    ("<built-in method fromkeys>", "", "fromkeys"),
    ("<time.sleep>", "time", "sleep"),
    ("<len>", "", "len"),
    ("sum", "", "sum"),
    ("<>", "", "<>"),
    ("", "", ""),
  ])
  func namesOfBuiltinsAreUnwrapped(text: String, owner: String, name: String) {
    #expect(BuiltinName(text).owner == owner)
    #expect(BuiltinName(text).name == name)
  }

  @Test(arguments: [
    ("<method 'execute' of 'psycopg2.extensions.cursor' objects>", WaitingKind.database),
    ("<method 'execute' of 'sqlite3.Connection' objects>", .database),
    ("<built-in method _mysql.connect>", .database),
    ("<method 'recv_into' of '_socket.socket' objects>", .network),
    ("<method 'read' of '_ssl._SSLSocket' objects>", .network),
    ("<method 'poll' of 'select.epoll' objects>", .network),
    ("<method 'acquire' of '_thread.lock' objects>", .locks),
    ("<method 'acquire' of 'thread.lock' objects>", .locks),
    ("<built-in method time.sleep>", .sleep),
    ("<time.sleep>", .sleep),
    ("<built-in method posix.stat>", .files),
    ("<method 'read' of '_io.BufferedReader' objects>", .files),
    ("<built-in method posix.waitpid>", .processes),
    ("<built-in method orjson.dumps>", .json),
    ("<built-in method _pickle.loads>", .pickling),
    ("<built-in method zlib.compress>", .compression),
    ("<method 'findall' of '_sre.SRE_Pattern' objects>", .regularExpressions),
    ("<method 'match' of 're.Pattern' objects>", .regularExpressions),
    ("<built-in method builtins.compile>", .imports),
    ("<built-in method marshal.loads>", .imports),
  ])
  func builtinsAreRecognised(name: String, kind: WaitingKind) {
    #expect(WaitingKinds.kind(ofBuiltin: name) == kind)
  }

  @Test(arguments: [
    "<built-in method time.time>", "<method 'append' of 'list' objects>", "<built-in method builtins.len>",
    "<built-in method posix.getpid>", "sum",
  ])
  func otherBuiltinsAreNoWaiting(name: String) { #expect(WaitingKinds.kind(ofBuiltin: name) == nil) }

  @Test(arguments: [
    ("/usr/lib/python3.11/json/encoder.py", WaitingKind?.some(.json)),
    ("/usr/lib/python3.6/sre_parse.py", .regularExpressions),
    ("/usr/lib/python3.11/re/_parser.py", .regularExpressions),
    ("/usr/lib/python3.11/reprlib.py", nil),
    ("<frozen importlib._bootstrap_external>", .imports),
    ("/srv/venv/lib/python3.11/site-packages/pymysql/connections.py", .database),
    ("/srv/venv/lib/python3.11/site-packages/django/template/base.py", .templates),
    ("/srv/venv/lib/python3.11/site-packages/django/db/models/query.py", nil),
    ("/srv/shop/templates/cart.html", .templates),
    ("<template>", .templates),
    ("/srv/shop/json/redis.py", nil),
    ("json.py", nil),
  ])
  func filesOfLibrariesAreRecognised(path: String, kind: WaitingKind?) {
    #expect(WaitingKinds.kind(ofFile: path) == kind)
    if path.contains(" ") { return }  // no name in a drawing
    #expect(WaitingKinds(of: drawnProfile("\(path):f  1  1.0  1.0").functions)[FunctionID(0)] == kind)
  }

  private func parts(_ profile: Profile) -> String {
    Waiting(profile).parts.map { "\($0.kind.name) \(($0.time * 1000).rounded() / 1000)" }.joined(separator: ", ")
  }

  @Test func socketOfADriverWaitsForTheDatabase() {
    let profile = drawnProfile(
      """
      view                                           1   1.0  12.0
      lib/site-packages/pymysql/connections.py:read  1   2.0   8.0
      lib/site-packages/requests/api.py:get          1   0.5   3.0
      ~:_io.BufferedReader.read                      2   0.5   8.5
      /usr/lib/python3.11/socket.py:readinto         2   0.0   8.0
      ~:_socket.socket.recv_into                     2   8.0   8.0
      view > lib/site-packages/pymysql/connections.py:read  1  2.0  8.0
      view > lib/site-packages/requests/api.py:get          1  0.5  3.0
      lib/site-packages/pymysql/connections.py:read > ~:_io.BufferedReader.read          1  0.5  6.0
      lib/site-packages/requests/api.py:get > ~:_io.BufferedReader.read                  1  0.0  2.0
      ~:_io.BufferedReader.read > /usr/lib/python3.11/socket.py:readinto                 2  0.0  8.0
      /usr/lib/python3.11/socket.py:readinto > ~:_socket.socket.recv_into                2  8.0  8.0
      """)
    // Of the socket's 8 seconds, 6 in 8 came through the driver's reader.
    #expect(parts(profile) == "database 8.5, network 2.5")
  }

  @Test func callersWithoutTimesShareByTheirCalls() {
    let profile = drawnProfile(
      """
      app                                   1   1.0   5.0
      <frozen:importlib                     1   0.0   1.0
      /usr/lib/python3.11/importlib/__init__.py:load  1  0.0  1.0
      ~:posix.stat                          4   4.0   4.0
      app > ~:posix.stat                    3
      /usr/lib/python3.11/importlib/__init__.py:load > ~:posix.stat  1
      """)
    #expect(parts(profile) == "files 3.0, imports 1.0")
  }

  @Test func ringsOfGenericFunctionsAndOddTimesEnd() {
    let profile = drawnProfile(
      """
      ~:_io.BufferedReader.read               1   1.0   1.0
      /usr/lib/python3.11/socket.py:readinto  1   nan   inf
      ~:time.sleep                            1  -1.0   1.0
      ~:_io.BufferedReader.read > /usr/lib/python3.11/socket.py:readinto   1  1.0  inf
      /usr/lib/python3.11/socket.py:readinto > ~:_io.BufferedReader.read   1  1.0  1.0
      """)
    #expect(parts(profile) == "files 1.0")
  }

  /// What a request waited for is never more than it took, on every good file.
  @Test(arguments: Fixtures.names(in: "profiles/good"))
  func partsAddUpToNoMoreThanTheWhole(name: String) throws {
    let profile = try Fixtures.profile("good/\(name)")
    let sum = Waiting(profile).parts.reduce(0) { $0 + $1.time }
    #expect(sum <= profile.totalTime * (1 + 1e-9))
  }

  @Test func aRealRequestWaitsForItsDatabase() throws {
    let waiting = Waiting(try Fixtures.example("nplus1/before/GET.books.34ms.1795572368.249000.prof"))
    let first = try #require(waiting.parts.first)
    #expect(first.kind == .database)
    // pstats: execute 26.613 ms, fetchall 1.548 ms, and connect, commit and cursor below them.
    #expect((28.1e-3...28.5e-3).contains(first.time))
  }

  @Test func requestsSayAndAreSortedByWhatTheyWaitFor() throws {
    func request(_ name: String, _ profile: String) -> RequestProfile {
      RequestProfile(
        file: FilePath(name), size: 1, modified: 0, contents: .summary(RequestSummary(drawnProfile(profile))))
    }
    var list = RequestList()
    list.add([
      request("GET.a.1ms.1.prof", "view 1 9.0 10.0\n~:time.sleep 1 1.0 1.0"),
      request("GET.b.1ms.1.prof", "view 1 2.0 10.0\n~:sqlite3.Cursor.execute 1 8.0 8.0"),
      request("GET.c.1ms.1.prof", "view 1 2.0 10.0"),
    ])
    let order = list.sorted(by: RequestOrder(by: .waiting)).map { list.requests[$0] }
    #expect(order.map(\.summary?.waitingShare) == [0.8, 0.1, nil])
    #expect(order[0].summary?.waiting.parts.map(\.kind) == [.database])
  }

  /// A driver reads through six functions of the socket module: five work for it, the last is too far away.
  @Test func theOrderOfTheFileDoesNotMatter() {
    let names = ["lib/site-packages/psycopg2/x.py:driver"] + (1...6).map { "lib/python3.11/socket.py:read\($0)" }
    let functions = names.map { "\($0) 1 1.0 9.0" }
    let edges = zip(names, names.dropFirst()).map { "\($0) > \($1) 1 1.0 1.0" }
    func waiting(_ functions: [String]) -> Waiting {
      Waiting(drawnProfile((functions + edges).joined(separator: "\n")))
    }
    let expected = waiting(functions)
    #expect(expected.parts.map(\.kind) == [.database, .network])
    #expect(expected.parts.map(\.time) == [6, 1])
    #expect(waiting(functions.reversed()) == expected)
    #expect(waiting(functions.shuffledByHalves) == expected)
  }
}

extension Array {
  fileprivate var shuffledByHalves: [Element] { Array(self[(count / 2)...] + self[..<(count / 2)]) }
}

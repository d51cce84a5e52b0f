import Glibc
import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct KeepStoryTests {
  private let profile = drawnProfile(
    """
    main    1   1.0   5.0
    read_a  2   4.0   4.0
    main > read_a   2  4.0  4.0
    """)

  private func copied(_ session: Session) -> String? {
    if case .copy(let text) = session.effects.last { text } else { nil }
  }

  @Test func theTableIsCopiedAsMarkdown() {
    var session = Session(profile, name: "GET.a|b.prof")
    session.press(.tab, .character("y"))
    #expect(
      copied(session) == """
        **GET.a\\|b.prof**: 5.000 s, 3 calls

        | ncalls | tottime | percall | cumtime | percall | filename:lineno(function) |
        | ---: | ---: | ---: | ---: | ---: | --- |
        | 2 | 4.000 s  | 2.000 s  | 4.000 s  | 2.000 s  | `app.py:20(read_a)` |
        | 1 | 1.000 s  | 1.000 s  | 5.000 s  | 5.000 s  | `app.py:10(main)` |

        """)
    #expect(session.statusLine.contains("handed 6 lines of Markdown to the terminal"))
  }

  @Test func theIcicleGivesThePathToItsSelection() {
    var session = Session(profile)
    session.press(.character("g"), .down, .down, .character("y"))
    #expect(
      copied(session) == """
        **test.prof**: 5.000 s, 3 calls

        The call path:

        - 5.000 s 100.0 % total
        - 5.000 s 100.0 % `app.py:10(main)`
        - 4.000 s 80.0 % `app.py:20(read_a)`

        """)
  }

  @Test func callersAndGroupsAreCopiedToo() throws {
    var session = Session(profile)
    session.press(.tab, .character("c"), .character("y"))
    let callers = try #require(copied(session))
    #expect(callers.contains("`app.py:20(read_a)`: self 4.000 s, cumulative 4.000 s, 2 calls"))
    #expect(callers.contains("| 2 | 4.000 s | ×2 | 4.000 s | 100.0 % | `main` app.py:10 |"))
    session.press(.escape, .character("o"), .character("y"))
    #expect(try #require(copied(session)).contains("| 3 | 5.000 s | 100.0 % | 5.000 s | 100.0 % | `app.py` |"))
  }

  @Test func theRequestListIsCopiedToo() throws {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    browser.add(Repository.placementFiles.map { RequestProfile(file: FilePath($0), size: 1, modified: 0) })
    var state = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    var session = Session(state)
    session.press(.character("y"))
    let routes = try #require(copied(session)).split(separator: "\n")
    #expect(routes.count == 2 + browser.count && routes[0].hasPrefix("| ") && routes[0].contains(" profiles "))
    #expect(routes.contains { $0.contains("| GET /resource\\_providers | 9 |") }, "\(routes)")
    session.press(.character("o"), .character("w"))
    #expect(session.statusLine.contains("write to the file profiles.requests.md"))
    session.press(.escape, .character("y"))
    #expect(try #require(copied(session)).contains("| 123 ms |"))
  }

  @Test func whatIsTooLargeForAClipboardIsSaidToBe() throws {
    let name = String(repeating: "n", count: 30_000)
    var session = Session(drawnProfile("\(name) 1 1.0 1.0\n\(name)2 1 1.0 1.0"))
    session.press(.tab, .character("y"))
    #expect(session.effects.isEmpty)
    #expect(session.statusLine.contains("too much for a terminal's clipboard"))
  }

  @Test func aFileIsNamedAndWritten() {
    var session = Session(profile, name: "/tmp/GET x.prof")
    session.press(.tab, .character("w"))
    #expect(session.statusLine.contains("write to the file GET_x.table.md"))
    session.press(.control("u"))
    session.type("a.md")
    session.press(.enter)
    guard case .keep(let text, "a.md") = session.effects.last else { preconditionFailure("nothing is kept") }
    #expect(text.hasPrefix("**/tmp/GET x.prof**"))
    session.send(.kept("written: /tmp/a.md"))
    #expect(session.statusLine.contains("written: /tmp/a.md"))
    session.press(.character("w"), .escape)
    #expect(session.effects.count == 1)
  }

  @Test func aFileThatExistsStaysAsItIs() throws {
    let path = "/tmp/proftui-keep-\(getpid())"
    defer { unlink(path) }
    #expect(try OutputFile.create(path, Array("one".utf8)) == path)
    #expect(throws: OpenError.self) { try OutputFile.create(path, Array("two".utf8)) }
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    #expect(fgetc(file) == Int32(UInt8(ascii: "o")))
  }
}

@Suite struct Base64Tests {
  /// Source: RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"), ("ÿ›", "w7/igLo="),
  ])
  func encodes(text: String, encoded: String) {
    #expect(Base64.encoded(Array(text.utf8)) == encoded)
  }
}

import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Whole screens, kept as text under Tests/Pictures.
@Suite struct ScreenPictureTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60), (40, 12), (20, 5), (1, 1)])
  func theExplorer(columns: Int, rows: Int) throws {
    expectPicture(try Session.slowestList(columns: columns, rows: rows).screen.text, "explorer-\(columns)x\(rows)")
    let ascii = try Session.slowestList(columns: columns, rows: rows, .ascii).screen
    #expect(ascii.cells.allSatisfy { $0.scalar.isASCII })
    expectPicture(ascii.text, "explorer-\(columns)x\(rows)-ascii")
  }

  @Test func aZoom() throws {
    var session = try Session.slowestList(columns: 120, rows: 30)
    session.type("/get_all_by_filters")
    session.press(.enter, .enter)
    expectPicture(session.screen.text, "explorer-zoom")
  }

  @Test func aSearchBeingTyped() throws {
    var session = try Session.slowestList(columns: 100, rows: 24)
    session.type("/serialize")
    expectPicture(session.screen.text, "explorer-search")
  }

  @Test func theWholeProfile() throws {
    var session = try Session.slowestList(columns: 100, rows: 24)
    session.press(.character("g"))
    expectPicture(session.screen.text, "explorer-total")
  }

  @Test func theHelp() throws {
    var session = try Session.slowestList(columns: 90, rows: 50)
    session.press(.character("?"))
    expectPicture(session.screen.text, "help")
  }

  @Test func theHelpScrollsAndCloses() throws {
    var session = try Session.slowestList(columns: 80, rows: 12)
    let before = session.screen
    session.press(.character("?"))
    #expect(session.screen.text.contains("more"))
    session.press(.end)
    #expect(session.screen.text.contains("self time."))
    session.press(.character("q"))
    #expect(session.screen == before)
  }

  @Test(arguments: [
    "sampled-py3.15-shape.prof", "hostile-names.prof", "zero-functions.prof", "no-subcalls.prof", "huge-counts.prof",
    "timer-ns-nounit.prof", "unicode-names.prof", "recursion-ring-200.prof",
  ])
  func oddProfiles(file: String) throws {
    let session = Session(try Fixtures.profile("good/" + file), name: file, columns: 100, rows: 24)
    expectPicture(session.screen.text, "odd-\(file)")
  }

  @Test(arguments: [
    "nan-inf.prof", "callers-dangling.prof", "int-128bit.prof", "name-bidi-zw.prof", "name-64k.prof", "cycle-abc.prof",
  ])
  func hostileProfiles(file: String) throws {
    let session = Session(try Fixtures.profile("bad/" + file), name: file, columns: 100, rows: 24)
    expectPicture(session.screen.text, "odd-\(file)")
  }
}

extension ScreenPictureTests {
  /// The driver's `execute`, called by an engine under a session.
  @Test(arguments: [(80, 24), (120, 40), (40, 12)])
  func callersAndCallees(columns: Int, rows: Int) throws {
    var session = try Session.slowestList(columns: columns, rows: rows)
    session.type("/cursor")
    session.press(.enter, .character("c"))
    expectPicture(session.screen.text, "neighbours-\(columns)x\(rows)")
  }

  @Test func theInvertedIcicle() throws {
    var session = try Session.slowestList(columns: 100, rows: 24)
    session.type("/cursor")
    session.press(.enter, .character("i"), .down, .down)
    expectPicture(session.screen.text, "explorer-inverted")
  }

  /// The first request of a process, which compiles its regular expressions.
  @Test(arguments: [(80, 24), (120, 40), (40, 12)])
  func theFindings(columns: Int, rows: Int) throws {
    let name = "GET.root.22ms.1795351276.prof"
    var session = Session(try Fixtures.example("placement/\(name)"), name: name, columns: columns, rows: rows)
    session.press(.character("f"), .down)
    expectPicture(session.screen.text, "findings-\(columns)x\(rows)")
  }

  /// Source code in few columns and in ASCII; the file's own path is cut to its end.
  @Test(arguments: [Appearance.unicode, .ascii])
  func theSource(look: Appearance) throws {
    let root = Repository.root
    var session = Session(
      try Fixtures.example("nplus1/before/GET.books.34ms.1795572368.249000.prof"), columns: 80, rows: 24, look)
    session.map(PathMap(rules: [PathMap.Rule("/srv/library=\(root)/Examples/wsgi")].compactMap { $0 }))
    session.press(.character("f"), .character("v"))
    session.performReading()
    let lines = session.screen.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("Examples/wsgi/library.py") ? "(the path of the file)" : line
    }
    expectPicture(lines.joined(separator: "\n"), look == .ascii ? "source-ascii" : "source-80x24")
  }
}

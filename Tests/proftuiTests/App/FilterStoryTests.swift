import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct FilterStoryTests {
  private static let orm = "/x/site-packages/orm/query.py:all"

  private let profile = drawnProfile(
    """
    main         1   1.0   9.0
    list         2   1.0   7.0
    \(orm)      20   1.5   6.0
    ~:execute   20   4.5   4.5
    show         1   1.0   1.0
    main > list         2   1.0   7.0
    list > \(orm)      20   1.5   6.0
    \(orm) > ~:execute   20   4.5   4.5
    main > show         1   1.0   1.0
    """)

  private func selfTime(_ name: String, _ session: Session) -> Double? {
    let functions = session.explorer.profile.functions
    return functions.ids.first { functions.name(of: $0) == name }.map { functions.selfTimes[$0.row] }
  }

  @Test func foldedTimeGoesToTheCallersInTableIcicleAndHeader() {
    var session = Session(profile, columns: 100)
    session.press(.character("x"))
    #expect(session.statusLine.contains("b built-ins  s standard library  t third party  c chains ✓"))
    session.press(.character("b"))
    #expect(session.table == ["all", "main", "list", "show"])
    #expect(selfTime("all", session) == 6.0)
    #expect(session.screen.text.contains("folded: built-ins"))
    session.press(.character("t"))
    #expect(session.table == ["list", "main", "show"])
    #expect(selfTime("list", session) == 7.0)
    #expect(session.screen.text.contains("application 100 %"))
    session.press(.escape, .character("g"), .down, .down)
    #expect(session.selectedPath == ["main", "list"])
    session.press(.down)
    #expect(session.selectedPath == ["main", "list"], "nothing is below it any more")
    session.press(.character("x"), .character("b"), .character("t"), .enter)
    #expect(session.table.first == "execute")
    #expect(!session.screen.text.contains("folded"))
  }

  @Test func nothingIsHiddenFromSearch() {
    var session = Session(profile, columns: 100)
    session.press(.character("x"), .character("b"), .character("t"), .escape)
    session.type("/execute")
    #expect(session.table == ["execute"])
    session.press(.enter)
    #expect(session.selected == "execute")
    #expect(session.table.contains("execute"))
    #expect(session.screen.text.contains("folded away"))
    session.press(.escape)
    #expect(!session.table.contains("execute"))
  }

  /// main hands all its time to run, and that to list: one box; what differs has the rows.
  @Test func aRunOfBoxesIsOneBoxThatEnterOpens() {
    let profile = drawnProfile(
      """
      main   1   0.0   9.0
      run    1   0.0   9.0
      list   1   1.0   9.0
      a      1   5.0   5.0
      b      1   3.0   3.0
      main > run   1   0.0   9.0
      run > list   1   1.0   9.0
      list > a     1   5.0   5.0
      list > b     1   3.0   3.0
      """)
    var session = Session(profile, columns: 100)
    let joined = session.screen.text
    #expect(joined.contains(" main › run › list "))
    session.press(.character("g"), .down)
    #expect(session.selectedPath == ["main", "run", "list"])
    session.press(.enter)
    #expect(session.screen.text.contains(" run  app.py "))
    #expect(session.zoomed == [])
    session.press(.up)
    #expect(session.selectedPath == ["main", "run"])
    session.press(.backspace, .character("g"))
    #expect(session.screen.text == joined)
    session.press(.character("x"), .character("c"), .escape)
    #expect(session.screen.text.contains(" run  app.py "))
  }

  @Test func theSelfTimesAddUpForEveryFilter() throws {
    for file in ["GET.admin.login.14ms.1795351891.prof", "asyncio.prof", "workload-py3.13.0.prof"] {
      var session = Session(try Fixtures.profile("good/\(file)"))
      let total = session.explorer.profile.totalTime
      for filter in Filter.allCases {
        session.press(.character("x"), .character(filter.key), .escape)
        let sum = session.explorer.profile.functions.selfTimes.reduce(0, +)
        #expect((sum - total).magnitude < 1e-9)
        #expect(session.explorer.subject.split.reduce(0) { $0 + $1.time } <= total * (1 + 1e-9))
      }
    }
  }
}

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

  /// What a letter of a search asks of the tree is unfolded once, and anew where something else is folded away.
  @Test func lettersAskWhatTheFirstOneUnfolded() {
    var session = Session(profile, columns: 100)
    session.press(.character("x"), .character("b"), .escape)
    #expect(session.explorer.subject.tree.outline == nil)
    session.press(.character("/"), .character("l"))
    #expect(session.explorer.subject.tree.outline != nil)
    #expect(session.statusLine.contains("2 functions  self 77.8 %  on their paths 77.8 %"), "as the table has them")
    session.press(.enter, .character("x"), .character("t"), .escape)
    #expect(session.explorer.subject.tree.outline == nil)
  }

  /// It is unfolded in the background before anybody searches, and stays when the search is abandoned.
  @Test func whatLettersAskIsUnfoldedOnceSomethingIsFoldedAway() throws {
    var session = Session(profile, columns: 100)
    session.press(.character("x"), .character("b"))
    #expect(session.effects.last == .outline)
    let (subject, old) = (session.explorer.subject, session.explorer.subject)
    session.press(.escape, .character("/"))
    session.send(.outlined(subject.tree.outlined(), subject.filters, opening: subject.opening))
    #expect(session.explorer.subject.tree.outline != nil)
    session.press(.character("l"), .escape)
    #expect(session.explorer.subject.tree.outline != nil, "Esc goes back to what was before the search")
    session.press(.character("x"), .character("t"))
    session.send(.outlined(old.tree.outlined(), old.filters, opening: old.opening))
    #expect(session.explorer.subject.tree.outline == nil, "that of another tree is not taken")
  }

  /// Reckoned by hand: of `dumps` `load` pays for 6 s (2 its own) and `store` for 3 s (1 its own), so of the 6 s of `encode`
  /// below it 4 are `load`'s and 2 `store`'s; `len` is called by `store` alone.
  private static func shared(times factor: Double = 1) -> Profile {
    func numbers(_ calls: Int, _ times: Double...) -> String {
      "\(calls) " + times.map { String($0 * factor) }.joined(separator: " ")
    }
    return drawnProfile(
      """
      main      \(numbers(1, 1, 15))
      load      \(numbers(2, 2, 8))
      store     \(numbers(1, 1, 6))
      ~:dumps   \(numbers(3, 3, 9))
      ~:encode  \(numbers(6, 6, 6))
      ~:len     \(numbers(4, 2, 2))
      main > load        \(numbers(2, 2, 8))
      main > store       \(numbers(1, 1, 6))
      load > ~:dumps     \(numbers(2, 2, 6))
      store > ~:dumps    \(numbers(1, 1, 3))
      ~:dumps > ~:encode \(numbers(6, 6, 6))
      store > ~:len      \(numbers(4, 2, 2))
      """)
  }

  @Test func sharedTimeIsSplitAsItWasCaused() throws {
    var session = Session(Self.shared(), columns: 100)
    session.press(.character("x"), .character("b"), .escape)
    #expect(session.table == ["load", "store", "main"])
    for (name, time) in [("load", 8.0), ("store", 6), ("main", 1), ("dumps", 0), ("encode", 0), ("len", 0)] {
      #expect(selfTime(name, session) == time, "\(name)")
    }
    #expect(session.screen.text.contains("application 100 %"))
    session.press(.tab, .character("g"))
    #expect(session.screen.text.contains("self 8.000 s 53.3 %  cumulative 8.000 s 53.3 %"))
    session.press(.character("o"))
    #expect(session.screen.text.contains("4   15.00 s   100.0 %   15.00 s   100.0 %    app.py  3 functions"))
  }

  /// The mean of a request and of one that takes three times as long: a request has twice the time.
  @Test func aMergeHasTheMeanOfWhatIsFolded() throws {
    var merge = Merge()
    try merge.add(Self.shared(), from: FilePath("a.prof"))
    try merge.add(Self.shared(times: 3), from: FilePath("b.prof"))
    var subject = Subject(name: "two", merged: try #require(merge.merged()))
    subject.setTree(CallTree(preparing: subject.treeProfile))
    subject.fold(away: [.builtins])
    let functions = subject.shown.functions
    let times = Dictionary(
      uniqueKeysWithValues: functions.ids.map { (functions.name(of: $0), functions.selfTimes[$0.row]) })
    #expect(times == ["load": 16, "store": 12, "main": 2, "dumps": 0, "encode": 0, "len": 0])
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

  /// Going back came to a box that had been folded away: the picture was of the whole, the breadcrumb of the box.
  @Test func zoomingOutPassesWhatIsFoldedAway() {
    var session = Session(profile, columns: 100)
    session.press(.character("x"), .character("c"), .escape, .character("g"), .down, .down, .down, .enter)
    session.press(.down, .enter)
    #expect(session.zoomed == ["main", "list", "all", "execute"])
    session.press(.character("x"), .character("t"), .escape, .backspace)
    #expect(session.zoomed == [])
    session.press(.backspace)
    #expect(session.zoomed == [])
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

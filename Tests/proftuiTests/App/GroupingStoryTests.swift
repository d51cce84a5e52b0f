import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct GroupingStoryTests {
  private static let orm = "/x/site-packages/orm/query.py:all"
  private static let engine = "/x/site-packages/orm/engine.py:run"

  private let profile = drawnProfile(
    """
    main         1   1.0   9.0
    list         2   0.5   8.0
    \(orm)      20   1.5   7.5
    \(engine)   20   1.0   6.0
    ~:execute   20   5.0   5.0
    main > list         2   0.5   8.0
    list > \(orm)      20   1.5   7.5
    \(orm) > \(engine) 20   1.0   6.0
    \(engine) > ~:execute   20   5.0   5.0
    """)

  private func groups(_ session: Session) throws -> [String] {
    let table = try #require(session.explorer.table.shownGroups)
    return table.rows.indices.map { table[$0].key.title(assumed: nil) }
  }

  @Test func theTableShowsFilesThenPackagesThenFunctions() throws {
    var session = Session(profile, columns: 100)
    session.press(.character("o"))
    #expect(
      try groups(session) == ["built-in", "/x/site-packages/orm/query.py", "app.py", "/x/site-packages/orm/engine.py"])
    session.press(.character("o"))
    #expect(try groups(session) == ["built-in", "orm", "application"])
    session.press(.character("4"))
    #expect(try groups(session) == ["application", "orm", "built-in"])
    session.press(.character("6"))
    #expect(try groups(session) == ["application", "built-in", "orm"])
    session.press(.character("o"))
    #expect(session.explorer.table.shownGroups == nil)
  }

  @Test func aPackageHasTheTimeBelowItsEntranceOnce() throws {
    var session = Session(profile, columns: 100)
    session.press(.character("o"), .character("o"), .tab, .down)
    let line = try #require(session.screen.text.split(separator: "\n").last { $0.hasSuffix("orm  2 functions") })
    for text in [" 40 ", "2.500 s", "27.8 %", "7.500 s", "83.3 %"] { #expect(line.contains(text), "\(line)") }
    #expect(session.screen.text.contains("cumulative 7.500 s 83.3 %, nested calls once"))
  }

  /// Of a file's name the end says most, of a package's its start.
  @Test func longNamesAreCutWhereTheySayLeast() {
    let long = "/srv/application/releases/2026112207/shop/handlers/orders/confirmation_of_orders.py"
    let package = "a_distribution_with_a_name_that_is_longer_than_any_column_has_room_for"
    let profile = drawnProfile("\(long):f 1 1.0 1.0\n/x/site-packages/\(package)/g.py:g 1 2.0 2.0")
    var session = Session(profile, columns: 100)
    session.press(.character("o"))
    #expect(session.screen.text.contains("…") && session.screen.text.contains("confirmation_of_orders.py  1"))
    session.press(.character("o"))
    #expect(session.screen.text.contains("a_distribution_with_a_") && session.screen.text.contains("…  1"))
  }

  @Test func enterOpensAGroupAndBackspaceLeavesIt() throws {
    var session = Session(profile, columns: 100)
    session.press(.character("o"), .character("o"), .tab, .down, .enter)
    #expect(session.table == ["all", "run"])
    #expect(session.selected == "all")
    session.press(.enter)
    #expect(session.zoomed == ["all"], "from everywhere")
    session.press(.backspace)
    #expect(session.table == ["all", "run"])
    session.press(.backspace)
    #expect(try groups(session) == ["built-in", "orm", "application"])
    #expect(session.explorer.selectedGroup?.key == .package(.distribution("orm")))
  }

  /// Back in a place of another grouping, the number of its group said nothing.
  @Test func aGroupIsOpenedOnlyInItsOwnGrouping() throws {
    var session = Session(profile, columns: 100)
    session.press(.character("o"), .character("o"), .tab, .down, .enter, .enter)
    #expect(session.explorer.table.openedGroup != nil)
    session.press(.character("o"), .character("o"), .backspace)
    #expect(session.explorer.table.shownGroups?.grouping == .files)
  }

  @Test(arguments: ["*", "i"] as [Unicode.Scalar]) func aGroupIsNoFunctionToSearchFor(key: Unicode.Scalar) {
    var session = Session(profile)
    session.press(.tab, .character("o"), .character(key))
    #expect(session.statusLine.contains("Select a function first"))
    #expect(session.explorer.matches == nil && session.zoomed == [])
  }

  @Test func aGroupIsNoFunctionToAskAbout() {
    var session = Session(profile)
    session.press(.tab, .character("o"), .character("c"))
    #expect(session.statusLine.contains("Select a function first"))
  }

  @Test func aSearchShowsFunctionsAndThenTheGroupsAgain() throws {
    var session = Session(profile)
    session.press(.character("o"))
    session.type("/run")
    #expect(session.table == ["run"])
    session.press(.enter)
    #expect(session.selected == "run")
    #expect(try groups(session).count == 4)
  }

  @Test func theHeaderSplitsTheTimeByPackageAndAClickGoesThere() throws {
    var session = Session(profile, columns: 110)
    let lines = session.screen.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines[2].contains("built-in 56 %") && lines[2].contains("orm 28 %") && lines[2].contains("application 17 %"))
    let layout = session.state.layout
    session.send(.mouse(Mouse(kind: .press, position: Position(row: layout.split.row, column: 70))))
    #expect(session.explorer.selectedGroup?.key == .package(.distribution("orm")))
    session.send(.mouse(Mouse(kind: .press, position: Position(row: layout.tableRows.row + 2, column: 60))))
    #expect(session.explorer.selectedGroup?.key == .package(.application))
    session.send(.mouse(Mouse(kind: .press, position: Position(row: layout.tableRows.row + 2, column: 60))))
    #expect(session.table == ["main", "list"])
  }

  /// Segments tile the line whatever the times are.
  @Test func segmentsTileTheLine() throws {
    for profile in try Fixtures.goodProfiles() {
      for columns in [1, 7, 80] {
        let split = SplitSegments(Subject(name: "x", profile: profile), columns: columns)
        var end = 0
        for segment in split.segments {
          #expect(segment.columns.lowerBound == end && !segment.columns.isEmpty)
          end = segment.columns.upperBound
        }
        #expect(end == (split.totalTime > 0 ? columns : 0))
      }
    }
  }
}

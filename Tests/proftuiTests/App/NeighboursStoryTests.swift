import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct NeighboursStoryTests {
  private let profile = Session.readingTwice

  private func names(_ rows: [NeighboursPage.Row]) -> [String] { rows.map { profile.functions.name(of: $0.function) } }

  private func page(_ session: Session) throws -> NeighboursPage {
    guard case .neighbours(let page) = session.explorer.page else { throw PageIsNotShown() }
    return page
  }

  private struct PageIsNotShown: Error {}

  /// `c` on read, the hottest function.
  private func session() -> Session {
    var session = Session(profile)
    session.press(.tab, .character("c"))
    return session
  }

  @Test func theSelectedFunctionStandsBetweenItsCallersAndItsCallees() throws {
    let page = try page(session())
    #expect(profile.functions.name(of: page.function) == "read")
    #expect(names(page.lists.callers) == ["parse", "print"])
    #expect(names(page.lists.callees) == [])
    #expect(page.selected == page.lists.callers[0].function)
  }

  @Test func enterWalksOnAndEveryStepLeadsBack() throws {
    var session = session()
    let pages = [Session(profile).screen.text, session.screen.text]
    session.press(.down, .enter)
    #expect(profile.functions.name(of: try page(session).function) == "print")
    #expect(session.screen.text.contains("overview › read › print"))
    session.press(.character("c"))
    #expect(profile.functions.name(of: try page(session).function) == "main")
    session.press(.control("o"))
    #expect(profile.functions.name(of: try page(session).function) == "print")
    session.press(.character("q"))
    #expect(profile.functions.name(of: try page(session).function) == "read")
    #expect(try page(session).lists.position(in: .callers).row == 1, "the page is as it was left")
    session.press(.up)
    #expect(session.screen.text == pages[1])
    session.press(.escape)
    guard case .overview = session.explorer.page else { throw PageIsNotShown() }
    #expect(session.selected == "read")
    #expect(session.effects.isEmpty)
    session.press(.character("q"))
    #expect(session.effects == [.quit])
  }

  @Test func zeroLeavesForTheOverviewAndSelectsWhatOneWalkedTo() {
    var session = session()
    session.press(.down, .enter, .character("0"))
    #expect(session.selected == "main", "the selected caller of print")
    #expect(session.explorer.walk.isEmpty)
  }

  @Test func arrowsWalkThroughCallersAndOnThroughCallees() throws {
    var session = Session(profile)
    session.press(.character("g"), .down, .down, .character("c"))
    #expect(names(try page(session).lists.callers) == ["main"])
    #expect(names(try page(session).lists.callees) == ["read"])
    session.press(.down)
    #expect(session.explorer.page.selectedName(profile) == "read")
    session.press(.down, .down)
    #expect(session.explorer.page.selectedName(profile) == "read")
    session.press(.tab)
    #expect(session.explorer.page.selectedName(profile) == "main")
    session.press(.end)
    #expect(session.explorer.page.selectedName(profile) == "read")
    session.press(.home)
    #expect(session.explorer.page.selectedName(profile) == "main")
  }

  @Test func bothListsAreSortedAndTheOrderIsKeptThroughTheWalk() throws {
    var session = Session(profile)
    session.press(.character("g"), .down, .character("c"))
    #expect(names(try page(session).lists.callees) == ["parse", "print"])
    session.press(.character("S"))
    #expect(names(try page(session).lists.callees) == ["print", "parse"])
    session.press(.character("6"), .character("S"))
    #expect(names(try page(session).lists.callees) == ["print", "parse"])
    session.press(.down, .enter)
    #expect(try page(session).order == NeighbourOrder(by: .name).reversed)
    session.press(.character("s"))
    #expect(try page(session).order == NeighbourOrder(by: .calls))
  }

  @Test func theMouseSelectsWalksAndSorts() throws {
    var session = session()
    func click(_ row: Int, _ column: Int) -> Event {
      .mouse(Mouse(kind: .press, position: Position(row: row, column: column)))
    }
    let layout = NeighboursLayout(session.state.layout.page, callers: 2, callees: 0)
    session.send(click(layout.callers.row + 1, 60))
    #expect(session.explorer.page.selectedName(profile) == "print")
    session.send(click(layout.calleesHeading.row, 3))
    #expect(try page(session).order == NeighbourOrder(by: .calls))
    session.send(click(layout.callersHeading.row, 3))
    #expect(try page(session).order == NeighbourOrder(by: .calls).reversed)
    session.send(.mouse(Mouse(kind: .wheelDown, position: Position(row: layout.callers.row, column: 0))))
    session.send(click(layout.callers.row + 1, 60))
    #expect(profile.functions.name(of: try page(session).function) == "parse")
  }

  @Test func aSearchStaysOnThePageAndEscapeBringsTheSelectionBack() throws {
    var session = session()
    let before = session.screen.text
    let rows = try page(session).lists.callers + page(session).lists.callees
    let last = profile.functions.name(of: try #require(rows.last).function)
    session.type("/\(last)")
    #expect(session.explorer.page.selectedName(profile) == last)
    #expect(session.statusLine.contains("1 of \(rows.count) callers and callees"))
    session.press(.escape)
    #expect(session.screen.text == before)
    session.type("/")
    session.type(last)
    session.press(.enter, .up, .character("n"))
    #expect(session.explorer.page.selectedName(profile) == last)
    session.press(.character("N"))
    #expect(session.explorer.page.selectedName(profile) == last)
  }

  @Test func aSearchThatFindsNothingHereSaysSo() {
    var session = session()
    session.press(.character("n"))
    #expect(session.statusLine.contains("nothing is searched for"))
    session.type("/no such function")
    session.press(.enter, .character("n"))
    #expect(session.statusLine.contains("no caller or callee here matches"))
  }

  @Test func theWholeProfileHasNoCallers() {
    var session = Session(profile)
    session.press(.character("g"), .character("c"))
    #expect(session.statusLine.contains("Select a function first"))
  }

  /// A driver's function eight layers down: its page offers the application's code that causes the calls, first.
  @Test func fromABuiltinToTheApplicationAreTwoKeys() throws {
    let profile = drawnProfile(
      """
      main         1   1.0   9.0
      list         2   0.0   8.0
      /x/site-packages/orm/query.py:all      20   1.0   8.0
      /x/site-packages/orm/engine.py:run     20   1.0   7.0
      ~:execute    20   6.0   6.0
      main > list    2   0.0   8.0
      list > /x/site-packages/orm/query.py:all  20  1.0  8.0
      /x/site-packages/orm/query.py:all > /x/site-packages/orm/engine.py:run  20  1.0  7.0
      /x/site-packages/orm/engine.py:run > ~:execute   20  6.0  6.0
      """)
    var session = Session(profile, columns: 120)
    session.press(.tab, .character("c"))
    let line = try #require(session.screen.text.split(separator: "\n").first { $0.contains("calls up") })
    for text in ["20 ", "×10 ", "6.000 s", "100.0 %", "list  app.py:20  application, 3 calls up"] {
      #expect(line.contains(text), "\(line)")
    }
    #expect(session.screen.text.contains("1 caller of execute, from 1 place in the application"))
    session.press(.enter)
    #expect(profile.functions.name(of: try page(session).function) == "list")
    #expect(try page(session).applicationCount == 0, "its caller is the application itself")
    session.press(.backspace, .down, .enter)
    #expect(profile.functions.name(of: try page(session).function) == "run")
  }

  /// A ring of two hundred functions, each called by the one before: the walk goes round and all the way back.
  @Test func aWalkMayGoRound() throws {
    var session = Session(try Fixtures.profile("good/recursion-ring-200.prof"))
    session.press(.tab, .character("c"))
    for _ in 0..<500 { session.press(.enter) }
    let steps = session.explorer.walk.count
    #expect(steps > 1)
    for _ in 0..<steps { session.press(.backspace) }
    #expect(session.explorer.walk.isEmpty)
  }
}

extension Page {
  fileprivate func selectedName(_ profile: Profile) -> String? {
    guard case .neighbours(let page) = self else { return nil }
    return profile.functions.name(of: page.selected)
  }
}

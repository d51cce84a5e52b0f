import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// What was worked out in the background comes when it comes: while text is typed, or when something else is wanted.
@Suite struct LateAnswersTests {
  private static let orm = "/x/site-packages/orm/query.py:all"

  private static let large = drawnProfile(
    """
    main    1   1.0  10.0
    \(orm)  4   4.0   9.0
    last    4   5.0   5.0
    main > \(orm)  4  4.0  9.0
    \(orm) > last  4  5.0  5.0
    """)

  private static let small = drawnProfile("main 1 1.0 1.0")

  private static let names = ["GET.a.10ms.1795351276.prof", "GET.a.5ms.1795351277.prof", "GET.a.1ms.1795351278.prof"]

  private static func subject(_ profile: Profile, opening: Int) -> Subject {
    var subject = Subject(name: "\(opening)", profile: profile)
    subject.opening = opening
    subject.setTree(CallTree(preparing: profile))
    return subject
  }

  /// The list of three requests.
  private static func list() -> Session {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    browser.add(names.map { RequestProfile(file: FilePath($0), size: 1, modified: 0) })
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    var session = Session(state)
    session.press(.character("o"))
    return session
  }

  /// The first request of the list in the explorer, its last function selected.
  private static func explorer() -> Session {
    var session = list()
    session.press(.enter)
    session.send(.opened(subject(large, opening: 1)))
    session.type("/last")
    session.press(.enter)
    return session
  }

  // MARK: While text is typed

  @Test(arguments: ["", "zzz"], [Key.enter, .escape]) func nothingOpensUnderAPrompt(text: String, end: Key) {
    var session = Self.explorer()
    let before = session.screen.text
    session.type("]/")
    session.send(.opened(Self.subject(Self.small, opening: 2)))
    #expect(session.table == ["last", "all", "main"], "the prompt keeps what it searches")
    session.type(text)
    #expect(session.table.count == (text.isEmpty ? 3 : 0))
    session.press(end)
    #expect(session.screen.text != before)
    #expect(session.table == ["main"])
    #expect(session.explorer.subject.opening == 2)
  }

  @Test func aFilterIsTypedToItsEnd() {
    var session = Self.list()
    session.press(.enter, .character("/"))
    session.send(.opened(Self.subject(Self.large, opening: 1)))
    #expect(session.state.explorer == nil)
    session.type("zzz")
    #expect(session.state.requests?.count == 0)
    session.press(.escape)
    #expect(session.state.requests?.count == 3)
    #expect(session.explorer.subject.opening == 1)
  }

  @Test func aSideWaitsForThePrompt() throws {
    var session = try Session.comparison()
    session.state.edgesArrangedAtOnce = 0
    session.type("E/")
    let side = try #require(session.state.comparison).subject.side(.change, opening: 1)
    session.send(.opened(side))
    session.type("zzz")
    #expect(session.state.comparison?.table.rows.isEmpty == true)
    session.press(.enter)
    #expect(session.explorer.subject.opening == 1)
    session.press(.character("q"))
    #expect(session.state.comparison != nil)
  }

  @Test func escapeKeepsWhatWasWorkedOutMeanwhile() {
    var subject = Subject(name: "a", profile: Self.large)
    subject.opening = 1
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .explorer(Explorer(subject)))
    state.edgesArrangedAtOnce = 0
    var session = Session(state)
    session.type("o/")
    session.send(.prepared(CallTree(preparing: Self.large), opening: 1))
    session.send(.worked(Groundwork(of: subject), opening: 1))
    let arranged = ArrangedProfile(
      Arrangement(grouping: .files), of: session.explorer.subject, order: session.explorer.table.order)
    session.send(.arranged(arranged, opening: 1))
    session.type("la")
    session.press(.escape)
    #expect(session.explorer.subject.tree.isPrepared)
    #expect(session.explorer.subject.findings != nil)
    #expect(session.explorer.table.groups?.grouping == .files)
    #expect(session.state.arranging == nil)
  }

  @Test func escapeKeepsTheSourceThatWasReadMeanwhile() throws {
    var session = Session(Self.large)
    session.press(.tab)
    session.type("v/")
    session.performReading()
    session.press(.escape)
    guard case .source(let page) = session.explorer.page else { throw OpenError(name: "v", "no source") }
    guard case .absent = page.content else { throw OpenError(name: "v", "still reading") }
  }

  // MARK: For what is no longer wanted

  @Test func whatWasArrangedOfAnotherProfileChangesNothing() throws {
    var session = Self.explorer()
    session.state.edgesArrangedAtOnce = 0
    session.press(.character("o"))
    let wanted = Arrangement(grouping: .files)
    #expect(session.state.arranging == wanted)
    let other = Self.subject(Self.small, opening: 7)
    session.send(.arranged(ArrangedProfile(wanted, of: other, order: TableOrder(by: .name)), opening: 7))
    #expect(session.state.arranging == wanted)
    let explorer = session.explorer
    session.send(.arranged(ArrangedProfile(wanted, of: explorer.subject, order: explorer.table.order), opening: 1))
    #expect(session.explorer.table.groups?.grouping == .files)
  }

  @Test func whatWasArrangedOfAnotherComparisonChangesNothing() throws {
    var session = try Session.comparison()
    session.state.edgesArrangedAtOnce = 0
    session.press(.character("o"))
    let explorer = try #require(session.state.comparison)
    let arranged = ArrangedComparison(Arrangement(grouping: .files), of: explorer.subject, after: explorer.arranged)
    session.send(.arrangedComparison(arranged, opening: 7))
    #expect(session.state.arranging == Arrangement(grouping: .files))
    session.send(.arrangedComparison(arranged, opening: 0))
    #expect(session.state.comparison?.table.groups?.grouping == .files)
  }

  @Test func theFailureOfAnotherOpeningIsNotSaid() {
    var session = Self.list()
    session.press(.enter, .escape)
    session.send(.failed(OpenError(name: "a", "gone"), opening: 1))
    #expect(!session.statusLine.contains("gone"))
    session.press(.enter)
    session.send(.failed(OpenError(name: "a", "gone"), opening: 1))
    #expect(session.state.pending != nil)
    session.send(.failed(OpenError(name: "b", "broken"), opening: session.state.opening))
    #expect(session.state.pending == nil)
    #expect(session.statusLine.contains("broken"))
  }

  // MARK: The list and what is shown of it

  /// What `=` compares, and the selected row of the list.
  private func places(_ session: Session) -> [String?] {
    var session = session
    session.press(.character("="))
    guard case .compare(let source, _, _)? = session.effects.last else { return [] }
    guard case .request(let file)? = session.state.requests?.selection else { return [source.name] }
    return [source.name, file.visibleName]
  }

  @Test func theListFollowsWhatIsShown() {
    var session = Self.explorer()
    session.type("]")
    #expect(places(session) == [Self.names[0], Self.names[0]])
    session.press(.escape)
    #expect(session.effects.last == .abandonOpening)
    #expect(places(session) == [Self.names[0], Self.names[0]])
    session.type("]")
    session.send(.opened(Self.subject(Self.small, opening: session.state.opening)))
    #expect(places(session) == [Self.names[1], Self.names[1]])
  }

  @Test func theNextButOneIsTwoKeysAway() {
    var session = Self.explorer()
    session.type("]]")
    guard case .open(let files, _, let opening)? = session.effects.last else { return #expect(Bool(false), "no open") }
    #expect(files == [FilePath(Self.names[2])])
    session.send(.opened(Self.subject(Self.small, opening: opening)))
    session.type("]")
    #expect(session.statusLine.contains("this is the last of the list"))
    #expect(places(session) == [Self.names[2], Self.names[2]])
  }

  /// What cannot be read is passed, and what is shown stays what is compared.
  @Test func whatFailsIsSteppedPast() {
    var session = Self.explorer()
    session.type("]")
    session.send(.failed(OpenError(name: Self.names[1], "broken"), opening: 2))
    #expect(places(session) == [Self.names[0], Self.names[1]])
    session.type("]")
    guard case .open(let files, _, _)? = session.effects.last else { return #expect(Bool(false), "no open") }
    #expect(files == [FilePath(Self.names[2])])
  }

  /// One who moves on in the list while a profile opens comes back to that profile.
  @Test func theListStandsWhereOneCameFrom() {
    var session = Self.list()
    session.press(.enter, .down, .down)
    session.send(.opened(Self.subject(Self.large, opening: 1)))
    #expect(places(session) == [Self.names[0], Self.names[0]])
  }
}

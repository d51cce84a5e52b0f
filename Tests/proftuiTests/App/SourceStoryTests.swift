import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct SourceStoryTests {
  /// A shop whose `total` asks the database for every price; its functions are in lines 10 and 20.
  private static let shop = """
    # one
    # two
    # three
    # four
    # five
    # six
    # seven
    # eight
    # nine
    def total(rows):
        \"\"\"What the rows
        cost.\"\"\"
        prices = [price(row) for row in rows]
        return sum(prices)

    # sixteen
    # seventeen
    # eighteen
    # nineteen
    def price(row):
        return db.execute(query, row)

    """

  private static func profile(in directory: ScratchDirectory) -> Profile {
    let file = directory.file("shop.py").visible
    return drawnProfile(
      """
      \(file):total   1   1.0  9.0
      \(file):price  50   2.0  8.0
      ~:sqlite3.Cursor.execute  50  6.0  6.0
      \(file):total > \(file):price              50  2.0  8.0
      \(file):price > ~:sqlite3.Cursor.execute   50  6.0  6.0
      """)
  }

  private let directory = ScratchDirectory()

  /// The explorer on the shop's profile, `total` selected.
  private func session(_ source: String? = shop) -> Session {
    if let source { directory.write("shop.py", Array(source.utf8)) }
    var session = Session(Self.profile(in: directory), columns: 100, rows: 30)
    session.press(.character("g"), .down)
    return session
  }

  @Test func sourceIsShownAtTheDefinitionWithCalleesBesideTheLines() throws {
    var session = session()
    #expect(session.selected == "total")
    session.press(.character("v"))
    #expect(session.screen.text.contains("reading the source"))
    session.performReading()
    let lines = session.screen.text.split(separator: "\n")
    let call = try #require(lines.first { $0.contains("prices = [price(row)") })
    #expect(call.contains("   13  "))
    #expect(call.contains("› price  50 calls  8.000 s"))
    #expect(lines.contains { $0.contains("def total(rows):") })
    #expect(session.explorer.selectedFunction == FunctionID(0), "the line of the definition names no callee")
  }

  @Test func enterWalksToTheCalleeAndBack() {
    var session = session()
    session.press(.character("v"))
    session.performReading()
    session.press(.enter)
    #expect(session.statusLine.contains("names no callee"))
    session.press(.down, .down, .down, .enter)
    session.performReading()
    #expect(
      session.screen.text.contains("› execute  50 calls  6.000 s")
        || session.screen.text.contains("Cursor.execute  50 calls"))
    session.press(.down, .enter)
    #expect(session.statusLine.contains("built in"))
    session.press(.backspace)
    #expect(session.explorer.selectedFunction == FunctionID(1), "the line that one came from is selected")
    session.press(.backspace)
    guard case .overview = session.explorer.page else { return #expect(Bool(false), "not the overview") }
  }

  @Test func callersLeadToTheLineThatCalls() {
    var session = session()
    session.press(.tab, .character("g"))
    #expect(session.selected == "sqlite3.Cursor.execute")
    session.press(.character("v"))
    #expect(session.statusLine.contains("built in"))
    session.press(.character("c"), .character("v"))
    session.performReading()
    guard case .source(let page) = session.explorer.page else { return #expect(Bool(false), "no source") }
    #expect(page.position.row == 20, "the line with db.execute, from 0")
  }

  @Test func movedDefinitionsAndNewerFilesAreSaid() {
    var session = session("import db\n\n" + Self.shop)
    session.press(.character("v"))
    session.performReading()
    #expect(session.screen.text.contains("moved: line 10 in the profile, 12 here"))
    #expect(session.screen.text.contains("› price  50 calls"))
    session = self.session("x = 1\n")
    session.press(.character("v"))
    session.performReading()
    #expect(session.screen.text.contains("total is not defined here any more"))
  }

  @Test func fileThatIsNewerThanTheProfileIsSaid() throws {
    let name = directory.file("shop.py")
    directory.write("shop.py", Array(Self.shop.utf8))
    let file = try SourceReader.answer(
      SourceRequest(function: FunctionID(0), opening: 0, purpose: .show, paths: [name.visible])
    ).result.get()
    let profile = Self.profile(in: directory)
    func isNewer(profiledAt time: Double?) -> Bool? {
      var page = SourcePage(of: FunctionID(0))
      page.show(.success(file), in: profile, profiledAt: time)
      return page.listing?.isNewer
    }
    #expect(isNewer(profiledAt: file.modified - 60) == true)
    #expect(isNewer(profiledAt: file.modified + 60) == false)
    #expect(isNewer(profiledAt: file.modified - 1) == false, "a name's time has whole seconds")
    #expect(isNewer(profiledAt: nil) == false)
  }

  @Test func fileThatIsNotHereIsSaidWithItsPath() {
    var session = session(nil)
    session.press(.character("v"))
    session.performReading()
    #expect(session.screen.text.contains("the source is not on this machine"))
    #expect(session.screen.text.contains(directory.file("shop.py").visible))
    #expect(session.screen.text.contains("--map FROM=TO"))
    session.press(.backspace, .character("e"))
    session.performReading()
    #expect(session.statusLine.contains("--map"))
  }

  @Test func editorOpensAtTheDefinitionOrTheSelectedLine() {
    var session = session("\n" + Self.shop)
    session.press(.character("e"))
    session.performReading()
    let file = directory.file("shop.py")
    #expect(session.effects.contains(.edit(file, line: 11)), "where the definition moved to")
    session.press(.character("v"))
    session.performReading()
    session.press(.down, .down, .character("e"))
    #expect(session.effects.last == .edit(file, line: 13))
    session.send(.edited(EditorError("vi ended with status 1")))
    #expect(session.statusLine.contains("vi ended with status 1"))
    #expect(session.effects.count { if case .readSource = $0 { true } else { false } } > 0, "the file is read again")
  }

  /// As in less: `/` searches the lines as one types, from where one is and around the end; `n` and `N` step.
  @Test func linesAreSearched() throws {
    var session = session()
    session.press(.character("v"))
    session.performReading()
    func line() throws -> Int {
      guard case .source(let page) = session.explorer.page else { throw OpenError(name: "v", "not the source") }
      return page.position.row + 1
    }
    session.press(.character("n"))
    #expect(session.statusLine.contains("nothing is searched for in this file: / starts a search"))
    session.type("/PRICE")
    #expect(session.statusLine.contains("0 lines"), "a capital makes case matter")
    #expect(try line() == 10)
    session.press(.control("u"))
    session.type("price")
    #expect(session.statusLine.contains("3 lines"))
    #expect(try line() == 13)
    session.press(.enter, .character("n"))
    #expect(try line() == 14)
    session.press(.character("n"), .character("n"))
    #expect(try line() == 13, "around the end: 13, 14, 20")
    session.press(.character("N"))
    #expect(try line() == 20)
    #expect(session.statusLine.contains("/price   3 lines   n N step  ⌫ back"))
    session.type("/~^# t")
    #expect(try line() == 2, "one, around the end")
    session.press(.escape)
    #expect(try line() == 20)
    session.type("/nowhere")
    session.press(.enter, .character("n"))
    #expect(session.statusLine.contains("no line holds /nowhere"))
    #expect(try line() == 20)
    let row = try #require(session.screen.text.split(separator: "\n").firstIndex { $0.contains("def price") })
    session.type("/price")
    session.press(.enter)
    let marked = session.screen.row(row).filter { $0.style.marks.contains(.match) }.map { String($0.scalar) }.joined()
    #expect(marked == "20price", "the line's number and what was searched for")
    session.press(.backspace)
    guard case .overview = session.explorer.page else { throw OpenError(name: "v", "not the overview") }
    #expect(session.explorer.matches == nil)
  }

  @Test func generatedCodeHasNoFile() {
    var session = Session(drawnProfile("<string>:__init__  1  1.0  1.0"))
    session.press(.character("g"), .down, .character("v"))
    #expect(session.statusLine.contains("was made while the program ran"))
  }

  @Test func answersOfAnotherProfileAreDropped() throws {
    var session = session()
    session.press(.character("v"))
    let request = SourceRequest(function: FunctionID(0), opening: 7, purpose: .show, paths: [])
    session.send(.sourceRead(SourceReader.answer(request)))
    #expect(session.screen.text.contains("reading the source"))
  }
}

@Suite struct FindingsStoryTests {
  private func session(_ path: String, columns: Int = 100) throws -> Session {
    Session(try Fixtures.example(path), columns: columns, rows: 24)
  }

  private let slow = "nplus1/before/GET.books.34ms.1795572368.249000.prof"

  @Test func loopAroundAQueryIsOnTopAndEnterLeadsToItsEdge() throws {
    var session = try session(slow)
    session.press(.character("f"))
    let lines = session.screen.text.split(separator: "\n")
    let line = try #require(lines.first { $0.contains("N+1 query") })
    #expect(line.contains("75 %"))
    #expect(line.contains("rating runs ×400 for each books_one_by_one"))
    session.press(.enter)
    guard case .neighbours(let page) = session.explorer.page else { return #expect(Bool(false), "no callers") }
    #expect(session.explorer.profile.functions.name(of: page.function) == "books_one_by_one")
    #expect(session.explorer.profile.functions.name(of: page.selected) == "rating")
    session.press(.backspace, .down, .backspace)
    guard case .overview = session.explorer.page else { return #expect(Bool(false), "not the overview") }
  }

  @Test func quietProfileSaysThatNothingStandsOut() throws {
    var session = try session("placement/DELETE.allocations.c37459ee-f50b-4a63-b71e-cd7b27cd8130.12ms.1795351284.prof")
    session.press(.character("f"), .enter, .down)
    #expect(session.screen.text.contains("nothing stands out"))
    #expect(session.screen.text.contains("0 findings"))
  }

  @Test func totalSaysWhatTheRequestWaitedFor() throws {
    #expect(try session(slow, columns: 120).screen.text.contains("of all: database 8"))
  }
}

import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// What the keys of the explorer do in a comparison.
@Suite struct ComparisonKeysTests {
  private func explorer(_ session: Session) throws -> ComparisonExplorer { try #require(session.state.comparison) }

  private func copied(_ session: Session) throws -> String {
    guard case .copy(let text)? = session.effects.last else { throw OpenError(name: "y", "nothing is copied") }
    return text
  }

  // MARK: Zoom

  /// Going back came to a function that the other side does not have: there was no box, and going down in it had no end.
  @Test func zoomingOutPassesWhatTheOtherSideDoesNotHave() throws {
    let size = Size(columns: 80, rows: 24)
    var explorer = try explorer(try Session.comparison(columns: size.columns, rows: size.rows))
    func isOn(_ side: ComparisonSide, _ pair: PairID) -> Bool {
      explorer.tree.node(at: PairPath(origin: pair), side) != nil
    }
    let new = try #require(explorer.table.rows.first { isOn(.change, $0) && !isOn(.baseline, $0) })
    let common = try #require(explorer.table.rows.first { isOn(.change, $0) && isOn(.baseline, $0) })
    for pair in [new, common] {
      explorer.select(pair)
      let isThere = explorer.zoomIn()
      #expect(isThere)
    }
    explorer.swapSides()
    #expect(explorer.zoom.origin == common)
    let hasWayBack = explorer.zoomOut()
    #expect(hasWayBack)
    #expect(explorer.zoom == .total)
    #expect(!explorer.boxes.rows.isEmpty)
    let hasAnother = explorer.zoomOut()
    #expect(!hasAnother)
  }

  @Test func theWayDownEndsWhereNoBoxCanBeSelected() throws {
    struct Nowhere: IcicleNavigation {
      let boxes: Icicle
      var selectedPlace: Icicle.Place? { nil }
      mutating func select(_ place: Icicle.Place) {}
    }
    var nowhere = Nowhere(boxes: try explorer(try Session.comparison()).boxes)
    let hasMoved = nowhere.moveInIcicle(.last, page: 5) { _ in }
    #expect(hasMoved)
  }

  /// A click where nothing stands zoomed, or opened a group.
  @Test func aClickBelowTheLastRowDoesNothing() throws {
    var session = try Session.comparison(columns: 100, rows: 60)
    let area = try explorer(session).layout(session.state.size).tableRows
    let below = Event.mouse(Mouse(kind: .press, position: Position(row: area.endRow - 1, column: 3)))
    session.type("&at_once")
    session.press(.enter, .character("g"))
    session.send(below)
    #expect(try explorer(session).zoom == .total)
    session.type("oog")
    #expect(try #require(try explorer(session).table.shownGroups).rows.count < area.rows)
    session.send(below)
    session.send(below)
    #expect(try explorer(session).table.shownGroups?.position.row == 0)
  }

  @Test func aClickBelowTheLastRouteDoesNothing() throws {
    let side = [FilePath(Repository.placement)]
    let sources = ComparisonSources(baseline: side, change: side, isRecursive: false, filter: nil)
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .comparisons)
    state.comparisons = ComparisonList(sources)
    let below = Position(row: state.requestLayout.rows.endRow - 1, column: 3)
    #expect(state.update(.mouse(Mouse(kind: .press, position: below))).isEmpty)
    #expect(state.comparisons?.selectedRow == 0 && state.comparisons?.rows.count ?? 0 > 1)
  }

  /// A function whose box is too narrow to be drawn is on this side nevertheless.
  @Test func aBoxTooNarrowToBeDrawnIsSaid() throws {
    var session = try Session.comparison()
    let explorer = try explorer(session)
    let narrow = try #require(
      explorer.table.rows.first { pair in
        var copy = explorer
        copy.select(pair)
        return copy.selection.path == nil && explorer.tree.node(at: PairPath(origin: pair), .change) != nil
      })
    session.state.withComparison { $0.select(narrow) }
    session.press(.tab, .enter)
    #expect(session.statusLine.contains("has no box here: Tab, then ⏎ zooms to it"))
    session.press(.tab, .enter)
    #expect(try self.explorer(session).zoom.origin == narrow)
  }

  @Test func theTableHasASelectionToo() throws {
    var session = try Session.comparison()
    session.press(.tab, .character("g"))
    #expect(try explorer(session).selection.pair == nil)
    session.press(.tab)
    #expect(try explorer(session).selection.pair != nil)
  }

  /// Back in a place of another grouping, the number of its group said nothing.
  @Test func aGroupIsOpenedOnlyInItsOwnGrouping() throws {
    var session = try Session.comparison()
    session.type("oog")
    session.press(.enter, .enter)
    #expect(try explorer(session).table.openedGroup != nil)
    session.type("oo")
    session.press(.backspace)
    #expect(try explorer(session).table.shownGroups?.grouping == .files)
  }

  @Test func aGroupIsNoFunctionToSearchFor() throws {
    var session = try Session.comparison()
    session.type("o*")
    #expect(try explorer(session).matches == nil)
    #expect(session.statusLine.contains("Select a function first"))
  }

  // MARK: Copy and keep

  @Test func theTableIsCopiedUnderTheVerdict() throws {
    var session = try Session.comparison(columns: 80, rows: 24)
    session.press(.character("y"))
    let lines = try copied(session).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "**GET /books**")
    #expect(lines[2] == #"p50 28.9 ms → 3.44 ms, −88 %, 12 and 12 requests: faster (p \< 0.001)  "#)
    #expect(lines[3] == "most of it: Connection.execute −15.4 ms, 801 → 1 calls: fewer calls  ")
    #expect(lines[6] == "| calls | → | self | → | Δ ms | Δ % | cum | → | Δ ms | why | verdict | function |")
    #expect(
      lines[8].hasPrefix("| 801 | 1 | 17.4 | 2.05 | −15.37 | −88 % | 17.4 | 2.05 | −15.37 | fewer calls | changed | `"))
    let layout = try explorer(session).layout(Size(columns: 80, rows: 24))
    #expect(lines.count - 9 == layout.tableRows.rows)
    #expect(session.statusLine.contains("lines of Markdown to the terminal"))
  }

  @Test func thePathCallersAndGroupsAreCopiedToo() throws {
    var session = try Session.comparison()
    session.press(.tab, .character("g"), .down, .character("y"))
    let path = try copied(session)
    #expect(
      path.hasSuffix(
        """
        The call path:

        - 30.9 ms → 7.93 ms −74 % total
        - 30.9 ms → 7.93 ms −74 % `profiler.py:114(runapp)`
        - 30.9 ms → 7.91 ms −74 % `library.py:112(__call__)`

        """), "\(path)")
    session.press(.tab, .character("g"), .character("c"), .character("y"))
    #expect(try copied(session).contains("| 1 caller of Connection.execute |"))
    #expect(try copied(session).contains("fewer calls | `library.py:"))
    session.press(.escape, .character("o"), .character("o"), .character("y"))
    #expect(try copied(session).contains("| `built-in` |"))
  }

  @Test func aFileIsNamedForTheRoute() throws {
    var session = try Session.comparison()
    session.press(.character("w"))
    #expect(session.statusLine.contains("write to the file books.table.md"))
    session.press(.enter)
    guard case .keep(let text, "books.table.md")? = session.effects.last else { throw OpenError(name: "w", "none") }
    #expect(text.contains("most of it: Connection.execute"))
  }

  // MARK: Source and editor

  @Test func theEditorOpensTheChange() throws {
    var session = try Session.comparison()
    session.map(PathMap(rules: [try #require(PathMap.Rule("/srv/library=\(Repository.root)/Examples/wsgi"))]))
    session.press(.character("e"))
    #expect(session.effects.isEmpty && session.statusLine.contains("is built in"))
    session.type("/at_once")
    session.press(.enter, .character("e"))
    session.performReading()
    guard case .edit(let file, let line)? = session.effects.last else { throw OpenError(name: "e", "nothing") }
    #expect(file.visibleName == "library.py")
    let text = SourceText(Fixtures.bytes("../../Examples/wsgi/library.py"))
    #expect(String(decoding: text.lines[line - 1].text, as: UTF8.self).contains("def books_at_once"))
    #expect(session.state.comparison != nil)
  }

  /// What is gone is opened as the baseline had it.
  @Test func whatIsGoneIsEditedToo() throws {
    var session = try Session.comparison()
    session.type("/one_by_one")
    session.press(.enter, .character("e"))
    guard case .readSource(let request)? = session.effects.last else { throw OpenError(name: "e", "nothing") }
    guard case .edit(name: "books_one_by_one", _) = request.purpose else { throw OpenError(name: "e", "another") }
  }

  // MARK: Chains

  @Test func aChainOpensAndComesBack() throws {
    var session = try Session.comparison()
    #expect(session.screen.text.contains("runapp › __call__"))
    session.press(.tab, .character("g"), .down, .enter)
    #expect(!session.screen.text.contains("runapp › __call__") && session.screen.text.contains("− __call__"))
    #expect(try explorer(session).zoom == .total)
    session.press(.escape)
    #expect(session.screen.text.contains("runapp › __call__"))
    session.press(.character("x"))
    #expect(session.statusLine.contains("c chains ✓"))
    session.press(.character("c"))
    #expect(!session.statusLine.contains("✓") && !session.screen.text.contains("runapp › __call__"))
  }

  /// A function within a chain is found, and its box is the chain's.
  @Test func whatIsWithinAChainIsSelected() throws {
    var session = try Session.comparison()
    session.type("/runapp")
    session.press(.enter)
    let explorer = try explorer(session)
    #expect(explorer.selection.path?.pairs.count == 1)
    #expect(explorer.place(of: explorer.selection)?.row == 1)
    #expect(session.screen.text.contains("this box 30.9 ms → 7.93 ms −74 %"))
  }

  @Test func whatIsTooNarrowOrZoomedIsSaid() throws {
    var session = try Session.comparison(columns: 80, rows: 24)
    session.press(.tab, .character("g"), .enter)
    #expect(session.statusLine.contains("has the full width already"))
    session.press(.character("G"))
    session.press(.character("g"), .down, .down, .down, .end)
    for _ in 0..<20 { session.press(.down) }
    try #require(explorer(session).hasNarrowCallees)
    #expect(session.statusLine.contains("callees too narrow to draw"))
  }

  // MARK: A side

  @Test func aLargeSideOpensInTheBackground() throws {
    var session = try Session.comparison()
    session.state.edgesArrangedAtOnce = 0
    session.press(.character("E"))
    #expect(session.effects == [.exploreSide(.change, opening: 1)])
    #expect(session.statusLine.contains("opening GET /books, change   ⌫ abandons"))
    let subject = try explorer(session).subject.side(.change, opening: 1)
    session.press(.escape)
    session.send(.opened(subject))
    #expect(session.state.comparison != nil, "it was abandoned")
    session.press(.character("E"))
    let effect = try #require(session.effects.last)
    guard case .exploreSide(.change, let opening) = effect else { throw OpenError(name: "E", "nothing") }
    session.send(.opened(try explorer(session).subject.side(.change, opening: opening)))
    #expect(session.selected == "<method 'execute' of 'sqlite3.Connection' objects>")
    #expect(session.effects.last == .layGroundwork)
    session.press(.character("q"))
    #expect(session.state.comparison != nil)
  }

  @Test func theSourceOfALargeSideToo() throws {
    var session = try Session.comparison()
    session.state.edgesArrangedAtOnce = 0
    session.type("/at_once")
    session.press(.enter, .character("v"))
    guard case .exploreSide(.change, let opening)? = session.effects.last else { throw OpenError(name: "v", "nothing") }
    session.send(.opened(try explorer(session).subject.side(.change, opening: opening)))
    guard case .source = session.explorer.page else { throw OpenError(name: "v", "no source") }
    #expect(session.effects.contains { if case .readSource = $0 { true } else { false } })
  }

  // MARK: No key is dead

  @Test(arguments: ["i", "f", "u", "r"] as [Unicode.Scalar]) func keysOfOneProfileSaySo(key: Unicode.Scalar) throws {
    var session = try Session.comparison()
    session.press(.character(key))
    #expect(session.statusLine.contains("\(key) works in the explorer of one profile: E opens the change there"))
    session.press(.character("b"), .character(key))
    #expect(session.statusLine.contains("E opens the baseline there"))
    session.press(.character("c"), .character(key))
    #expect(session.statusLine.contains("E opens the baseline there"))
  }

  /// Wherever one is, every key that is no move does something that is seen, or says where it does.
  @Test func noKeyIsDead() throws {
    let profile = drawnProfile("main 1 1.0 3.0\nread 2 2.0 2.0\nmain > read 2 2.0 2.0")
    let comparison = try Session.comparison()
    var list = RequestBrowser(Place(paths: [FilePath("placement")]))
    list.add(Repository.placementFiles.map { RequestProfile(file: FilePath($0), size: 1, modified: 0) })
    var requests = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .requests)
    requests.requests = list
    var places: [(String, Session)] = [("comparison", comparison), ("list", Session(requests))]
    for keys in ["c", "i", "f", "u"] {
      var session = Session(profile)
      session.press(.tab)
      session.type(keys)
      places.append(("explorer \(keys)", session))
    }
    var callers = comparison
    callers.press(.character("c"))
    places.append(("callers of a comparison", callers))
    for (name, place) in places {
      for binding in KeyBindings.standard.bindings where !binding.action.isMove {
        var session = place
        let before = session.screen
        session.press(try #require(binding.keys.first))
        #expect(session.screen != before || !session.effects.isEmpty, "\(binding.keys[0]) in \(name)")
      }
    }
  }
}

extension Action {
  /// Whether it may find nothing to do: one is at the end already, sorts as it is sorted, or is not in a zoom.
  fileprivate var isMove: Bool {
    switch self {
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last,
      .zoomOut, .zoomOutAll, .otherPane, .sort, .sortByNext, .reverseOrder:
      true
    default: false
    }
  }
}

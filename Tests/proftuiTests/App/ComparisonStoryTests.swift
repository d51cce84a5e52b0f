import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Stories in the comparison explorer, on an endpoint before and after its fix.
@Suite struct ComparisonStoryTests {
  private func session(
    columns: Int = 100, rows: Int = 30, _ look: Appearance = .unicode
  ) throws -> Session { try .comparison(columns: columns, rows: rows, look) }

  private func comparison(_ session: Session) throws -> ComparisonExplorer { try #require(session.state.comparison) }

  private func selected(_ session: Session) throws -> String? {
    let explorer = try comparison(session)
    return explorer.selection.pair.map { explorer.comparison.function($0).name }
  }

  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func theFirstScreenTellsAll(columns: Int, rows: Int) throws {
    let screen = try session(columns: columns, rows: rows).screen
    #expect(screen.text.contains("p50 28.9 ms → 3.44 ms, −88 %, 12 and 12 requests: faster (p < 0.001)"))
    #expect(screen.text.contains("most of it: Connection.execute −15.4 ms, 801 → 1 calls: fewer calls"))
    expectPicture(screen.text, "comparison-\(columns)x\(rows)")
    let ascii = try session(columns: columns, rows: rows, .ascii).screen
    #expect(ascii.cells.allSatisfy { $0.scalar.isASCII })
    expectPicture(ascii.text, "comparison-\(columns)x\(rows)-ascii")
  }

  /// A comparison that is there before the first screen is drawn on it as one that comes later.
  @Test func aQuickComparisonIsDrawnAtOnce() throws {
    let late = try session()
    let quick = State(
      size: late.state.size, appearance: .unicode,
      content: .comparison(ComparisonExplorer(try comparison(late).subject)))
    #expect(Session(quick).screen.text == late.screen.text)
  }

  @Test(arguments: [(40, 12), (20, 5), (1, 1)]) func smallScreens(columns: Int, rows: Int) throws {
    #expect(try session(columns: columns, rows: rows).screen.size == Size(columns: columns, rows: rows))
  }

  /// What is gone has no width in the change: the baseline's widths show it.
  @Test func oneKeySwapsTheSides() throws {
    var session = try session()
    #expect(!session.screen.text.contains("gone\n") && session.screen.text.contains("widths from the change"))
    session.press(.character("b"))
    #expect(session.screen.text.contains("widths from the baseline"))
    #expect(session.screen.text.contains("books_one_by_one"))
    expectPicture(session.screen.text, "comparison-baseline")
    session.press(.character("b"))
    #expect(session.screen.text.contains("widths from the change"))
  }

  @Test func zoomAndBack() throws {
    var session = try session()
    session.type("/books_at_once")
    session.press(.enter, .enter)
    #expect(try comparison(session).zoom.origin != nil)
    #expect(session.screen.text.contains("in books_at_once"))
    session.press(.escape)
    #expect(try comparison(session).zoom == .total)
    session.press(.tab, .character("g"), .down, .down, .enter)
    #expect(try comparison(session).zoom.pairs.count == 3, "runapp, __call__ and response: the first two are a chain")
    session.press(.character("0"))
    #expect(try comparison(session).zoom == .total)
  }

  /// The box of a function that is gone is not there to zoom to, and the bar says where it is.
  @Test func whatIsGoneIsOnTheOtherSide() throws {
    var session = try session()
    session.type("/one_by_one")
    session.press(.enter, .enter)
    #expect(session.statusLine.contains("b shows the other side"))
    session.press(.character("b"), .enter)
    #expect(session.screen.text.contains("in books_one_by_one"))
    session.press(.character("b"))
    #expect(try comparison(session).zoom == .total)
  }

  /// Callers, packages and source of a side are those of the explorer.
  @Test func aSideOpensInTheExplorerAndComesBack() throws {
    var session = try session()
    session.press(.character("E"))
    #expect(session.selected == "<method 'execute' of 'sqlite3.Connection' objects>")
    #expect(session.screen.text.contains("mean of 12 requests"))
    session.press(.character("c"))
    #expect(session.screen.text.contains("1 caller of Connection.execute"))
    session.press(.character("q"), .character("q"))
    #expect(try selected(session) == "<method 'execute' of 'sqlite3.Connection' objects>")
  }

  @Test func theTableIsGroupedByFileAndPackageAndAGroupOpens() throws {
    var session = try session()
    session.press(.character("o"), .character("o"))
    let groups = try #require(try comparison(session).table.shownGroups)
    #expect(groups.grouping == .packages)
    #expect(groups[0].key == .package(.builtin))
    #expect(session.screen.text.contains("built-in  "))
    session.press(.character("g"), .enter)
    #expect(try comparison(session).table.shownGroups == nil)
    let comparison = try comparison(session)
    #expect(comparison.table.rows.allSatisfy { comparison.subject.package(of: $0) == .builtin })
    session.press(.escape)
    #expect(try self.comparison(session).table.shownGroups != nil)
    session.press(.character("o"))
    #expect(try self.comparison(session).table.groups == nil)
  }

  @Test func whatIsFoldedAwayGoesToItsCallersAndIsSaid() throws {
    var session = try session(columns: 120)
    session.press(.character("x"), .character("b"), .escape)
    let explorer = try comparison(session)
    #expect(session.screen.text.contains("; folded: built-ins"))
    let names = explorer.table.rows.map { explorer.comparison.function($0).name }
    #expect(names.first == "all" && !names.contains { $0.contains("'execute'") })
    let sum = explorer.comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
    let whole = explorer.subject.comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
    #expect(abs(sum - whole) < 1e-12)
    #expect(session.screen.text.contains("folded      presented"))
    session.press(.character("x"), .character("b"), .escape)
    #expect(!session.screen.text.contains("; folded"))
  }

  @Test func callersOfBothSidesAreOneKeyAndOneWalksOn() throws {
    var session = try session(columns: 120)
    session.press(.character("c"))
    #expect(session.screen.text.contains("1 caller of Connection.execute"))
    let first = try #require(try comparison(session).page?.lists.callers.first)
    #expect(try comparison(session).comparison.function(first.pair).name == "all")
    #expect(first.numbers.oldCalls == 801 && first.numbers.newCalls == 1)
    expectPicture(session.screen.text, "comparison-callers")
    session.press(.enter)
    #expect(session.screen.text.contains("comparison › Connection.execute › all"))
    session.type("/one_by_one")
    #expect(session.statusLine.contains("1 of "))
    session.press(.enter, .enter)
    #expect(session.screen.text.contains("Connection.execute › all › books_one_by_one"))
    #expect(session.screen.text.contains("gone"))
    session.press(.backspace, .character("q"), .escape)
    #expect(try comparison(session).page == nil)
    session.press(.character("c"), .enter, .character("0"))
    #expect(try comparison(session).page == nil)
  }

  @Test func sourceIsOneKeyAndTheWayBackIsToTheComparison() throws {
    var session = try session()
    session.press(.character("v"))
    #expect(session.statusLine.contains("is built in"))
    session.type("/at_once")
    session.press(.enter, .character("v"))
    #expect(session.effects.contains { if case .readSource = $0 { true } else { false } })
    guard case .source = session.explorer.page else { throw NoSource() }
    session.press(.escape)
    #expect(try selected(session) == "books_at_once")
  }

  private struct NoSource: Error {}

  @Test func whatTakesLongIsArrangedInTheBackground() throws {
    var session = try session()
    session.state.edgesArrangedAtOnce = 0
    session.press(.character("o"), .character("x"), .character("b"), .escape)
    let wanted = Arrangement(filters: [.builtins], grouping: .files)
    #expect(session.effects.last == .arrange(wanted))
    #expect(session.statusLine.contains("arranging"))
    let explorer = try comparison(session)
    let early = ArrangedComparison(Arrangement(grouping: .files), of: explorer.subject, after: explorer.arranged)
    session.send(.arrangedComparison(early, opening: 0))
    #expect(try comparison(session).arranged.arrangement == Arrangement(), "that is wanted no longer")
    let late = ArrangedComparison(wanted, of: explorer.subject, after: explorer.arranged)
    session.send(.arrangedComparison(late, opening: 0))
    #expect(try comparison(session).arranged.arrangement == wanted)
    #expect(!session.statusLine.contains("arranging"))
  }

  /// A shallow icicle leaves its rows to the table.
  @Test func theIcicleTakesNoMoreRowsThanItHas() {
    let size = Size(columns: 100, rows: 40)
    #expect(ComparisonLayout(size, depth: 5).icicle.rows == 5)
    #expect(ComparisonLayout(size, depth: 500).icicle.rows == 14)
    #expect(ComparisonLayout(size, depth: 0).icicle.rows == 3)
    for depth in [0, 5, 500] { #expect(ComparisonLayout(size, depth: depth).status.row == 39) }
  }

  @Test func aSearchShowsItsMatchesAlone() throws {
    var session = try session()
    let all = try comparison(session).table.rows.count
    session.type("/books")
    #expect(try comparison(session).table.rows.count == 3)
    #expect(session.statusLine.contains("3 functions"))
    session.press(.escape)
    #expect(try comparison(session).table.rows.count == all)
    session.type("&books")
    session.press(.enter)
    #expect(try comparison(session).table.rows.count == 3)
  }

  @Test func theTableIsSortedByTheSizeOfDifferences() throws {
    var session = try session()
    #expect(try selected(session) == "<method 'execute' of 'sqlite3.Connection' objects>")
    session.press(.character("4"), .character("g"))
    let rows = try comparison(session).table.rows.map {
      try comparison(session).comparison[$0].cumulativeTime.difference
    }
    #expect(rows == rows.sorted { $0.magnitude > $1.magnitude })
    session.press(.character("S"))
    #expect(
      try comparison(session).table.rows.first.map { try comparison(session).comparison[$0].cumulativeTime.difference }
        == 0)
  }

  /// Below every box: what differs there, what is gone there, and its self time make up its own difference.
  @Test func differencesOfBoxesAddUp() throws {
    let explorer = try comparison(session())
    let tree = explorer.subject.tree
    var boxes = 0
    for (row, line) in explorer.icicle.icicle.rows.enumerated() {
      for index in line.indices {
        let path = explorer.icicle.path(to: Icicle.Place(row: row, index: index), from: .total, in: tree)
        guard let new = tree.node(at: path, .change), line[index].node != nil else { continue }
        let old = tree.node(at: path, .baseline)
        func difference(_ old: Double?, _ new: Double?) -> Double {
          tree.perRequest(new ?? 0, .change) - tree.perRequest(old ?? 0, .baseline)
        }
        let callees = (old: old.map(tree[.baseline].children(of:)) ?? [], new: tree[.change].children(of: new))
        let pairs = (
          old: Set(callees.old.compactMap { tree.pair(of: $0, .baseline) }),
          new: Set(callees.new.compactMap { tree.pair(of: $0, .change) })
        )
        let gone = tree.callee(onlyOn: .baseline, below: old, and: new)
        #expect((gone == nil) == pairs.old.isSubset(of: pairs.new))
        #expect(gone.map { pairs.old.subtracting(pairs.new).contains($0.pair) } ?? true)
        let below = [
          difference(old?.selfTime, new.selfTime), callees.new.reduce(0) { $0 + difference(nil, $1.time) },
          callees.old.reduce(0) { $0 + difference($1.time, nil) },
        ].reduce(0, +)
        #expect(abs(below - difference(old?.time, new.time)) < 1e-9)
        boxes += 1
      }
    }
    #expect(boxes > 20)
  }

  // MARK: One request against its fellows

  /// The examples' lists of all resource providers, one against the others that did the usual work.
  private func standing(_ name: String) throws -> Session {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    let files = Repository.placementFiles.filter { $0.hasPrefix("GET.resource_providers") }
      .map { FilePath("\(Repository.placement)/\($0)") }
    browser.add(files.map { RequestProfile(file: $0, size: 1, modified: 0) })
    browser.understand(
      try files.map { file in
        let bytes = Fixtures.bytes("../../Examples/placement/\(String(decoding: file.name, as: UTF8.self))")
        return FileContents(file: file, contents: .summary(RequestSummary(try ProfileFormat.read(bytes))))
      })
    var state = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    state.withRequests { browser in
      browser.changeView()
      browser.selection = .request(FilePath("\(Repository.placement)/GET.resource_providers.\(name).prof"))
    }
    guard case .compare(let source, .requestAndFellows, opening: 1)? = state.update(.key(.character("="))).first else {
      throw OpenError(name: name, "nothing is compared")
    }
    let comparison = try source.compareNow().comparison
    _ = state.update(
      .compared(
        ComparisonSubject(
          name: source.name, kind: .requestAndFellows, comparison: comparison,
          tree: ComparisonTree(preparing: comparison), opening: 1)))
    return Session(state)
  }

  @Test(arguments: [
    ("123ms.1795351277", "same work, slower: noise, waiting or garbage collection"),
    ("78ms.1795351276", "other work: it sets up what its fellows find ready"),
    ("59ms.1795351276", "other work: it sets up what its fellows find ready"),
    ("59ms.1795351278", "other work: other calls"),
    ("41ms.1795351276", "same work in its usual time"), ("52ms.1795351276", "same work in its usual time"),
    ("53ms.1795351276", "same work in its usual time"), ("54ms.1795351276", "same work in its usual time"),
    ("57ms.1795351276", "same work in its usual time"),
  ])
  func everyRequestIsNamedForWhatItIs(name: String, words: String) throws {
    let session = try standing(name)
    #expect(session.screen.text.contains(words), "\(session.screen.text.split(separator: "\n")[1])")
    #expect(
      session.screen.text.split(separator: "\n")[1].contains("of 6 fellows")
        || session.screen.text.contains("of 5 fellows"))
  }

  @Test func theOddOneNamesTheFunctionThatWasHit() throws {
    var session = try standing("123ms.1795351277")
    #expect(session.screen.text.contains("most of it: _serialize_links +"))
    #expect(session.screen.text.contains("1,000 calls as before: slower calls"))
    expectPicture(session.screen.text, "comparison-odd-request")
    session.press(.character("q"))
    guard case .requests = session.state.content else {
      Issue.record("q goes back to the list")
      return
    }
  }

  @Test func twoMarkedRequestsAreCompared() throws {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    browser.add(Repository.placementFiles.map { RequestProfile(file: FilePath($0), size: 1, modified: 0) })
    var state = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    #expect(state.update(.key(.character("D"))).isEmpty)
    #expect(state.message?.contains("0 requests are marked") == true)
    for name in ["123ms.1795351277", "57ms.1795351276"] {
      state.withRequests {
        $0.selection = .request(FilePath("GET.resource_providers.\(name).prof"))
        $0.toggleMark()
      }
    }
    guard case .compare(let source, .beforeAndAfter, _)? = state.update(.key(.character("D"))).first else {
      Issue.record("nothing is compared")
      return
    }
    // The older one is the baseline, whichever was marked first.
    #expect(source.baseline.map(\.visibleName) == ["GET.resource_providers.57ms.1795351276.prof"])
    #expect(source.change.map(\.visibleName) == ["GET.resource_providers.123ms.1795351277.prof"])
  }

  @Test func twoMarkedRoutesAreComparedWithAllTheirRequests() throws {
    var browser = RequestBrowser(Place(paths: [FilePath("placement")]))
    browser.add(Repository.placementFiles.map { RequestProfile(file: FilePath($0), size: 1, modified: 0) })
    var state = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .requests)
    state.requests = browser
    for path in ["/resource_providers", "/traits"] {
      state.withRequests {
        $0.selection = .route(RoutePattern(method: "GET", path: path))
        $0.toggleMark()
      }
    }
    guard case .compare(let source, _, _)? = state.update(.key(.character("D"))).first else {
      Issue.record("nothing is compared")
      return
    }
    #expect(source.baseline.count == 9 && source.change.count == 1)
    #expect(source.name == "GET /resource_providers and GET /traits")
  }
}

import Glibc
import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Stories in the request list, on the examples' names.
@Suite struct RequestListStoryTests {
  /// The pictures show times of day.
  init() {
    setenv("TZ", "UTC", 1)
    tzset()
  }

  private let files = Repository.placementFiles.map {
    RequestProfile(file: FilePath($0), size: 82_535, modified: 1_795_351_276)
  }

  private func state(columns: Int = 120, rows: Int = 24) -> State {
    var browser = RequestBrowser(Place(paths: [FilePath("Examples/placement")]))
    browser.add(files)
    browser.see(files.map(\.file))
    var state = State(size: Size(columns: columns, rows: rows), appearance: .unicode, content: .requests)
    state.requests = browser
    state.now = 1_795_351_300
    state.withRequests { _ in }
    return state
  }

  private func press(_ state: inout State, _ keys: Key...) -> [Effect] {
    keys.flatMap { state.update(.key($0)) }
  }

  private func type(_ state: inout State, _ text: String) {
    for scalar in text.unicodeScalars { _ = state.update(.key(.character(scalar))) }
  }

  @Test func routesComeFirstTheCostliestOnTop() {
    var state = state()
    #expect(state.requests?.selection == .route(RoutePattern(method: "GET", path: "/resource_providers")))
    expectPicture(draw(state).text, "list-routes")
    #expect(press(&state, .character("s")).isEmpty)
    #expect(state.requests?.orders.routes == RouteOrder(by: .mean))
  }

  @Test func everyRequestIsOneKeyAway() {
    var state = state()
    _ = press(&state, .character("o"))
    expectPicture(draw(state).text, "list-requests")
    #expect(state.requests?.count == Repository.placementFiles.count)
    _ = press(&state, .character("o"))
    #expect(state.requests?.selection == .route(RoutePattern(method: "GET", path: "/resource_providers")))
  }

  @Test func enterOpensTheMergeOfARouteOrOneRequest() {
    var state = state()
    let effects = press(&state, .enter)
    guard case .open(let files, let title, let opening)? = effects.first else {
      Issue.record("nothing is opened: \(effects)")
      return
    }
    #expect(files.count == 9)
    #expect(title == "GET /resource_providers")
    #expect(opening == 1)
    let requests = press(&state, .character("o"), .right)
    #expect(requests.count == 1)
  }

  @Test func marksAreMerged() {
    var state = state()
    #expect(press(&state, .character("M")).isEmpty)
    #expect(draw(state).text.contains("nothing is marked"))
    _ = press(&state, .character("o"), .character(" "), .character(" "))
    #expect(state.requests?.marks.count == 2)
    guard case .open(let files, "2 marked", _)? = press(&state, .character("M")).first else {
      Issue.record("nothing is opened")
      return
    }
    #expect(files.count == 2)
    _ = press(&state, .up, .up, .character("m"))
    #expect(state.requests?.marks.count == 1)
  }

  @Test func theFilterNarrowsAsOneTypes() {
    var state = state()
    type(&state, "/traits")
    #expect(state.requests?.shown.totals.profiles == 1)
    #expect(draw(state).text.contains("1 of 15 profiles"))
    _ = press(&state, .escape)
    #expect(state.requests?.filter == nil)
    type(&state, "/~^get /res")
    _ = press(&state, .enter)
    #expect(state.requests?.shown.routes.count == 2)
    _ = press(&state, .backspace)
    #expect(state.requests?.shown.routes.count ?? 0 > 2)
  }

  @Test func functionsAreSearchedForAsOneTypes() throws {
    var state = state()
    type(&state, "/get fn:seri")
    let first = try #require(state.requests?.search)
    #expect(state.requests?.unanswered.count == 13)
    type(&state, "a")
    let search = try #require(state.requests?.search)
    #expect((search.search.text, search.number > first.number) == ("seria", true))
    #expect(draw(state).text.contains("0 of 15 profiles  searching 13"))
    let slow = try #require(FunctionTime(of: search.search, in: drawnProfile("serialize 1 2 3")))
    let quick = try #require(FunctionTime(of: search.search, in: drawnProfile("serialize 1 1 1")))
    func answer(_ name: String, _ number: Int, _ time: FunctionTime?) -> FileContents {
      FileContents(
        file: FilePath(name), contents: .unread, answer: FileContents.Answer(number: number, time: time))
    }
    let names = Repository.placementFiles.filter { $0.hasPrefix("GET.resource_providers.5") }
    _ = state.update(
      .files(.understood([answer(names[0], first.number, slow), answer(names[1], search.number, quick)]), listing: 0))
    #expect(draw(state).text.contains("1 of 15 profiles  searching 12"))
    _ = press(&state, .enter, .character("o"))
    _ = state.update(
      .files(.understood([answer(names[2], search.number, slow), answer(names[3], search.number, nil)]), listing: 0))
    #expect(state.requests?.selection == .request(FilePath(names[2])))
    #expect(draw(state).text.contains("in seria: 3.00 s"))
    #expect(draw(state).text.contains("2 of 15 profiles  searching 10"))
    _ = press(&state, .backspace)
    #expect(state.requests?.search == nil)
    #expect(state.requests?.orders.requests == RequestOrder(by: .elapsed))
  }

  @Test func aProfileFoundByItsFunctionOpensThere() throws {
    var state = state()
    type(&state, "/fn:serialize_l")
    _ = press(&state, .enter)
    state.opening = 1
    var subject = Subject(name: "a", profile: drawnProfile("main 1 1 1\nserialize_links 1 1 1"))
    subject.opening = 1
    _ = state.update(.opened(subject))
    #expect(state.explorer?.matches?.search.text == "serialize_l")
    #expect(state.explorer?.selection.function == FunctionID(1))
  }

  @Test func brokenAndUnfinishedFilesAreSaidAndNotCounted() {
    var state = state()
    let files = Repository.placementFiles.prefix(2).map { FilePath($0) }
    _ = state.update(
      .files(
        .understood([
          FileContents(file: files[0], contents: .broken(ProfileError(.malformed, at: 7, "a test"))),
          FileContents(file: files[1], contents: .unfinished),
        ]), listing: 0))
    #expect(draw(state).text.contains("13 profiles"))
    #expect(draw(state).text.contains("1 broken  1 being written"))
    _ = press(&state, .character("o"))
    #expect(draw(state).text.contains("byte 7: a test"))
    _ = state.update(.files(.vanished([files[0]]), listing: 0))
    #expect(!draw(state).text.contains("broken"))
  }

  @Test func newRequestsAreBadgedUntilTheyAreLookedAt() throws {
    var state = state()
    let new = (1...2).map {
      RequestProfile(file: FilePath("GET.traits.1\($0)ms.1795351299.prof"), size: 1, modified: 5)
    }
    _ = state.update(.files(.found(new), listing: 0))
    #expect(state.requests?.selection == .route(RoutePattern(method: "GET", path: "/resource_providers")))
    #expect(draw(state).text.contains("+GET /traits  +2"))
    _ = press(&state, .character("o"))
    type(&state, "/traits.12")
    _ = press(&state, .enter, .home)
    #expect(state.requests?.selection == .request(new[1].file))
    _ = press(&state, .escape, .character("o"))
    #expect(draw(state).text.contains("+GET /traits  +1"))
    #expect(press(&state, .enter).count == 1)
    #expect(!draw(state).text.contains("/traits  +"))
  }

  /// A scan of many files takes its time, and what inotify tells meanwhile is newer than what it found.
  @Test func whatComesAndGoesDuringAScanStaysSo() {
    let scratch = ScratchDirectory()
    let names = ["old", "gone", "replaced"].map { "GET.\($0).5ms.1795351299.prof" }
    for name in names { scratch.write(name) }
    var state = state()
    func send(_ event: FileEvent) { _ = state.update(.files(event, listing: 0)) }
    func listed() -> Set<String> { Set(state.requests?.list.requests.map { $0.file.visibleName } ?? []) }
    let scan = DirectoryScan([scratch.path])
    send(.listed(scan))
    #expect(listed() == Set(names))
    send(.scanning)
    let new = RequestProfile(file: scratch.file("GET.new.7ms.1795351300.prof"), size: 1, modified: 5)
    let replaced = RequestProfile(file: scratch.file(names[2]), size: 7, modified: 7)
    let recent = RequestProfile(file: scratch.file("recent"), size: 1, modified: 5)
    var contents = FileContents(file: recent.file, contents: .unfinished)
    contents.isNew = recent
    contents.isRecent = true
    send(.found([new, replaced]))
    send(.vanished([scratch.file(names[1])]))
    send(.understood([contents]))
    send(.listed(scan))
    #expect(listed() == [names[0], names[2], "GET.new.7ms.1795351300.prof", "recent"])
    #expect(state.requests?.list.requests.contains(replaced) == true)
    send(.scanning)
    send(.listed(scan))
    #expect(listed() == Set(names), "the next scan began after all that")
  }

  @Test func directoriesAreEnteredAndLeft() throws {
    var state = state()
    let scratch = ScratchDirectory()
    scratch.makeDirectory("sub")
    scratch.write("sub/GET.inner.5ms.1795351299.prof")
    _ = state.update(.files(.listed(DirectoryScan([scratch.path])), listing: 0))
    _ = press(&state, .home)
    #expect(state.requests?.selection == .directory(scratch.file("sub")))
    #expect(draw(state).text.contains("\n sub/"))
    #expect(press(&state, .enter) == [.list([scratch.file("sub")], listing: 1)])
    #expect(draw(state).text.contains("listing"))
    _ = state.update(.files(.found(files), listing: 0))
    #expect(state.requests?.count == 0, "what is found late is of another directory")
    _ = state.update(.files(.listed(DirectoryScan([scratch.file("sub")])), listing: 1))
    #expect(state.requests?.selection == .route(RoutePattern(method: "GET", path: "/inner")))
    #expect(press(&state, .character("/"), .character("i"), .enter, .backspace).isEmpty)
    #expect(press(&state, .backspace) == [.list([FilePath("Examples/placement")], listing: 2)])
    _ = state.update(.files(.listed(DirectoryScan([scratch.path])), listing: 2))
    #expect(state.requests?.selection == .directory(scratch.file("sub")))
    #expect(press(&state, .left).isEmpty)
  }

  @Test func aClickBelowTheLastRowDoesNothing() {
    var state = state()
    let area = state.requestLayout.rows
    #expect(state.requests?.count ?? 0 < area.rows)
    let below = Mouse(kind: .press, position: Position(row: area.endRow - 1, column: 3))
    #expect(state.update(.mouse(below)).isEmpty)
    #expect(state.pending == nil)
  }

  @Test func filesAreNotFollowed() {
    let scratch = ScratchDirectory()
    scratch.write("GET.a.5ms.1795351299.prof")
    var state = state()
    _ = state.update(.files(.listed(DirectoryScan([scratch.file("GET.a.5ms.1795351299.prof")])), listing: 0))
    #expect(press(&state, .character("F")).isEmpty)
    #expect(draw(state).text.contains("there is no directory to follow"))
    #expect(state.requests?.isFollowing == false)
    _ = state.update(.files(.listed(DirectoryScan([scratch.path])), listing: 0))
    #expect(press(&state, .character("F")) == [.follow(true)])
    #expect(draw(state).text.contains("following"))
  }

  /// A digit sorts by a column, and again the other way round, as a click on the heading does.
  @Test func aDigitTurnsTheOrderRound() throws {
    var list = state()
    _ = press(&list, .character("2"))
    let order = try #require(list.requests?.orders.routes)
    _ = press(&list, .character("2"))
    #expect(list.requests?.orders.routes == order.reversed)
    var session = try Session.slowestList()
    for _ in 0..<2 { session.press(.character("4")) }
    #expect(session.explorer.table.order == TableOrder(by: .cumulativeTime).reversed)
    session.press(.character("4"))
    #expect(session.explorer.table.order == TableOrder(by: .cumulativeTime))
    session.press(.tab, .character("c"), .character("1"), .character("1"))
    guard case .neighbours(let page) = session.explorer.page else { throw OpenError(name: "c", "no page") }
    #expect(page.order == NeighbourOrder(by: .calls).reversed)
    var comparison = try Session.comparison()
    for _ in 0..<2 { comparison.press(.character("1")) }
    #expect(comparison.state.comparison?.table.order == ComparisonOrder(by: .calls).reversed)
    comparison.press(.character("c"), .character("1"), .character("1"))
    #expect(comparison.state.comparison?.page?.order == ComparisonOrder(by: .calls).reversed)
  }

  @Test func lateProfilesDoNotTakeTheScreen() throws {
    var state = state()
    _ = press(&state, .enter, .down, .enter)
    var late = Subject(name: "late", profile: drawnProfile("main 1 1 1"))
    late.opening = 1
    _ = state.update(.opened(late))
    #expect(state.explorer == nil)
    late.opening = 2
    _ = state.update(.opened(late))
    #expect(state.explorer != nil)
    _ = press(&state, .character("q"))
    #expect(state.explorer == nil)
    #expect(press(&state, .character("q")) == [.quit])
  }

  @Test func openingShowsHowFarItIsAndCanBeAbandoned() {
    var state = state()
    _ = press(&state, .enter)
    _ = state.update(.progressed(opening: 1, done: 4))
    #expect(draw(state).text.contains("opening GET /resource_providers: 4 of 9"))
    #expect(press(&state, .down).isEmpty)
    #expect(press(&state, .escape) == [.abandonOpening])
    #expect(state.pending == nil)
    var late = Subject(name: "late", profile: drawnProfile("main 1 1 1"))
    late.opening = 1
    _ = state.update(.opened(late))
    _ = state.update(.progressed(opening: 1, done: 5))
    #expect(state.explorer == nil)
    #expect(!draw(state).text.contains("opening"))
    _ = press(&state, .enter)
    #expect(press(&state, .character("q")) == [.abandonOpening])
    #expect(press(&state, .character("q")) == [.quit])
  }

  @Test func theNextProfileOpensAtTheSamePlace() throws {
    var state = state()
    func open(_ opening: Int) throws -> Event {
      let name = "GET.resource_providers.\(opening == 1 ? "123" : "57")ms.179535127\(opening == 1 ? 7 : 6).prof"
      var subject = try ProfileSource.file(FilePath("\(Repository.placement)/\(name)")).open()
      subject.setTree(CallTree(preparing: subject.profile))
      subject.opening = opening
      return .opened(subject)
    }
    _ = press(&state, .character("o"), .enter)
    _ = state.update(try open(1))
    type(&state, "/_serialize_provider")
    // The match is part of a chain: Enter keeps the search, opens the chain, zooms.
    _ = press(&state, .enter, .enter, .enter, .character("4"))
    let before = try #require(state.explorer)
    guard case .open(_, _, 2)? = press(&state, .character("]")).first else {
      Issue.record("nothing is opened")
      return
    }
    _ = state.update(try open(2))
    let after = try #require(state.explorer)
    func names(_ explorer: Explorer) -> [String] {
      explorer.zoom.functions.map { explorer.profile.functions.name(of: $0) }
    }
    #expect(names(after) == names(before))
    #expect(names(after).last == "_serialize_providers")
    #expect(after.matches?.search.text == "_serialize_provider")
    #expect(after.table.order == TableOrder(by: .cumulativeTime))
  }

  @Test func theNextProfileOpensInTheSamePicture() throws {
    var state = state()
    let profile = drawnProfile("main 1 1 2\nwalk 1 1 1\nmain > walk 1 1 1")
    func open(_ opening: Int) {
      var subject = Subject(name: "\(opening)", profile: profile)
      subject.opening = opening
      _ = state.update(.opened(subject))
    }
    _ = press(&state, .enter)
    open(1)
    type(&state, "ru]")
    open(2)
    let explorer = try #require(state.explorer)
    #expect(explorer.isSunburst && !explorer.subject.tree.foldsRecursion)
    type(&state, "ru]")
    open(3)
    #expect(state.explorer?.isSunburst == false && state.explorer?.subject.tree.foldsRecursion == true)
  }

  @Test func aMergeTellsTheOddRequestFromTheOthers() throws {
    var merge = Merge()
    for name in Repository.placementFiles where name.contains("GET.resource_providers.") && !name.contains("inv") {
      try merge.add(try ProfileSource.file(FilePath("\(Repository.placement)/\(name)")).profile(), from: FilePath(name))
    }
    var subject = Subject(name: "GET /resource_providers", merged: try #require(merge.merged()))
    subject.setTree(CallTree(preparing: subject.treeProfile))
    subject.lay(Groundwork(of: subject))
    #expect(subject.tree.outline != nil)
    var state = State(size: Size(columns: 120, rows: 30), appearance: .unicode, content: .explorer(Explorer(subject)))
    expectPicture(draw(state).text, "merge-total")
    type(&state, "/serialize_l")
    _ = press(&state, .enter)
    expectPicture(draw(state).text, "merge-odd")
    #expect(draw(state).text.contains("one odd request, not a hot spot"))
    #expect(draw(state).text.contains("GET.resource_providers.123ms.1795351277.prof"))
  }
}

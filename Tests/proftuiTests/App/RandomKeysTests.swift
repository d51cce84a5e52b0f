import Glibc
import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Whatever is pressed, typed, clicked and resized: nothing traps, and what the screen shows is a screen.
///
/// A few keys on every profile here; `Scripts/random-keys` for a long run.
@Suite struct RandomKeysTests {
  private static let keys = getenv("PROFTUI_RANDOM_KEYS").flatMap { Int(String(cString: $0)) } ?? 60

  @Test(arguments: Fixtures.names(in: "profiles/good"))
  func explorer(name: String) throws {
    explore(try Fixtures.profile("good/" + name), name, keys: Self.keys, seed: UInt64(name.utf8.count))
  }

  /// Few functions of all kinds of packages, shared and recursive; in a long run very many such programs.
  @Test func programsAtRandom() {
    let kinds = [
      "app.py:f", "~g", "/usr/lib/python3.11/json/decoder.py:h", "/v/lib/python3.11/site-packages/flask/app.py:k",
    ]
    var random = SplitMix(seed: 12)
    for number in 0..<max(10, Self.keys / 20) {
      let size = [1, 1, 5].randomElement(using: &random) ?? 1
      let program = TracedProgram.random(&random, calls: 60 * size, functions: 8 * size) {
        kinds[$0 % kinds.count] + String($0)
      }
      explore(program.profile, "program \(number)", keys: 60, seed: UInt64(number))
    }
  }

  private func explore(_ profile: Profile, _ name: String, keys: Int, seed: UInt64) {
    let subject = Subject(name: name, profile: profile)
    let state = State(
      size: Size(columns: 80, rows: 24), appearance: .unicode, content: .explorer(Explorer(subject)))
    var background = Background()
    background.tasks = [
      [.worked(Groundwork(of: subject), opening: 0), .prepared(CallTree(preparing: profile).outlined(), opening: 0)]
    ]
    play(state, background, name, keys: keys, seed: seed)
  }

  /// Files come and go, and are opened and compared, while keys are pressed.
  @Test(arguments: [0, Int.max]) func requestList(edgesArrangedAtOnce: Int) throws {
    let files = Repository.placementFiles.map { FilePath("\(Repository.placement)/\($0)") }
    let requests = files.map { RequestProfile(file: $0, size: 1, modified: 1_795_351_276) }
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .requests)
    state.requests = RequestBrowser(Place(paths: [FilePath(Repository.placement)]))
    state.edgesArrangedAtOnce = edgesArrangedAtOnce
    play(state, Background(), "the list", keys: Self.keys * 4, seed: 4) { random in
      Int.random(in: 0..<6, using: &random) == 0 ? Self.change(of: requests, &random) : Self.event(&random)
    }
  }

  /// Sides are opened and left, functions folded away and grouped, at once or in the background.
  @Test(arguments: [0, Int.max]) func comparison(edgesArrangedAtOnce: Int) throws {
    var state = try Session.comparison().state
    state.edgesArrangedAtOnce = edgesArrangedAtOnce
    play(state, Background(), "a comparison", keys: Self.keys * 6, seed: 6)
  }

  /// Presses keys while answers come late and in another order than they were asked for; in the end all have come.
  private func play(
    _ start: State, _ work: Background, _ what: String, keys: Int, seed: UInt64,
    event: (inout SplitMix) -> Event = Self.event
  ) {
    var (state, background, random, memory) = (start, work, SplitMix(seed: seed), Memory())
    func isSound(_ place: String) -> Bool {
      let broken = Self.brokenInvariants(of: state)
      if !broken.isEmpty { Issue.record("\(what), \(place): \(broken)") }
      return broken.isEmpty
    }
    for key in 0..<keys {
      memory.look(afterKey: key)
      let event = event(&random)
      background.perform(state.update(event), for: state)
      guard isSound("key \(key), \(event)") else { return }
      while Int.random(in: 0..<4, using: &random) == 0, let answer = background.next(&random) {
        let broken = Self.brokenInvariants(of: answer)
        if !broken.isEmpty { Issue.record("\(what), what was opened after key \(key): \(broken)") }
        background.perform(state.update(answer), for: state)
        guard isSound("the answer after key \(key)") else { return }
      }
    }
    background.perform(state.update(.key(.escape)), for: state)
    while let answer = background.next(&random) { background.perform(state.update(answer), for: state) }
    let awaited = Self.awaited(by: state)
    #expect(awaited.isEmpty, "\(what)")
    memory.expectFlat(what)
  }

  /// What the loop does in the background: tasks whose answers come in order, each of them at any time.
  private struct Background {
    var tasks: [[Event]] = []
    /// Comparisons of before, since they take long; the test's own memory is to stay flat as well.
    private var compared: [ComparisonSource: Compared] = [:]
    private static let comparedLimit = 8
    /// Every so manieth opening fails.
    private static let failures = 5

    /// The next answer of some task.
    mutating func next(_ random: inout SplitMix) -> Event? {
      guard let task = tasks.indices.randomElement(using: &random) else { return nil }
      let answer = tasks[task].removeFirst()
      if tasks[task].isEmpty { tasks.remove(at: task) }
      return answer
    }

    /// - Parameter state: as it is when the effects are performed.
    mutating func perform(_ effects: [Effect], for state: State) {
      for effect in effects {
        do {
          let answers = try answers(to: effect, for: state)
          if !answers.isEmpty { tasks.append(answers) }
        } catch {
          Issue.record("\(effect): \(error)")
        }
      }
    }

    private mutating func answers(to effect: Effect, for state: State) throws -> [Event] {
      switch effect {
      case .open(let files, let title, let opening):
        if opening % Self.failures == 0 { return [.failed(OpenError(name: title, "a test"), opening: opening)] }
        let profile = try ProfileSource.file(files[0]).profile()
        var subject = Subject(name: title, profile: profile)
        subject.opening = opening
        return [
          .progressed(opening: opening, done: 1), .opened(subject), .worked(Groundwork(of: subject), opening: opening),
          .prepared(CallTree(preparing: profile).outlined(), opening: opening),
        ]
      case .compare(let source, let kind, let opening):
        let known = compared[source]
        if known == nil, compared.count >= Self.comparedLimit { compared = [:] }
        let answer = try known ?? source.compareNow()
        compared[source] = answer
        return [
          .compared(
            ComparisonSubject(
              name: source.name, kind: kind, comparison: answer.comparison,
              tree: ComparisonTree(preparing: answer.comparison), opening: opening))
        ]
      case .exploreSide(let side, let opening):
        return state.comparison.map { [.opened($0.subject.side(side, opening: opening))] } ?? []
      case .arrange(let arrangement):
        if let explorer = state.comparison {
          let arranged = ArrangedComparison(arrangement, of: explorer.subject, after: explorer.arranged)
          return [.arrangedComparison(arranged, opening: explorer.subject.opening)]
        }
        guard let explorer = state.explorer else { return [] }
        let arranged = ArrangedProfile(arrangement, of: explorer.subject, order: explorer.table.order)
        return [.arranged(arranged, opening: explorer.subject.opening)]
      case .readSource(let request): return [.sourceRead(SourceReader.answer(request))]
      case .outline:
        guard let subject = state.explorer?.subject else { return [] }
        return [.outlined(subject.tree.outlined(), subject.filters, opening: subject.opening)]
      case .layGroundwork:
        return state.explorer.map { [.worked(Groundwork(of: $0.subject), opening: $0.subject.opening)] } ?? []
      case .keep: return [.kept("written")]
      case .edit: return [.edited(nil)]
      case .quit, .abandonOpening, .list, .rescan, .follow, .suspend, .redraw, .copy: return []
      }
    }
  }

  /// What a state still waits for; nothing once every answer has come.
  private static func awaited(by state: State) -> [String] {
    var awaited: [String] = []
    if state.pending != nil { awaited.append("an opening") }
    if state.arranging != nil { awaited.append("an arrangement") }
    if !state.waiting.isEmpty { awaited.append("the end of a prompt") }
    guard let explorer = state.explorer else { return awaited }
    if !explorer.subject.tree.isPrepared { awaited.append("the call tree") }
    if explorer.subject.findings == nil { awaited.append("the groundwork") }
    if case .source(let page) = explorer.page, case .reading = page.content { awaited.append("a source") }
    return awaited
  }

  /// What the process holds every ten thousand keys; other tests must not run beside a long run.
  private struct Memory {
    private var pages: [Int] = []

    mutating func look(afterKey key: Int) {
      if key % 10_000 == 9_999, let held = ResidentMemory.pages() { pages.append(held) }
    }

    /// No more in the end than after the first ten thousand keys, but for 16 MiB.
    func expectFlat(_ what: String) {
      guard let first = pages.first, let last = pages.last, pages.count > 1 else { return }
      #expect(last < first + 4096, "pages of memory in \(what): \(pages)")
      print("\(what): \(first * 4 / 1024) MiB after 10,000 keys, \(last * 4 / 1024) after \(pages.count * 10_000)")
    }
  }

  // MARK: What happens

  private static func event(_ random: inout SplitMix) -> Event {
    switch Int.random(in: 0..<40, using: &random) {
    case 0: .resize(Size(columns: size(&random, atMost: 500), rows: size(&random, atMost: 200)))
    case 1: .paste("_serialize\nx")
    case 2: .mouse(mouse(&random))
    case 3: .mouse(Mouse(kind: .wheelDown, position: position(&random)))
    default: .key(key(&random))
    }
  }

  /// Mostly what a terminal has, now and then something from 1×1 to 500×200.
  private static func size(_ random: inout SplitMix, atMost most: Int) -> Int {
    Int.random(in: 0..<3, using: &random) == 0
      ? Int.random(in: 1...most, using: &random) : Int.random(in: 20...100, using: &random)
  }

  private static func position(_ random: inout SplitMix) -> Position {
    Position(row: Int.random(in: -1...60, using: &random), column: Int.random(in: -1...120, using: &random))
  }

  private static func mouse(_ random: inout SplitMix) -> Mouse {
    Mouse(kind: Bool.random(using: &random) ? .press : .wheelUp, position: position(&random))
  }

  private static func key(_ random: inout SplitMix) -> Key {
    let named: [Key] = [
      .up, .down, .left, .right, .down, .right, .pageUp, .pageDown, .home, .end, .enter, .enter, .escape, .backspace,
      .tab, .backTab, .delete, .insert, .function(1), .function(5), .unknown, .control("u"), .control("d"),
      .control("l"),
    ]
    if Bool.random(using: &random), let key = named.randomElement(using: &random) { return key }
    if Int.random(in: 0..<3, using: &random) == 0, let key = Self.askingKeys.randomElement(using: &random) {
      return .character(key)
    }
    return Int.random(in: 0..<20, using: &random) == 0
      ? .character("é") : .character(Unicode.Scalar(UInt8.random(in: 0x20..<0x7F, using: &random)))
  }

  /// What opens prompts, and what asks for work in the background.
  private static let askingKeys: [Unicode.Scalar] = [
    "/", "/", "&", "]", "[", "v", "=", "M", "E", "o", "x", "b", "s", "t",
  ]

  private static func change(of requests: [RequestProfile], _ random: inout SplitMix) -> Event {
    let some = requests.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
    return .files(Bool.random(using: &random) ? .found(some) : .vanished(Set(some.map(\.file))), listing: 0)
  }

  // MARK: What holds

  private static func brokenInvariants(of state: State) -> [String] {
    let screen = draw(state)
    var broken: [String] = []
    if screen.size.columns != max(0, state.size.columns) || screen.size.rows != max(0, state.size.rows) {
      broken.append("the screen is \(screen.size), the terminal \(state.size)")
    }
    let odd = screen.cells.first { cell in
      cell.scalar != Cell.continuation && VisibleText.isHidden(cell.scalar)
    }
    if let odd { broken.append("a cell of U+\(String(odd.scalar.value, radix: 16))") }
    if case .requests = state.content, let browser = state.requests { broken += brokenInvariants(of: browser) }
    if case .explorer(let explorer) = state.content { broken += brokenInvariants(of: explorer, state) }
    if case .comparison(let explorer) = state.content { broken += brokenInvariants(of: explorer) }
    return broken
  }

  /// Of the values that come from the background, which the screen shows from then on.
  private static func brokenInvariants(of event: Event) -> [String] {
    switch event {
    case .opened(let subject): subject.profile.brokenInvariants + (subject.merged?.brokenInvariants ?? [])
    case .prepared(let tree, _): tree.brokenInvariants(limit: 500)
    case .compared(let subject): subject.comparison.brokenInvariants
    default: []
    }
  }

  private static func brokenInvariants(of browser: RequestBrowser) -> [String] {
    browser.list.brokenInvariants + browser.list.brokenInvariants(of: browser.shown)
  }

  private static func brokenInvariants(of explorer: ComparisonExplorer) -> [String] {
    let icicle = explorer.icicle
    var broken = icicle.brokenInvariants(in: explorer.tree)
    if let place = explorer.place(of: explorer.selection), let pair = explorer.selection.pair {
      let pairs = icicle.icicle[place].functions.map { explorer.tree.pair(of: $0, explorer.side) }
      if !pairs.contains(pair) { broken.append("another box than that of the selected function is selected") }
    }
    if explorer.table.top < 0 || explorer.icicleTop < 0 { broken.append("a pane begins before its first row") }
    return broken
  }

  private static func brokenInvariants(of explorer: Explorer, _ state: State) -> [String] {
    var broken = explorer.icicle.brokenInvariants
    let visible = explorer.table.top..<max(explorer.table.top + 1, explorer.table.top + state.layout.tableRows.rows)
    if let row = explorer.selection.function.flatMap(explorer.table.rows.row(of:)), explorer.pane == .table,
      !state.layout.isTooSmall, !visible.contains(row)
    {
      broken.append("row \(row) is selected, \(visible) are in sight")
    }
    let (total, split) = (explorer.profile.totalTime, explorer.subject.split.reduce(0) { $0 + $1.time })
    if total.isFinite, (total - split).magnitude > 1e-6 * total.magnitude + 1e-9 {
      broken.append("packages have \(split) s in all, the profile \(total) s")
    }
    if explorer.table.top < 0 || explorer.icicleTop < 0 { broken.append("a pane begins before its first row") }
    if explorer.isSunburst, explorer.pane == .table { broken.append("a table that is not there has the keys") }
    if !explorer.has(explorer.zoom) { broken.append("the tree does not have the zoom") }
    return broken
  }
}

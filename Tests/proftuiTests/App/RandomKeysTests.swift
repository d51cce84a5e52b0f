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
    var session = Session(try Fixtures.profile("good/" + name), name: name)
    var random = SplitMix(seed: UInt64(name.utf8.count))
    var memory = Memory()
    for key in 0..<Self.keys {
      memory.look(afterKey: key)
      let event = Self.event(&random)
      session.send(event)
      let broken = Self.brokenInvariants(of: session.state)
      if !broken.isEmpty {
        Issue.record("\(name), key \(key), \(event): \(broken)")
        return
      }
    }
    memory.expectFlat(name)
  }

  /// Files come and go, and are opened, while keys are pressed.
  @Test func requestList() throws {
    let files = Repository.placementFiles.map { FilePath("\(Repository.placement)/\($0)") }
    let requests = files.map { RequestProfile(file: $0, size: 1, modified: 1_795_351_276) }
    var state = State(size: Size(columns: 100, rows: 30), appearance: .unicode, content: .requests)
    state.requests = RequestBrowser(Place(paths: [FilePath(Repository.placement)]))
    var random = SplitMix(seed: 4)
    var memory = Memory()
    for key in 0..<Self.keys * 4 {
      memory.look(afterKey: key)
      let event = Int.random(in: 0..<6, using: &random) == 0 ? Self.change(of: requests, &random) : Self.event(&random)
      for case .open(let files, let title, let opening) in state.update(event) {
        var subject = Subject(name: title, profile: try ProfileSource.file(files[0]).profile())
        subject.opening = opening
        _ = state.update(.opened(subject))
      }
      let broken = Self.brokenInvariants(of: state)
      if !broken.isEmpty {
        Issue.record("key \(key), \(event): \(broken)")
        return
      }
    }
    memory.expectFlat("the list")
  }

  /// Sides are opened and left, functions folded away and grouped, at once or in the background.
  @Test(arguments: [0, Int.max]) func comparison(edgesArrangedAtOnce: Int) throws {
    var state = try Session.comparison().state
    state.edgesArrangedAtOnce = edgesArrangedAtOnce
    var random = SplitMix(seed: 6)
    for key in 0..<Self.keys * 6 {
      let event = Self.event(&random)
      for effect in state.update(event) {
        if let answer = Self.answer(to: effect, in: state) { _ = state.update(answer) }
      }
      let broken = Self.brokenInvariants(of: state)
      if !broken.isEmpty {
        Issue.record("key \(key), \(event): \(broken)")
        return
      }
    }
  }

  /// What the loop does in the background.
  private static func answer(to effect: Effect, in state: State) -> Event? {
    switch effect {
    case .exploreSide(let side, let opening):
      return state.comparison.map { .opened($0.subject.side(side, opening: opening)) }
    case .arrange(let arrangement):
      if let explorer = state.comparison {
        let arranged = ArrangedComparison(arrangement, of: explorer.subject, after: explorer.arranged)
        return .arrangedComparison(arranged, opening: explorer.subject.opening)
      }
      return state.explorer.map {
        .arranged(
          ArrangedProfile(arrangement, of: $0.subject, order: $0.table.order), opening: $0.subject.opening)
      }
    case .readSource(let request): return .sourceRead(SourceReader.answer(request))
    case .layGroundwork:
      return state.explorer.map { .worked(Groundwork(of: $0.subject), opening: $0.subject.opening) }
    default: return nil
    }
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
    return Int.random(in: 0..<20, using: &random) == 0
      ? .character("é") : .character(Unicode.Scalar(UInt8.random(in: 0x20..<0x7F, using: &random)))
  }

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
    if case .explorer(let explorer) = state.content { broken += brokenInvariants(of: explorer, state) }
    if case .comparison(let explorer) = state.content { broken += brokenInvariants(of: explorer) }
    return broken
  }

  private static func brokenInvariants(of explorer: ComparisonExplorer) -> [String] {
    let icicle = explorer.icicle
    var broken = icicle.icicle.brokenInvariants
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
    return broken
  }
}

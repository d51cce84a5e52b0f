import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// A program without a terminal: keys in, screen out.
struct Session {
  var state: State
  private(set) var effects: [Effect] = []

  init(_ profile: Profile, name: String = "test.prof", columns: Int = 80, rows: Int = 24, _ look: Appearance = .unicode)
  {
    var subject = Subject(name: name, profile: profile)
    subject.setTree(CallTree(preparing: profile))
    subject.lay(Groundwork(of: subject))
    state = State(
      size: Size(columns: columns, rows: rows), appearance: look, content: .explorer(Explorer(subject)))
  }

  init(_ state: State) { self.state = state }

  /// A function that two others call, four calls in all.
  static let readingTwice = drawnProfile(
    """
    main    1   0.5   8.5
    parse   1   3.0   6.0
    read    4   4.0   4.0
    print   1   1.0   2.0
    main > parse   1  3.0  6.0
    parse > read   3  3.0  3.0
    main > print   1  1.0  2.0
    print > read   1  1.0  1.0
    """)

  /// The slowest list of all resource providers among the examples.
  static func slowestList(columns: Int = 80, rows: Int = 24, _ look: Appearance = .unicode) throws -> Session {
    let name = "GET.resource_providers.123ms.1795351277.prof"
    let subject = try ProfileSource.file(FilePath("\(Repository.placement)/\(name)")).open()
    return Session(subject.profile, name: name, columns: columns, rows: rows, look)
  }

  /// Presses keys one after the other; a string stands for its characters.
  mutating func press(_ keys: Key...) {
    for key in keys { effects += state.update(.key(key)) }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { press(.character(scalar)) }
  }

  mutating func send(_ event: Event) { effects += state.update(event) }

  /// Says where source files are.
  mutating func map(_ pathMap: PathMap) { state.pathMap = pathMap }

  /// Reads the sources that were asked for, as the loop does in the background.
  mutating func performReading() {
    for effect in effects {
      guard case .readSource(let request) = effect else { continue }
      effects.removeAll { $0 == effect }
      send(.sourceRead(SourceReader.answer(request)))
    }
  }

  var screen: Screen { draw(state) }

  var explorer: Explorer {
    switch state.content {
    case .explorer(let explorer): explorer
    case .reading, .requests, .comparison, .comparisons: preconditionFailure("the explorer is not open")
    }
  }

  /// The selected function's name; nil while the whole profile is selected.
  var selected: String? { explorer.selection.function.map { explorer.profile.functions.name(of: $0) } }

  /// The names from the zoom's origin to the selected box.
  var selectedPath: [String]? {
    explorer.selection.path?.functions.map { explorer.profile.functions.name(of: $0) }
  }

  /// The names from the zoom's origin to the zoomed box.
  var zoomed: [String] { explorer.zoom.functions.map { explorer.profile.functions.name(of: $0) } }

  /// The names in the table, from the top of the whole table.
  var table: [String] { explorer.table.rows.functions.map { explorer.profile.functions.name(of: $0) } }

  var statusLine: String {
    screen.text.split(separator: "\n", omittingEmptySubsequences: false).last.map(String.init) ?? ""
  }
}

extension Session {
  /// The comparison explorer, on an endpoint before and after its fix: `GET /books` of `Examples/nplus1`.
  static func comparison(columns: Int = 100, rows: Int = 30, _ look: Appearance = .unicode) throws -> Session {
    let fixed = ["before", "after"].map { FilePath("\(Repository.root)/Examples/nplus1/\($0)") }
    let sources = ComparisonSources(
      baseline: [fixed[0]], change: [fixed[1]], isRecursive: false, filter: nil)
    let compared = try #require(try sources.common.first?.compareNow())
    let subject = ComparisonSubject(
      name: compared.source.name, kind: .beforeAndAfter, comparison: compared.comparison,
      tree: ComparisonTree(preparing: compared.comparison), opening: 0)
    var state = State(
      size: Size(columns: columns, rows: rows), appearance: look, content: .reading(name: compared.source.name))
    _ = state.update(.compared(subject))
    return Session(state)
  }
}

extension ComparisonSource {
  /// Reads and compares while one waits.
  func compareNow() throws -> Compared {
    try Task.blocking {
      do throws(OpenError) {
        return Result<Compared, OpenError>.success(try await self.compare())
      } catch {
        return .failure(error)
      }
    }.get()
  }
}

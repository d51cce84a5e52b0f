import ProfileModel

/// What the comparison explorer explores.
struct ComparisonSubject: Sendable {
  /// What the sides are.
  enum Kind: Hashable, Sendable {
    /// Requests before a change and requests after it.
    case beforeAndAfter
    /// One request, the change, held against others of its route.
    case requestAndFellows
  }

  /// The route or the file, uncleaned.
  let name: String
  let kind: Kind
  @Shared private(set) var comparison: Comparison
  @Shared private(set) var tree: ComparisonTree
  /// What is known of packages besides their paths.
  let packages: PackageNames
  /// Which opening this is, so that what comes late for another one is recognised.
  let opening: Int
  private let sources: (baseline: CodeSources, change: CodeSources)
  /// What searches look at, on both sides.
  @Shared private var names: (baseline: SearchText, change: SearchText)
  @Shared private var labels: (baseline: SearchText, change: SearchText)

  /// O(functions), and the length of their names: work for the background.
  init(
    name: String, kind: Kind, comparison: Comparison, tree: ComparisonTree, packages: PackageNames = PackageNames(),
    opening: Int
  ) {
    self.name = name
    self.kind = kind
    self.comparison = comparison
    self.tree = tree
    self.packages = packages
    self.opening = opening
    let (baseline, change) = (comparison.baseline.mean, comparison.change.mean)
    sources = (packages.sources(of: baseline), packages.sources(of: change))
    names = (SearchText(namesOf: baseline.functions), SearchText(namesOf: change.functions))
    labels = (SearchText(labelsOf: baseline.functions), SearchText(labelsOf: change.functions))
  }

  /// What a search looks at.
  func texts(for search: Search) -> (baseline: SearchText, change: SearchText) {
    search.looksAtLabels ? labels : names
  }

  /// The installed package that is taken for the application, where nothing says what is.
  var assumedApplication: String? { sources.change.assumedApplication ?? sources.baseline.assumedApplication }

  /// The package of a function: that of the change, or of the baseline where it is gone.
  func package(of pair: PairID) -> Package {
    let functions = comparison.matching[pair]
    if let function = functions.change.first {
      return sources.change.paths[comparison.change.mean.functions.files[function.row].row]?.package ?? .builtin
    }
    guard let function = functions.baseline.first else { return .builtin }
    return sources.baseline.paths[comparison.baseline.mean.functions.files[function.row].row]?.package ?? .builtin
  }

  /// How much there is to be worked through: the call edges of both sides.
  var edgeCount: Int { comparison.baseline.sum.graph.count + comparison.change.sum.graph.count }

  func name(of side: ComparisonSide) -> String { "\(name), \(side.name)" }

  /// One side for the explorer of a profile. O(functions + edges), which of a large profile is work for the background.
  func side(_ side: ComparisonSide, opening: Int) -> Subject {
    var subject = Subject(name: name(of: side), merged: comparison[side], packages: packages)
    subject.opening = opening
    subject.setTree(tree[side])
    return subject
  }
}

extension ComparisonSide {
  var name: String {
    switch self {
    case .baseline: "baseline"
    case .change: "change"
    }
  }
}

/// A comparison arranged otherwise: O(functions + edges), which of large profiles is work for the background.
struct ArrangedComparison: Sendable {
  let arrangement: Arrangement
  @Shared private(set) var folded: FoldedComparison
  let groups: ComparisonGroupTable?

  /// Nothing is folded away, and nothing grouped.
  init(_ subject: ComparisonSubject) {
    arrangement = Arrangement()
    folded = FoldedComparison(subject.comparison, subject.tree)
    groups = nil
  }

  /// - Parameter other: how it was arranged before.
  init(_ arrangement: Arrangement, of subject: ComparisonSubject, after other: ArrangedComparison) {
    let folded =
      if arrangement.filters == other.arrangement.filters {
        other.folded
      } else if arrangement.filters.isEmpty {
        FoldedComparison(subject.comparison, subject.tree)
      } else {
        FoldedComparison(subject.comparison, subject.tree) { pair in
          let package = subject.package(of: pair)
          return arrangement.filters.contains { $0.hides(package) }
        }
      }
    self.arrangement = arrangement
    self.folded = folded
    groups = ComparisonGroupTable(by: arrangement.grouping, of: subject, folded)
  }
}

/// The groups of a comparison's table.
struct ComparisonGroupTable: Sendable {
  let grouping: Grouping
  let groups: ComparisonGroups
  /// Indices of the groups in the order of the screen; those whose functions are all folded away are left out.
  private(set) var rows: [Int] = []
  private(set) var position = ListPosition()
  private let isShown: [Bool]

  /// Nil for single functions, which need no groups.
  fileprivate init?(by grouping: Grouping, of subject: ComparisonSubject, _ folded: FoldedComparison) {
    let comparison = folded.comparison
    switch grouping {
    case .functions: return nil
    case .files: groups = ComparisonGroups(of: comparison) { .file(comparison.function($0).file) }
    case .packages: groups = ComparisonGroups(of: comparison) { .package(subject.package(of: $0)) }
    }
    self.grouping = grouping
    var isShown = [Bool](repeating: false, count: groups.groups.count)
    for pair in comparison.entries where folded.isShown(pair) {
      if let group = groups.group(of: pair) { isShown[group] = true }
    }
    self.isShown = isShown
  }

  /// The selected group: an index of the groups.
  var selected: Int? { rows.isEmpty ? nil : rows[position.row] }

  subscript(row: Int) -> GroupChange { groups.groups[rows[row]] }

  /// Sorts, and keeps the selection.
  mutating func sort(by order: ComparisonOrder) {
    let before = selected
    rows = groups.sorted(by: order).filter { isShown[$0] }
    if let before { select(group: before) }
  }

  mutating func select(group: Int) {
    if let row = rows.firstIndex(of: group) { select(row: row) }
  }

  mutating func select(row: Int) { move(by: row - position.row) }

  mutating func move(by steps: Int) { position.move(by: steps, of: rows.count) }

  /// Keeps the selection in sight.
  mutating func fit(visible: Int) { position.fit(visible: visible, of: rows.count) }
}

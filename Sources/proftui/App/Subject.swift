import ProfileModel

/// What the explorer explores: one opened profile with everything that is derived from it once.
///
/// Immutable but for the call tree, which is exchanged when a better one is ready, and for what is folded away.
struct Subject: Sendable {
  /// The file's name as it was given, uncleaned.
  let name: String
  let profile: Profile
  /// What tells the requests apart, where ``profile`` is the mean of several.
  @Shared private(set) var merged: MergedProfile?
  /// Which opening this is, so that what comes late for another one is recognised.
  var opening = 0
  /// The call tree with nothing folded away.
  @Shared private(set) var wholeTree: CallTree
  /// The profile without what is folded away.
  @Shared private(set) var folded: FoldedProfile
  /// The source path of every string that is some function's file; rows of other strings are nil.
  private let paths: [SourcePath?]
  /// The installed package that is taken for the application, where nothing says what is.
  let assumedApplication: String?
  /// The colour of every distribution in the profile.
  private let hues: [String: Style.Hue]
  /// The functions that took far longer in one request of a merge than in the others.
  private let odd: Set<FunctionID>
  /// For what the time was spent, as far as names tell; nil until the ``Groundwork`` is laid, as are the findings.
  private(set) var waiting: Waiting?
  /// What the numbers say by themselves.
  private(set) var findings: [Finding]?
  /// The orders of ``profile``.
  private var wholeOrders = TableOrders()
  /// When the profile was made, in seconds since 1970, where that is known: source files may be newer.
  var profiledAt: Double?
  /// Seconds: the largest finite time in each of the table's columns of times.
  let largestTimes: [TableColumn: Double]
  /// How many columns the longest text of the table's column `ncalls` needs.
  let callsWidth: Int
  /// What searches look at, once one did.
  @Shared private var names: SearchText? = nil
  @Shared private var labels: SearchText? = nil

  /// Several requests as their mean.
  init(name: String, merged: MergedProfile, packages: PackageNames = PackageNames()) {
    self.init(name: name, profile: merged.mean, merged: merged, packages: packages)
  }

  /// - Parameter packages: what is known of packages besides their paths.
  init(name: String, profile: Profile, merged: MergedProfile? = nil, packages: PackageNames = PackageNames()) {
    self.name = name
    self.profile = profile
    self.merged = merged
    var tree = CallTree(merged?.sum ?? profile)
    tree.foldsRecursion = true
    wholeTree = tree
    let sources = packages.sources(of: profile)
    let paths = sources.paths
    self.paths = paths
    folded = FoldedProfile(profile, tree, paths)
    assumedApplication = sources.assumedApplication
    hues = Self.hues(of: profile, paths)
    odd = Set(merged?.oddRequests.map(\.function) ?? [])
    callsWidth = Self.callsWidth(of: profile.functions)
    largestTimes = Dictionary(
      uniqueKeysWithValues: [
        TableColumn.selfTime, .selfTimePerCall, .cumulativeTime, .cumulativeTimePerCall,
      ].map { column in
        (column, TimeUnit.largest(of: profile.functions.ids.lazy.compactMap { profile.time(column, of: $0) }))
      })
  }

  /// The call tree without what is folded away.
  ///
  /// Of several requests it is the tree of their sum, whose times still add up to the nanosecond; ``perRequest(_:)`` turns
  /// its times into those of ``profile``.
  var tree: CallTree { folded.tree }

  /// What is folded away.
  var filters: Set<Filter> { folded.filters }

  /// ``profile`` as it is shown: with the self times that functions have when others are folded into them.
  var shown: Profile { folded.profile }

  /// Seconds of self time by package, the most first: how ``shown`` is split.
  var split: [(package: Package, time: Double)] { folded.split }

  /// The function with the most self time, if any has some.
  var hottest: FunctionID? { folded.hottest }

  /// The profile whose call tree is shown.
  var treeProfile: Profile { merged?.sum ?? profile }

  /// A time of the call tree as the time of one request.
  func perRequest(_ time: Double) -> Double { merged.map { time / Double($0.requests.count) } ?? time }

  /// Seconds in the whole tree, of one request.
  var totalTime: Double { perRequest(tree.totalTime) }

  /// What a search looks at. O(1) once it was kept.
  func text(for search: Search) -> SearchText {
    search.looksAtLabels
      ? labels ?? SearchText(labelsOf: profile.functions) : names ?? SearchText(namesOf: profile.functions)
  }

  /// Keeps what the next search looks at too: text, and the tree's large boxes, which take long to unfold where functions
  /// are folded away.
  mutating func prepare(for search: Search) {
    if search.looksAtLabels { labels = text(for: search) } else { names = text(for: search) }
    if tree.outline == nil { folded.tree = tree.outlined() }
  }

  /// Keeps what was unfolded of a call tree elsewhere, if it is the one that is shown.
  mutating func keepOutline(of other: CallTree, _ filters: Set<Filter>) {
    if filters == self.filters, other.isPrepared == tree.isPrepared { folded.tree.outline = other.outline }
  }

  /// All functions in an order of the table. O(1) once the order was kept.
  func functions(by order: TableOrder) -> [FunctionID] {
    folded.isWhole ? wholeOrders.functions(of: profile, by: order) : folded.functions(by: order)
  }

  mutating func keep(_ order: TableOrder) {
    if folded.isWhole { wholeOrders.keep(order, of: profile) } else { folded.keep(order) }
  }

  /// Takes in what was worked out in the background for this profile.
  mutating func lay(_ groundwork: Groundwork) {
    waiting = groundwork.waiting
    findings = groundwork.findings
    wholeOrders.keep(groundwork.orders)
    names = groundwork.names
    labels = groundwork.labels
    if let outline = groundwork.outline {
      wholeTree.outline = outline
      if folded.isWhole { folded.tree.outline = outline }
    }
  }

  /// Exchanges the call tree. What is folded away of the old one stays shown until it is folded anew, by
  /// ``fold(away:)`` or ``show(_:)``.
  mutating func setTree(_ better: CallTree) {
    let folds = tree.foldsRecursion
    wholeTree = better
    wholeTree.foldsRecursion = folds
    if folded.isWhole { fold(away: filters) }
  }

  mutating func foldRecursion() {
    wholeTree.foldsRecursion.toggle()
    folded.tree.foldsRecursion = wholeTree.foldsRecursion
  }

  /// Whether a function is part of the table: it is not folded away, or has time that no other function took.
  func isShown(_ function: FunctionID) -> Bool { folded.isShown(function) }

  /// Folds away what the filters say, and nothing else. Linear; see ``Folding``.
  mutating func fold(away filters: Set<Filter>) {
    let isHidden = profile.functions.ids.map { id in
      let package = sourcePath(of: id).package
      return filters.contains { $0.hides(package) }
    }
    folded =
      isHidden.contains(true)
      ? FoldedProfile(profile, Folding(wholeTree, of: treeProfile, hiding: isHidden), filters, paths, perRequest)
      : FoldedProfile(profile, wholeTree, paths, filters)
  }

  /// Whether what is shown was folded from a call tree that has been exchanged since.
  var isFoldedFromOldTree: Bool { tree.isPrepared != wholeTree.isPrepared }

  /// Shows what was folded elsewhere. False where it was folded from another tree than there is now.
  mutating func show(_ other: FoldedProfile) -> Bool {
    guard other.tree.isPrepared == wholeTree.isPrepared else { return false }
    folded = other
    folded.tree.foldsRecursion = wholeTree.foldsRecursion
    return true
  }

  /// The package of a function, and its file's path within it.
  func sourcePath(of function: FunctionID) -> SourcePath {
    paths[profile.functions.files[function.row].row] ?? SourcePath("")
  }

  /// Whether a function is the application's own code.
  func isApplication(_ function: FunctionID) -> Bool { sourcePath(of: function).package == .application }

  /// Whether a function tells of one odd request rather than of the route.
  func isOdd(_ function: FunctionID) -> Bool { odd.contains(function) }

  /// A package's name for people: see ``Package/title(assumed:)``.
  func title(of package: Package) -> String { package.title(assumed: assumedApplication) }

  /// A package's name for files: an application that is only assumed has that of its package.
  func plainName(of package: Package) -> String {
    package == .application ? assumedApplication ?? package.name : package.name
  }

  /// The colour of a package.
  func hue(of package: Package) -> Style.Hue {
    switch package {
    case .application: .application
    case .standardLibrary, .generated: .standardLibrary
    case .builtin: .builtin
    case .distribution(let name): hues[name] ?? .package(0)
    }
  }

  /// Gives every distribution the colour that its name asks for, or the next free one: those that cost most choose first,
  /// so that they differ and look the same in every profile.
  private static func hues(of profile: Profile, _ paths: [SourcePath?]) -> [String: Style.Hue] {
    var fileTimes = [Double](repeating: 0, count: paths.count)
    for (file, time) in zip(profile.functions.files, profile.functions.selfTimes) where time > 0 {
      fileTimes[file.row] += time
    }
    var times: [String: Double] = [:]
    for (path, time) in zip(paths, fileTimes) {
      if case .distribution(let name) = path?.package { times[name, default: 0] += time }
    }
    var free = Set(0..<Theme.packageHues)
    var hues: [String: Style.Hue] = [:]
    for name in times.keys.sorted(by: { (times[$1, default: 0], $0) < (times[$0, default: 0], $1) }) {
      let wanted = Int(hash(name) % UInt64(Theme.packageHues))
      let slot = (0..<Theme.packageHues).map { (wanted + $0) % Theme.packageHues }.first(where: free.contains) ?? wanted
      free.remove(slot)
      hues[name] = .package(UInt8(slot))
    }
    return hues
  }

  /// FNV-1a: the same in every run, unlike Swift's own hashes.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// Counts digits rather than making texts: there may be a million.
  private static func callsWidth(of functions: FunctionTable) -> Int {
    (0..<functions.count).reduce(0) { width, row in
      let calls = functions.calls[row]
      let primitive = functions.primitiveCalls[row]
      return max(width, self.width(calls) + (calls == primitive ? 0 : 1 + self.width(primitive)))
    }
  }

  private static func width(_ count: Count) -> Int {
    switch count {
    case .exact(var rest):
      var digits = rest < 0 ? 2 : 1
      while rest.magnitude >= 10 {
        rest /= 10
        digits += 1
      }
      return min(digits, 10)
    case .inexact: return CountText.calls(count, count, .unicode).count
    }
  }
}

extension Package {
  /// The name for people; of what is only taken for the application its own, with a question mark: `placement?`.
  func title(assumed: String?) -> String {
    guard self == .application, let assumed else { return name }
    return "\(assumed)?"
  }
}

extension FunctionGroup.Key {
  /// The package's name for people, or the file's as the profile has it.
  func title(assumed: String?) -> String {
    switch self {
    case .package(let package): package.title(assumed: assumed)
    case .file(let name): name == "~" || name.isEmpty ? Package.builtin.name : name
    }
  }

  /// The same cut to a number of columns, cleaned: of a file's name the end stays, which says most, of a package's its start.
  func title(assumed: String?, columns: Int, _ glyphs: Glyphs) -> String {
    let title = title(assumed: assumed)
    switch self {
    case .package: return CutText.end(title, columns: columns, glyphs)
    case .file: return CutText.start(title, columns: columns, glyphs)
    }
  }
}

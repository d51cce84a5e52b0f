import ProfileModel

/// A profile as it is shown: without what is folded away, and with all that follows from that. O(functions + edges) to make,
/// which of a large profile is work for the background.
struct FoldedProfile: Sendable {
  /// What is folded away.
  let filters: Set<Filter>
  var tree: CallTree
  /// The profile with the self times that functions have when others are folded into them.
  let profile: Profile
  /// Seconds of self time by package, the most first. Times below zero, which damaged files have, count as they are.
  let split: [(package: Package, time: Double)]
  /// The function with the most self time, if any has some.
  let hottest: FunctionID?
  private let folding: Folding?
  private var orders = TableOrders()

  /// Nothing is folded away, or nothing that there is.
  init(_ profile: Profile, _ tree: CallTree, _ paths: [SourcePath?], _ filters: Set<Filter> = []) {
    self.init(profile, tree, nil, filters, paths)
  }

  /// - Parameters:
  ///   - paths: the source paths of the functions' files.
  ///   - perRequest: turns times of the tree into those of the profile.
  init(
    _ profile: Profile, _ folding: Folding, _ filters: Set<Filter>, _ paths: [SourcePath?],
    _ perRequest: (Double) -> Double
  ) {
    let shown = profile.replacing(selfTimes: folding.selfTimes.map(perRequest))
    self.init(shown, folding.tree, folding, filters, paths)
  }

  private init(
    _ profile: Profile, _ tree: CallTree, _ folding: Folding?, _ filters: Set<Filter>, _ paths: [SourcePath?]
  ) {
    self.filters = filters
    self.tree = tree
    self.profile = profile
    self.folding = folding
    let functions = profile.functions
    hottest = functions.ids.filter { functions.selfTimes[$0.row] > 0 }
      .max { functions.selfTimes[$0.row] < functions.selfTimes[$1.row] }
    var times: [Package: Double] = [:]
    for id in functions.ids where functions.selfTimes[id.row] != 0 && functions.selfTimes[id.row].isFinite {
      let package = paths[functions.files[id.row].row]?.package ?? .builtin
      times[package, default: 0] += functions.selfTimes[id.row]
    }
    split = times.map { ($0.key, $0.value) }
      .sorted { ($1.time, $0.package.name) < ($0.time, $1.package.name) }
  }

  /// Whether all functions are as the file has them.
  var isWhole: Bool { folding == nil }

  /// Whether a function is part of the table: it is not folded away, or has time that no other function took.
  func isShown(_ function: FunctionID) -> Bool { folding?.isShown(function) ?? true }

  /// All functions in an order of the table. O(1) once the order was kept.
  func functions(by order: TableOrder) -> [FunctionID] { orders.functions(of: profile, by: order) }

  mutating func keep(_ order: TableOrder) { orders.keep(order, of: profile) }
}

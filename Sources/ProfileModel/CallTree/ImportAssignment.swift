import Glibc

/// Which module was imported by whom: every module runs once, and hangs under one importer.
///
/// An importer (an edge into importlib) took b ns for k loads; its modules took c ns each, known exactly. What is left over,
/// b - Σ c, is the work of importlib itself: finding, reading and unmarshalling files, o ns a load on average. It varies by
/// factors, so its logarithm is what an assignment should bring near the average. An assignment costs, for each importer,
///
///     ln((b - Σ c) / (n · o))²            n = loads, or modules where those are more
///     + 2 for each module of another directory than the importer's
///     + 3 for each module beyond the loads (packages that were loaded on the way to a module in them are free)
///
/// and far too much where modules exceed b. Largest first, each module goes to the tightest importer it fits; then modules
/// are moved and swapped while that makes the assignment cheaper. The result is a likely one, never a measured one.
struct ImportAssignment {
  struct Importer {
    let row: Int
    let function: Int
    /// Nanoseconds.
    let time: Double
    /// Modules it asked for; 0 where calls do not tell (`from package import name`).
    let loads: Int
    let folder: Int
  }

  struct Module {
    let row: Int
    let function: Int
    /// Nanoseconds.
    let time: Double
    let folder: Int
    /// Whether this is a package's `__init__.py`.
    let isPackage: Bool
  }

  let importers: [Importer]
  /// The longest first.
  let modules: [Module]
  /// The modules of each importer.
  private(set) var assigned: [[Int]]
  private var home: [Int?]
  private var costs: [Double] = []
  private let overhead: Double
  private let folders: SourceFolders
  /// What has been looked at: a cost, or some dozens of modules.
  private var effort = 0

  private static let effortLimit = 100_000

  init(importers: [Importer], modules: [Module], folders: SourceFolders) {
    self.importers = importers
    self.folders = folders
    self.modules = modules.sorted { ($0.time, $1.row) > ($1.time, $0.row) }
    assigned = Array(repeating: [], count: importers.count)
    home = Array(repeating: nil, count: modules.count)
    let loads = max(modules.count, importers.reduce(0) { $0 + $1.loads })
    let unused = importers.reduce(0) { $0 + $1.time } - modules.reduce(0) { $0 + $1.time }
    overhead = max(1, unused / Double(max(1, loads)))
    var left = importers.map(\.time)
    for module in self.modules.indices { place(module, &left) }
    costs = importers.indices.map { cost($0, assigned[$0]) }
    improve()
  }

  /// The packages among an importer's modules that hold another of them.
  func packages(of importer: Int) -> [Int] { packages(assigned[importer]) }

  /// O(modules · depth).
  private func packages(_ list: [Int]) -> [Int] {
    guard list.contains(where: { modules[$0].isPackage }) else { return [] }
    var modulesBelow: [Int: Int] = [:]
    for module in list { folders.forEachAbove(modules[module].folder) { modulesBelow[$0, default: 0] += 1 } }
    return list.filter { modules[$0].isPackage && modulesBelow[modules[$0].folder, default: 0] > 1 }
  }
}

// MARK: - Cost

extension ImportAssignment {
  /// O(modules), times their depth where these are more than the loads.
  private func cost(_ importer: Int, _ list: [Int]) -> Double {
    let place = importers[importer]
    let left = list.reduce(place.time) { $0 - modules[$1].time }
    guard left > 0 else { return 100 + 10 * Double(list.count) - 10 * left / overhead }
    let loads = max(list.count, place.loads)
    guard loads > 0 else { return 2 * log(1 + left / overhead) }
    let deviation = log(left / (Double(loads) * overhead))
    let packages = Set(list.lazy.filter { modules[$0].isPackage }.map { modules[$0].folder })
    let strangers = list.count { isStranger($0, at: place, packages) }
    var cost = deviation * deviation + 2 * Double(strangers)
    if place.loads > 0, list.count > place.loads {
      cost += 3 * Double(max(0, list.count - place.loads - self.packages(list).count))
    }
    return cost
  }

  /// Whether a module is neither the importer's neighbour, nor in a package that the importer loads as well.
  ///
  /// - Parameter packages: the directories of the packages that it loads.
  private func isStranger(_ module: Int, at importer: Importer, _ packages: Set<Int>) -> Bool {
    let folder = modules[module].folder
    if folder == importer.folder { return false }
    if modules[module].isPackage { return folders.parent(folder) != importer.folder }
    return !packages.contains(folder)
  }

  private func canHold(_ importer: Int, _ module: Int) -> Bool {
    importers[importer].time >= modules[module].time && importers[importer].function != modules[module].function
  }
}

// MARK: - Search

extension ImportAssignment {
  /// The tightest importer that has time left for the module; one that has loads left, if there is any.
  ///
  /// - Parameter left: nanoseconds of each importer that no module has.
  private mutating func place(_ module: Int, _ left: inout [Double]) {
    var tightest: (importer: Int, hasLoads: Bool, left: Double)?
    for importer in importers.indices where canHold(importer, module) {
      let place = importers[importer]
      guard left[importer] >= modules[module].time else { continue }
      let hasLoads = place.loads == 0 || assigned[importer].count < place.loads
      if let best = tightest, best.hasLoads != hasLoads ? best.hasLoads : best.left <= left[importer] { continue }
      tightest = (importer, hasLoads, left[importer])
    }
    guard let tightest else { return }
    assigned[tightest.importer].append(module)
    left[tightest.importer] -= modules[module].time
    home[module] = tightest.importer
  }

  private mutating func improve() {
    for _ in 0..<30 {
      var hasChanged = false
      for module in modules.indices where home[module] != nil { if move(module) { hasChanged = true } }
      for module in modules.indices where home[module] != nil { if swap(module) { hasChanged = true } }
      if !hasChanged || effort > Self.effortLimit { return }
    }
  }

  /// Moves a module to where it makes the assignment cheapest. Whether it moved.
  private mutating func move(_ module: Int) -> Bool {
    guard let from = home[module], effort <= Self.effortLimit else { return false }
    effort += importers.count / 64
    let without = assigned[from].filter { $0 != module }
    let saved = cost(from, without) - costs[from]
    var best: (change: Double, to: Int)?
    for to in importers.indices where to != from && canHold(to, module) && saved - costs[to] < (best?.change ?? -1e-9) {
      effort += 1 + assigned[to].count / 32
      let change = saved + cost(to, assigned[to] + [module]) - costs[to]
      if change < best?.change ?? -1e-9 { best = (change, to) }
    }
    guard let best else { return false }
    set(from, without)
    set(best.to, assigned[best.to] + [module])
    home[module] = best.to
    return true
  }

  /// Exchanges a module with the one where that makes the assignment cheapest. Whether it did.
  private mutating func swap(_ module: Int) -> Bool {
    guard let from = home[module], effort <= Self.effortLimit else { return false }
    effort += modules.count / 64
    var best: (change: Double, other: Int, here: [Int], there: [Int])?
    for other in modules.indices {
      guard let to = home[other], to != from, -costs[from] - costs[to] < best?.change ?? -1e-9,
        canHold(to, module), canHold(from, other)
      else { continue }
      effort += 1 + (assigned[from].count + assigned[to].count) / 32
      let here = assigned[from].map { $0 == module ? other : $0 }
      let there = assigned[to].map { $0 == other ? module : $0 }
      let change = cost(from, here) + cost(to, there) - costs[from] - costs[to]
      if change < best?.change ?? -1e-9 { best = (change, other, here, there) }
    }
    guard let best, let to = home[best.other] else { return false }
    set(from, best.here)
    set(to, best.there)
    home[module] = to
    home[best.other] = from
    return true
  }

  private mutating func set(_ importer: Int, _ list: [Int]) {
    assigned[importer] = list
    costs[importer] = cost(importer, list)
  }
}

/// The directories of source files, numbered.
struct SourceFolders {
  private var numbers: [Substring: Int] = [:]
  /// The directory above each; -1 at the top.
  private var parents: [Int] = []

  /// Longer than any path that a system opens: such a directory has none above it.
  private static let longestPath = 4096

  /// The number of the directory that a file lies in. O(length · depth) for a new one.
  mutating func number(ofFile file: String) -> Int { number(of: Self.above(file[...])) }

  private mutating func number(of path: Substring) -> Int {
    if let known = numbers[path] { return known }
    let hasParent = !path.isEmpty && path.utf8.count <= Self.longestPath
    let parent = hasParent ? number(of: Self.above(path)) : -1
    numbers[path] = parents.count
    parents.append(parent)
    return parents.count - 1
  }

  private static func above(_ path: Substring) -> Substring {
    let separator = path.utf8.lastIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    return path[..<(separator ?? path.startIndex)]
  }

  func parent(_ folder: Int) -> Int { parents[folder] }

  /// The directory and those above it. O(depth).
  func forEachAbove(_ folder: Int, _ body: (Int) -> Void) {
    var next = folder
    while next >= 0 {
      body(next)
      next = parents[next]
    }
  }
}

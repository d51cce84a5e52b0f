/// Which installed package is the application, where no code lies anywhere else: a guess from the call graph.
///
///     werkzeug › placement › webob › placement › sqlalchemy › psycopg2        placement
///
/// 1. There is a guess only where every file is built in, generated, the standard library's, or installed. A script in `bin`
///    (`Scripts` on Windows) that defines no function is installed too: it calls what it was installed with, and no more.
/// 2. Packages that many applications use are not the one: ``KnownPackages``.
/// 3. It is called from above: from the profile's roots, by servers and frameworks, by the standard library, by built-ins
///    and generated code, with at least half of the time that it takes. A library of the application is called by the
///    application.
/// 4. It has at least half as much time as the one of these with the most, nested calls counted once. Middleware of one's
///    own, around the application, has even a little more than the application.
/// 5. Of what is left, it is the one with the most functions.
///
/// It may be wrong: whoever uses it says that it is a guess.
struct AssumedApplication {
  private let profile: Profile
  /// The packages that it may be, sorted by name; none where there is code of no package.
  private let names: [String]
  /// The place of each function's package among the names; their count where it is none of them.
  private let groups: [Int32]
  /// Whether each function's code is what calls applications.
  private let isAbove: [Bool]

  /// - Parameter paths: the source path of each file, by its row in the strings.
  init(of profile: Profile, paths: [SourcePath?]) {
    self.profile = profile
    let packages = Self.packages(of: profile.functions, paths)
    let kinds = Dictionary(uniqueKeysWithValues: Set(packages).map { ($0, $0.unknownDistribution) })
    let names = kinds.keys.contains(.application) ? [] : kinds.values.compactMap(\.self).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
    let groups = kinds.mapValues { name in
      name.flatMap { places[$0] } ?? Int32(truncatingIfNeeded: names.count)
    }
    let above = Set(kinds.keys.filter(\.isAboveApplications))
    self.names = names
    self.groups = packages.map { groups[$0, default: 0] }
    isAbove = packages.map(above.contains)
  }

  /// The package of each function.
  private static func packages(of functions: FunctionTable, _ paths: [SourcePath?]) -> [Package] {
    functions.ids.map { id in
      let package = paths[functions.files[id.row].row]?.package ?? .builtin
      return package == .application && isLauncher(id, functions) ? .generated : package
    }
  }

  /// Whether it is the top level of a script that pip or a packager made, as `/srv/venv/bin/gunicorn`.
  private static func isLauncher(_ id: FunctionID, _ functions: FunctionTable) -> Bool {
    guard functions.name(of: id) == "<module>" else { return false }
    let directory = SourcePath.components(of: functions.file(of: id)).dropLast().last
    return directory == "bin" || directory == "Scripts"
  }

  /// The package's name; nil where there is code of no package, or no package that could be it. O(functions + edges) for
  /// each package that could.
  var name: String? {
    if names.isEmpty { return nil }
    let times = self.times
    let entered = enteredFromAbove
    let found = names.indices.filter { times[$0] > 0 && entered[$0] >= times[$0] / 2 }
    let most = found.map { times[$0] }.max() ?? 0
    var counts = [Int](repeating: 0, count: names.count + 1)
    for group in groups { counts[Int(group)] += 1 }
    // The names are sorted: of those with as many functions it is the first one.
    return found.filter { times[$0] >= most / 2 }.max { (counts[$0], $1) < (counts[$1], $0) }.map { names[$0] }
  }

  /// Seconds in each package, nested calls counted once; where edges have no times, those of its largest function.
  private var times: [Double] {
    let times = GroupTimes(of: profile, groups: groups, count: names.count + 1)
    var largest = [Double](repeating: 0, count: names.count + 1)
    for (group, time) in zip(groups, profile.functions.cumulativeTimes) where time.isFinite {
      largest[Int(group)] = max(largest[Int(group)], time)
    }
    return names.indices.map { times[$0]?.seconds ?? largest[$0] }
  }

  /// Seconds over the edges that enter each package from above, and of its roots; the last are those of all others.
  private var enteredFromAbove: [Double] {
    var seconds = [Double](repeating: 0, count: names.count + 1)
    let graph = profile.graph
    for row in 0..<graph.count where isAbove[graph.callers[row].row] {
      // Edges without times are calls alone: who calls it at all may be who calls it most.
      let time = graph.hasUntimedEdges ? .infinity : graph.cumulativeTimes[row]
      if time > 0 { seconds[Int(groups[graph.callees[row].row])] += time }
    }
    for root in profile.roots {
      seconds[Int(groups[root.row])] += max(0, profile.functions.cumulativeTimes[root.row])
    }
    return seconds
  }
}

extension Package {
  /// The name of a distribution that may be an application.
  fileprivate var unknownDistribution: String? {
    if case .distribution(let name) = self, !KnownPackages.isKnown(name) { name } else { nil }
  }

  /// Whether its code is what calls applications.
  fileprivate var isAboveApplications: Bool {
    switch self {
    case .application: false
    case .distribution(let name): KnownPackages.callsApplications(name)
    case .standardLibrary, .builtin, .generated: true
    }
  }
}

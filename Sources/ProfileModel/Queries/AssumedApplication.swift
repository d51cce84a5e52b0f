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
  /// The package of each function.
  private let packages: [Package]

  /// - Parameter paths: the source path of each file, by its row in the strings.
  init(of profile: Profile, paths: [SourcePath?]) {
    self.profile = profile
    packages = profile.functions.ids.map { id in
      let package = paths[profile.functions.files[id.row].row]?.package ?? .builtin
      return package == .application && Self.isLauncher(id, profile.functions) ? .generated : package
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
    if packages.contains(.application) { return nil }
    let names = Set(packages.compactMap(\.unknownDistribution)).sorted()
    if names.isEmpty { return nil }
    let times = self.times(of: names)
    let entered = enteredFromAbove
    let found = names.enumerated().filter { index, name in
      times[index] > 0 && entered[name, default: 0] >= times[index] / 2
    }
    let most = found.map { times[$0.offset] }.max() ?? 0
    let counts = functionCounts
    return found.filter { times[$0.offset] >= most / 2 }
      .max { (counts[$0.element, default: 0], $1.element) < (counts[$1.element, default: 0], $0.element) }?.element
  }

  /// Seconds in each package, nested calls counted once; where edges have no times, those of its largest function.
  private func times(of names: [String]) -> [Double] {
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) })
    let rest = Int32(truncatingIfNeeded: names.count)
    let groups = packages.map { $0.unknownDistribution.flatMap { numbers[$0] } ?? rest }
    let times = GroupTimes(of: profile, groups: groups, count: names.count + 1)
    var largest = [Double](repeating: 0, count: names.count + 1)
    for (group, time) in zip(groups, profile.functions.cumulativeTimes) where time.isFinite {
      largest[Int(group)] = max(largest[Int(group)], time)
    }
    return names.indices.map { times[$0]?.seconds ?? largest[$0] }
  }

  /// Seconds over the edges that enter each package from above, and of its roots.
  private var enteredFromAbove: [String: Double] {
    var seconds: [String: Double] = [:]
    let graph = profile.graph
    for row in 0..<graph.count {
      let caller = packages[graph.callers[row].row]
      guard let name = packages[graph.callees[row].row].unknownDistribution, caller.isAboveApplications else {
        continue
      }
      // Edges without times are calls alone: who calls it at all may be who calls it most.
      let time = profile.graph.hasUntimedEdges ? .infinity : graph.cumulativeTimes[row]
      if time > 0 { seconds[name, default: 0] += time }
    }
    for root in profile.roots {
      if let name = packages[root.row].unknownDistribution {
        seconds[name, default: 0] += max(0, profile.functions.cumulativeTimes[root.row])
      }
    }
    return seconds
  }

  private var functionCounts: [String: Int] {
    var counts: [String: Int] = [:]
    for package in packages {
      if let name = package.unknownDistribution { counts[name, default: 0] += 1 }
    }
    return counts
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

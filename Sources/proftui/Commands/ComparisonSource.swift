import ProfileModel

/// What is held against what: a name, and the files of both sides.
struct ComparisonSource: Hashable, Sendable {
  /// The route, or the file where names tell none; uncleaned.
  let name: String
  let baseline: [FilePath]
  let change: [FilePath]
  /// Whether the paths were named on the command line, where `-` is the standard input and a FIFO may be read.
  var isNamed = false
  /// Where files that only one side names so are on the other.
  var pathMap = PathMap.none

  /// Reads all files, several at a time, and compares. Files that cannot be read are left out.
  ///
  /// - Parameter progress: is told how many files have been read.
  func compare(_ progress: (Int) -> Void = { _ in }) async throws(OpenError) -> Compared {
    let files = files
    var sides = Sides()
    await ProfilesAhead.forEach(files.map { source(of: $0.file) }) { row, profile in
      sides.add(files[row].file, profile, files[row].isChange)
      progress(row + 1)
    }
    return try compare(sides)
  }

  /// Those of the baseline, then those of the change.
  private var files: [(file: FilePath, isChange: Bool)] {
    baseline.map { ($0, false) } + change.map { ($0, true) }
  }

  private func source(of file: FilePath) -> ProfileSource { isNamed ? ProfileSource(named: file) : .file(file) }

  /// What has been read.
  private struct Sides {
    var baseline = Merge()
    var change = Merge()
    var problems: [OpenError] = []

    mutating func add(_ file: FilePath, _ profile: Result<Profile, OpenError>, _ isChange: Bool) {
      do throws(OpenError) {
        let profile = try profile.get()
        if isChange { try change.include(profile, from: file) } else { try baseline.include(profile, from: file) }
      } catch {
        problems.append(error)
      }
    }
  }

  private func compare(_ sides: Sides) throws(OpenError) -> Compared {
    do {
      return Compared(
        source: self,
        comparison: try Comparison(baseline: sides.baseline, change: sides.change, pathMap: pathMap),
        problems: sides.problems)
    } catch {
      throw sides.problems.first ?? OpenError(name: name, error.reason)
    }
  }
}

/// A comparison with its name, and the files that are not in it.
struct Compared: Sendable {
  let source: ComparisonSource
  let comparison: Comparison
  let problems: [OpenError]
}

/// The comparisons that two lists of paths ask for.
///
/// Files alone are one comparison: all of one side against all of the other. Where a directory is named it is route by
/// route, and files whose names tell no path are compared by those names.
struct ComparisonSources: Sendable {
  private(set) var common: [ComparisonSource] = []
  /// What only one side has, by its name.
  private(set) var onlyBaseline: [String] = []
  private(set) var onlyChange: [String] = []
  /// What could not be listed.
  private(set) var errors: [OpenError] = []

  init(
    baseline: [FilePath], change: [FilePath], isRecursive: Bool, filter: RequestFilter?, rules: [RouteRule] = [],
    pathMap: PathMap = .none
  ) {
    defer { for row in common.indices { common[row].pathMap = pathMap } }
    if (baseline + change).contains(where: { ProfileSource(named: $0).isStream }) {
      common = [Self.streams(baseline, change)]
      if filter != nil { errors = [OpenError(name: "--filter", "what is read from a pipe has no name to choose by")] }
      return
    }
    let sides = (
      DirectoryScan(baseline, isRecursive: isRecursive), DirectoryScan(change, isRecursive: isRecursive)
    )
    errors = sides.0.errors + sides.1.errors
    if sides.0.directories.isEmpty, sides.1.directories.isEmpty, errors.isEmpty, filter == nil {
      common = [ComparisonSource(name: Self.name(of: sides.1.requests), baseline: baseline, change: change)]
      return
    }
    addRoutes(sides.0.profiles, sides.1.profiles, filter, rules)
  }

  /// Single profiles, some of which come through a pipe.
  private static func streams(_ baseline: [FilePath], _ change: [FilePath]) -> ComparisonSource {
    let files = (change + baseline).filter { !ProfileSource(named: $0).isStream }
    let requests = DirectoryScan(files, isRecursive: false).requests
    return ComparisonSource(
      name: requests.isEmpty ? "standard input" : name(of: requests), baseline: baseline, change: change, isNamed: true)
  }

  /// The routes of one list of paths, for limits that need no baseline: sources without one.
  init(_ paths: [FilePath], isRecursive: Bool, filter: RequestFilter?, rules: [RouteRule] = []) {
    let scan = DirectoryScan(paths, isRecursive: isRecursive)
    errors = scan.errors
    var list = RequestList(rules: rules)
    list.add(scan.profiles)
    common = groups(of: list, filter).map { ComparisonSource(name: $0.name, baseline: [], change: $0.files) }
  }

  /// Compares all, two at a time, and calls `body` with what was found of each, in their order.
  func compare(_ body: (ComparisonSource, Result<Compared, OpenError>) -> Void) async {
    let sources = common
    await WorkAhead.forEach(sources.count, ahead: Self.comparedAtOnce) { row in
      do throws(OpenError) {
        return Result.success(try await sources[row].compare())
      } catch {
        return Result.failure(error)
      }
    } _: {
      body(sources[$0], $1)
    }
  }

  /// More would hold many files of many routes in memory at a time.
  private static let comparedAtOnce = 2

  /// What files have in common: the route they all are of, else the first one's name.
  private static func name(of requests: [RequestProfile]) -> String {
    var list = RequestList()
    list.add(requests)
    if let route = list.routes.first, list.routes.count == 1, route.pattern != .unnamed { return route.pattern.text }
    let first = requests.first.map { String(decoding: $0.file.name, as: UTF8.self) } ?? ""
    return requests.count > 1 ? "\(first) and \(requests.count - 1) more" : first
  }

  /// Routes are folded over both sides together, so that one identifier does not make a route of its own on one side.
  private mutating func addRoutes(
    _ baseline: [RequestProfile], _ change: [RequestProfile], _ filter: RequestFilter?, _ rules: [RouteRule]
  ) {
    var list = RequestList(rules: rules)
    list.add(baseline + change)
    let (old, new) = (Set(baseline.map(\.file)), Set(change.map(\.file)))
    for (name, files) in groups(of: list, filter) {
      let sides = (files.filter(old.contains), files.filter(new.contains))
      switch (sides.0.isEmpty, sides.1.isEmpty) {
      case (false, false): common.append(ComparisonSource(name: name, baseline: sides.0, change: sides.1))
      case (false, true): onlyBaseline.append(name)
      case (true, false): onlyChange.append(name)
      case (true, true): break
      }
    }
  }

  /// The files of each route that a filter lets through, and of each name among those without a route. Files that are
  /// known to be none are errors.
  private mutating func groups(of list: RequestList, _ filter: RequestFilter?) -> [(name: String, files: [FilePath])] {
    let passing = filter.map { Set($0.rows(of: list.requests)) }
    return list.routes.flatMap { route -> [(name: String, files: [FilePath])] in
      let requests = route.requests.filter { passing?.contains($0) != false }.map { list.requests[$0] }
      errors += requests.compactMap { request in request.error.map { OpenError(name: request.file.visible, $0) } }
      let files = requests.filter(\.isCounted).map(\.file)
      if files.isEmpty { return [] }
      if route.pattern != .unnamed { return [(route.pattern.text, files)] }
      return Dictionary(grouping: files) { String(decoding: $0.name, as: UTF8.self) }
        .map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }
  }
}

extension ComparisonSources {
  /// Compares all of them. Blocks.
  ///
  /// - Parameter problems: takes what could not be compared, and the files that are in no comparison.
  func compared(_ problems: inout [OpenError]) -> [Compared] {
    let results = Task.blocking {
      var results: [Result<Compared, OpenError>] = []
      await compare { results.append($1) }
      return results
    }
    return results.compactMap { result in
      switch result {
      case .success(let compared):
        problems += compared.problems
        return compared
      case .failure(let error):
        problems.append(error)
        return nil
      }
    }
  }
}

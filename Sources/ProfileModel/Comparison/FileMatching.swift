/// Which source files of two profiles are one file although their paths differ.
///
/// A file of the standard library or of a distribution is known by its path below the library's directory, so virtual
/// environments, Python versions and places of installation do not matter. A file of the application is the same where
/// its whole path is, or where what differs is a directory in front that explains other files as well:
///
///     /srv/app-1.0/shop/views.py    /srv/app-1.1/shop/views.py
///     /srv/app-1.0/shop/models.py   /srv/app-1.1/shop/models.py     ⇒  /srv/app-1.0 is /srv/app-1.1
struct FileMatching: Sendable {
  /// For each distinct file of the baseline and of the change a name; equal names are one file.
  let baseline: [String: String]
  let change: [String: String]

  /// - Parameter pathMap: applied to both sides before anything else.
  init(baseline: Set<String>, change: Set<String>, _ pathMap: PathMap = .none) {
    func mapped(_ files: Set<String>) -> [String: String] {
      Dictionary(uniqueKeysWithValues: files.map { ($0, pathMap.mapped($0)) })
    }
    let paths = (baseline: mapped(baseline), change: mapped(change))
    let names = Self.names(baseline: Set(paths.baseline.values), change: Set(paths.change.values))
    self.baseline = paths.baseline.mapValues { names.baseline[$0] ?? $0 }
    self.change = paths.change.mapValues { names.change[$0] ?? $0 }
  }

  private typealias Names = (baseline: [String: String], change: [String: String])

  private static func names(baseline: Set<String>, change: Set<String>) -> Names {
    var names: Names = (libraryNames(baseline), libraryNames(change))
    let own = application(baseline, change)
    let moved = moved(own)
    for file in own.change { names.change[file] = file }
    for file in own.baseline { names.baseline[file] = moved[file] ?? file }
    return names
  }

  /// Built-ins and the files of libraries by what they are called below the library's directory.
  private static func libraryNames(_ files: Set<String>) -> [String: String] {
    var names: [String: String] = [:]
    for file in files {
      let path = SourcePath(file)
      if path.package != .application { names[file] = "\(path.package.name)\0\(moduleFile(path.shortened))" }
    }
    return names
  }

  /// The file of a module that the interpreter holds frozen: `<frozen importlib._bootstrap>` is
  /// `importlib/_bootstrap.py`, which other versions of Python read.
  private static func moduleFile(_ path: String) -> String {
    guard path.hasPrefix("<frozen "), path.hasSuffix(">") else { return path }
    return path.dropFirst("<frozen ".count).dropLast().split(separator: ".").joined(separator: "/") + ".py"
  }

  private typealias Files = (baseline: Set<String>, change: Set<String>)

  private static func application(_ baseline: Set<String>, _ change: Set<String>) -> Files {
    func own(_ files: Set<String>) -> Set<String> { files.filter { SourcePath($0).package == .application } }
    return (own(baseline), own(change))
  }

  // MARK: Moved directories

  /// A directory of the baseline that is another one in the change.
  private struct Move: Hashable, Comparable {
    let from: [Substring]
    let to: [Substring]

    /// Among moves that explain equally many files, the one that leaves the longer paths below is the likelier.
    static func < (left: Move, right: Move) -> Bool {
      let lengths = (left.from.count + left.to.count, right.from.count + right.to.count)
      if lengths.0 != lengths.1 { return lengths.0 < lengths.1 }
      return (left.from + left.to).lexicographicallyPrecedes(right.from + right.to)
    }
  }

  /// The files of the baseline that lie elsewhere in the change, with their paths there. The move that explains most files
  /// is applied first, then the next for the files that are left.
  private static func moved(_ files: Files) -> [String: String] {
    var left = (baseline: files.baseline.subtracting(files.change), change: files.change.subtracting(files.baseline))
    let sharesNothing = left.baseline.count == files.baseline.count
    var moved: [String: String] = [:]
    for _ in 0..<mostMoves {
      guard let (move, votes, below) = likeliestMove(left), votes > 1 || below > 1 || sharesNothing else { break }
      let places = Dictionary(left.change.map { (components($0), $0) }, uniquingKeysWith: { first, _ in first })
      for file in left.baseline {
        let parts = components(file)
        guard parts.starts(with: move.from), let there = places[move.to + parts.dropFirst(move.from.count)] else {
          continue
        }
        moved[file] = there
        left.baseline.remove(file)
        left.change.remove(there)
      }
    }
    return moved
  }

  /// How many directories can have moved; releases and virtual environments are one or two.
  private static let mostMoves = 8
  /// A name that more files have says too little: `__init__.py` of a large project.
  private static let mostNamesakes = 64

  /// The move that explains most files, how many, and how many components the longest path below it has.
  private static func likeliestMove(_ files: Files) -> (move: Move, votes: Int, below: Int)? {
    let targets = Dictionary(grouping: files.change.map(components)) { $0.last ?? "" }
    var votes: [Move: (count: Int, below: Int)] = [:]
    for parts in files.baseline.map(components) {
      guard let namesakes = targets[parts.last ?? ""], namesakes.count <= mostNamesakes else { continue }
      for target in namesakes {
        let below = zip(parts.reversed(), target.reversed()).prefix { $0 == $1 }.count
        let move = Move(from: Array(parts.dropLast(below)), to: Array(target.dropLast(below)))
        let known = votes[move] ?? (0, 0)
        votes[move] = (known.count + 1, max(known.below, below))
      }
    }
    return votes.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }.map {
      ($0.key, $0.value.count, $0.value.below)
    }
  }

  /// The parts between slashes; `/` in front is an empty part, so that an absolute path stays apart from a relative one.
  private static func components(_ path: String) -> [Substring] {
    path.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
  }
}

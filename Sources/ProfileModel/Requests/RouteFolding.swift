/// Finds the routes of requests: which paths are one endpoint's, with different identifiers in them.
///
/// Numbers, UUIDs and long hexadecimal numbers are identifiers wherever they stand. Other segments are where many of them
/// vary while what is before them repeats, in paths of one method and one length:
///
///     GET /users/bob7/posts       eight values that are no plain words      GET /users/{name}/posts
///     GET /users/alice99/posts    (or 30 that are) between /users and …
///     GET /users/me/posts         stays: a plain word among few of them     GET /users/me/posts
///
/// Two or three endpoints under one prefix are never taken for identifiers, nor are two dozen; and the first segment of a
/// path never folds: there the endpoints are. What is folded wrongly or not at all can be put right with a ``RouteRule``.
///
/// The routes depend on which paths there are, not on their order or number.
public struct RouteFolding: Sendable {
  /// From how many different values on segments are identifiers that hold digits or the like.
  public static let identifierThreshold = 8
  /// From how many different values on segments are identifiers that are plain words.
  public static let wordThreshold = 30

  private let rules: [RouteRule]
  /// What the paths are once identifiers that are certain have been folded, and the route of each.
  private var patterns: [RoutePattern: RoutePattern] = [:]

  public init(rules: [RouteRule] = []) { self.rules = rules }

  /// The routes of requests, one for each name. O(n log n) in the length of all names.
  public static func patterns(of names: [RequestName], rules: [RouteRule] = []) -> [RoutePattern] {
    var folding = RouteFolding(rules: rules)
    let partly = folding.add(names)
    return partly.map { folding.route($0) }
  }

  /// Takes names into account.
  ///
  /// - Returns: what ``route(_:)`` wants for each of them. Earlier routes may have changed if ``changes`` has.
  mutating func add(_ names: [RequestName]) -> [RoutePattern] {
    let regexes = rules.compactMap { rule in (try? rule.regex()).map { (regex: $0, name: rule.name) } }
    let partly = names.map { name in
      Self.ruled(name, by: regexes) ?? Self.partlyFolded(name)
    }
    let new = Set(partly).filter { patterns[$0] == nil }
    if !new.isEmpty {
      changes += 1
      fold(Array(patterns.keys) + new)
    }
    return partly
  }

  /// How often routes have been worked out anew.
  private(set) var changes = 0

  /// The route of a request that was added.
  func route(_ partly: RoutePattern) -> RoutePattern { patterns[partly] ?? partly }

  // MARK: One name

  private static func ruled(
    _ name: RequestName, by regexes: [(regex: Regex<AnyRegexOutput>, name: String)]
  ) -> RoutePattern? {
    guard !regexes.isEmpty, let path = name.path else { return nil }
    let text = [name.method, path].compactMap { $0 }.joined(separator: " ")
    let match = regexes.first { (try? $0.regex.firstMatch(in: text)) != nil }
    // A rule's name is no path that could be folded further: it need not begin with a slash.
    return match.map { RoutePattern(method: name.method, path: $0.name) }
  }

  /// With the identifiers folded that are certain.
  private static func partlyFolded(_ name: RequestName) -> RoutePattern {
    guard let path = name.path else { return .unnamed }
    var folded = ""
    for segment in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      folded += "/"
      folded += PathSegment.identifier(segment) ?? String(Substring(segment))
    }
    return RoutePattern(method: name.method, path: folded)
  }

  // MARK: All names

  /// Works out the routes of all distinct paths.
  private mutating func fold(_ partly: [RoutePattern]) {
    let ruleNames = Set(rules.map(\.name))
    var groups: [Shape: [Path]] = [:]
    for pattern in partly {
      patterns[pattern] = pattern
      guard let path = pattern.path, !ruleNames.contains(path) else { continue }
      let segments = path.split(separator: "/", omittingEmptySubsequences: false)
      // The first of the segments is the empty one before the first slash.
      guard segments.count > 2 else { continue }
      groups[Shape(method: pattern.method, length: segments.count, first: segments[1]), default: []]
        .append(Path(pattern: pattern, segments: segments))
    }
    for group in groups.values where group.count >= Self.identifierThreshold { fold(group, from: 2) }
  }

  private struct Shape: Hashable {
    let method: String?
    let length: Int
    let first: Substring
  }

  private struct Path {
    let pattern: RoutePattern
    var segments: [Substring]
  }

  /// Folds paths of one method and length that are alike before a position.
  private mutating func fold(_ paths: [Path], from position: Int) {
    guard let length = paths.first?.segments.count, position < length, paths.count >= Self.identifierThreshold else {
      return keep(paths)
    }
    var groups: [Substring: [Path]] = [:]
    let values = Set(paths.map { $0.segments[position] }.filter { !PathSegment.isFolded($0) })
    let words = values.filter(PathSegment.isWord)
    let foldsWords = words.count >= Self.wordThreshold
    let foldsOthers = values.count - words.count >= Self.identifierThreshold
    for var path in paths {
      let value = path.segments[position]
      if values.contains(value), words.contains(value) ? foldsWords : foldsOthers { path.segments[position] = "{name}" }
      groups[path.segments[position], default: []].append(path)
    }
    for group in groups.values { fold(group, from: position + 1) }
  }

  private mutating func keep(_ paths: [Path]) {
    for path in paths {
      patterns[path.pattern] = RoutePattern(method: path.pattern.method, path: path.segments.joined(separator: "/"))
    }
  }
}

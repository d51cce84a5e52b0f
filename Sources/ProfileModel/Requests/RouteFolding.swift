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

  let rules: [RouteRule]
  /// The paths once identifiers that are certain have been folded: those of many requests are one.
  private var partly: [RoutePattern] = []
  private var rowsOfPartly: [RoutePattern: Int] = [:]
  /// The route of each of them.
  private var folded: [RoutePattern] = []

  public init(rules: [RouteRule] = []) { self.rules = rules }

  /// The routes of requests, one for each name. O(n log n) in the length of all names.
  public static func patterns(of names: [RequestName], rules: [RouteRule] = []) -> [RoutePattern] {
    var folding = RouteFolding(rules: rules)
    return folding.add(names).map { folding[$0] }
  }

  /// Takes names into account; that may give earlier ones another route.
  ///
  /// - Returns: for each name a number by which its route can be looked up.
  mutating func add(_ names: [RequestName]) -> [Int] {
    var matchers = rules.map { (matcher: $0.expression.matcher(), name: $0.name) }
    let known = partly.count
    let rows = names.map { row(of: Self.ruled($0, by: &matchers) ?? Self.partlyFolded($0)) }
    if partly.count > known { fold() }
    return rows
  }

  /// How many numbers ``add(_:)`` has given: they are those below.
  var count: Int { folded.count }

  /// The route of a request whose name was added, as far as the names so far tell.
  subscript(row: Int) -> RoutePattern { folded[row] }

  private mutating func row(of pattern: RoutePattern) -> Int {
    if let row = rowsOfPartly[pattern] { return row }
    let row = partly.count
    partly.append(pattern)
    rowsOfPartly[pattern] = row
    return row
  }

  // MARK: One name

  private static func ruled(
    _ name: RequestName, by matchers: inout [(matcher: ExpressionMatcher, name: String)]
  ) -> RoutePattern? {
    guard !matchers.isEmpty, let path = name.path else { return nil }
    let text = Array(RoutePattern(method: name.method, path: path).text.utf8)
    let match = matchers.indices.first { matchers[$0].matcher.isFound(in: text) }
    // A rule's name is no path that could be folded further: it need not begin with a slash.
    return match.map { RoutePattern(method: name.method, path: matchers[$0].name) }
  }

  /// With the identifiers folded that are certain.
  private static func partlyFolded(_ name: RequestName) -> RoutePattern {
    guard let path = name.path else { return .unnamed }
    return RoutePattern(method: name.method, path: folded(path) ?? path)
  }

  /// A path with `{id}` and the like; nil if there are none in it.
  private static func folded(_ path: String) -> String? {
    var path = path
    return path.withUTF8 { bytes in
      var folded: [UInt8] = []
      var copied = 0
      for segment in bytes.dropFirst().split(separator: UInt8(ascii: "/")) {
        guard let identifier = PathSegment.identifier(segment) else { continue }
        folded += bytes[copied..<segment.startIndex]
        folded += identifier.utf8
        copied = segment.endIndex
      }
      return copied == 0 ? nil : String(decoding: folded + bytes[copied...], as: UTF8.self)
    }
  }

  // MARK: All names

  /// Works out the routes of all distinct paths.
  private mutating func fold() {
    folded = partly
    let ruleNames = Set(rules.map(\.name))
    var groups: [Shape: [Path]] = [:]
    for (row, pattern) in partly.enumerated() {
      guard let path = pattern.path, !ruleNames.contains(path) else { continue }
      let segments = path.split(separator: "/", omittingEmptySubsequences: false)
      // The first of the segments is the empty one before the first slash.
      guard segments.count > 2 else { continue }
      groups[Shape(method: pattern.method, length: segments.count, first: segments[1]), default: []]
        .append(Path(row: row, segments: segments))
    }
    for group in groups.values { fold(group, from: 2) }
  }

  private struct Shape: Hashable {
    let method: String?
    let length: Int
    let first: Substring
  }

  private struct Path {
    /// A row of `partly`.
    let row: Int
    var segments: [Substring]
  }

  /// Folds paths of one method and length that are alike before a position.
  private mutating func fold(_ paths: [Path], from position: Int) {
    guard paths.count >= Self.identifierThreshold, position < paths[0].segments.count else { return keep(paths) }
    let values = Set(paths.map { $0.segments[position] }.filter { !PathSegment.isFolded($0) })
    let words = values.filter(PathSegment.isWord)
    let foldsWords = words.count >= Self.wordThreshold
    let foldsOthers = values.count - words.count >= Self.identifierThreshold
    var groups: [Substring: [Path]] = [:]
    for var path in paths {
      let value = path.segments[position]
      if values.contains(value), words.contains(value) ? foldsWords : foldsOthers { path.segments[position] = "{name}" }
      groups[path.segments[position], default: []].append(path)
    }
    for group in groups.values { fold(group, from: position + 1) }
  }

  private mutating func keep(_ paths: [Path]) {
    for path in paths {
      folded[path.row] = RoutePattern(method: partly[path.row].method, path: path.segments.joined(separator: "/"))
    }
  }
}

/// Where source files are on this machine that a profile names by the paths of another: `--map FROM=TO` and `--app PATH`.
public struct PathMap: Hashable, Sendable {
  /// A directory of the profile's machine, and the same one here.
  public struct Rule: Hashable, Sendable {
    /// The beginning of a path as profiles have it.
    public let from: String
    /// What stands there on this machine.
    public let to: String

    /// - Parameter text: `FROM=TO`; nil where one of them is missing.
    public init?(_ text: String) {
      guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
      let to = text[text.index(after: sign)...]
      if to.isEmpty { return nil }
      from = Self.withoutSlash(String(text[..<sign]))
      self.to = Self.withoutSlash(String(to))
    }

    /// The path here, where the rule's directory holds it.
    func path(for path: String) -> String? {
      if path == from { return to }
      let start = from == "/" ? from : from + "/"
      guard path.hasPrefix(start) else { return nil }
      return "\(to == "/" ? "" : to)/\(path.dropFirst(start.count))"
    }

    private static func withoutSlash(_ path: String) -> String {
      var path = path[...]
      while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
      return String(path)
    }
  }

  /// The first that fits counts.
  public let rules: [Rule]
  /// The application's own directory here, if it was named.
  public let application: String?

  /// Leaves all paths as they are.
  public static let none = PathMap()

  public init(rules: [Rule] = [], application: String? = nil) {
    self.rules = rules
    self.application = application
  }

  /// Where the file of a function may be, the likeliest first: as the longest rule that fits says; as the profile says; and,
  /// for the application's own files, below its directory with ever fewer of the leading directories.
  public func candidates(for path: String) -> [String] {
    var candidates = [mapped(path), path]
    if let application, SourcePath(path).package == .application {
      let components = path.split(separator: "/")
      for start in components.indices.prefix(Self.deepest) {
        candidates.append("\(application)/\(components[start...].joined(separator: "/"))")
      }
    }
    var seen: Set<String> = []
    return candidates.filter { seen.insert($0).inserted }
  }

  /// The path as the longest rule that fits says; the path itself where none does.
  public func mapped(_ path: String) -> String {
    rules.sorted { $0.from.utf8.count > $1.from.utf8.count }.lazy.compactMap { $0.path(for: path) }.first ?? path
  }

  /// How many directories are taken off at most.
  private static let deepest = 32
}

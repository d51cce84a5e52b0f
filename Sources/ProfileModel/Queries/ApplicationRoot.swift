/// Where the application's own code is, among the paths that a profile names: a directory that was named, and the one that
/// all files have in common that are nothing else.
public struct ApplicationRoot: Hashable, Sendable {
  /// As it was named: a directory, or the name of an installed package that is the application.
  private let name: String?
  /// The components of the directory that all the application's files lie in; empty where they have none in common.
  private let directory: [Substring]

  public static let unknown = ApplicationRoot(name: nil, directory: [])

  /// - Parameters:
  ///   - paths: the files of a profile, each once; only those count that are no library's.
  ///   - name: what was named as the application, if anything was.
  public init(of paths: some Sequence<String>, named name: String? = nil) {
    var common: [Substring]?
    for path in paths where Self.isAbsolute(path) && SourcePath(path).package == .application {
      let directory = Array(SourcePath.components(of: path).dropLast())
      common = common.map { Array($0.commonPrefix(with: directory)) } ?? directory
    }
    self.init(name: name.map(Self.withoutSlash), directory: common ?? [])
  }

  private init(name: String?, directory: [Substring]) {
    self.name = name
    self.directory = directory
  }

  /// Whether what was named is a directory rather than a package.
  var isDirectory: Bool { name?.contains { $0 == "/" || $0 == "\\" } ?? false }

  /// The components of a path below the directory that was named; nil where it lies elsewhere.
  func named(_ path: String) -> ArraySlice<Substring>? {
    guard let name, isDirectory else { return nil }
    let root = SourcePath.components(of: name)
    let components = SourcePath.components(of: path)
    guard Self.isAbsolute(path) == Self.isAbsolute(name), components.count > root.count, components.starts(with: root)
    else { return nil }
    return components[root.count...]
  }

  /// Whether the package is the one that was named as the application.
  func isNamed(_ package: Package) -> Bool {
    if case .distribution(let distribution) = package { distribution == name } else { false }
  }

  /// A path's components below the directory that the application's files have in common.
  func below(_ components: [Substring]) -> ArraySlice<Substring> {
    components.count > directory.count && components.starts(with: directory)
      ? components[directory.count...] : components[...]
  }

  private static func isAbsolute(_ path: String) -> Bool {
    path.hasPrefix("/") || path.hasPrefix("\\") || path.dropFirst().first == ":"
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension Array where Element: Equatable {
  fileprivate func commonPrefix(with other: [Element]) -> ArraySlice<Element> {
    prefix(zip(self, other).prefix { $0 == $1 }.count)
  }
}

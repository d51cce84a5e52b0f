/// What is known of packages besides the paths that a profile names.
public struct PackageNames: Hashable, Sendable {
  /// What was named as the application: a directory, or an installed package.
  public var application: String?
  /// Under what names third-party code was installed, where that could be read.
  public var distributions = DistributionNames()

  public init(application: String? = nil) { self.application = application }

  /// The source path of every string that is some function's file; rows of other strings are nil. O(functions), and each
  /// distinct path is taken apart twice.
  public func paths(of functions: FunctionTable) -> [SourcePath?] {
    let files = Set(functions.files)
    let strings = functions.strings
    let root = ApplicationRoot(of: files.lazy.map { strings[$0] }, named: application)
    var paths = [SourcePath?](repeating: nil, count: strings.count)
    for file in files { paths[file.row] = named(SourcePath(strings[file], application: root)) }
    return paths
  }

  private func named(_ path: SourcePath) -> SourcePath {
    guard !distributions.isEmpty, case .distribution(let top) = path.package else { return path }
    return SourcePath(path, in: .distribution(distributions[top]))
  }
}

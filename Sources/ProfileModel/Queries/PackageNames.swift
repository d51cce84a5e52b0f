/// What is known of packages besides the paths that a profile names.
public struct PackageNames: Hashable, Sendable {
  /// What was named as the application: a directory, or an installed package.
  public var application: String?
  /// Under what names third-party code was installed, where that could be read.
  public var distributions = DistributionNames()

  public init(application: String? = nil) { self.application = application }

  /// Where the code of a profile is from. O(functions), and each distinct path is taken apart twice; where no code lies
  /// outside of packages and none was named as the application, what ``AssumedApplication`` costs.
  public func sources(of profile: Profile) -> CodeSources {
    let functions = profile.functions
    let files = Set(functions.files)
    let strings = functions.strings
    func paths(_ application: String?) -> [SourcePath?] {
      let root = ApplicationRoot(of: files.lazy.map { strings[$0] }, named: application)
      var paths = [SourcePath?](repeating: nil, count: strings.count)
      for file in files { paths[file.row] = SourcePath(strings[file], application: root) }
      return paths
    }
    let found = paths(application)
    let assumed = application == nil ? AssumedApplication(of: profile, paths: found).name : nil
    let all = assumed == nil ? found : paths(assumed)
    return CodeSources(paths: all.map { $0.map(named) }, assumedApplication: assumed.map { distributions[$0] })
  }

  private func named(_ path: SourcePath) -> SourcePath {
    guard !distributions.isEmpty, case .distribution(let top) = path.package else { return path }
    return SourcePath(path, in: .distribution(distributions[top]))
  }
}

/// Where the code of a profile is from.
public struct CodeSources: Sendable {
  /// The source path of every string that is some function's file; rows of other strings are nil.
  public let paths: [SourcePath?]
  /// The installed package that is taken for the application, where nothing says what is: see ``AssumedApplication``.
  public let assumedApplication: String?
}

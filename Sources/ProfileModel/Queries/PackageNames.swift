/// What is known of packages besides the paths that a profile names.
public struct PackageNames: Hashable, Sendable {
  /// What was named as the application: a directory, or an installed package.
  public var application: String?
  /// Under what names third-party code was installed, where that could be read.
  public var distributions = DistributionNames()

  /// - Parameter application: the directory or package that was named as the application.
  public init(application: String? = nil) { self.application = application }

  /// Where the code of a profile is from. O(functions), and each distinct path is taken apart once, those of the application
  /// again; where no code lies outside of packages and none was named as the application, what ``AssumedApplication``
  /// costs.
  public func sources(of profile: Profile) -> CodeSources {
    let strings = profile.functions.strings
    let files = Set(profile.functions.files)
    var paths = [SourcePath?](repeating: nil, count: strings.count)
    for file in files { paths[file.row] = SourcePath(strings[file]) }
    let own = files.filter { paths[$0.row]?.package == .application }
    let root = ApplicationRoot(of: own.lazy.map { strings[$0] }, named: application)
    for file in root.isDirectory ? files : own { paths[file.row] = SourcePath(strings[file], application: root) }
    let assumed = application == nil ? AssumedApplication(of: profile, paths: paths).name : nil
    let named = paths.map { path -> SourcePath? in
      guard let path, case .distribution(let top) = path.package else { return path }
      if top == assumed || root.isNamed(path.package) { return SourcePath(path, in: .application) }
      return distributions.isEmpty ? path : SourcePath(path, in: .distribution(distributions[top]))
    }
    return CodeSources(paths: named, assumedApplication: assumed.map { distributions[$0] })
  }
}

/// Where the code of a profile is from.
public struct CodeSources: Sendable {
  /// The source path of every string that is some function's file; rows of other strings are nil.
  public let paths: [SourcePath?]
  /// The installed package that is taken for the application, where nothing says what is: see ``AssumedApplication``.
  public let assumedApplication: String?
}

import ProfileModel

extension ProfileSource {
  /// What the arguments of a command name: one profile, or the sum of several, added up in pstats' order: the first, then
  /// the others from the last. Blocks.
  ///
  /// - Parameter application: what was named as the application, if anything was.
  static func open(_ arguments: [String], application: String? = nil) throws(OpenError) -> Subject {
    guard arguments.count > 1, let first = arguments.first else {
      return try ProfileSource(argument: arguments.first ?? "-").open(application: application)
    }
    var merge = Merge()
    for argument in [first] + arguments.dropFirst().reversed() {
      let profile = try ProfileSource(argument: argument).profile()
      do {
        try merge.add(profile, from: FilePath(argument: argument))
      } catch {
        throw OpenError(name: argument, error.reason)
      }
    }
    guard let merged = merge.merged() else { throw OpenError(name: first, "no profile") }
    return Subject(
      name: "sum of \(arguments.count) profiles", profile: merged.sum,
      packages: PackageNames(of: merged.sum, application: application))
  }
}

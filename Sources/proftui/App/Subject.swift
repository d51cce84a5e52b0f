import ProfileModel

/// What the explorer explores: one opened profile with everything that is derived from it once.
///
/// Immutable but for the call tree, which is exchanged when a better one is ready.
struct Subject: Sendable {
  /// The file's name as it was given, uncleaned.
  let name: String
  let profile: Profile
  var tree: CallTree
  /// The source path of every string that is some function's file; rows of other strings are nil.
  private let paths: [SourcePath?]
  /// How many columns the longest text of the table's column `ncalls` needs.
  let callsWidth: Int

  init(name: String, profile: Profile) {
    self.name = name
    self.profile = profile
    tree = CallTree(profile)
    var paths = [SourcePath?](repeating: nil, count: profile.functions.strings.count)
    for file in profile.functions.files where paths[file.row] == nil {
      paths[file.row] = SourcePath(profile.functions.strings[file])
    }
    self.paths = paths
    callsWidth = Self.callsWidth(of: profile.functions)
  }

  /// The package of a function, and its file's path within it.
  func sourcePath(of function: FunctionID) -> SourcePath {
    paths[profile.functions.files[function.row].row] ?? SourcePath("")
  }

  private static func callsWidth(of functions: FunctionTable) -> Int {
    (0..<functions.count).reduce(0) { width, row in
      let calls = functions.calls[row]
      let primitive = functions.primitiveCalls[row]
      return max(width, digits(calls) + (calls == primitive ? 0 : 1 + digits(primitive)))
    }
  }

  private static func digits(_ count: Count) -> Int {
    guard case .exact(var rest) = count, rest.magnitude < 10_000_000_000 else { return 9 }
    var digits = rest < 0 ? 2 : 1
    while rest.magnitude >= 10 {
      rest /= 10
      digits += 1
    }
    return digits
  }
}

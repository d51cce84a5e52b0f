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
  /// The colour of every distribution in the profile.
  private let hues: [String: Style.Hue]
  /// The function with the most self time, if any has some.
  let hottest: FunctionID?
  /// How many columns the longest text of the table's column `ncalls` needs.
  let callsWidth: Int

  init(name: String, profile: Profile) {
    self.name = name
    self.profile = profile
    tree = CallTree(profile)
    tree.foldsRecursion = true
    var paths = [SourcePath?](repeating: nil, count: profile.functions.strings.count)
    for file in profile.functions.files where paths[file.row] == nil {
      paths[file.row] = SourcePath(profile.functions.strings[file])
    }
    self.paths = paths
    hues = Self.hues(of: profile, paths)
    hottest = profile.functions.ids.filter { profile.functions.selfTimes[$0.row] > 0 }
      .max { profile.functions.selfTimes[$0.row] < profile.functions.selfTimes[$1.row] }
    callsWidth = Self.callsWidth(of: profile.functions)
  }

  /// The package of a function, and its file's path within it.
  func sourcePath(of function: FunctionID) -> SourcePath {
    paths[profile.functions.files[function.row].row] ?? SourcePath("")
  }

  /// The colour of a package.
  func hue(of package: Package) -> Style.Hue {
    switch package {
    case .application: .application
    case .standardLibrary: .standardLibrary
    case .builtin: .builtin
    case .distribution(let name): hues[name] ?? .package(0)
    }
  }

  /// Gives every distribution the colour that its name asks for, or the next free one: those that cost most choose first,
  /// so that they differ and look the same in every profile.
  private static func hues(of profile: Profile, _ paths: [SourcePath?]) -> [String: Style.Hue] {
    var times: [String: Double] = [:]
    for id in profile.functions.ids {
      if case .distribution(let name) = paths[profile.functions.files[id.row].row]?.package {
        times[name, default: 0] += max(0, profile.functions.selfTimes[id.row])
      }
    }
    var free = Set(0..<Theme.packageHues)
    var hues: [String: Style.Hue] = [:]
    for name in times.keys.sorted(by: { (times[$1, default: 0], $0) < (times[$0, default: 0], $1) }) {
      let wanted = Int(hash(name) % UInt64(Theme.packageHues))
      let slot = (0..<Theme.packageHues).map { (wanted + $0) % Theme.packageHues }.first(where: free.contains) ?? wanted
      free.remove(slot)
      hues[name] = .package(UInt8(slot))
    }
    return hues
  }

  /// FNV-1a: the same in every run, unlike Swift's own hashes.
  private static func hash(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
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

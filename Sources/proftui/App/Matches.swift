import ProfileModel

/// What a search found in a profile.
struct Matches: Sendable {
  let search: Search
  /// By cumulative time, the longest first: the order in which one steps through them.
  let functions: [FunctionID]
  /// Seconds: the matches' own time together.
  let selfTime: Double
  /// Seconds on call paths that hold a match, nested matches counted once.
  let timeOnPaths: Double
  private let isMatch: [Bool]

  /// How matches are sorted.
  static let order = TableOrder(by: .cumulativeTime)

  /// - Throws: where an expression would take too long.
  init(of search: Search, in subject: Subject) throws(Search.SyntaxError) {
    let profile = subject.profile
    let found = try search.matches(in: subject.text(for: search))
    var isMatch = [Bool](repeating: false, count: profile.functions.count)
    for function in found { isMatch[function.row] = true }
    self.search = search
    self.isMatch = isMatch
    functions = found.isEmpty ? [] : subject.functions(by: Self.order).filter { isMatch[$0.row] }
    selfTime = found.reduce(0) { $0 + profile.functions.selfTimes[$1.row] }
    // The tree is not unfolded into its last corners: no less than what is certain without it.
    let unfolded = subject.perRequest(subject.tree.time(onPathsThrough: isMatch))
    let longest = functions.first.map { min(profile.functions.cumulativeTimes[$0.row], subject.totalTime) } ?? 0
    timeOnPaths = max(unfolded, selfTime, longest)
  }

  func contains(_ function: FunctionID) -> Bool { isMatch[function.row] }
}

import ProfileModel

/// What a search found in a profile.
struct Matches: Sendable {
  let search: Search
  /// By cumulative time, the longest first: the order in which one steps through them.
  let functions: [FunctionID]
  /// Seconds: the matches' own time together, with what is folded into them.
  let selfTime: Double
  /// Seconds on call paths that hold a match, nested matches counted once.
  let timeOnPaths: Double
  private let isMatch: [Bool]

  /// How matches are sorted.
  static let order = TableOrder(by: .cumulativeTime)

  /// - Parameter typed: what was found before the last letter. Where it is little, nothing else is looked at.
  /// - Throws: where an expression would take too long.
  init(of search: Search, in subject: Subject, after typed: Matches?) throws(Search.SyntaxError) {
    let profile = subject.profile
    let text = subject.text(for: search)
    var isMatch = [Bool](repeating: false, count: profile.functions.count)
    if let typed, search.narrows(typed.search), typed.functions.count < profile.functions.count / 8 {
      functions = search.matches(in: text, among: typed.functions)
      for function in functions { isMatch[function.row] = true }
    } else {
      let found = try search.matches(in: text)
      for function in found { isMatch[function.row] = true }
      functions = found.isEmpty ? [] : subject.functions(by: Self.order).filter { isMatch[$0.row] }
    }
    self.search = search
    self.isMatch = isMatch
    selfTime = functions.reduce(0) { $0 + subject.shown.functions.selfTimes[$1.row] }
    // The tree is not unfolded into its last corners: no less than what is certain without it.
    let unfolded = subject.perRequest(subject.tree.time(onPathsThrough: isMatch))
    let longest = functions.first.map { min(profile.functions.cumulativeTimes[$0.row], subject.totalTime) } ?? 0
    timeOnPaths = max(unfolded, selfTime, longest)
  }

  func contains(_ function: FunctionID) -> Bool { isMatch[function.row] }
}

import ProfileModel

/// Findings as text, uncleaned: the screen cleans what is written to it.
struct FindingText {
  let profile: Profile
  /// Where the profile is the mean of several requests, what tells them apart.
  let merged: MergedProfile?
  let glyphs: Glyphs

  /// What was found, in a few words.
  func title(_ finding: Finding) -> String {
    switch finding.evidence {
    case .repeatedCalls(let repeated): repeated.isQuery ? "N+1 query" : "repeated calls"
    case .oneTimeWork(let work):
      switch work.work {
      case .imports: "imports in a request"
      case .regularExpressions: "expressions compiled"
      case .templates: "templates compiled"
      }
    case .profilerOverhead: "profiler's own cost"
    case .recursion: "deep recursion"
    case .mixedRequests: "several requests"
    case .aboveTotal: "more than 100 %"
    case .oddRequest: "one odd request"
    }
  }

  /// The evidence in a sentence without a full stop.
  func sentence(_ finding: Finding) -> String {
    let name = name(finding.function)
    switch finding.evidence {
    case .repeatedCalls(let repeated):
      return "\(name) runs \(CountText.times(repeated.timesEach, glyphs)) for each \(self.name(repeated.caller))"
    case .oneTimeWork(let work):
      return "\(name) ran \(counted(work.calls, "time")): the next request of the same process should not need it"
    case .profilerOverhead(let overhead):
      return "\(counted(overhead.calls, "call")) of well under a microsecond: really it is faster, \(name) above all"
    case .recursion(let recursion):
      return "\(name) calls itself up to \(CountText.times(recursion.callsWithinOne.rounded(), glyphs)) within one call"
    case .mixedRequests(let mixed):
      return "\(counted(.exact(Int64(mixed.roots)), "root")) and edges that do not add up: threads share this file"
    case .aboveTotal(let above):
      let share = TimeText.shortPercent(above.largest, of: profile.totalTime)
      let others = above.functions > 1 ? " and \(above.functions - 1) more" : ""
      return "\(name) has \(share) of the time\(others): threads, or functions that share a label"
    case .oddRequest(let odd):
      let file = merged.map { $0.requests[odd.request].file.visibleName } ?? ""
      return "\(name) took \(TimeText.short(odd.selfTime, glyphs)) in \(file), elsewhere about"
        + " \(TimeText.short(odd.median, glyphs)): not a hot spot"
    }
  }

  /// Time and share that the finding is about.
  func time(_ finding: Finding) -> String { TimeText.short(finding.time, glyphs) }

  func share(_ finding: Finding) -> String { TimeText.shortPercent(finding.time, of: profile.totalTime) }

  private func name(_ function: FunctionID) -> String { FunctionText.short(profile.functions[function]) }

  private func counted(_ count: Count, _ noun: String) -> String { CountText.counted(count, noun, glyphs) }
}

/// Something that the numbers of a profile say by themselves, with its evidence.
///
/// Every kind of finding has a file of its own in this directory, with its thresholds and why they are what they are.
public struct Finding: Hashable, Sendable {
  /// What the numbers are.
  public enum Evidence: Hashable, Sendable {
    case repeatedCalls(RepeatedCalls)
    case oneTimeWork(OneTimeWork)
    case profilerOverhead(ProfilerOverhead)
    case recursion(DeepRecursion)
    case mixedRequests(MixedRequests)
    case aboveTotal(SharesAboveTotal)
    case oddRequest(OddRequest)
  }

  /// What was found, with its numbers.
  public let evidence: Evidence
  /// Where to look: the function that the finding is about.
  public let function: FunctionID
  /// Seconds that the finding is about, of ``Profile/totalTime``.
  public let time: Double

  /// Whether it says that the numbers themselves are to be doubted, rather than the program.
  public var isDoubt: Bool {
    switch evidence {
    case .profilerOverhead, .mixedRequests, .aboveTotal, .oddRequest: true
    case .repeatedCalls, .oneTimeWork, .recursion: false
    }
  }
}

/// What the numbers of a profile say by themselves: a short list, the weightiest first; empty where they say nothing.
public enum Findings {
  /// Nobody reads more.
  public static let longest = 20

  /// - Parameter merged: where the profile is the mean of several requests, what tells them apart.
  /// - Complexity: O(functions + edges), and sorting what was found.
  public static func all(in profile: Profile, _ kinds: WaitingKinds, merged: MergedProfile? = nil) -> [Finding] {
    guard profile.totalTime > 0, profile.totalTime.isFinite else { return [] }
    let found =
      RepeatedCalls.find(in: profile, kinds) + OneTimeWork.find(in: profile) + ProfilerOverhead.find(in: profile)
      + DeepRecursion.find(in: profile, kinds) + MixedRequests.find(in: profile) + SharesAboveTotal.find(in: profile)
      + OddRequest.find(in: merged)
    let ranked = found.sorted { ($1.time, $0.function) < ($0.time, $1.function) }
    return Array(ranked.prefix(longest))
  }
}

extension Profile {
  /// Whether a time is at least a share of the whole profile's; false for times that are none.
  func has(_ time: Double, atLeast share: Double) -> Bool { time.isFinite && time >= share * totalTime }
}

/// For what a profile's time was spent, as far as the names of its functions tell: seconds of self time by kind.
///
/// Each function counts once. Where a database driver written in Python waits in a socket, the socket's time is the
/// database's, and where an import reads files, their time is the import's: as much of a generic function's self time as
/// its calls from such callers took, followed up to ``hops`` generic callers (a buffered reader between socket and
/// driver). Where a function's callers are not timed, calls decide.
public struct Waiting: Hashable, Sendable {
  /// The time for one kind.
  public struct Part: Hashable, Sendable {
    /// What was waited for.
    public let kind: WaitingKind
    /// Seconds, larger than 0.
    public let time: Double
  }

  /// The largest first; only kinds that took time.
  public let parts: [Part]

  /// How many generic functions may stand between a generic function and the one that it works for.
  static let hops = 4

  /// O(functions + edges into generic functions).
  public init(_ profile: Profile) { self.init(profile, kinds: WaitingKinds(of: profile.functions)) }

  /// O(functions + edges into generic functions).
  public init(_ profile: Profile, kinds: WaitingKinds) {
    var times = [Double](repeating: 0, count: WaitingKind.allCases.count)
    var owners = Owners(profile: profile, kinds: kinds)
    for id in profile.functions.ids {
      let time = profile.functions.selfTimes[id.row]
      guard time > 0, time.isFinite, let kind = kinds[id] else { continue }
      var rest = 1.0
      for (owner, share) in owners.shares(of: id) {
        times[owner.rawValue] += time * share
        rest -= share
      }
      times[kind.rawValue] += time * max(0, rest)
    }
    parts = WaitingKind.allCases.map { Part(kind: $0, time: times[$0.rawValue]) }.filter { $0.time > 0 }
      .sorted { ($1.time, $0.kind.rawValue) < ($0.time, $1.kind.rawValue) }
  }
}

/// For whom generic functions work.
private struct Owners {
  /// Kinds with the share that each has of a function's time, from 0 to 1 together.
  typealias Shares = [WaitingKind: Double]

  let profile: Profile
  let kinds: WaitingKinds
  /// The shares of the time that passes through a function, by how many hops are left.
  private var known = [[FunctionID: Shares]](repeating: [:], count: Waiting.hops + 1)

  init(profile: Profile, kinds: WaitingKinds) {
    self.profile = profile
    self.kinds = kinds
  }

  /// Which shares of a function's own time belong to other kinds than its own.
  mutating func shares(of id: FunctionID) -> Shares {
    guard let kind = kinds[id], kind.isGeneric else { return [:] }
    return shares(of: id, kind, hops: Waiting.hops) { $0.selfTime }
  }

  /// Which shares of the time that passes through a generic function belong to other kinds.
  private mutating func shares(through id: FunctionID, hops: Int) -> Shares {
    guard hops > 0, let kind = kinds[id], kind.isGeneric else { return [:] }
    if let known = known[hops][id] { return known }
    let shares = shares(of: id, kind, hops: hops - 1) { $0.cumulativeTime }
    known[hops][id] = shares
    return shares
  }

  private mutating func shares(
    of id: FunctionID, _ kind: WaitingKind, hops: Int, by time: (CallEdge) -> Double
  ) -> Shares {
    let edges = profile.graph.incoming(to: id).map { profile.graph[$0] }
    let weights = edges.map { edge in
      let weight = edge.isTimed ? time(edge) : edge.calls.value
      return weight.isFinite ? max(0, weight) : 0
    }
    let total = weights.reduce(0, +)
    var shares: Shares = [:]
    for (edge, weight) in zip(edges, weights) where weight > 0 && total.isFinite {
      guard let caller = kinds[edge.caller] else { continue }
      if caller.takesOver(kind) {
        shares[caller, default: 0] += weight / total
      } else {
        for (owner, share) in self.shares(through: edge.caller, hops: hops) where owner.takesOver(kind) {
          shares[owner, default: 0] += share * weight / total
        }
      }
    }
    return shares
  }
}

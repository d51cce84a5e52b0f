/// The cumulative times of groups of functions: the time while at least one function of the group is on the stack.
///
/// To add the functions' cumulative times would count what they call of each other many times over. So the time is added
/// where the stack *enters* the group: over call edges whose caller is not part of it, and at roots.
///
///     main › render › escape › render › …       of the package of `render` counts the edge main → render; the edge
///                                               escape → render, if `escape` is foreign, enters what is entered already
///
/// Whether an entering edge is nested in the group further up is known for certain where its caller is reached only through
/// the group, or never. Else the file does not tell: then the caller's time is nested in the proportion in which the times of
/// *its* callers are, and the sum is an estimate. Functions that call each other in a cycle are taken as one; if that
/// is partly foreign, the group has what enters it, and at most what enters the cycle: an estimate as well.
///
/// Where functions and edges × groups are more than ``effort``, all entering edges count, at most the whole time: an estimate
/// as well.
struct GroupTimes {
  struct Time {
    var seconds = 0.0
    var isEstimate = false
  }

  /// What is done for all groups together, in functions and edges visited: a tenth of a second.
  static let effort = 10_000_000

  private let profile: Profile
  private let groups: [Int32]
  private var times: [Time] = []

  init(of profile: Profile, groups: [Int32], count: Int) {
    self.profile = profile
    self.groups = groups
    guard !profile.graph.hasUntimedEdges else { return }
    let (visits, overflows) = (profile.functions.count + profile.graph.count).multipliedReportingOverflow(by: count)
    if visits > Self.effort || overflows {
      times = entering(count)
    } else {
      let flow = Flow(of: profile)
      times = (0..<Int32(truncatingIfNeeded: count)).map { flow.time(of: $0, groups) }
    }
    let total = max(0, profile.totalTime)
    for group in times.indices where times[group].seconds > total {
      times[group] = Time(seconds: total, isEstimate: true)
    }
  }

  /// A group's time; nil where edges have no times.
  subscript(group: Int) -> Time? { times.isEmpty ? nil : times[group] }

  private func entering(_ count: Int) -> [Time] {
    var times = Array(repeating: Time(isEstimate: true), count: count)
    let graph = profile.graph
    for row in 0..<graph.count where groups[graph.callers[row].row] != groups[graph.callees[row].row] {
      times[Int(groups[graph.callees[row].row])].seconds += amount(graph.cumulativeTimes[row])
    }
    for root in profile.roots { times[Int(groups[root.row])].seconds += profile.rootTime(of: root) }
    return times
  }
}

/// The call graph from the roots down, cycle by cycle; a function that is on none is one by itself.
private struct Flow {
  private let profile: Profile
  private let components: [Int32]
  /// The functions of each component; callers come before their callees.
  private let members: [[FunctionID]]
  /// What each function has as a root.
  private let rootTimes: [Double]

  init(of profile: Profile) {
    let search = ComponentSearch(of: profile.graph, functionCount: profile.functions.count)
    var members = [[FunctionID]](repeating: [], count: Int(search.componentCount))
    for id in profile.functions.ids { members[Int(search.componentCount - 1 - search.components[id.row])].append(id) }
    var rootTimes = [Double](repeating: 0, count: profile.functions.count)
    for root in profile.roots { rootTimes[root.row] = profile.rootTime(of: root) }
    self.profile = profile
    self.components = search.components
    self.members = members
    self.rootTimes = rootTimes
  }

  func time(of group: Int32, _ groups: [Int32]) -> GroupTimes.Time {
    // By component: the share of its time that is spent below the group.
    var below = [Double](repeating: 0, count: members.count)
    var time = GroupTimes.Time()
    for cycle in members {
      let inside = cycle.filter { groups[$0.row] == group }
      var entering = 0.0  // into the cycle from outside, and what of it is not below the group
      var enteringAbove = 0.0
      var found = 0.0  // into the group's functions from outside the group, and not below it
      var isSplit = false
      for function in cycle {
        let isMember = groups[function.row] == group
        entering += rootTimes[function.row]
        enteringAbove += rootTimes[function.row]
        if isMember { found += rootTimes[function.row] }
        for edge in profile.graph.incoming(to: function) {
          let caller = profile.graph.callers[edge.row]
          let seconds = amount(profile.graph.cumulativeTimes[edge.row])
          let isCallerMember = groups[caller.row] == group
          if components[caller.row] == components[function.row] {
            if isMember, !isCallerMember { found += seconds }
            continue
          }
          let share = isCallerMember ? 1 : below[index(of: caller)]
          entering += seconds
          enteringAbove += seconds * (1 - share)
          if isMember {
            found += seconds * (1 - share)
            if seconds > 0, share > 0, share < 1 { isSplit = true }
          }
        }
      }
      if let first = cycle.first { below[index(of: first)] = entering > 0 ? 1 - enteringAbove / entering : 0 }
      if inside.isEmpty { continue }
      time.seconds += min(found, enteringAbove)
      time.isEstimate = time.isEstimate || isSplit || (inside.count < cycle.count && found > 0)
    }
    return time
  }

  private func index(of function: FunctionID) -> Int { members.count - 1 - Int(components[function.row]) }
}

extension Profile {
  /// Seconds of a root that no caller accounts for.
  fileprivate func rootTime(of root: FunctionID) -> Double {
    let edges = graph.incoming(to: root).filter { graph.callers[$0.row] != root }
    return amount(edges.reduce(functions.cumulativeTimes[root.row]) { $0 - graph.cumulativeTimes[$1.row] })
  }
}

/// A number of the file as an amount: what is negative or no number has none.
private func amount(_ seconds: Double) -> Double { seconds.isFinite ? max(0, seconds) : 0 }

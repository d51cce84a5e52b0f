/// A function of a wanted kind that, over functions of other kinds alone, leads to the calls of another function.
///
///     get_all ── fetch ── execute       of `execute` the nearest caller in the application is get_all, over `fetch`
public struct NearestCaller: Hashable, Sendable {
  /// The caller.
  public let function: FunctionID
  /// How many of the calls it leads to.
  public let calls: Double
  /// How many seconds of those calls' cumulative time.
  public let time: Double
  /// The functions between the two, the caller's own callee first; of several ways the one that takes most time.
  public let path: [FunctionID]
  /// Whether the file leaves a choice: a function in between has several callers, and the file does not tell which of its
  /// calls were made for which of them. Then time is split in proportion to its callers' times, and so are calls; but where
  /// each call of the function in between leads to about one of the calls, those are split in proportion to its callers' calls.
  public let isEstimate: Bool
}

extension Profile {
  /// The nearest callers of a function that are wanted, those that account for most time first.
  ///
  /// Follows the call edges upward as far as the first wanted function on every way. What nobody wanted leads to is left
  /// out, and so are calls within the function's own recursion: the sum may be less than the whole.
  /// O(functions + edges above the function).
  public func nearestCallers(of function: FunctionID, where isWanted: (FunctionID) -> Bool) -> [NearestCaller] {
    var search = CallerSearch(from: function, in: self, to: isWanted)
    return search.arrivals().sorted { ($1.time, $1.calls, $0.function) < ($0.time, $0.calls, $1.function) }
  }
}

/// Calls and time of one function on their way up to those who caused them.
///
/// Functions that call each other, without a wanted one between them, are passed as one: who called any of them from
/// outside caused what they did.
private struct CallerSearch {
  /// What of the function's calls has come to a caller, or to a cycle of them.
  private struct Share {
    var calls = 0.0
    var time = 0.0
    var isExact = true
    /// The edge over which most time came, and that time.
    var edge: CallEdge
    var largest = -1.0
  }

  private let function: FunctionID
  private let profile: Profile
  /// The cycle, or the single function, that each function above is part of.
  private let components: [Int32]
  /// The functions above, by component.
  private var members: [[FunctionID]]
  private var shares: [Int: Share] = [:]
  private let isWanted: [Bool]

  init(from function: FunctionID, in profile: Profile, to isWanted: (FunctionID) -> Bool) {
    let wanted = profile.functions.ids.map { $0 != function && isWanted($0) }
    let graph = profile.graph
    var search = ComponentSearch(count: profile.functions.count) { node, position in
      let rows = graph.incomingRows(to: node)
      guard !wanted[node], position < rows.count else { return nil }
      let caller = graph.callers[rows.lowerBound + position]
      return caller == function ? node : caller.row  // the start stands alone: what it calls is not above it
    }
    search.visit(from: function.row)
    self.function = function
    self.profile = profile
    self.isWanted = wanted
    components = search.components
    members = Array(repeating: [], count: Int(search.componentCount))
    for id in profile.functions.ids where components[id.row] >= 0 { members[component(of: id)].append(id) }
  }

  private func component(of function: FunctionID) -> Int { Int(components[function.row]) }

  /// Those who caused the calls. Each component is passed after all that lead to it.
  mutating func arrivals() -> [NearestCaller] {
    var found: [NearestCaller] = []
    for component in members.indices.reversed() {
      if members[component].contains(where: { isWanted[$0.row] }) {
        if let caller = members[component].first, let share = shares[component] { found.append(arrival(caller, share)) }
      } else {
        pass(component)
      }
    }
    return found
  }

  /// Hands what came to a component on to its callers, see ``NearestCaller/isEstimate``. What it did for nobody,
  /// as a root, stays.
  private mutating func pass(_ component: Int) {
    guard let passed = members[component].first == function ? Portion.whole : shares[component].map(Portion.share)
    else { return }
    let edges = members[component].flatMap(outerEdges)
    let roots = members[component].map(rootAmount)
    let calls = edges.map { Self.amount($0.calls.value) }
    let times = edges.map { Self.amount($0.cumulativeTime) }
    let allCalls = calls.reduce(roots.reduce(0) { $0 + $1.calls }, +)
    let allTime = times.reduce(roots.reduce(0) { $0 + $1.time }, +)
    for (index, edge) in edges.enumerated() {
      switch passed {
      case .whole: add(calls[index], times[index], isExact: true, over: edge)
      case .share(let share):
        let timePart = allTime > 0 ? times[index] / allTime : allCalls > 0 ? calls[index] / allCalls : 0
        // About one call for each: then its callers' calls tell. Else their times do: what is there already is asked for
        // often and in no time.
        let isOneForEach = (0.9...1.1).contains(allCalls / share.calls)
        let callsPart = isOneForEach ? calls[index] / allCalls : timePart
        let isExact = share.isExact && edges.count == 1 && roots.allSatisfy { $0.calls == 0 }
        add(share.calls * callsPart, share.time * timePart, isExact: isExact, over: edge)
      }
    }
  }

  /// What a component hands on.
  private enum Portion {
    /// All calls of the start, edge by edge.
    case whole
    case share(Share)
  }

  /// The edges into a function from outside its component.
  private func outerEdges(to callee: FunctionID) -> [CallEdge] {
    profile.graph.incoming(to: callee).map { profile.graph[$0] }.filter { edge in
      edge.caller != function && components[edge.caller.row] != components[callee.row]
    }
  }

  /// The calls and the time of a function that no caller accounts for.
  private func rootAmount(of callee: FunctionID) -> (calls: Double, time: Double) {
    let functions = profile.functions
    let edges = profile.graph.incoming(to: callee).map { profile.graph[$0] }
    let calls = edges.reduce(functions.calls[callee.row]) { $0 - $1.calls }
    guard calls > .zero else { return (0, 0) }
    let time = edges.reduce(functions.cumulativeTimes[callee.row]) { time, edge in
      edge.caller == callee ? time : time - edge.cumulativeTime
    }
    return (Self.amount(calls.value), Self.amount(time))
  }

  private mutating func add(_ calls: Double, _ time: Double, isExact: Bool, over edge: CallEdge) {
    let component = component(of: edge.caller)
    var share = shares[component] ?? Share(edge: edge)
    share.calls += calls
    share.time += time
    share.isExact = share.isExact && isExact
    if time > share.largest {
      share.largest = time
      share.edge = edge
    }
    shares[component] = share
  }

  private func arrival(_ caller: FunctionID, _ share: Share) -> NearestCaller {
    var path: [FunctionID] = []
    var next: Share? = share
    while let callee = next?.edge.callee, callee != function {
      path.append(callee)
      next = shares[component(of: callee)]
    }
    return NearestCaller(
      function: caller, calls: share.calls, time: share.time, path: path, isEstimate: !share.isExact)
  }

  /// A number of the file as an amount to split: what is negative or no number has none.
  private static func amount(_ number: Double) -> Double { number.isFinite ? max(0, number) : 0 }
}

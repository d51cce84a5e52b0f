extension Profile {
  /// What does not hold of this profile that always has to, whatever file it came from: empty, or there is a mistake in a
  /// reader. For tests and fuzzers. O(functions + edges).
  public var brokenInvariants: [String] {
    functions.brokenInvariants + graph.brokenInvariants(functionCount: functions.count)
      + (stacks?.brokenInvariants(in: self) ?? [])
      + Invariants.broken([
        (roots == functions.ids.filter(Set(roots).contains), "roots are functions in the order of the file, each once"),
        (functions.count == 0 || !roots.isEmpty || graph.count > 0, "without edges every function is a root"),
        (
          functions.ids.allSatisfy { !graph.incoming(to: $0).isEmpty || roots.contains($0) },
          "who has no caller is a root"
        ),
      ])
  }
}

extension FunctionTable {
  fileprivate var brokenInvariants: [String] {
    let labels = ids.map { SIMD3(Int(files[$0.row].rawValue), Int(lines[$0.row]), Int(names[$0.row].rawValue)) }
    return Invariants.broken([
      ((0...count).contains(entryCount), "entries are functions"),
      ((files + names).allSatisfy { (0..<strings.count).contains($0.row) }, "names are strings of the table"),
      (Set(labels).count == count, "no two functions have one label"),
      ((entryCount..<count).allSatisfy { calls[$0] == .zero && selfTimes[$0] == 0 }, "ghosts have no numbers"),
      (ids.allSatisfy { self[$0].name == name(of: $0) }, "every function can be looked up"),
    ])
  }
}

extension CallGraph {
  fileprivate func brokenInvariants(functionCount: Int) -> [String] {
    let functions = (0..<Int32(functionCount)).map { FunctionID($0) }
    let ends = callers + callees
    guard ends.allSatisfy({ (0..<functionCount).contains($0.row) }) else { return ["edges join functions"] }
    return Invariants.broken([
      (
        Set(zip(callers, callees).map { SIMD2($0.rawValue, $1.rawValue) }).count == count,
        "no two edges join the same functions"
      ),
      (functions.allSatisfy { id in incoming(to: id).allSatisfy { callees[$0.row] == id } }, "incoming edges come in"),
      (functions.allSatisfy { id in outgoing(from: id).allSatisfy { callers[$0.row] == id } }, "outgoing edges go out"),
      (functions.reduce(0) { $0 + incoming(to: $1).count } == count, "every edge comes in somewhere"),
      (functions.reduce(0) { $0 + outgoing(from: $1).count } == count, "every edge goes out somewhere"),
    ])
  }
}

extension StackTree {
  fileprivate func brokenInvariants(in profile: Profile) -> [String] {
    let nodes = 0..<count
    guard functions.allSatisfy({ (0..<profile.functions.count).contains($0.row) }),
      nodes.allSatisfy({ (-1..<$0).contains(Int(parents[$0])) })
    else { return ["call paths are of functions, and a caller comes before its callees"] }
    let isEdgeRight = nodes.allSatisfy { node in
      let (edge, caller) = (Int(edges[node]), Int(parents[node]))
      guard edge >= 0, caller >= 0 else { return edge == -1 && caller == -1 }
      return edge < profile.graph.count && profile.graph.callers[edge] == functions[caller]
        && profile.graph.callees[edge] == functions[node]
    }
    let sums = nodes.map { node in children(of: Int32(node)).reduce(selfTimes[node]) { $0 + times[Int($1)] } }
    return Invariants.broken([
      (isEdgeRight, "call paths go along edges"),
      (selfTimes.allSatisfy { $0 >= 0 && $0.isFinite }, "call paths have finite times"),
      (zip(sums, times).allSatisfy { $0.isNearly($1) }, "a call path's time is its own and that of its callees"),
      (
        Set(nodes.map { PairKey(parents[$0], functions[$0].rawValue) }).count == count,
        "a function stands once below one call path"
      ),
      (totalTime.isNearly(profile.totalTime), "call paths have the time of the profile"),
    ])
  }
}

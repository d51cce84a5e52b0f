extension Profile {
  /// What does not hold of this profile that always has to, whatever file it came from: empty, or there is a mistake in a
  /// reader. For tests and fuzzers. O(functions + edges).
  public var brokenInvariants: [String] {
    functions.brokenInvariants + graph.brokenInvariants(functionCount: functions.count)
      + Self.broken([
        (roots == functions.ids.filter(Set(roots).contains), "roots are functions in the order of the file, each once"),
        (functions.count == 0 || !roots.isEmpty || graph.count > 0, "without edges every function is a root"),
        (
          functions.ids.allSatisfy { !graph.incoming(to: $0).isEmpty || roots.contains($0) },
          "who has no caller is a root"
        ),
      ])
  }

  fileprivate static func broken(_ checks: [(holds: Bool, invariant: String)]) -> [String] {
    checks.filter { !$0.holds }.map(\.invariant)
  }
}

extension FunctionTable {
  fileprivate var brokenInvariants: [String] {
    let labels = ids.map { SIMD3(Int(files[$0.row].rawValue), Int(lines[$0.row]), Int(names[$0.row].rawValue)) }
    return Profile.broken([
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
    return Profile.broken([
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

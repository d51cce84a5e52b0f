import ProfileModel

/// A profile as text, one function a line in the order of the profile, with the edges into it below:
///
///     a.py:1(main)          1      0.5  10.0
///     a.py:2(helper)        4/2    1.0  4.0
///       < a.py:1(main)      4/2    1.0  4.0
///       < a.py:9(ghost)     2                   calls alone are known
///     a.py:9(ghost)         no entry
///     sampled                                   where samples were counted
///     note: …
///
/// Between the columns is one blank; names are cleaned of nothing, so not for hostile ones.
public func listing(of profile: Profile) -> String {
  var lines: [String] = []
  for id in profile.functions.ids {
    let function = profile.functions[id]
    let numbers = listing(
      function.calls, function.primitiveCalls, function.selfTime, function.cumulativeTime, isTimed: true)
    lines.append("\(function.standardName) \(function.hasEntry ? numbers : "no entry")")
    for edge in profile.graph.incoming(to: id).map({ profile.graph[$0] }) {
      let numbers = listing(
        edge.calls, edge.primitiveCalls, edge.selfTime, edge.cumulativeTime, isTimed: edge.isTimed)
      lines.append("  < \(profile.functions[edge.caller].standardName) \(numbers)")
    }
  }
  if profile.measure == .samples { lines.append("sampled") }
  lines += profile.notes.map { "note: \($0.description)" }
  return lines.joined(separator: "\n")
}

private func listing(
  _ calls: Count, _ primitiveCalls: Count, _ selfTime: Double, _ cumulativeTime: Double, isTimed: Bool
) -> String {
  let counts = calls == primitiveCalls ? listing(of: calls) : "\(listing(of: calls))/\(listing(of: primitiveCalls))"
  return isTimed ? "\(counts) \(selfTime) \(cumulativeTime)" : counts
}

/// A count as it stands in a listing: inexact ones with `~`.
public func listing(of count: Count) -> String {
  switch count {
  case .exact(let value): "\(value)"
  case .inexact(let value): "~\(value)"
  }
}

extension CallTree {
  /// What does not hold of this tree that always has to: a box's time is its self time and its callees', none of them
  /// negative or no number. Empty, or there is a mistake in how the tree is unfolded. For tests and fuzzers.
  ///
  /// - Parameter limit: how many boxes are looked at, the first ones.
  public func brokenInvariants(limit: Int) -> [String] {
    var pending = [root]
    var visited = 0
    while let node = pending.popLast(), visited < limit {
      visited += 1
      let children = children(of: node)
      let sum = children.reduce(node.selfTime) { $0 + $1.time }
      if !sum.isNearly(node.time) { return ["a box of \(node.time) s holds \(sum) s"] }
      guard node.time.isFinite, node.selfTime >= 0, children.allSatisfy({ $0.time > 0 }) else {
        return ["a box of \(node.time) s has \(node.selfTime) s of its own, or a callee without time"]
      }
      if Set(children.map(\.function)).count != children.count { return ["a function stands twice below one box"] }
      pending += children
    }
    return []
  }
}

extension Icicle {
  /// What does not hold of this picture that always has to: boxes tile the part of their parent that they take, in whole
  /// columns. For tests and fuzzers.
  public var brokenInvariants: [String] {
    for (index, row) in rows.enumerated() {
      if row.contains(where: { $0.columns.isEmpty && columns > 0 }) { return ["a box of row \(index) has no column"] }
      if zip(row, row.dropFirst()).contains(where: { $0.columns.upperBound > $1.columns.lowerBound }) {
        return ["boxes of row \(index) overlap"]
      }
      let above = index > 0 ? rows[index - 1] : []
      if index > 0, row.contains(where: { !above[$0.parent].columns.contains($0.columns) }) {
        return ["a box of row \(index) is outside of its caller's"]
      }
    }
    return rows.flatMap { $0 }.contains { !(0..<max(1, columns)).contains($0.columns) }
      ? ["a box is off the screen"] : []
  }
}

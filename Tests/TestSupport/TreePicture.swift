import ProfileModel

extension CallTree {
  /// The tree as text: a box a line, with its time and self time in nanoseconds; `~` marks estimates, `=` what exact sums
  /// determine.
  ///
  ///     main 10 (1)
  ///       parse 5 (2)
  ///         ~lex 3 (3)
  public func picture(of profile: Profile, below node: CallTreeNode? = nil, depthLimit: Int = 20) -> String {
    var lines: [String] = []
    func visit(_ node: CallTreeNode, _ depth: Int) {
      if depth == depthLimit { return }
      for child in children(of: node) {
        lines.append(String(repeating: "  ", count: depth) + Self.line(child, profile))
        visit(child, depth + 1)
      }
    }
    visit(node ?? root, 0)
    return lines.joined(separator: "\n")
  }

  private static func line(_ node: CallTreeNode, _ profile: Profile) -> String {
    let mark =
      switch node.exactness {
      case .measured: ""
      case .determined: "="
      case .estimate: "~"
      }
    let name = node.function.map { profile.functions.name(of: $0) } ?? "total"
    let level = node.recursionLevel > 1 ? "#\(node.recursionLevel)" : ""
    return "\(mark)\(name)\(level) \(nanoseconds(node.time)) (\(nanoseconds(node.selfTime)))"
  }

  private static func nanoseconds(_ seconds: Double) -> Int { Int((seconds * 1e9).rounded()) }

  /// All boxes, the largest first within a caller, with their paths; at most `limit`.
  public func boxes(
    of profile: Profile, limit: Int = 20_000, smallestShare: Double = 0
  ) -> [(path: [FunctionID], node: CallTreeNode)] {
    var boxes: [(path: [FunctionID], node: CallTreeNode)] = []
    var pending: [(path: [FunctionID], node: CallTreeNode)] = [([], root)]
    while let (path, node) = pending.popLast(), boxes.count < limit {
      for child in children(of: node) where child.time >= smallestShare * totalTime {
        let below = path + (child.function.map { [$0] } ?? [])
        boxes.append((below, child))
        pending.append((below, child))
      }
    }
    return boxes
  }
}

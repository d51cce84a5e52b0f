extension OddRequest {
  /// What happened in one request of a merge and not in its fellows. ``OddRequest`` itself has the thresholds.
  static func find(in merged: MergedProfile?) -> [Finding] {
    guard let merged else { return [] }
    return merged.oddRequests.map { odd in
      let excess = (odd.selfTime - odd.median) / Double(merged.requests.count)
      return Finding(evidence: .oddRequest(odd), function: odd.function, time: excess)
    }
  }
}

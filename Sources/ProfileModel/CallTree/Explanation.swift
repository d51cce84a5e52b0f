/// Why a box has the exactness it has.
public struct Explanation: Hashable, Sendable {
  /// Why a box has its time.
  public enum Reason: Hashable, Sendable {
    case measured
    case determined
    /// The simple rule: callees by proportion.
    case proportion
    /// The time of one edge out of a function was split among the callers of that function.
    case callers(Split)
    /// The levels of a function that calls itself.
    case recursion(of: FunctionID, level: Int)
    /// The function is on a cycle of calls whose times the file does not hold one by one.
    case cycle
    /// A module that was assigned to its importer, or importlib on the way to it.
    case imported
    /// The file holds the number of calls alone.
    case untimed
  }

  /// How a measured sum was split.
  public struct Split: Hashable, Sendable {
    /// The function with several callers; perhaps further up than the box's caller.
    public let function: FunctionID
    /// The callers below which it spends time.
    public let callerCount: Int
    /// Seconds in the file, of which the box is a part.
    public let sum: Double
    /// The parts of the sum, by caller: the box's own first where it is known, the others from the largest. They make 1.
    public let shares: [Double]
  }

  /// Why the box has its time.
  public let reason: Reason

  /// One sentence for people, without a full stop.
  ///
  /// - Parameters:
  ///   - name: how a function is called in the sentence.
  ///   - time: how seconds are written.
  public func sentence(name: (FunctionID) -> String, time: (Double) -> String) -> String {
    switch reason {
    case .measured: "measured"
    case .determined: "determined by exact sums"
    case .proportion: "estimate: in proportion to the callees' times"
    case .callers(let split):
      "estimate: \(name(split.function)) has \(split.callerCount) callers; measured sum \(time(split.sum)), split "
        + Self.ratio(split.shares)
    case .recursion(let function, let level): "estimate: level \(level) of the recursion of \(name(function))"
    case .cycle: "estimate: functions that call each other in a cycle"
    case .imported: "estimate: the importer is inferred from times"
    case .untimed: "estimate: the file has calls without times"
    }
  }

  /// `8 : 3 : 1`, the smallest of the first three as 1; percent where that is too uneven; `: …` for more.
  static func ratio(_ shares: [Double]) -> String {
    let shown = shares.prefix(3)
    let more = shares.count > 3 ? " : …" : ""
    guard let smallest = shown.min(), let largest = shown.max(), smallest > 0, largest / smallest < 99.5 else {
      return shown.map { "\(Int(($0 * 100).rounded())) %" }.joined(separator: " : ") + more
    }
    return shown.map { "\(Int(($0 / smallest).rounded()))" }.joined(separator: " : ") + more
  }
}

extension Preparation {
  /// Looks for the nearest choice above a box. O(edges of the functions on the way up).
  func explanation(of node: CallTreeNode) -> Explanation {
    switch node.exactness {
    case .measured: return Explanation(reason: .measured)
    case .determined: return Explanation(reason: .determined)
    case .estimate: break
    }
    if case .ascent(let ascent) = node.origin { return Explanation(reason: reason(ascent)) }
    guard case .context(let context) = node.origin, let function = node.function, context.row >= 0 else {
      return Explanation(reason: .cycle)
    }
    if !numbers.isTimed(context.row) { return Explanation(reason: .untimed) }
    if !context.cargo.isEmpty || isImported(context.row) { return Explanation(reason: .imported) }
    if node.recursionLevel > 1 { return Explanation(reason: .recursion(of: function, level: node.recursionLevel)) }
    if let split = split(context) { return Explanation(reason: .callers(split)) }
    return Explanation(reason: .cycle)
  }

  /// In an inverted tree: the nearest choice on the way to the function on top.
  private func reason(_ ascent: Ascent) -> Explanation.Reason {
    if ascent.row >= 0, !numbers.isTimed(ascent.row) { return .untimed }
    if ascent.journey != nil { return .imported }
    guard let choice = ascent.choice else { return .cycle }
    let shares = callerShares(of: choice.function, column: choice.column).filter { $0.part > 0 }
    return .callers(
      split(choice.column, choice.function, shares.map { ($0.row, $0.part) }, count: shares.count, first: ascent.row))
  }

  private func isImported(_ row: Int) -> Bool {
    imports?.trips.contains { $0.modules.contains { $0.row == row } } ?? false
  }

  /// The nearest function above with several callers; a function with one caller leaves no choice.
  private func split(_ context: Context) -> Explanation.Split? {
    var row = context.row
    for step in 0..<100 {
      guard let function = numbers.caller(row) else { return nil }
      let callers = outerRows(function)
      if callers.count > 1 { return split(row, function, callers, first: step == 0 ? context.callerRow : -1) }
      guard let only = callers.first, only != row else { return nil }
      row = only
    }
    return nil
  }

  private func split(_ row: Int, _ function: Int, _ callers: [Int], first: Int) -> Explanation.Split {
    let parts = callers.map { ($0, cell($0, row, function)) }.filter { $0.1 > 0 }
    return split(row, function, parts, count: callers.count, first: first)
  }

  private func split(
    _ row: Int, _ function: Int, _ parts: [(row: Int, time: Double)], count: Int, first: Int
  ) -> Explanation.Split {
    let sum = parts.reduce(0) { $0 + $1.time }
    let sorted = parts.sorted { ($0.row == first ? 1 : 0, $0.time) > ($1.row == first ? 1 : 0, $1.time) }
    return Explanation.Split(
      function: FunctionID(Int32(truncatingIfNeeded: function)), callerCount: count, sum: flows.time[row] / 1e9,
      shares: sum > 0 ? sorted.map { $0.time / sum } : [])
  }

  /// A cell of a function's table: nanoseconds of the column when the function was called over the row. O(callees).
  private func cell(_ row: Int, _ column: Int, _ function: Int) -> Double {
    guard let detail = tables.detail(function) else { return tables.rowTimes[row] }
    let caller = numbers.caller(row) ?? -1
    var sum = 0.0
    var part = 0.0
    for (index, edge) in outgoing(function).enumerated() {
      let isAllowed = detail.partition?.allows(row: position(of: row, in: function), column: index) ?? true
      let affinity = detail.hasAffinity ? tables.affinity.weight(caller: caller, callee: numbers.callee(edge.row)) : 1
      let weight = isAllowed ? tables.columnFactors[edge.row] * affinity : 0
      sum += weight
      if edge.row == column { part = weight }
    }
    return sum > 0 ? tables.rowTimes[row] * part / sum : 0
  }
}

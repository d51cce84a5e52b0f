/// A function between its callers and its callees: what pstats' `print_callers` and `print_callees` say of it.
public struct Neighbours: Sendable {
  /// One call edge, seen from the function in the middle.
  public struct Row: Hashable, Sendable {
    /// The caller or callee at the other end.
    public let function: FunctionID
    /// All calls over the edge.
    public let calls: Count
    /// Those while the edge was not already active.
    public let primitiveCalls: Count
    /// Seconds in the callee's own code over this edge; nil where the file has calls alone.
    public let selfTime: Double?
    /// Seconds in the callee and all it called over this edge; nil where the file has calls alone.
    public let cumulativeTime: Double?
    /// How often the caller calls the callee each time it is called itself; nil where it has no calls of its own.
    public let callsForEachCall: Double?
  }

  /// Between its callers and callees.
  public let function: FunctionID
  /// Who called the function, in the order of the file; itself too, where it is recursive.
  public let callers: [Row]
  /// Whom the function called, in the order of the file; itself too, where it is recursive.
  public let callees: [Row]

  /// O(callers + callees).
  public init(of function: FunctionID, in profile: Profile) {
    let graph = profile.graph
    self.function = function
    callers = graph.incoming(to: function).map { Row(graph[$0], to: graph[$0].caller, in: profile) }
    callees = graph.outgoing(from: function).map { Row(graph[$0], to: graph[$0].callee, in: profile) }
  }
}

extension Neighbours.Row {
  fileprivate init(_ edge: CallEdge, to function: FunctionID, in profile: Profile) {
    self.function = function
    calls = edge.calls
    primitiveCalls = edge.primitiveCalls
    selfTime = edge.isTimed ? edge.selfTime : nil
    cumulativeTime = edge.isTimed ? edge.cumulativeTime : nil
    callsForEachCall = profile.callsForEachCall(over: edge.id)
  }
}

extension Profile {
  /// How often an edge's caller calls the callee each time it is called itself; nil where it has no calls of its own, and
  /// for samples, which count no calls.
  public func callsForEachCall(over edge: EdgeID) -> Double? {
    guard measure == .calls else { return nil }
    let calls = graph.calls[edge.row].value
    let caller = functions.calls[graph.callers[edge.row].row].value
    guard calls.isFinite, caller > 0 else { return nil }
    return calls / caller
  }
}

// MARK: - Order

/// A column of the lists of callers and callees, in the order of the screen; where the function table has the same
/// number, it stands in the same place.
public enum NeighbourColumn: Int, CaseIterable, SortColumn {
  case calls
  case selfTime
  case callsForEachCall
  case cumulativeTime
  /// Of the cumulative time of the function in the middle, so it has the order of the cumulative times.
  case share
  case name

  /// Whether the column is read from the largest down, if not told otherwise.
  public var startsWithLargest: Bool { self != .name }
}

/// How callers and callees are sorted.
public typealias NeighbourOrder = ColumnOrder<NeighbourColumn>

extension Profile {
  /// Callers or callees in an order; equal ones keep the order of the file. O(n log n).
  public func sorted(_ rows: [Neighbours.Row], by order: NeighbourOrder) -> [Neighbours.Row] {
    if order.column == .name { return sortedByName(rows, isDescending: order.isDescending) }
    let keyed = rows.enumerated().map { (index: $0, row: $1, number: Self.number(order.column, of: $1)) }
    return keyed.sorted { left, right in
      if left.number == right.number { return left.index < right.index }
      return (left.number < right.number) != order.isDescending
    }.map(\.row)
  }

  private func sortedByName(_ rows: [Neighbours.Row], isDescending: Bool) -> [Neighbours.Row] {
    var rowsOf: [FunctionID: Neighbours.Row] = [:]
    for row in rows { rowsOf[row.function] = row }
    var order = TableOrder(by: .name)
    order.isDescending = isDescending
    return sorted(rows.map(\.function), by: order).compactMap { rowsOf[$0] }
  }

  /// What is not known or not a number counts as the smallest, so that the order stays total.
  private static func number(_ column: NeighbourColumn, of row: Neighbours.Row) -> Double {
    let number: Double? =
      switch column {
      case .calls: row.calls.value
      case .selfTime: row.selfTime
      case .callsForEachCall: row.callsForEachCall
      case .cumulativeTime, .share: row.cumulativeTime
      case .name: nil
      }
    return number.flatMap { $0.isNaN ? nil : $0 } ?? -.infinity
  }
}

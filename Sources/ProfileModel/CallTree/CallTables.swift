/// How much of each callee's time belongs to which caller: one table a function, its callers as rows, its callees as columns.
///
///     lookup      parse    read    lock
///     show        11.11    0.10            row sum: what runs below `lookup` when `show` calls it: M - self time
///     store                        0.92
///                 column sum: M of the edge lookup → parse
///
/// The file holds the sums and not the cells. Cells that exact sums rule out (``TablePartition``) are empty; the rest is
/// filled in proportion to row · column · affinity by iterative proportional fitting (Deming and Stephan 1940), which
/// changes the start as little as the sums allow. Without exclusions and affinity that is row · column / total at once.
///
/// A cell is never stored. It is row factor · column factor · weight, and since a box shares out a given time among
/// callees, the column factors and the weights are enough: memory is linear in the edges.
struct CallTables: Sendable {
  /// The factor of each edge as a column of its caller's table.
  private(set) var columnFactors: [Double]
  /// Nanoseconds that run below each edge's callee and outside it: the row sums.
  private(set) var rowTimes: [Double]
  /// The part of a function's row sums that goes into itself again.
  private(set) var recursionShares: [Double]
  /// The part of what is below a function that its callees account for: 1 but where overwritten labels lost some.
  private(set) var accountedShares: [Double]
  /// Whether any callee of a function takes time.
  private(set) var hasCallees: [Bool]
  /// Whether a function's row sums and column sums are equal, as they are unless labels were overwritten.
  private(set) var isBalanced: [Bool]
  /// Whether the sums alone leave one solution: one caller, or one callee.
  private(set) var isUnique: [Bool]
  /// Tables that need more than column factors, by function; -1 for those that do not.
  private var detailRows: [Int32]
  private var details: [Detail] = []
  let affinity: FileAffinity

  struct Detail: Sendable {
    let partition: TablePartition?
    let hasAffinity: Bool
    /// The factor of each row, in the order of the edges into the function, its root edge last.
    let rowFactors: [Double]
    /// Whether exact sums leave one solution for a row.
    let isRowUnique: [Bool]
  }

  /// Linear but for the bounded search for exact sums, which leaves out functions below 10⁻⁵ of the total.
  ///
  /// - Parameters:
  ///   - changes: what runs through edges where modules are taken out.
  ///   - only: the one function whose table is filled; all by default.
  init(
    _ numbers: CallNumbers, _ cycles: Cycles, _ flows: Flows, _ changes: FlowChanges?, _ affinity: FileAffinity,
    only: Int? = nil
  ) {
    let count = numbers.functionCount
    self.affinity = affinity
    columnFactors = changes?.columns ?? flows.time
    rowTimes = zip(changes?.rows ?? flows.time, numbers.edges.selfTime).map { max(0, $0 - $1) }
    recursionShares = Array(repeating: 0, count: count)
    accountedShares = Array(repeating: 1, count: count)
    hasCallees = Array(repeating: false, count: count)
    isUnique = hasCallees
    isBalanced = hasCallees
    detailRows = Array(repeating: -1, count: count)
    let effort = SearchEffort(numbers)
    for function in only.map({ $0..<$0 + 1 }) ?? 0..<count {
      splitRecursion(function, numbers)
      let margins = Margins(function, self, numbers, flows)
      fill(function, margins, numbers, isCyclic: cycles.isMutual[function] || numbers.selfRows[function] >= 0, effort)
    }
  }

  /// The detail of a function's table, if it has any.
  func detail(_ function: Int) -> Detail? { detailRows[function] < 0 ? nil : details[Int(detailRows[function])] }

  /// Sets what runs below the outermost activations apart from what runs below recursive ones: see ``Recursion``.
  private mutating func splitRecursion(_ function: Int, _ numbers: CallNumbers) {
    guard numbers.selfRows[function] >= 0 else { return }
    let row = Int(numbers.selfRows[function])
    var below = 0.0
    numbers.forEachIncoming(function) { if $0 != row { below += rowTimes[$0] } }
    let recursive = min(numbers.edges.cumulativeTime[row], below)
    let share = below > 0 ? recursive / below : 0
    recursionShares[function] = share
    numbers.forEachIncoming(function) { if $0 != row { rowTimes[$0] *= 1 - share } }
    rowTimes[row] = max(0, numbers.edges.cumulativeTime[row] - numbers.edges.selfTime[row])
    columnFactors[row] = 0
  }

  private mutating func fill(
    _ function: Int, _ margins: Margins, _ numbers: CallNumbers, isCyclic: Bool, _ effort: SearchEffort
  ) {
    hasCallees[function] = margins.columnSum > 0
    guard margins.rowSum > 0, margins.columnSum > 0 else { return }
    let rounding = max(4 * numbers.quantum, 1e-9 * margins.columnSum)
    let missing = margins.rowSum - margins.columnSum
    if !isCyclic, missing > max(rounding, 1e-9 * margins.rowSum) {
      accountedShares[function] = margins.columnSum / margins.rowSum
    }
    isBalanced[function] = missing.magnitude <= rounding
    if margins.isNarrow {
      isUnique[function] = isBalanced[function] && margins.isExact
      return
    }
    let isSearched = margins.rowSum > effort.smallestTime && margins.cellCount <= 65_536
    let partition =
      isSearched
      ? TablePartition(rows: margins.rows, columns: margins.columns, quantum: numbers.quantum, effort: effort.steps)
      : nil
    let hasAffinity = margins.hasCallbacks(affinity) && margins.cellCount <= 1 << 20
    guard partition != nil || hasAffinity else { return }
    let fitting = TableFitting(margins, partition, hasAffinity ? affinity : nil)
    for (column, factor) in zip(margins.columnRows, fitting.columnFactors) { columnFactors[column] = factor }
    detailRows[function] = Int32(truncatingIfNeeded: details.count)
    let isRowUnique = partition.map { RowUniqueness(margins, $0, quantum: numbers.quantum).isUnique } ?? []
    details.append(
      Detail(
        partition: partition, hasAffinity: hasAffinity, rowFactors: fitting.rowFactors, isRowUnique: isRowUnique))
  }
}

/// How hard exact sums are searched for: all tables together take some sixty million steps at most, so that the search of a
/// profile with a million edges ends within a second or two.
private struct SearchEffort {
  /// Nanoseconds: tables of less are left out, since their boxes are too small to be drawn.
  let smallestTime: Double
  /// For each table.
  let steps: Int

  init(_ numbers: CallNumbers) {
    let smallestTime = 1e-5 * numbers.functions.selfTime.reduce(0, +)
    let tables = (0..<numbers.functionCount).count { function in
      numbers.functions.cumulativeTime[function] > smallestTime && numbers.graph.incomingRows(to: function).count > 1
        && numbers.graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function))).count > 1
    }
    self.smallestTime = smallestTime
    steps = max(1000, min(ExactSums.fullEffort, 60_000_000 / max(1, tables)))
  }
}

/// What runs through edges when the modules that importlib loads are taken out: see ``Imports``.
struct FlowChanges: Sendable {
  /// Nanoseconds that enter the callee's table, by edge.
  var rows: [Double]
  /// Nanoseconds that leave the caller's table, by edge.
  var columns: [Double]
}

/// The sums of one function's table.
struct Margins {
  let function: Int
  private(set) var rows = TablePartition.Margin()
  private(set) var columns = TablePartition.Margin()
  /// The edges that the rows and columns are; a function's edge to itself is a row (recursive activations) alone.
  private(set) var rowRows: [Int] = []
  private(set) var columnRows: [Int] = []
  private(set) var rowSum = 0.0
  private(set) var columnSum = 0.0
  /// The callers of the rows, -1 for the outside, and the callees of the columns.
  private(set) var callers: [Int] = []
  private(set) var callees: [Int] = []

  init(_ function: Int, _ tables: CallTables, _ numbers: CallNumbers, _ flows: Flows) {
    self.function = function
    let loop = Int(numbers.selfRows[function])
    numbers.forEachIncoming(function) { row in
      rowRows.append(row)
      rows.times.append(tables.rowTimes[row])
      callers.append(numbers.caller(row) ?? -1)
      rowSum += tables.rowTimes[row]
    }
    let outer = rowRows.count { $0 != loop && tables.rowTimes[$0] > 0 }
    rows.isExact = rowRows.map { $0 == loop ? numbers.isTimed(loop) : flows.isExact[$0] && (loop < 0 || outer == 1) }
    numbers.forEachOutgoing(function) { row in
      columnRows.append(row)
      columns.times.append(tables.columnFactors[row])
      columns.isExact.append(flows.isExact[row])
      callees.append(numbers.callee(row))
      columnSum += tables.columnFactors[row]
    }
  }

  var cellCount: Int { rowRows.count * columnRows.count }

  /// Whether at most one row or one column takes time.
  var isNarrow: Bool { rows.times.count { $0 > 0 } < 2 || columns.times.count { $0 > 0 } < 2 }

  /// Whether all rows and columns that take time follow from the file.
  var isExact: Bool {
    zip(rows.times, rows.isExact).allSatisfy { $0 == 0 || $1 }
      && zip(columns.times, columns.isExact).allSatisfy { $0 == 0 || $1 }
  }

  /// Whether the function is a built-in some of whose callees are nearer to some callers than to others.
  func hasCallbacks(_ affinity: FileAffinity) -> Bool {
    affinity.callsBack(function) && callees.contains { !affinity.callsBack($0) }
  }
}

/// Which boxes are measured.
///
/// A box is *measured* if its time follows from the file without choice. The total is, and the roots whose time is known.
/// Below a box that is measured, and is all there is of its edge, a callee is measured where the function's table leaves
/// one solution: where it has one caller or one callee, or where exact sums leave no ring of cells
/// (``RowUniqueness``; then the box is *determined*). All sums in question must be known, and the callee's edge must not
/// nest in itself, since then its M is more than the time of one box.
///
/// Below a box that is only a part of its edge nothing is measured: the file does not know what else that part called.
///
///     main ── parse ── lex         parse has one caller: all boxes are measured
///     main ── eval  ── lex         lex is called twice: both boxes are measured, since both edges are in the file;
///     lex  ── match                match is split between them: two estimates
extension Preparation {
  func mark(_ callee: Callee, of box: Box, _ exactness: Exactness) -> (exactness: Exactness, isWhole: Bool) {
    let context = box.context
    let estimate = (Exactness.estimate, false)
    guard exactness != .estimate, context.isWhole, context.cargo.isEmpty, callee.cargo.isEmpty else { return estimate }
    if callee.row == Int(numbers.selfRows[box.function]) { return markRecursion(callee, of: box, exactness) }
    guard flows.isExact[callee.row], flows.isOnce[callee.row], let found = uniqueness(box) else { return estimate }
    let isWhole = (callee.time - flows.time[callee.row]).magnitude <= max(2, 1e-9 * callee.time)
    return (found == .determined ? .determined : exactness, isWhole)
  }

  /// How the row that a box is in a function's table follows from the sums; nil where it does not.
  private func uniqueness(_ box: Box) -> Exactness? {
    if box.context.row < 0 { return tables.isBalanced[box.function] ? .measured : nil }
    if tables.isUnique[box.function] { return .measured }
    guard let detail = tables.detail(box.function), !detail.isRowUnique.isEmpty else { return nil }
    return detail.isRowUnique[position(of: box.context.row, in: box.function)] ? .determined : nil
  }

  /// The first recursive box below the only caller is all of the recursive edge's outermost activations: its cumulative time.
  private func markRecursion(
    _ callee: Callee, of box: Box, _ exactness: Exactness
  ) -> (exactness: Exactness, isWhole: Bool) {
    guard box.level == 1, hasOneOuterCaller(box.function), numbers.isTimed(callee.row), box.context.row >= 0,
      flows.isExact[box.context.row]
    else { return (.estimate, false) }
    return (exactness, flows.isOnce[callee.row])
  }

  /// Whether one edge alone, besides the function's own, brings time that is spent below it.
  func hasOneOuterCaller(_ function: Int) -> Bool { outerRows(function).count == 1 }

  /// The edges into a function, without its own, below which time is spent.
  func outerRows(_ function: Int) -> [Int] {
    var rows: [Int] = []
    numbers.forEachIncoming(function) { row in
      if row != Int(numbers.selfRows[function]), entering(row) > numbers.edges.selfTime[row] { rows.append(row) }
    }
    return rows
  }
}

// MARK: - A function from everywhere

extension Preparation {
  /// All contexts of a function as one box. Its time is the file's own; what is below it is measured where no recursion
  /// is involved, since the edges out of a function are in the file.
  func merged(_ id: FunctionID) -> CallTreeNode {
    let function = id.row
    let root = Int(numbers.rootRows[function])
    let isGhost = numbers.functions.calls[function] == 0 && root >= 0
    let time = isGhost ? flows.time[root] : numbers.functions.cumulativeTime[function]
    let cargo = passingCargo(function, time: time)
    let isOnce = numbers.functions.calls[function] == numbers.functions.primitiveCalls[function]
    let context = Context(row: -1, cargo: cargo, isWhole: isOnce && cargo.isEmpty)
    return node(Box(function: function, context: context, time: time, level: 1), .measured)
  }
}

/// A column of a function's table: how much of a callee's time belongs to which caller. The same cells that ``CallTables``
/// describes, which boxes share out by rows, read the other way.
extension Preparation {
  /// An edge into a function, and its part of something that is shared out among all of them.
  struct CallerShare {
    /// Root edges included.
    let row: Int
    var part: Double
  }

  /// The edges into a function, its own left out, with relative parts of what runs through an edge out of it; without a
  /// column, of the time that the function has itself in a run of its recursion.
  ///
  /// A run of self recursion counts as one activation: what its deeper levels call belongs to those who called the first.
  /// Where the table leaves nobody, everyone has a part by what he has below the function, or brings into it.
  /// O(callers + callees).
  func callerShares(of function: Int, column: Int?) -> [CallerShare] {
    let cells = cells(of: function, column: column)
    if cells.contains(where: { $0.part > 0 }) { return cells }
    let below = outerShares(of: function, part: timeBelow)
    if below.contains(where: { $0.part > 0 }) { return below }
    return outerShares(of: function, part: entering)
  }

  private func cells(of function: Int, column: Int?) -> [CallerShare] {
    guard let column, let detail = tables.detail(function) else { return outerShares(of: function, part: timeBelow) }
    let columns = outgoing(function)
    let place = columns.firstIndex { $0.row == column }.map { $0 - columns.startIndex } ?? 0
    let callee = numbers.callee(column)
    return outerShares(of: function) { row in
      let position = self.position(of: row, in: function)
      if detail.partition?.allows(row: position, column: place) == false { return 0 }
      let weight = detail.hasAffinity ? tables.affinity.weight(caller: numbers.caller(row) ?? -1, callee: callee) : 1
      return detail.rowFactors[position] * weight
    }
  }

  /// What an edge brings besides its own self time, all levels of recursion together.
  private func timeBelow(_ row: Int) -> Double { max(0, entering(row) - numbers.edges.selfTime[row]) }

  private func outerShares(of function: Int, part: (Int) -> Double) -> [CallerShare] {
    var shares: [CallerShare] = []
    numbers.forEachIncoming(function) { row in
      if row != Int(numbers.selfRows[function]) { shares.append(CallerShare(row: row, part: part(row))) }
    }
    return shares
  }
}

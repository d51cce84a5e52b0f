/// Fills a table between its sums by iterative proportional fitting: scales rows and columns in turn.
///
/// W. Deming and F. Stephan, "On a least squares adjustment of a sampled frequency table when the expected marginal totals
/// are known" (1940). Keeps factors alone: cell = row factor · column factor · weight.
struct TableFitting {
  private(set) var columnFactors: [Double]
  private(set) var rowFactors: [Double]
  /// Row by row.
  private let weights: [Double]

  /// 30 rounds of O(cells), fewer for tables beyond 100,000 cells.
  init(_ margins: Margins, _ partition: TablePartition?, _ affinity: FileAffinity?) {
    rowFactors = margins.rows.times
    columnFactors = margins.columns.times
    weights = Self.weights(margins, partition, affinity)
    for _ in 0..<max(3, min(30, 4_000_000 / max(1, weights.count))) {
      scaleColumns(to: margins.columns.times)
      scaleRows(to: margins.rows.times)
    }
  }

  private static func weights(_ margins: Margins, _ partition: TablePartition?, _ affinity: FileAffinity?) -> [Double] {
    var weights: [Double] = []
    weights.reserveCapacity(margins.cellCount)
    for (row, caller) in margins.callers.enumerated() {
      for (column, callee) in margins.callees.enumerated() {
        let isAllowed = partition?.allows(row: row, column: column) ?? true
        weights.append(isAllowed ? affinity?.weight(caller: caller, callee: callee) ?? 1 : 0)
      }
    }
    return weights
  }

  private mutating func scaleColumns(to times: [Double]) {
    var sums = [Double](repeating: 0, count: times.count)
    for (row, factor) in rowFactors.enumerated() {
      for column in times.indices { sums[column] += factor * weights[row * times.count + column] }
    }
    columnFactors = zip(times, sums).map { $1 > 0 ? $0 / $1 : 0 }
  }

  private mutating func scaleRows(to times: [Double]) {
    let width = columnFactors.count
    for row in times.indices {
      var sum = 0.0
      for column in 0..<width { sum += columnFactors[column] * weights[row * width + column] }
      rowFactors[row] = sum > 0 ? times[row] / sum : 0
    }
  }
}

import ProfileModel

/// The rows of the function table: which functions, in which order, and in which units their times are shown.
struct TableRows: Sendable {
  let functions: [FunctionID]
  /// The row of each function; -1 for one that is left out.
  private let rows: [Int32]
  private let units: [TableColumn: TimeUnit]

  /// O(functions).
  init(_ functions: [FunctionID], of profile: Profile) {
    var rows = [Int32](repeating: -1, count: profile.functions.count)
    for (row, function) in functions.enumerated() { rows[function.row] = Int32(truncatingIfNeeded: row) }
    self.functions = functions
    self.rows = rows
    units = Dictionary(
      uniqueKeysWithValues: TableColumn.allCases.map { column in
        (column, TimeUnit(forColumn: functions.lazy.compactMap { profile.time(column, of: $0) }))
      })
  }

  var count: Int { functions.count }

  subscript(row: Int) -> FunctionID { functions[row] }

  /// The row of a function, where the table shows it. O(1).
  func row(of function: FunctionID) -> Int? {
    let row = Int(rows[function.row])
    return row < 0 ? nil : row
  }

  /// The unit of a column of times.
  func unit(of column: TableColumn) -> TimeUnit { units[column] ?? .milliseconds }
}

extension Profile {
  /// Seconds in a column of the table; nil in columns without times and where there is nothing to divide by.
  func time(_ column: TableColumn, of function: FunctionID) -> Double? {
    switch column {
    case .selfTime: functions.selfTimes[function.row]
    case .cumulativeTime: functions.cumulativeTimes[function.row]
    case .selfTimePerCall: measure == .samples ? nil : selfTimePerCall(function)
    case .cumulativeTimePerCall: measure == .samples ? nil : cumulativeTimePerCall(function)
    case .calls, .name: nil
    }
  }
}

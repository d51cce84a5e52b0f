import ProfileModel

/// The rows of the function table: which functions, in which order, and in which units their times are shown.
struct TableRows: Sendable {
  let functions: [FunctionID]
  private let units: [TableColumn: TimeUnit]

  /// The units follow from the rows, or where these are many from the first of them and the whole profile's largest times,
  /// so that a million rows need not be looked at.
  init(_ functions: [FunctionID], of subject: Subject) {
    self.functions = functions
    units = Dictionary(
      uniqueKeysWithValues: subject.largestTimes.map { column, largest in
        let times = functions.prefix(Self.rowsLookedAt).compactMap { subject.shown.time(column, of: $0) }
        let isAll = functions.count <= Self.rowsLookedAt
        return (column, isAll ? TimeUnit(forColumn: times) : TimeUnit(forColumn: times, largest: largest))
      })
  }

  private static let rowsLookedAt = 1000

  var count: Int { functions.count }

  subscript(row: Int) -> FunctionID { functions[row] }

  /// The row of a function, where the table shows it. O(rows).
  func row(of function: FunctionID) -> Int? { functions.firstIndex(of: function) }

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

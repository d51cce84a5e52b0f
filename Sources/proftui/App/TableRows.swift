import ProfileModel

/// The rows of the function table: which functions, in which order.
struct TableRows: Sendable {
  private(set) var functions: [FunctionID]
  /// The row of each function; -1 for one that is left out.
  private var rows: [Int32]

  init(_ functions: [FunctionID], of profile: Profile) {
    self.functions = functions
    rows = Array(repeating: -1, count: profile.functions.count)
    for (row, function) in functions.enumerated() { rows[function.row] = Int32(truncatingIfNeeded: row) }
  }

  var count: Int { functions.count }

  subscript(row: Int) -> FunctionID { functions[row] }

  /// The row of a function, where the table shows it. O(1).
  func row(of function: FunctionID) -> Int? {
    let row = Int(rows[function.row])
    return row < 0 ? nil : row
  }
}

/// A column of the function table, in the order of the screen.
public enum TableColumn: Int, CaseIterable, Hashable, Sendable {
  case calls
  case selfTime
  case selfTimePerCall
  case cumulativeTime
  case cumulativeTimePerCall
  case name
}

/// How the function table is sorted.
public struct TableOrder: Hashable, Sendable {
  public var column: TableColumn
  public var isDescending: Bool

  /// Numbers start with the largest, names with the first of the alphabet.
  public init(by column: TableColumn) {
    self.column = column
    isDescending = column != .name
  }

  public var reversed: TableOrder {
    var order = self
    order.isDescending.toggle()
    return order
  }
}

extension Profile {
  /// Seconds of a function's own code for each call; nil where there is no call.
  public func selfTimePerCall(_ function: FunctionID) -> Double? {
    Self.quotient(functions.selfTimes[function.row], functions.calls[function.row])
  }

  /// Seconds in the function and all it called for each *primitive* call, as in pstats; nil where there is none.
  public func cumulativeTimePerCall(_ function: FunctionID) -> Double? {
    Self.quotient(functions.cumulativeTimes[function.row], functions.primitiveCalls[function.row])
  }

  private static func quotient(_ time: Double, _ calls: Count) -> Double? {
    calls.value == 0 || calls.value.isNaN ? nil : time / calls.value
  }

  /// The functions in a table's order; equal ones keep the order of the file. O(n log n).
  public func sorted(_ functions: [FunctionID], by order: TableOrder) -> [FunctionID] {
    switch order.column {
    case .name: sortedByName(functions, isDescending: order.isDescending)
    case .calls: sorted(functions, isDescending: order.isDescending) { self.functions.calls[$0.row].value }
    case .selfTime: sorted(functions, isDescending: order.isDescending) { self.functions.selfTimes[$0.row] }
    case .selfTimePerCall: sorted(functions, isDescending: order.isDescending) { selfTimePerCall($0) ?? -.infinity }
    case .cumulativeTime: sorted(functions, isDescending: order.isDescending) { self.functions.cumulativeTimes[$0.row] }
    case .cumulativeTimePerCall:
      sorted(functions, isDescending: order.isDescending) { cumulativeTimePerCall($0) ?? -.infinity }
    }
  }

  /// Sorts by a number; what is not a number counts as the smallest, so that the order stays total.
  private func sorted(
    _ functions: [FunctionID], isDescending: Bool, by number: (FunctionID) -> Double
  ) -> [FunctionID] {
    var keyed = functions.map { (function: $0, number: Self.sortable(number($0))) }
    if isDescending {
      keyed.sort { $0.number != $1.number ? $0.number > $1.number : $0.function < $1.function }
    } else {
      keyed.sort { $0.number != $1.number ? $0.number < $1.number : $0.function < $1.function }
    }
    return keyed.map(\.function)
  }

  private static func sortable(_ number: Double) -> Double { number.isNaN ? -.infinity : number }

  /// Sorts by the file's base name, then line, then name. Distinct files are compared once, so that a function costs two
  /// numbers.
  private func sortedByName(_ functions: [FunctionID], isDescending: Bool) -> [FunctionID] {
    let table = self.functions
    let ranks = fileRanks()
    let keyed = functions.map { (function: $0, file: ranks[table.files[$0.row].row], line: table.lines[$0.row]) }
    let sorted = keyed.sorted { left, right in
      if (left.file, left.line) != (right.file, right.line) { return (left.file, left.line) < (right.file, right.line) }
      return (table.name(of: left.function), left.function) < (table.name(of: right.function), right.function)
    }
    return isDescending ? sorted.reversed().map(\.function) : sorted.map(\.function)
  }

  /// For each string that is some function's file the place of its base name among all of them, by string.
  private func fileRanks() -> [Int32] {
    let files = Set(functions.files)
    let named = files.map { (file: $0, name: Self.baseName(functions.strings[$0])) }.sorted { $0.name < $1.name }
    var ranks = [Int32](repeating: 0, count: functions.strings.count)
    var rank: Int32 = 0
    for (index, entry) in named.enumerated() {
      if index > 0, named[index - 1].name != entry.name { rank += 1 }
      ranks[entry.file.row] = rank
    }
    return ranks
  }

  private static func baseName(_ file: String) -> String { file.split(separator: "/").last.map(String.init) ?? file }
}

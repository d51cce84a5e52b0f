import ProfileModel

/// A word of pstats' `sort_stats`.
///
/// Source: CPython, `Lib/pstats.py`, `Stats.sort_arg_dict_default`.
enum PstatsSortKey: String, CaseIterable, Sendable {
  case calls, ncalls, cumtime, cumulative, filename, line, module, name, nfl, pcalls, stdname, time, tottime

  /// How the report calls the order.
  var title: String {
    switch self {
    case .calls, .ncalls: "call count"
    case .cumtime, .cumulative: "cumulative time"
    case .filename, .module: "file name"
    case .line: "line number"
    case .name: "function name"
    case .nfl: "name/file/line"
    case .pcalls: "primitive call count"
    case .stdname: "standard name"
    case .time, .tottime: "internal time"
    }
  }

  /// A word, a prefix that leaves no doubt, or a number of the old profiler: -1 to 2.
  init?(word: String) {
    let numbers: [String: PstatsSortKey] = ["-1": .stdname, "0": .calls, "1": .time, "2": .cumulative]
    if let key = numbers[word] ?? PstatsSortKey(rawValue: word) {
      self = key
      return
    }
    let meant = Self.allCases.filter { !word.isEmpty && $0.rawValue.hasPrefix(word) }
    guard let key = meant.first, Set(meant.map(\.title)).count == 1 else { return nil }
    self = key
  }

  /// Says of two rows, by their numbers, whether the first one comes first; nil where they are equal.
  fileprivate typealias Comparison = (_ left: Int, _ right: Int) -> Bool?

  /// Compares by one column: numbers from the largest, texts from the first.
  fileprivate func comparison(of rows: [PstatsTable.Entry]) -> Comparison {
    switch self {
    case .calls, .ncalls: Self.descending(rows.map(\.numbers.calls))
    case .pcalls: Self.descending(rows.map(\.numbers.primitiveCalls))
    case .cumtime, .cumulative: Self.descending(rows.map(\.numbers.cumulativeTime))
    case .time, .tottime: Self.descending(rows.map(\.numbers.selfTime))
    case .filename, .module: Self.ascending(rows.map(\.label.file))
    case .line: Self.ascending(rows.map(\.label.line))
    case .name: Self.ascending(rows.map(\.label.name))
    case .nfl: Self.first(of: [Self.name, .filename, .line].map { $0.comparison(of: rows) })
    case .stdname: Self.ascending(rows.map { Array($0.label.standardName.utf8) })
    }
  }

  /// The first that tells two rows apart.
  fileprivate static func first(of comparisons: [Comparison]) -> Comparison {
    comparisons.dropFirst().reduce(comparisons.first ?? { _, _ in nil }) { first, next in
      { first($0, $1) ?? next($0, $1) }
    }
  }

  private static func descending<Value: Comparable>(_ column: [Value]) -> Comparison {
    { column[$1] < column[$0] ? true : column[$0] < column[$1] ? false : nil }
  }

  private static func ascending<Value: Comparable>(_ column: [Value]) -> Comparison {
    { column[$0] < column[$1] ? true : column[$1] < column[$0] ? false : nil }
  }

  private static func ascending(_ column: [[UInt8]]) -> Comparison {
    { column[$0] == column[$1] ? nil : column[$0].lexicographicallyPrecedes(column[$1]) }
  }
}

/// In which order pstats lists functions, and which of them.
struct PstatsOrder: Sendable {
  /// The first key decides; the next one where it leaves two functions equal, and so on. Empty: the order of the file.
  var keys: [PstatsSortKey] = []
  var isReversed = false
  var restrictions: [Restriction] = []

  /// The functions that are listed, and the lines in which pstats says why these. O(n log n) for n functions.
  func rows(of table: PstatsTable) -> (rows: [PstatsTable.Entry], remarks: [String]) {
    var rows = table.entries
    var remarks = ["   Random listing order was used"]
    if !keys.isEmpty, !rows.isEmpty {
      // Rows are large and hold references: their numbers are sorted.
      let comparison = PstatsSortKey.first(of: keys.map { $0.comparison(of: rows) })
      let order = rows.indices.sorted { comparison($0, $1) ?? false }
      rows = (isReversed ? order.reversed() : order).map { rows[$0] }
      remarks = ["   Ordered by: \(keys.map(\.title).joined(separator: ", "))"]
    }
    for restriction in restrictions {
      let count = rows.count
      rows = restriction.applied(to: rows, name: \.label.standardName)
      if rows.count != count {
        remarks.append("   List reduced from \(count) to \(rows.count) due to restriction <\(restriction)>")
      }
    }
    return (rows, remarks)
  }
}

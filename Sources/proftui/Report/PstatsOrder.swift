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

  /// Whether a function comes before another: numbers from the largest, texts from the first. Nil where they are equal.
  fileprivate func precedes(_ left: PstatsOrder.Row, _ right: PstatsOrder.Row) -> Bool? {
    let (a, b) = (left.entry, right.entry)
    switch self {
    case .calls, .ncalls: return Self.precedes(b.numbers.calls, a.numbers.calls)
    case .pcalls: return Self.precedes(b.numbers.primitiveCalls, a.numbers.primitiveCalls)
    case .cumtime, .cumulative: return Self.precedes(b.numbers.cumulativeTime, a.numbers.cumulativeTime)
    case .time, .tottime: return Self.precedes(b.numbers.selfTime, a.numbers.selfTime)
    case .filename, .module: return Self.precedes(a.label.file, b.label.file)
    case .line: return Self.precedes(a.label.line, b.label.line)
    case .name: return Self.precedes(a.label.name, b.label.name)
    case .nfl:
      return Self.precedes(a.label.name, b.label.name) ?? Self.precedes(a.label.file, b.label.file)
        ?? Self.precedes(a.label.line, b.label.line)
    case .stdname: return Self.precedes(Array(left.standardName.utf8), Array(right.standardName.utf8))
    }
  }

  private static func precedes<Value: Comparable>(_ left: Value, _ right: Value) -> Bool? {
    left < right ? true : right < left ? false : nil
  }

  private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool? {
    left == right ? nil : left.lexicographicallyPrecedes(right)
  }
}

/// In which order pstats lists functions, and which of them.
struct PstatsOrder: Sendable {
  /// The first key decides; the next one where it leaves two functions equal, and so on. Empty: the order of the file.
  var keys: [PstatsSortKey] = []
  var isReversed = false
  var restrictions: [Restriction] = []

  /// A function to list, with its name made once.
  struct Row: Sendable {
    let entry: PstatsTable.Entry
    let standardName: String
  }

  /// The functions that are listed, and the lines in which pstats says why these. O(n log n) for n functions.
  func rows(of table: PstatsTable) -> (rows: [Row], remarks: [String]) {
    var rows = table.entries.map { Row(entry: $0, standardName: $0.label.standardName) }
    var remarks = ["   Random listing order was used"]
    if !keys.isEmpty, !rows.isEmpty {
      rows.sort { left, right in keys.lazy.compactMap { $0.precedes(left, right) }.first ?? false }
      if isReversed { rows.reverse() }
      remarks = ["   Ordered by: \(keys.map(\.title).joined(separator: ", "))"]
    }
    for restriction in restrictions {
      let count = rows.count
      rows = restriction.applied(to: rows, name: \.standardName)
      if rows.count != count {
        remarks.append("   List reduced from \(count) to \(rows.count) due to restriction <\(restriction)>")
      }
    }
    return (rows, remarks)
  }
}

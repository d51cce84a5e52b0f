import ProfileModel

/// pstats' own reports, byte for byte where names hold nothing that a terminal would obey.
///
/// Source: CPython, `Lib/pstats.py`, `print_stats`, `print_callers`, `print_callees`.
struct PstatsReport {
  private let table: PstatsTable
  private let rows: [Row]
  private let remarks: [String]
  /// Of every function, where an edge without times makes a line need them.
  private let cumulativeTimes: [PstatsTable.Label: Double]
  /// The columns for the names: those of the longest, and two more.
  private let nameWidth: Int

  /// A function that is listed, with its name made once.
  private struct Row {
    let entry: PstatsTable.Entry
    let name: String
  }

  init(_ table: PstatsTable, in order: PstatsOrder) {
    self.table = table
    let (entries, remarks) = order.rows(of: table)
    self.remarks = remarks
    rows = entries.map { Row(entry: $0, name: $0.label.standardName) }
    nameWidth = rows.reduce(0) { max($0, $1.name.unicodeScalars.count) } + 2
    let needsTimes = table.entries.contains { $0.callers.contains { !$0.isTimed } }
    cumulativeTimes = Dictionary(
      (needsTimes ? table.entries : []).map { ($0.label, $0.numbers.cumulativeTime) }, uniquingKeysWith: { $1 })
  }

  /// `print_stats`: totals, then a line for each function.
  ///
  /// - Parameter files: what stands on top, a line for each file.
  func statistics(of files: [String] = []) -> [String] {
    let indent = String(repeating: " ", count: 9)
    let calls = PstatsText.count(table.calls)
    let primitive =
      table.calls == table.primitiveCalls ? "" : "(\(PstatsText.count(table.primitiveCalls)) primitive calls) "
    let totals =
      "\(indent)\(calls) function calls \(primitive)in \(PstatsText.seconds(table.totalTime, width: 0)) seconds"
    let heading = "   ncalls  tottime  percall  cumtime  percall filename:lineno(function)"
    return files + (files.isEmpty ? [] : [""]) + [totals, ""]
      + listing { [heading] + rows.map { Self.line($0.entry.numbers) + $0.name } }
  }

  /// `print_callers`: for each function who called it, with the numbers of the edges.
  func callers() -> [String] {
    listing {
      heading("was called by...") + rows.flatMap { lines(for: $0, $0.entry.callers, arrow: "<-") }
    }
  }

  /// `print_callees`: for each function what it called, with the numbers of the edges.
  func callees() -> [String] {
    let callees = table.callees
    return listing {
      heading("called...") + rows.flatMap { lines(for: $0, callees[$0.entry.label] ?? [], arrow: "->") }
    }
  }

  /// What pstats puts around each list; nothing where no function is left.
  private func listing(_ lines: () -> [String]) -> [String] {
    rows.isEmpty ? [] : remarks + [""] + lines() + ["", ""]
  }

  private static func line(_ numbers: PstatsTable.Numbers) -> String {
    let calls = PstatsText.calls(numbers.calls, numbers.primitiveCalls)
    let times = [
      PstatsText.seconds(numbers.selfTime), PstatsText.seconds(numbers.selfTime, for: numbers.calls),
      PstatsText.seconds(numbers.cumulativeTime),
      PstatsText.seconds(numbers.cumulativeTime, for: numbers.primitiveCalls),
    ]
    return ([PstatsText.aligned(calls, 9)] + times).map { $0 + " " }.joined()
  }

  // MARK: Callers and callees

  private func heading(_ title: String) -> [String] {
    let isTimed = table.entries.lazy.compactMap(\.callers.first).first?.isTimed ?? false
    let first = PstatsText.padded("Function ", nameWidth) + title
    return isTimed ? [first, String(repeating: " ", count: nameWidth) + "    ncalls  tottime  cumtime"] : [first]
  }

  private func lines(for row: Row, _ others: [PstatsTable.Caller], arrow: String) -> [String] {
    let start = PstatsText.padded(row.name, nameWidth) + arrow + " "
    if others.isEmpty { return [start] }
    return others.sorted { $0.label < $1.label }.enumerated().map { index, other in
      let margin = String(repeating: " ", count: nameWidth + (other.isTimed ? 1 : 3))
      return (index == 0 ? start : margin) + text(for: other, isFirst: index == 0)
    }
  }

  private func text(for other: PstatsTable.Caller, isFirst: Bool) -> String {
    let name = other.label.standardName
    guard other.isTimed else {
      let time = cumulativeTimes[other.label] ?? 0
      return "\(name)(\(PstatsText.count(other.numbers.calls))) \(PstatsText.seconds(time))"
    }
    let numbers = other.numbers
    let calls = PstatsText.aligned(PstatsText.calls(numbers.calls, numbers.primitiveCalls), isFirst ? 7 : 9)
    return "\(calls) \(PstatsText.seconds(numbers.selfTime)) \(PstatsText.seconds(numbers.cumulativeTime))  \(name)"
  }
}

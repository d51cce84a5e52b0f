import ProfileModel

/// A profile as plain text: totals, packages, then a line for each function.
struct TextReport {
  let report: FunctionReport
  let glyphs: Glyphs

  /// The lines, cleaned, without line ends.
  var lines: [String] {
    let profile = report.profile
    let heading = columns([
      TableView.title(.calls, profile.measure), TableView.title(.selfTime, profile.measure), "",
      TableView.title(.cumulativeTime, profile.measure), "",
    ])
    return [VisibleText.clean(report.subject.name), report.totals(glyphs)]
      + (report.packages.isEmpty ? [] : ["self time: \(report.packageShares)"])
      + profile.notes.map { "note: \($0.description)" }
      + ["", heading + PstatsText.padded("package", packageWidth) + "  " + TableView.title(.name, profile.measure)]
      + report.rows.map(line) + rest
  }

  private func line(_ row: FunctionReport.Row) -> String {
    let numbers = row.function.numbers
    let total = report.subject.totalTime
    return columns([
      CountText.calls(numbers.calls, numbers.primitiveCalls, glyphs),
      TimeText.fitting(numbers.selfTime, glyphs), TimeText.percent(numbers.selfTime, of: total),
      TimeText.fitting(numbers.cumulativeTime, glyphs), TimeText.percent(numbers.cumulativeTime, of: total),
    ]) + PstatsText.padded(packageName(row), packageWidth) + "  " + row.label
  }

  private var rest: [String] {
    let count = report.functionCount - report.rows.count
    guard count > 0 else { return [] }
    let share = TimeText.percent(report.restTime, of: report.subject.totalTime)
    let functions = CountText.counted(.exact(Int64(count)), "more function", glyphs)
    return ["", "\(functions): \(TimeText.fitting(report.restTime, glyphs)) \(share)"]
  }

  private func packageName(_ row: FunctionReport.Row) -> String {
    CutText.end(VisibleText.clean(row.package), columns: 20, glyphs)
  }

  private var packageWidth: Int { report.rows.reduce(7) { max($0, packageName($1).cellWidth) } }

  /// Right-aligned columns with two blanks behind them.
  private func columns(_ texts: [String]) -> String {
    zip(texts, [11, 10, 8, 10, 8]).map { text, width in
      String(repeating: " ", count: max(0, width - text.cellWidth)) + text
    }.joined(separator: " ") + "  "
  }
}

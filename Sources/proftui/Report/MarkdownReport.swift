import ProfileModel

/// A profile as a Markdown table, for tickets and pull requests.
struct MarkdownReport {
  let report: FunctionReport

  /// The lines, cleaned, without line ends.
  var lines: [String] {
    let profile = report.profile
    return ["**\(MarkdownText.escaped(report.subject.name))**: \(report.totals(.unicode))", ""]
      + (report.packages.isEmpty ? [] : ["Self time: \(MarkdownText.escaped(report.packageShares))", ""])
      + profile.notes.flatMap { ["Note: \(MarkdownText.escaped($0.description))", ""] }
      + [
        "| \(TableView.title(.calls, profile.measure)) | tottime | | cumtime | | package | function |",
        "| ---: | ---: | ---: | ---: | ---: | --- | --- |",
      ] + report.rows.map(line)
  }

  private func line(_ row: FunctionReport.Row) -> String {
    let numbers = row.function.numbers
    let total = report.subject.totalTime
    let cells = [
      CountText.calls(numbers.calls, numbers.primitiveCalls, .unicode),
      TimeText.fitting(numbers.selfTime, .unicode), TimeText.percent(numbers.selfTime, of: total),
      TimeText.fitting(numbers.cumulativeTime, .unicode), TimeText.percent(numbers.cumulativeTime, of: total),
      MarkdownText.escaped(row.package), MarkdownText.code(row.label),
    ]
    return "| \(cells.joined(separator: " | ")) |"
  }
}

import ProfileModel

/// A profile's functions as comma-separated values, for spreadsheets: the columns of ``JSONReport``, names cleaned.
struct CSVReport {
  let report: FunctionReport

  var text: String {
    let heading = [
      "file", "line", "name", "package", "calls", "primitive_calls", "self_seconds", "cumulative_seconds",
    ]
    return CSVText.table([heading] + report.rows.map(cells))
  }

  private func cells(_ row: FunctionReport.Row) -> [String] {
    let (label, numbers) = (row.function.label, row.function.numbers)
    return [
      CSVText.name(bytes: label.file), "\(label.line)", CSVText.name(bytes: label.name),
      CSVText.name(row.package), count(numbers.calls), count(numbers.primitiveCalls),
      CSVText.number(numbers.selfTime), CSVText.number(numbers.cumulativeTime),
    ]
  }

  private func count(_ count: Count) -> String {
    switch count {
    case .exact(let integer): "\(integer)"
    case .inexact(let value): CSVText.number(value)
    }
  }
}

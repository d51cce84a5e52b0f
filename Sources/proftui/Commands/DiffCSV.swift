import ProfileModel

/// Comparisons as comma-separated values (RFC 4180, with line feeds): one line a function, of all routes.
struct DiffCSV {
  private let report: DiffReport
  private let words = ComparisonText(glyphs: .ascii)

  init(_ report: DiffReport) { self.report = report }

  var text: String { CSVText.table([Self.heading] + report.compared.flatMap(rows)) }

  private static let heading = [
    "comparison", "function", "calls_baseline", "calls_change", "self_seconds_baseline", "self_seconds_change",
    "self_seconds_difference", "by_calls", "by_cost", "cumulative_seconds_baseline", "cumulative_seconds_change",
    "why", "verdict",
  ]

  private func rows(_ one: Compared) -> [[String]] {
    let comparison = one.comparison
    return comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime)).map { id in
      let change = comparison[id]
      let (time, cumulative) = (change.selfTime, change.cumulativeTime)
      return [
        CSVText.name(one.source.name), CSVText.name(comparison.function(id).standardName),
      ]
        + [
          change.oldCalls.value, change.newCalls.value, time.baseline, time.change, time.difference, time.byCalls,
          time.byCost, cumulative.baseline, cumulative.change,
        ].map(CSVText.number) + [words.why(time, change), words.verdict(change.verdict)]
    }
  }
}

import ProfileModel

/// A list of requests as comma-separated values (RFC 4180, with line feeds), for spreadsheets: the columns of ``ListJSON``.
///
/// What is not known is empty. Names are cleaned as on the screen, so no field holds a line's end or an escape sequence, and
/// none is a formula (``CSVText/name(_:)``); to open files by their names, take JSON.
struct ListCSV {
  private let report: ListReport

  init(_ report: ListReport) { self.report = report }

  var routes: String {
    let heading =
      [
        "method", "path", "profiles", "total_seconds", "mean_seconds", "p50_seconds", "p95_seconds", "max_seconds",
        "last",
      ] + functionHeading
    return table(heading, report.routes) { route in
      let numbers = route.statistics
      let times = [numbers.mean == nil ? nil : numbers.total, numbers.mean, numbers.p50, numbers.p95, numbers.maximum]
      return [name(route.pattern.method), name(route.pattern.path), "\(numbers.profiles)"]
        + (times + [numbers.last]).map(CSVText.number) + functionCell(numbers.functionTime)
    }
  }

  var requests: String {
    let heading =
      ["file", "method", "path", "elapsed_seconds", "time", "bytes", "waits_for", "waits_for_seconds"] + functionHeading
    return table(heading, Array(report.requests.enumerated())) { row, request in
      let largest = request.summary?.waiting.parts.first
      return [
        CSVText.name(request.file.visible), name(request.name.method), name(request.name.path),
        CSVText.number(request.elapsed),
        CSVText.number(request.time), "\(request.size)", largest?.kind.name ?? "", CSVText.number(largest?.time),
      ] + functionCell(report.functionTimes?[row]?.cumulativeTime)
    }
  }

  private var functionHeading: [String] { report.functionTimes == nil ? [] : ["function_seconds"] }

  private func functionCell(_ seconds: Double?) -> [String] {
    report.functionTimes == nil ? [] : [CSVText.number(seconds)]
  }

  private func table<Row>(_ heading: [String], _ rows: [Row], _ cells: (Row) -> [String]) -> String {
    CSVText.table([heading] + rows.map(cells))
  }

  private func name(_ text: String?) -> String { text.map { CSVText.name($0) } ?? "" }
}

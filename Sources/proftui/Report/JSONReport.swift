import ProfileModel

/// A profile's functions as JSON, for scripts: the schema `proftui.report/1`.
///
///     {"schema": "proftui.report/1", "source": "GET.index.40ms.1795351334.prof", "total_seconds": 0.1, "calls": 7,
///      "primitive_calls": 7, "notes": [],
///      "packages": [{"name": "application", "self_seconds": 0.07}],
///      "functions": [{"file": "app.py", "line": 1, "name": "main", "package": "application", "calls": 1,
///                     "primitive_calls": 1, "self_seconds": 0.1, "cumulative_seconds": 0.1}]}
///
/// Functions stand in the order asked for. Numbers that JSON cannot hold (infinite, not a number) are null.
struct JSONReport {
  let report: FunctionReport

  /// The whole text, one package or function a line.
  var text: String {
    let profile = report.profile
    let parts = [
      #""schema": "proftui.report/1""#, member("source", JSONText.string(report.subject.name)),
      member("total_seconds", JSONText.number(profile.totalTime)), member("calls", JSONText.number(profile.calls)),
      member("primitive_calls", JSONText.number(profile.primitiveCalls)),
      JSONText.array("notes", profile.notes.map { JSONText.string($0.description) }),
      JSONText.array("packages", report.packages.map(object)), JSONText.array("functions", report.rows.map(object)),
    ]
    return "{\(parts.joined(separator: ",\n "))}\n"
  }

  private func member(_ name: String, _ value: String) -> String { "\"\(name)\": \(value)" }

  private func object(_ share: FunctionReport.PackageShare) -> String {
    JSONText.object([
      ("name", JSONText.string(share.package)), ("self_seconds", JSONText.number(share.selfTime)),
    ])
  }

  private func object(_ row: FunctionReport.Row) -> String {
    let function = row.function
    return JSONText.object([
      ("file", JSONText.string(bytes: function.label.file)), ("line", "\(function.label.line)"),
      ("name", JSONText.string(bytes: function.label.name)), ("package", JSONText.string(row.package)),
      ("calls", JSONText.number(function.numbers.calls)),
      ("primitive_calls", JSONText.number(function.numbers.primitiveCalls)),
      ("self_seconds", JSONText.number(function.numbers.selfTime)),
      ("cumulative_seconds", JSONText.number(function.numbers.cumulativeTime)),
    ])
  }
}

import ProfileModel

/// Comparisons as JSON, for scripts: the schema `proftui.diff/1`.
///
///     {"schema": "proftui.diff/1",
///      "comparisons": [{"name": "GET /users", "verdict": "faster", "p": 0.002, "work": "less",
///        "baseline": {"requests": 12, "p50_seconds": 0.057, "mean_seconds": 0.06, "calls": 48231}, "change": {…},
///        "functions": [{"function": "app.py:10(f)", "file": "/srv/app.py", "line": 10, "name": "f",
///          "calls": [1000, 1], "self_seconds": [0.02, 0.0005], "cumulative_seconds": [0.02, 0.0005],
///          "self_by_calls": -0.01998, "self_by_cost": 0.00048, "why": "fewer calls",
///          "verdicts": {"calls": {"verdict": "changed", "p": null}, "self": {…}, "cumulative": {…}}}]}],
///      "only_baseline": ["GET /old"], "only_change": []}
///
/// Times are seconds of one request: first the baseline's, then the change's; null where the function is only on one side.
/// p-values are corrected; null where nothing was tested.
struct DiffJSON {
  private let report: DiffReport
  private let words = ComparisonText(glyphs: .ascii)

  init(_ report: DiffReport) { self.report = report }

  /// The whole text, one function a line, all of it ASCII.
  var text: String {
    let parts = [
      #""schema": "proftui.diff/1""#, JSONText.array("comparisons", report.compared.map(object)),
      JSONText.array("only_baseline", report.onlyBaseline.map(string)),
      JSONText.array("only_change", report.onlyChange.map(string)),
    ]
    return "{\(parts.joined(separator: ",\n "))}\n"
  }

  private func object(_ one: Compared) -> String {
    let comparison = one.comparison
    let order = comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime))
    return object([
      ("name", string(one.source.name)), ("verdict", string(Self.word(comparison.route.direction))),
      ("p", number(comparison.route.pValue)), ("work", string(Self.word(comparison.work.kind))),
      ("baseline", object(comparison.route.baseline)), ("change", object(comparison.route.change)),
    ]).dropLast() + ",\n  " + JSONText.array("functions", order.map { object($0, comparison) }) + "}"
  }

  private func object(_ side: RouteChange.Side) -> String {
    object([
      ("requests", "\(side.requests)"), ("p50_seconds", number(side.median)), ("mean_seconds", number(side.mean)),
      ("calls", number(side.calls.value)),
    ])
  }

  private func object(_ id: PairID, _ comparison: Comparison) -> String {
    let (change, function) = (comparison[id], comparison.function(id))
    func both(_ number: (ProfileBuilder.Numbers) -> Double) -> String {
      "[\(self.number(change.baseline.map(number))), \(self.number(change.change.map(number)))]"
    }
    return object([
      ("function", string(FunctionText.tableName(function))), ("file", string(function.file)),
      ("line", "\(function.line)"), ("name", string(function.name)), ("calls", both { $0.calls.value }),
      ("self_seconds", both { $0.selfTime }), ("cumulative_seconds", both { $0.cumulativeTime }),
      ("self_by_calls", number(change.selfTime.byCalls)), ("self_by_cost", number(change.selfTime.byCost)),
      ("why", string(words.why(change.selfTime, change))), ("verdicts", object(change.verdict)),
    ])
  }

  private func object(_ verdict: FunctionVerdict) -> String {
    object([
      ("calls", object(verdict.calls)), ("self", object(verdict.selfTime)),
      ("cumulative", object(verdict.cumulativeTime)),
    ])
  }

  private func object(_ verdict: Verdict) -> String {
    let (word, p): (String, Double?) =
      switch verdict {
      case .changed(let p): ("changed", p)
      case .withinNoise(let p): ("noise", p)
      case .tooFew: ("too few", nil)
      case .tooSmall: ("too small", nil)
      case .untested: ("untested", nil)
      case .same: ("same", nil)
      }
    return object([("verdict", string(word)), ("p", number(p))])
  }

  static func word(_ direction: RouteChange.Direction) -> String {
    switch direction {
    case .faster: "faster"
    case .slower: "slower"
    case .withinNoise: "noise"
    case .tooFew: "too few"
    case .same: "same"
    }
  }

  private static func word(_ kind: WorkChange.Kind) -> String {
    switch kind {
    case .same: "same"
    case .less: "less"
    case .more: "more"
    case .additional: "additional"
    case .other: "other"
    }
  }

  // MARK: Values

  private func object(_ members: [(name: String, value: String)]) -> String { JSONText.object(members) }

  private func number(_ value: Double?) -> String { JSONText.number(value) }

  private func string(_ text: String) -> String { JSONText.string(text) }
}

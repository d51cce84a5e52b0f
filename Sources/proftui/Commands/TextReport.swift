import ProfileModel

/// The profile as plain text, for an output that is no terminal: totals, then the functions with the most self time.
struct TextReport {
  let subject: Subject
  let glyphs: Glyphs
  var limit = 20

  /// The lines, cleaned, without line ends.
  var lines: [String] {
    let profile = subject.profile
    let entries = Array(profile.functions.ids.prefix(profile.functions.entryCount))
    let functions = profile.sorted(entries, by: TableOrder(by: .selfTime))
    let shown = functions.prefix(limit)
    return [VisibleText.clean(subject.name), totals] + profile.notes.map { "note: \($0.description)" }
      + ["", heading] + shown.map(line) + (functions.count > limit ? ["", rest(functions.dropFirst(limit))] : [])
  }

  private var totals: String {
    let profile = subject.profile
    let calls = CountText.counted(profile.calls, profile.measure == .samples ? "sample" : "call", glyphs)
    let primitive = CountText.grouped(profile.primitiveCalls, glyphs)
    let functions = CountText.counted(.exact(Int64(profile.functions.entryCount)), "function", glyphs)
    let kind = profile.measure == .samples ? "direct" : "primitive"
    return "\(TimeText.fitting(profile.totalTime, glyphs)), \(calls) (\(primitive) \(kind)), \(functions)"
  }

  private var heading: String {
    columns([
      TableView.title(.calls, subject.profile.measure), TableView.title(.selfTime, subject.profile.measure), "",
      TableView.title(.cumulativeTime, subject.profile.measure), "",
    ]) + TableView.title(.name, subject.profile.measure)
  }

  private func line(_ id: FunctionID) -> String {
    let function = subject.profile.functions[id]
    let total = subject.totalTime
    return columns([
      CountText.calls(function.calls, function.primitiveCalls, glyphs),
      TimeText.fitting(function.selfTime, glyphs), TimeText.percent(function.selfTime, of: total),
      TimeText.fitting(function.cumulativeTime, glyphs), TimeText.percent(function.cumulativeTime, of: total),
    ]) + VisibleText.clean(function.standardName)
  }

  private func rest(_ functions: ArraySlice<FunctionID>) -> String {
    let time = functions.reduce(0) { $0 + subject.profile.functions.selfTimes[$1.row] }
    let share = TimeText.percent(time, of: subject.totalTime)
    return "\(NumberText.grouped(Int64(functions.count))) more functions: \(TimeText.fitting(time, glyphs)) \(share)"
  }

  /// Right-aligned columns with two blanks behind them.
  private func columns(_ texts: [String]) -> String {
    zip(texts, [11, 10, 8, 10, 8]).map { text, width in
      String(repeating: " ", count: max(0, width - text.cellWidth)) + text
    }.joined(separator: " ") + "  "
  }
}

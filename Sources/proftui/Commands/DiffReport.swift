import ProfileModel

/// Comparisons as text for people: the verdict first, then the functions that made the difference.
struct DiffReport {
  /// Those whose medians moved most come first; p-values are corrected for their number.
  let compared: [Compared]
  let onlyBaseline: [String]
  let onlyChange: [String]
  let limit: Int
  private let glyphs: Glyphs
  private let words: ComparisonText

  init(_ compared: [Compared], _ sources: ComparisonSources, limit: Int, glyphs: Glyphs = .unicode) {
    self.compared = Compared.ranked(compared)
    onlyBaseline = sources.onlyBaseline
    onlyChange = sources.onlyChange
    self.limit = limit
    self.glyphs = glyphs
    words = ComparisonText(glyphs: glyphs)
  }

  var text: String { lines { $0.lines }.map { $0 + "\n" }.joined() }

  /// For a comment on a merge request.
  var markdown: String { lines(isMarkdown: true) { $0.markdown }.map { $0 + "\n" }.joined() }

  private func lines(isMarkdown: Bool = false, _ layOut: (TextTable) -> [String]) -> [String] {
    func escaped(_ text: String) -> String { isMarkdown ? MarkdownText.escaped(text) : text }
    func heading(_ text: String) -> String { isMarkdown ? "### \(escaped(text))" : text }
    var lines: [String] = []
    if let only = compared.first, compared.count == 1 {
      lines = [heading(VisibleText.clean(only.source.name))] + (isMarkdown ? [""] : [])
      lines += sentences(only.comparison).map { escaped($0) + (isMarkdown ? "  " : "") }
      lines += [""] + layOut(functions(of: only.comparison)) + rest(of: only.comparison).map(escaped)
    } else {
      lines = [heading("\(compared.count) routes on both sides"), ""] + layOut(routes)
    }
    let only = [("only in the baseline", onlyBaseline), ("only in the change", onlyChange)]
    for (words, names) in only where !names.isEmpty {
      lines += ["", escaped("\(words): \(names.map { VisibleText.clean($0) }.joined(separator: ", "))")]
    }
    return lines
  }

  private func sentences(_ comparison: Comparison) -> [String] {
    let cause = words.cause(in: comparison)
    return [words.sentence(comparison.route), words.sentence(comparison.work, comparison.route)]
      + (cause.map { [$0] } ?? [])
  }

  // MARK: Functions

  /// The functions with the largest differences, and the sums of all.
  private func functions(of comparison: Comparison) -> TextTable {
    let changes = comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime)).prefix(limit)
      .map { comparison[$0] }
    let unit = TimeUnit(forColumn: changes.flatMap { [$0.selfTime.baseline, $0.selfTime.change] })
    let cumulative = TimeUnit(forColumn: changes.flatMap { [$0.cumulativeTime.baseline, $0.cumulativeTime.change] })
    func time(_ seconds: Double, _ unit: TimeUnit) -> String { TimeText.digits(seconds, in: unit) }
    let (symbol, wide) = (unit.symbol(glyphs), cumulative.symbol(glyphs))
    var table = TextTable()
    table.add("calls", changes.map { CountText.grouped($0.oldCalls, glyphs) })
    table.add("now", changes.map { CountText.grouped($0.newCalls, glyphs) })
    table.add("self \(symbol)", changes.map { time($0.selfTime.baseline, unit) })
    table.add("now", changes.map { time($0.selfTime.change, unit) })
    table.add(glyphs.delta, changes.map { words.difference($0.selfTime.difference, in: unit) })
    table.add("\(glyphs.delta) %", changes.map { words.percent($0.selfTime.ratio) })
    table.add("by calls", changes.map { words.difference($0.selfTime.byCalls, in: unit) })
    table.add("by cost", changes.map { words.difference($0.selfTime.byCost, in: unit) })
    table.add("cumulative \(wide)", changes.map { time($0.cumulativeTime.baseline, cumulative) })
    table.add("now", changes.map { time($0.cumulativeTime.change, cumulative) })
    table.add("why", changes.map { words.why($0.selfTime, $0) }, .left)
    table.add("verdict", changes.map { words.verdict($0.verdict) }, .left)
    table.add(
      "function", changes.map { VisibleText.clean(FunctionText.named(comparison.function($0.id))) }, .left)
    return table
  }

  /// `1,003 more functions: +0.12 ms` and the sum of all.
  private func rest(of comparison: Comparison) -> [String] {
    let order = comparison.sorted(comparison.entries, by: ComparisonOrder(by: .selfTime)).dropFirst(limit)
    let time = order.reduce(0) { $0 + comparison.selfTime(of: $1).difference }
    let all = comparison.route.change.mean - comparison.route.baseline.mean
    let rest =
      order.isEmpty ? "" : "\(NumberText.grouped(Int64(order.count))) more functions: \(words.difference(time)); "
    return ["", "\(rest)all self times of a request together: \(words.difference(all))"]
  }

  // MARK: Routes

  private var routes: TextTable {
    let routes = compared.map(\.comparison.route)
    let unit = TimeUnit(forColumn: routes.flatMap { [$0.baseline.median, $0.change.median] })
    func time(_ seconds: Double) -> String { "\(TimeText.digits(seconds, in: unit)) \(unit.symbol(glyphs))" }
    var table = TextTable()
    table.add("requests", routes.map { "\($0.baseline.requests) and \($0.change.requests)" })
    table.add("p50", routes.map { time($0.baseline.median) })
    table.add("now", routes.map { time($0.change.median) })
    table.add("\(glyphs.delta) %", routes.map { words.percent($0.ratio) })
    table.add("verdict", routes.map(words.verdict), .left)
    table.add("route", compared.map { VisibleText.clean($0.source.name) }, .left)
    table.add(
      "most of it",
      compared.map { one in
        guard let cause = one.comparison.mainCause else { return "" }
        let name = VisibleText.clean(FunctionText.short(one.comparison.function(cause.id)))
        return "\(name) \(words.difference(cause.selfTime.difference)), \(words.why(cause.selfTime, cause))"
      }, .left)
    return table
  }
}

extension Compared {
  /// Those whose medians moved most first, with verdicts corrected for their number.
  static func ranked(_ compared: [Compared]) -> [Compared] {
    let routes = RouteChange.corrected(compared.map(\.comparison.route))
    return zip(compared, routes).map { one, route in
      Compared(source: one.source, comparison: one.comparison.with(route), problems: one.problems)
    }.sorted { left, right in
      func moved(_ one: Compared) -> Double {
        (one.comparison.route.change.median - one.comparison.route.baseline.median).magnitude
      }
      return (moved(right), left.source.name) < (moved(left), right.source.name)
    }
  }
}

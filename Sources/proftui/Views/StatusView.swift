import ProfileModel

/// The bar at the bottom: what is typed, what a search found, what just happened, or which keys there are.
struct StatusView {
  private let state: State

  init(_ state: State) { self.state = state }

  func draw(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.status))
    if case .typing(let prompt) = state.mode {
      draw(prompt, on: &screen, area)
    } else if case .filtering = state.mode {
      drawFilters(on: &screen, area)
    } else if let message = state.message {
      write(" " + message, on: &screen, area, Style(.status))
    } else if let pending = state.pending {
      write(" " + text(of: pending), on: &screen, area, Style(.status))
    } else if state.arranging != nil {
      write(" arranging the functions\(glyphs.ellipsis)", on: &screen, area, Style(.status))
    } else if let found = found {
      write(" " + found, on: &screen, area, Style(.status))
    } else {
      drawHints(on: &screen, area)
    }
  }

  private var glyphs: Glyphs { state.appearance.glyphs }

  private func write(_ text: String, on screen: inout Screen, _ area: Area, _ style: Style) {
    screen.write(CutText.end(text, columns: area.columns, glyphs), row: area.row, column: 0, style)
  }

  private func draw(_ prompt: Prompt, on screen: inout Screen, _ area: Area) {
    let found = prompt.complaint ?? (prompt.text.isEmpty || prompt.isForFile ? "" : summary)
    let foundStyle = Style(prompt.complaint == nil ? .status : .error)
    let room = max(10, area.columns - found.cellWidth - 4)
    let text = CutText.start(prompt.sign + prompt.text, columns: room, glyphs)
    let end = screen.write(" " + text, row: area.row, column: 0, Style(.prompt))
    screen.textCursor = Position(row: area.row, column: min(end, area.columns - 1))
    let column = max(end + 2, area.columns - found.cellWidth - 1)
    screen.write(found, row: area.row, column: column, foundStyle)
  }

  /// "opening GET /users: 1,234 of 10,000   Esc abandons"
  private func text(of opening: Opening) -> String {
    func grouped(_ number: Int) -> String { NumberText.grouped(Int64(number)) }
    let progress = opening.files > 1 ? ": \(grouped(opening.done)) of \(grouped(opening.files))" : ""
    return "opening \(VisibleText.clean(opening.title))\(progress)\(out("   ", "abandons"))"
  }

  /// What the key for the way out does, after some blanks; empty where there is no such key.
  private func out(_ blanks: String, _ does: String) -> String {
    state.keys.hint(.zoomOut, does, glyphs).map { blanks + $0 } ?? ""
  }

  /// While browsing: the search that stays, and what it found.
  private var found: String? {
    if let filter = listedFilter {
      return "/\(filter.text)   \(listed)\(out("  ", "drops it"))"
    }
    let drops = out("  ", "drops it")
    let (search, ending): (Search?, String) =
      switch state.place {
      case .overview: (state.explorer?.matches?.search, drops)
      case .comparison: (state.comparison?.matches?.search, drops)
      case .source: (sourceFound?.search, out("  ", "back"))
      case .list, .neighbours, .findings, .comparisonCallers, .comparisons: (nil, "")
      }
    return search.map { "/\($0.text)   \(summary)   \(steps) step\(ending)" }
  }

  /// What was searched for in the file that is shown.
  private var sourceFound: SourcePage.Found? {
    if case .source(let page) = state.explorer?.page { page.found } else { nil }
  }

  /// The keys for the next match and the previous one.
  private var steps: String {
    [Action.nextMatch, .previousMatch].map { state.keys.name(of: $0, glyphs) }.filter { !$0.isEmpty }
      .joined(separator: " ")
  }

  /// "3 functions  self 41.0 %  on their paths 57.2 %"
  private var summary: String {
    if listedFilter != nil { return listed }
    if let comparison = state.comparison {
      guard let page = comparison.page, let matches = comparison.matches else { return summary(of: comparison) }
      return summary(of: page.lists) { matches.contains($0.pair) }
    }
    if state.place == .source { return CountText.counted(.exact(Int64(sourceFound?.lines.count ?? 0)), "line", glyphs) }
    guard let explorer = state.explorer, let matches = explorer.matches else { return "no match" }
    if matches.functions.isEmpty { return "no match" }
    if case .neighbours(let page) = explorer.page {
      return summary(of: page.lists) { matches.contains($0.function) }
    }
    let total = explorer.subject.totalTime
    let count = CountText.counted(.exact(Int64(matches.functions.count)), "function", glyphs)
    let shares = [
      ("self", TimeText.percent(matches.selfTime, of: total)),
      ("on their paths", TimeText.percent(matches.timeOnPaths, of: total)),
    ].filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
    return ([count] + shares).joined(separator: "  ")
  }

  /// "2 of 8 callers and callees"
  private func summary<Row>(of lists: CallerLists<Row>, where isMatch: (Row) -> Bool) -> String {
    let rows = lists.callers + lists.callees
    return "\(rows.count(where: isMatch)) of \(rows.count) callers and callees"
  }

  /// "3 functions  Δ −12.3 ms"
  private func summary(of comparison: ComparisonExplorer) -> String {
    guard let matches = comparison.matches, !matches.order.isEmpty else { return "no match" }
    let count = CountText.counted(.exact(Int64(matches.order.count)), "function", glyphs)
    return "\(count)  \(glyphs.delta) \(ComparisonText(glyphs: glyphs).difference(matches.difference))"
  }

  /// The filter of the request list, where that is shown.
  private var listedFilter: RequestFilter? {
    if case .requests = state.content { state.requests?.filter } else { nil }
  }

  /// "12 of 152 profiles"
  private var listed: String {
    guard let browser = state.requests else { return "" }
    let all = CountText.counted(.exact(Int64(browser.list.totals.profiles)), "profile", glyphs)
    let found = "\(NumberText.grouped(Int64(browser.shown.totals.profiles))) of \(all)"
    let left = browser.unanswered.count
    return left == 0 ? found : "\(found)  searching \(NumberText.grouped(Int64(left)))"
  }

  /// The menu: `fold  b built-ins  s standard library ✓  …`
  private func drawFilters(on screen: inout Screen, _ area: Area) {
    var column = screen.write(" fold  ", row: area.row, column: 0, Style(.status))
    for filter in Filter.allCases {
      let isOn = filters.contains(filter)
      column = screen.write(String(filter.key), row: area.row, column: column, Style(.key))
      let text = " \(filter.title)\(isOn ? " \(glyphs.check)" : "")  "
      column = screen.write(text, row: area.row, column: column, Style(.status, isOn ? .bold : []))
    }
    column = screen.write("Esc", row: area.row, column: column, Style(.key))
    if state.arranging != nil {
      screen.write("  folding\(glyphs.ellipsis)", row: area.row, column: column, Style(.status))
    }
  }

  /// What is folded away, or will be in a moment.
  private var filters: Set<Filter> {
    if let comparison = state.comparison {
      return (state.arranging ?? comparison.arranged.arrangement).filters.union(chains(comparison.joinsChains))
    }
    guard let explorer = state.explorer else { return [] }
    return (state.arranging?.filters ?? explorer.subject.filters).union(chains(explorer.joinsChains))
  }

  private func chains(_ areJoined: Bool) -> Set<Filter> { areJoined ? [.chains] : [] }

  /// Keys and what they do; those that do not fit are left out, help and quit last of all.
  private func drawHints(on screen: inout Screen, _ area: Area) {
    var hints = [(glyphs.isASCII ? "arrows" : "↑↓←→", "move")]
    for binding in state.keys.bindings {
      if let hint = binding.hints[state.place], let key = binding.keys.first {
        hints.append((key.name(glyphs), hint))
      }
    }
    func width() -> Int { hints.reduce(1) { $0 + $1.0.cellWidth + $1.1.cellWidth + 3 } }
    while width() > area.columns, hints.count > 2 { hints.remove(at: hints.count - 3) }
    var column = 1
    for (key, hint) in hints {
      column = screen.write(key, row: area.row, column: column, Style(.key))
      column = screen.write(" " + hint + "  ", row: area.row, column: column, Style(.status))
    }
  }
}

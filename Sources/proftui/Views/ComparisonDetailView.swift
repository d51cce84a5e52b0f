import ProfileModel

/// The whole truth about the selected function on both sides: numbers, why they differ, and how sure that is.
struct ComparisonDetailView {
  let explorer: ComparisonExplorer
  let glyphs: Glyphs

  /// - Parameter keys: of a group it is said which of them open it.
  func draw(on screen: inout Screen, _ area: Area, _ keys: KeyBindings) {
    let lines = explorer.selectedGroup.map { self.lines(for: $0, keys) } ?? explorer.selection.pair.map(lines(for:))
    draw(lines ?? linesForTotal, on: &screen, area)
  }

  /// One function, without the selected box.
  func draw(_ pair: PairID, on screen: inout Screen, _ area: Area) { draw(lines(for: pair), on: &screen, area) }

  private func draw(_ lines: [String], on screen: inout Screen, _ area: Area) {
    for (index, line) in lines.prefix(area.rows).enumerated() {
      let text = CutText.end(line, columns: area.columns - 2, glyphs)
      screen.write(text, row: area.row + index, column: 1, index == 0 ? Style(.text, .bold) : .text)
    }
  }

  private var words: ComparisonText { ComparisonText(glyphs: glyphs) }
  private var comparison: Comparison { explorer.comparison }

  private func lines(for id: PairID) -> [String] {
    let (change, function) = (comparison[id], comparison.function(id))
    let place = function.isBuiltin ? "built-in" : "\(function.file):\(function.line)"
    return [
      "\(function.name)  \(place)",
      "\(calls(change.numbers))  self \(both(change.selfTime))  cumulative \(both(change.cumulativeTime))",
      "self \(words.split(change.selfTime, change))",
      explorer.subject.kind == .beforeAndAfter
        ? words.sentence(change.verdict) + requests(of: id) : fellows(of: id, change),
      boxLine,
    ]
  }

  private func lines(for group: GroupChange, _ keys: KeyBindings) -> [String] {
    let numbers = group.numbers
    let name = group.key.title(assumed: explorer.subject.assumedApplication)
    let cumulative = numbers.cumulativeTime.map { "  cumulative \(both($0)), nested calls once" } ?? ""
    return [
      "\(name)  \(CountText.counted(.exact(Int64(group.functionCount)), "function", glyphs))",
      "\(calls(numbers))  self \(numbers.selfTime.map(both) ?? "")\(cumulative)",
      "self \(words.difference(numbers.selfTime?.difference ?? 0))",
      keys.hintsOfGroups(glyphs),
    ]
  }

  /// `801 → 1 calls`
  private func calls(_ change: ChangeNumbers) -> String {
    let (old, new) = (change.oldCalls ?? .zero, change.newCalls ?? .zero)
    if old == new { return CountText.counted(new, "call", glyphs) }
    return "\(CountText.grouped(old, glyphs)) \(glyphs.arrow) \(CountText.grouped(new, glyphs)) calls"
  }

  /// `12.3 ms → 0.1 ms −99 %`
  private func both(_ time: TimeChange) -> String {
    let times = "\(TimeText.short(time.baseline, glyphs)) \(glyphs.arrow) \(TimeText.short(time.change, glyphs))"
    return "\(times) \(words.percent(time.ratio))"
  }

  /// `self 90.2 ms, above all: fellows 3.12 ms < 4.91 ms < 6.13 ms`
  private func fellows(of id: PairID, _ change: FunctionChange) -> String {
    let word = words.standing(change, in: comparison)
    guard let spread = comparison.matching[id].baseline.first.flatMap({ comparison.baseline.spread(of: $0) }) else {
      return word
    }
    let times = [spread.selfTime.minimum, spread.selfTime.median, spread.selfTime.maximum]
      .map { TimeText.short($0, glyphs) }.joined(separator: " < ")
    return "self \(TimeText.short(change.selfTime.change, glyphs)), \(word): \(spread.requests) fellows have \(times)"
  }

  /// How many requests of each side have the function, where not all have.
  private func requests(of id: PairID) -> String {
    func share(_ functions: [FunctionID], _ side: MergedProfile) -> (some: Int, all: Int) {
      (functions.compactMap { side.spread(of: $0)?.requests }.max() ?? 0, side.requests.count)
    }
    let pair = comparison.matching[id]
    let sides = [share(pair.baseline, comparison.baseline), share(pair.change, comparison.change)]
    if sides.allSatisfy({ $0.some == $0.all }) { return "" }
    return "; in " + sides.map { "\($0.some) of \($0.all)" }.joined(separator: " and in ") + " requests"
  }

  /// What the selected box has on both sides, and the callee below it that only the other side has.
  private var boxLine: String {
    guard let path = explorer.selection.path, explorer.place(of: explorer.selection) != nil else {
      let side = explorer.side == .change ? "change" : "baseline"
      return "no box of it is wide enough to be drawn with the widths of the \(side)"
    }
    let tree = explorer.tree
    let nodes = (tree.node(at: path, .baseline), tree.node(at: path, .change))
    let box = "this box " + BoxDifference(explorer, baseline: nodes.0, change: nodes.1).text(words, glyphs)
    let other = explorer.side.other
    let (there, here) = other == .baseline ? nodes : (nodes.1, nodes.0)
    guard let missing = tree.callee(onlyOn: other, below: there, and: here) else { return box }
    let time = TimeText.short(tree.perRequest(missing.node.time, other), glyphs)
    let word = explorer.side == .change ? "gone" : "added"
    return "\(box)  \(word) below it: \(FunctionText.short(comparison.function(missing.pair))) \(time)"
  }

  /// The whole profile is selected.
  private var linesForTotal: [String] {
    let route = comparison.route
    let means =
      "\(TimeText.short(route.baseline.mean, glyphs)) \(glyphs.arrow) \(TimeText.short(route.change.mean, glyphs))"
    let difference = words.difference(route.change.mean - route.baseline.mean)
    return [
      explorer.subject.name, "mean \(means), \(difference): the sum of all differences in self time",
      words.sentence(comparison.work, route),
    ]
  }
}

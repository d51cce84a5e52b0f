import ProfileModel

/// The whole truth about the selection: the function's name and place, its numbers, and those of the selected box.
struct DetailView {
  let explorer: Explorer
  let glyphs: Glyphs

  /// - Parameter keys: of a group it is said which of them open it.
  func draw(on screen: inout Screen, _ area: Area, _ keys: KeyBindings) {
    let lines = explorer.selectedGroup.map { self.lines(for: $0, keys) } ?? explorer.selection.function.map(lines(for:))
    draw(lines ?? linesForTotal(), on: &screen, area)
  }

  /// Draws what is true of a function wherever it is called.
  func draw(_ function: FunctionID, on screen: inout Screen, _ area: Area) {
    draw(lines(everywhere: function), on: &screen, area)
  }

  private func draw(_ lines: [Line], on screen: inout Screen, _ area: Area) {
    for (index, line) in lines.prefix(area.rows).enumerated() {
      var column = 1
      for part in line where column < area.columns {
        let room = area.columns - column
        let text =
          part.keepsEnd
          ? CutText.start(part.text, columns: room, glyphs)
          : CutText.end(part.text, columns: room, glyphs)
        column = screen.write(text, row: area.row + index, column: column, part.style) + 2
      }
    }
  }

  /// Parts of one line, two blanks apart.
  private typealias Line = [Part]

  private struct Part {
    let text: String
    let style: Style
    /// Whether the start is cut off where there is no room: of paths the end says most.
    let keepsEnd: Bool

    init(_ text: String, _ style: Style = .text, keepsEnd: Bool = false) {
      self.text = text
      self.style = style
      self.keepsEnd = keepsEnd
    }
  }

  private var profile: Profile { explorer.profile }
  private var totalTime: Double { explorer.subject.totalTime }

  private func lines(for id: FunctionID) -> [Line] { lines(everywhere: id) + boxLines() }

  private func lines(everywhere id: FunctionID) -> [Line] {
    let function = profile.functions[id]
    let path = explorer.subject.sourcePath(of: id)
    var heading = [
      Part(function.name, Style(.text, .bold)), Part(explorer.subject.title(of: path.package), Style(.quiet)),
    ]
    if !function.isBuiltin { heading.append(Part("\(function.file):\(function.line)", keepsEnd: true)) }
    if !function.hasEntry {
      return [heading, [Part("a caller that the profile names, but has no numbers for", Style(.warning))]]
    }
    return [heading, numbers(of: function)] + spreadLines(of: id)
  }

  /// `in 9 of 9 requests   self 2.91, 3.42, 90.25 ms   calls 333, 1,000, 1,000`: smallest, median and largest.
  private func spreadLines(of id: FunctionID) -> [Line] {
    guard let merged = explorer.subject.merged, let spread = merged.spread(of: id) else { return [] }
    let times = { (spread: Spread<Double>) in
      [spread.minimum, spread.median, spread.maximum].map { TimeText.short($0, glyphs) }.joined(separator: " < ")
    }
    let calls = [spread.calls.minimum, spread.calls.median, spread.calls.maximum]
      .map { CountText.grouped($0, glyphs) }.joined(separator: " < ")
    let numbers: Line = [
      Part("in \(spread.requests) of \(merged.requests.count) requests"), Part("self \(times(spread.selfTime))"),
      Part("cumulative \(times(spread.cumulativeTime))"), Part("calls \(calls)"),
    ]
    guard let odd = merged.oddRequest(of: id) else { return [numbers] }
    return [[Part(sentence(about: odd, in: merged), Style(.warning))], numbers]
  }

  /// What happened in one request and not in its fellows.
  private func sentence(about odd: OddRequest, in merged: MergedProfile) -> String {
    let file = merged.requests[odd.request].file.visibleName
    return "one odd request, not a hot spot: \(TimeText.short(odd.selfTime, glyphs)) in \(file),"
      + " elsewhere about \(TimeText.short(odd.median, glyphs))"
  }

  /// `self 31.00 ms 28.7 %   cumulative 44.00 ms 40.7 %   1,000 calls   44.00 µs a call`
  private func numbers(of function: Function) -> Line {
    var line: Line = [
      Part("self \(timeAndShare(function.selfTime))"),
      Part("cumulative \(timeAndShare(function.cumulativeTime))"),
    ]
    switch profile.measure {
    case .samples:
      line.append(Part("\(CountText.grouped(function.calls, glyphs)) samples"))
      line.append(Part("\(CountText.grouped(function.primitiveCalls, glyphs)) of them direct"))
    case .calls:
      line.append(Part(calls(of: function)))
      if let time = profile.cumulativeTimePerCall(function.id) {
        let kind = function.calls == function.primitiveCalls ? "call" : "primitive call"
        line.append(Part("\(TimeText.fitting(time, glyphs)) a \(kind)"))
      }
    }
    return line
  }

  private func calls(of function: Function) -> String {
    let all = CountText.counted(function.calls, "call", glyphs)
    if function.calls == function.primitiveCalls { return all }
    return "\(all), \(CountText.grouped(function.primitiveCalls, glyphs)) primitive"
  }

  /// What is true of a group of functions as a whole.
  private func lines(for group: FunctionGroup, _ keys: KeyBindings) -> [Line] {
    let kind = group.functionCount == 1 ? "function" : "functions"
    let count = "\(NumberText.grouped(Int64(group.functionCount))) \(kind)"
    var numbers: Line = [Part("self \(timeAndShare(group.selfTime))")]
    if let time = group.cumulativeTime {
      numbers.append(Part("cumulative \(group.isEstimate ? "~" : "")\(timeAndShare(time)), nested calls once"))
    }
    return [
      [
        Part(group.key.title(assumed: explorer.subject.assumedApplication), Style(.text, .bold), keepsEnd: true),
        Part(count),
      ], numbers,
      [Part(keys.hintsOfGroups(glyphs), Style(.quiet))],
    ]
  }

  /// `this box 24.10 ms 22.3 % (40.0 % of the zoom)   ×1000 for each call of _serialize_providers`
  private func boxLines() -> [Line] {
    guard let node = explorer.selectedNode else {
      let isFolded = explorer.selection.function.map { !explorer.subject.isShown($0) } ?? false
      let reason =
        isFolded
        ? "folded away: its time is that of the functions that called it"
        : "no box of this function is wide enough to be drawn here"
      return [[Part(reason, Style(.quiet))]]
    }
    let mark = node.exactness == .estimate ? "~" : ""
    var line: Line = [Part("this box \(mark)\(timeAndShare(explorer.subject.perRequest(node.time)))")]
    let zoomed = explorer.zoomedNode
    if zoomed.function != nil {
      line.append(Part("\(TimeText.percent(node.time, of: zoomed.time)) of the zoom"))
    }
    if let ratio = callsForEachCall(of: node) { line.append(Part(ratio)) }
    return [line, [Part(explanation(of: node), Style(node.exactness == .estimate ? .text : .quiet))]]
  }

  /// Whether the box's time is measured, and why not: `estimate: f has 3 callers; measured sum 12.0 ms, split 8 : 3 : 1`
  private func explanation(of node: CallTreeNode) -> String {
    let sentence = explorer.tree.explanation(of: node).sentence(
      name: { FunctionText.short(profile.functions[$0]) },
      time: { TimeText.short(explorer.subject.perRequest($0), glyphs) })
    let levels = node.foldedLevels > 1 ? "\(NumberText.grouped(Int64(node.foldedLevels))) levels folded; " : ""
    return levels + sentence
  }

  /// How often the caller calls the function each time it is called itself. In an inverted icicle the box is the caller.
  private func callsForEachCall(of node: CallTreeNode) -> String? {
    guard let edge = node.edge, let ratio = profile.callsForEachCall(over: edge) else { return nil }

    let caller = profile.functions[profile.graph.callers[edge.row]]
    if explorer.zoom.isInverted {
      let callee = profile.functions[profile.graph.callees[edge.row]]
      return "calls \(FunctionText.short(callee)) \(CountText.times(ratio, glyphs)) each time"
    }
    return "\(CountText.times(ratio, glyphs)) for each call of \(FunctionText.short(caller))"
  }

  private func timeAndShare(_ time: Double) -> String {
    let share = TimeText.percent(time, of: totalTime)
    return share.isEmpty ? TimeText.fitting(time, glyphs) : "\(TimeText.fitting(time, glyphs)) \(share)"
  }

  /// Which requests of a merge are unlike their fellows.
  private var unlike: [Line] {
    guard let merged = explorer.subject.merged else { return [] }
    var lines: [Line] = merged.oddRequests.prefix(1).map { odd in
      let name = FunctionText.short(profile.functions[odd.function])
      return [Part("\(name): \(sentence(about: odd, in: merged))", Style(.warning))]
    }
    let others = merged.otherWork.map { row in
      let request = merged.requests[row]
      return "\(request.file.visibleName) (\(CountText.counted(request.calls, "call", glyphs)))"
    }
    if !others.isEmpty { lines.append([Part("other work: " + others.joined(separator: ", "), Style(.warning))]) }
    return lines
  }

  /// The function with the most self time: the short answer to where the time goes.
  private var hottest: Line {
    guard let id = explorer.subject.hottest else { return [] }
    let function = profile.functions[id]
    let waiting = explorer.subject.waiting.map { WaitingText.shares($0, of: profile.totalTime) } ?? ""
    return [Part("most self time: \(FunctionText.short(function))  \(timeAndShare(function.selfTime))")]
      + (waiting.isEmpty ? [] : [Part("of all: \(waiting)")])
  }

  /// The whole profile is selected.
  private func linesForTotal() -> [Line] {
    let roots = Int64(profile.roots.count)
    let facts = [
      "\(TimeText.fitting(profile.totalTime, glyphs)) in all", CountText.counted(profile.calls, "call", glyphs),
      "\(CountText.grouped(profile.primitiveCalls, glyphs)) primitive",
      CountText.counted(.exact(roots), "root", glyphs),
    ]
    return [
      [Part(explorer.subject.name, Style(.text, .bold), keepsEnd: true)], facts.map { Part($0) }, hottest,
    ] + unlike + [
      profile.notes.map { Part($0.description, Style(.warning)) }
    ]
  }
}

extension KeyBindings {
  /// "⏎ shows its functions, ⌫ comes back": what one may do with a group.
  func hintsOfGroups(_ glyphs: Glyphs) -> String {
    [hint(.zoomIn, "shows its functions", glyphs), hint(.zoomOut, "comes back", glyphs)].compactMap { $0 }
      .joined(separator: ", ")
  }
}

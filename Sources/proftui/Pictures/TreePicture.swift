import ProfileModel

/// What the pictures of a call tree have in common: words, colours, the heading and the legend.
struct TreePicture {
  let subject: Subject

  private let glyphs = Glyphs.unicode

  /// - Parameter subject: with a prepared tree.
  init(_ subject: Subject) { self.subject = subject }

  // MARK: Boxes

  /// The name in a box: `~` before an estimate.
  func label(of content: Icicle.Content) -> String {
    switch content {
    case .gathered(let count, _): "+\(count)"
    case .function(let node): (node.exactness == .estimate ? "~" : "") + name(of: node)
    }
  }

  private func name(of node: CallTreeNode) -> String {
    guard let function = node.function else { return "total" }
    let name = FunctionText.short(subject.profile.functions[function])
    return node.foldedLevels > 1 ? "\(name) (\(node.foldedLevels) levels)" : name
  }

  /// What is shown while the pointer rests on a box, as XML: label, times, share and exactness, a line each.
  func hover(_ content: Icicle.Content) -> String {
    hoverLines(content).map { SVGText.escaped($0) }.joined(separator: "\n")
  }

  private func hoverLines(_ content: Icicle.Content) -> [String] {
    switch content {
    case .gathered(let count, let time): return ["\(count) functions too small to draw", times(time)]
    case .function(let node):
      guard let function = node.function else { return ["total", times(node.time)] }
      let own = "self \(TimeText.fitting(subject.perRequest(node.selfTime), glyphs))"
      let levels = node.foldedLevels > 1 ? ["\(node.foldedLevels) levels of recursion"] : []
      return [subject.profile.functions[function].standardName, times(node.time), own] + levels
        + [Self.words(for: node.exactness)]
    }
  }

  /// Time and share, short.
  func numbers(of content: Icicle.Content) -> String {
    let time =
      switch content {
      case .gathered(_, let time): time
      case .function(let node): node.time
      }
    return
      "\(TimeText.short(subject.perRequest(time), glyphs)) \(TimeText.shortPercent(time, of: subject.tree.totalTime))"
  }

  private func times(_ time: Double) -> String {
    "\(TimeText.fitting(subject.perRequest(time), glyphs)), \(TimeText.percent(time, of: subject.tree.totalTime))"
  }

  private static func words(for exactness: Exactness) -> String {
    switch exactness {
    case .measured: "measured"
    case .determined: "determined by exact sums"
    case .estimate: "an estimate: the profile leaves a choice"
    }
  }

  /// The colours of a box and of the text on it.
  ///
  /// - Parameter isDarker: neighbours differ, so that their edge is seen.
  func colours(of content: Icicle.Content, isDarker: Bool) -> (fill: String, text: String) {
    let colour = colour(of: content, isDarker: isDarker)
    return (colour.hexadecimal, colour.textColour.hexadecimal)
  }

  private func colour(of content: Icicle.Content, isDarker: Bool) -> FixedColour {
    switch content {
    case .gathered: return FixedColour(index: isDarker ? 248 : 250)
    case .function(let node):
      guard let function = node.function else { return FixedColour(index: 253) }
      let hue = subject.hue(of: subject.sourcePath(of: function).package)
      return BoxPalette.standard.colours(of: hue).colour(
        isDarker ? .darker : .plain, isFaded: node.exactness == .estimate)
    }
  }

  // MARK: Heading and legend

  /// The profile's name, and its totals.
  var heading: (title: String, totals: String) {
    let profile = subject.profile
    let noun = profile.measure == .samples ? "sample" : "call"
    let calls = CountText.counted(profile.calls, noun, glyphs)
    let functions = CountText.counted(.exact(Int64(profile.functions.entryCount)), "function", glyphs)
    return (subject.name, "\(TimeText.fitting(subject.totalTime, glyphs)), \(calls), \(functions)")
  }

  /// How sure the picture is, in one sentence.
  var footnote: String {
    let words = "Faded boxes with ~ are estimates."
    guard let accounting = subject.tree.accounting else { return words }
    let share = accounting.measuredShare + accounting.determinedShare
    return "\(TimeText.shortPercent(share, of: 1)) of the time is measured. \(words)"
  }

  struct LegendEntry {
    let name: String
    let fill: String
    let share: String
  }

  /// The packages with the most self time, at most `limit`.
  func legend(_ limit: Int) -> [LegendEntry] {
    subject.split.prefix(limit).map { package, time in
      LegendEntry(
        name: subject.title(of: package),
        fill: BoxPalette.standard.colours(of: subject.hue(of: package)).plain.hexadecimal,
        share: TimeText.shortPercent(time, of: subject.totalTime))
    }
  }
}

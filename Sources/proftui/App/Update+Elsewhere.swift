import ProfileModel

/// Sentences that name keys.
extension State {
  func name(of action: Action) -> String { keys.name(of: action, appearance.glyphs) }

  /// "nothing is searched for: / starts a search": a fact, and which key changes it, where the settings leave it one.
  func say(_ fact: String, _ action: Action, _ does: String) -> String {
    [fact, keys.hint(action, does, appearance.glyphs)].compactMap { $0 }.joined(separator: ": ")
  }

  var nothingSearched: String { say("nothing is searched for", .search, "starts a search") }

  /// What Enter says in the icicle where the selected function has no box that is drawn.
  var hasNoBox: String {
    let keys = [name(of: .otherPane), name(of: .zoomIn)]
    let fact = "the selected function has no box here"
    return keys.contains("") ? fact : "\(fact): \(keys[0]), then \(keys[1]) zooms to it"
  }
}

/// Keys that do nothing where one is: a sentence says where they do.
extension State {
  mutating func pointElsewhere(_ action: Action) {
    let key = name(of: action)
    switch (content, action.home) {
    case (.reading, _): break
    case (_, .list): message = "\(key) works in the request list"
    case (.comparison(let comparison), .explorer):
      let fact = "\(key) works in the explorer of one profile"
      message = say(fact, .exploreSide, "opens the \(comparison.side.name) there")
    case (.comparison, _), (.explorer, .anywhere), (.explorer, .explorer):
      message = say("\(key) works on the overview", .zoomOutAll, "shows it")
    case (.explorer, .comparison): message = "\(key) works in a comparison"
    case (.comparisons, .explorer): message = "\(key) works in the explorer of one profile"
    case (.comparisons, _): message = say("\(key) works in a comparison", .zoomIn, "opens one")
    case (.requests, .comparison): message = "\(key) works in a comparison"
    case (.requests, _): message = say("\(key) works in the explorer of a profile", .zoomIn, "opens one")
    }
  }
}

extension Action {
  fileprivate enum Home {
    case list
    case explorer
    case comparison
    /// In both explorers, perhaps in the list.
    case anywhere
  }

  /// Where the action has its use.
  fileprivate var home: Home {
    switch self {
    case .mark, .mergeMarked, .compareMarked, .compareWithRoute, .follow, .reload: .list
    case .foldRecursion, .sunburst, .findings, .invert, .nextProfile, .previousProfile: .explorer
    case .swapSides, .exploreSide: .comparison
    case .up, .down, .left, .right, .pageUp, .pageDown, .halfPageUp, .halfPageDown, .home, .end, .first, .last, .zoomIn,
      .zoomOut, .zoomOutAll, .neighbours, .source, .edit, .filters, .copy, .keep, .otherPane, .search, .nextMatch,
      .previousMatch, .searchSelection, .keepMatches, .sortByNext, .reverseOrder, .sort, .changeView, .help, .back,
      .quit,
      .suspend, .redraw:
      .anywhere
    }
  }
}

import ProfileModel

/// Keys that do nothing where one is: a sentence says where they do.
extension State {
  mutating func pointElsewhere(_ action: Action) {
    let key = keys.name(of: action, appearance.glyphs)
    let open = keys.name(of: .zoomIn, appearance.glyphs)
    switch (content, action.home) {
    case (.reading, _): break
    case (_, .list): message = "\(key) works in the request list"
    case (.comparison(let comparison), .explorer):
      let explore = keys.name(of: .exploreSide, appearance.glyphs)
      message = "\(key) works in the explorer of one profile: \(explore) opens the \(comparison.side.name) there"
    case (.comparison, _), (.explorer, .anywhere), (.explorer, .explorer):
      message = "\(key) works on the overview: \(keys.name(of: .zoomOutAll, appearance.glyphs)) shows it"
    case (.explorer, .comparison): message = "\(key) works in a comparison"
    case (.comparisons, .explorer): message = "\(key) works in the explorer of one profile"
    case (.comparisons, _): message = "\(key) works in a comparison: \(open) opens one"
    case (.requests, .comparison): message = "\(key) works in a comparison"
    case (.requests, _): message = "\(key) works in the explorer of a profile: \(open) opens one"
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

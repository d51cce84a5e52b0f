import ProfileModel

extension Action {
  /// The action's name in settings.
  var name: String {
    switch self {
    case .up: "up"
    case .down: "down"
    case .left: "left"
    case .right: "right"
    case .pageUp: "page-up"
    case .pageDown: "page-down"
    case .halfPageUp: "half-page-up"
    case .halfPageDown: "half-page-down"
    case .home: "row-start"
    case .end: "row-end"
    case .first: "first"
    case .last: "last"
    case .zoomIn: "open"
    case .zoomOut: "back"
    case .zoomOutAll: "overview"
    case .foldRecursion: "fold-recursion"
    case .sunburst: "sunburst"
    case .neighbours: "callers"
    case .source: "source"
    case .edit: "edit"
    case .findings: "findings"
    case .invert: "invert"
    case .filters: "fold"
    case .copy: "copy"
    case .keep: "write"
    case .otherPane: "other-pane"
    case .search: "search"
    case .nextMatch: "next-match"
    case .previousMatch: "previous-match"
    case .searchSelection: "search-selection"
    case .keepMatches: "keep-matches"
    case .sortByNext: "sort-next"
    case .reverseOrder: "sort-reverse"
    case .sort(let column): "sort-\(column.settingName)"
    case .changeView: "change-view"
    case .mark: "mark"
    case .mergeMarked: "merge"
    case .compareMarked: "compare"
    case .compareWithRoute: "compare-with-route"
    case .swapSides: "swap-sides"
    case .exploreSide: "explore-side"
    case .nextProfile: "next-profile"
    case .previousProfile: "previous-profile"
    case .follow: "follow"
    case .reload: "reload"
    case .help: "help"
    case .back: "close"
    case .quit: "quit"
    case .suspend: "suspend"
    case .redraw: "redraw"
    }
  }
}

extension Key {
  /// The key of a name as ``settingName`` gives it, in capitals or not.
  init?(named name: String) {
    if let scalar = name.unicodeScalars.first, name.unicodeScalars.count == 1 {
      guard scalar.cellWidth > 0, VisibleText.clean(name) == name else { return nil }
      self = .character(scalar)
    } else {
      guard let key = Self.named.first(where: { $0.settingName.lowercased() == name.lowercased() }) else { return nil }
      self = key
    }
  }

  /// The key's name in settings: `x`, `Ctrl-X`, `F1`, `PgUp`.
  var settingName: String { self == .backspace ? "Backspace" : name(.ascii) }

  /// The keys that have more than a character for a name. Ctrl with H, I, J or M is another key to terminals.
  private static let named: [Key] =
    [
      .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .enter, .escape, .backspace, .tab, .backTab, .insert,
      .delete, .character(" "),
    ] + (1...12).map { .function($0) } + "abcdefgklnopqrstuvwxyz".unicodeScalars.map { .control($0) }
}

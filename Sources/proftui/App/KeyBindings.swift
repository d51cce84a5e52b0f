import ProfileModel

/// One line of the table of keys.
struct KeyBinding: Sendable {
  /// Those that do it; empty where a user's settings leave it none.
  var keys: [Key]
  let action: Action
  /// What the help says; empty for a key that a neighbouring line explains.
  let help: String
  /// What the status bar says, where the key is worth a place there.
  let hints: [Place: String]

  /// Where one is: each has hints of its own in the status bar.
  enum Place: Hashable, Sendable {
    case list
    case overview
    case neighbours
    case comparison
    case comparisonCallers
    case comparisons
    case source
    case findings
  }

  /// - Parameters:
  ///   - hint: the hint on the explorer's overview.
  ///   - listHint: the hint in the request list.
  ///   - hints: those on other pages.
  init(
    _ keys: [Key], _ action: Action, _ help: String, hint: String? = nil, listHint: String? = nil,
    hints: [Place: String] = [:]
  ) {
    self.keys = keys
    self.action = action
    self.help = help
    var hints = hints
    hints[.overview] = hint
    hints[.list] = listHint
    self.hints = hints
  }
}

extension State {
  /// Which hints the status bar shows.
  var place: KeyBinding.Place {
    switch content {
    case .comparison(let explorer): explorer.page == nil ? .comparison : .comparisonCallers
    case .comparisons: .comparisons
    case .reading, .explorer, .requests:
      switch explorer?.page {
      case .overview: .overview
      case .neighbours: .neighbours
      case .source: .source
      case .findings: .findings
      case nil: .list
      }
    }
  }
}

/// Keys that belong together in the help.
struct KeyGroup: Sendable {
  let title: String
  var bindings: [KeyBinding]
}

/// The one table of keys: it decides what keys do, and help, status bar and manual are made from it.
///
/// A value: a user's settings make another one of ``standard``. No key is bound twice, and every action has one line.
struct KeyBindings: Sendable {
  let groups: [KeyGroup]
  private let actions: [Key: Action]

  /// What is bound where nobody has set anything else.
  static let standard = KeyBindings(standardGroups)

  private init(_ groups: [KeyGroup]) {
    self.groups = groups
    var actions: [Key: Action] = [:]
    for binding in groups.flatMap(\.bindings) {
      for key in binding.keys {
        precondition(actions[key] == nil, "the key \(key) is bound twice")
        actions[key] = binding.action
      }
    }
    self.actions = actions
  }

  /// All lines, group by group.
  var bindings: [KeyBinding] { groups.flatMap(\.bindings) }

  /// What a key asks for.
  func action(for key: Key) -> Action? { actions[key] }

  /// The table with other keys for some actions. What had one of these keys before has it no longer.
  ///
  /// - Parameter keys: no key may be that of two actions.
  func replacing(_ keys: [Action: [Key]]) -> KeyBindings {
    let taken = Set(keys.values.joined())
    var groups = groups
    for group in groups.indices {
      for row in groups[group].bindings.indices {
        let binding = groups[group].bindings[row]
        groups[group].bindings[row].keys = keys[binding.action] ?? binding.keys.filter { !taken.contains($0) }
      }
    }
    return KeyBindings(groups)
  }

  /// The name of the first key for an action; empty where it has none.
  func name(of action: Action, _ glyphs: Glyphs) -> String {
    bindings.first { $0.action == action }?.keys.first?.name(glyphs) ?? ""
  }

  /// "/ starts a search": a key and what it does; nil where the settings leave it no key.
  func hint(_ action: Action, _ does: String, _ glyphs: Glyphs) -> String? {
    let key = name(of: action, glyphs)
    return key.isEmpty ? nil : "\(key) \(does)"
  }

  private static let standardGroups: [KeyGroup] = [
    KeyGroup(
      title: "Move",
      bindings: [
        KeyBinding([.up, .character("k")], .up, "icicle: to the caller; table: one row up"),
        KeyBinding([.down, .character("j")], .down, "icicle: to the widest callee; table: one row down"),
        KeyBinding([.left, .character("h")], .left, "icicle: to the box on the left; table: one zoom out"),
        KeyBinding([.right, .character("l")], .right, "icicle: to the box on the right; table: zoom in"),
        KeyBinding([.pageUp, .control("b")], .pageUp, "a page up"),
        KeyBinding([.pageDown, .control("f")], .pageDown, "a page down"),
        KeyBinding([.control("u")], .halfPageUp, "half a page up"),
        KeyBinding([.control("d")], .halfPageDown, "half a page down"),
        KeyBinding([.home], .home, "icicle: leftmost box of the row; table: first row"),
        KeyBinding([.end], .end, "icicle: rightmost box of the row; table: last row"),
        KeyBinding([.character("g")], .first, "icicle: the box on top; table: first row"),
        KeyBinding([.character("G")], .last, "icicle: down the widest callees; table: last row"),
      ]),
    KeyGroup(
      title: "Zoom and panes",
      bindings: [
        KeyBinding(
          [.enter], .zoomIn, "the box at full width; opens a chain, a group; table: from everywhere", hint: "zoom",
          listHint: "open",
          hints: [
            .neighbours: "walk there", .comparisonCallers: "walk there", .source: "callee", .findings: "evidence",
            .comparison: "zoom",
            .comparisons: "open",
          ]),
        KeyBinding(
          [.backspace, .escape, .control("o")], .zoomOut, "one step back: zoom or page", hint: "out",
          hints: [
            .neighbours: "back", .comparisonCallers: "back", .source: "back", .findings: "back", .comparison: "out",
          ]),
        KeyBinding(
          [.character("0")], .zoomOutAll, "all the way back",
          hints: [.neighbours: "overview", .comparisonCallers: "overview"]),
        KeyBinding([.character("r")], .foldRecursion, "fold or unfold runs of recursion"),
        KeyBinding([.character("u")], .sunburst, "the icicle as a sunburst, or back; the same keys move in it"),
        KeyBinding(
          [.tab, .backTab], .otherPane, "the other pane", hint: "table",
          hints: [
            .neighbours: "other list", .comparisonCallers: "other list", .source: "next", .comparison: "other pane",
          ]),
      ]),
    KeyGroup(
      title: "Search",
      bindings: [
        KeyBinding(
          [.character("/")], .search,
          "search by name or ~expression; source: lines; list: fn:NAME",
          hint: "search", listHint: "filter",
          hints: [.neighbours: "search", .comparison: "search", .comparisonCallers: "search"]),
        KeyBinding([.character("n")], .nextMatch, "the next match by cumulative time; source: the next line"),
        KeyBinding([.character("N")], .previousMatch, "the previous match"),
        KeyBinding([.character("*")], .searchSelection, "search for the selected function's name"),
        KeyBinding([.character("&")], .keepMatches, "keep only matches in the table; empty to undo"),
      ]),
    KeyGroup(
      title: "Answers about the selected function",
      bindings: [
        KeyBinding(
          [.character("c")], .neighbours, "its callers and callees; on through them", hint: "callers",
          hints: [.comparison: "callers", .source: "callers", .findings: "callers"]),
        KeyBinding(
          [.character("i")], .invert, "the icicle of its callers: who called it, and them, up to the roots; or back",
          hint: "invert"),
        KeyBinding(
          [.character("v")], .source, "its source code, with calls and time beside the lines", hint: "source",
          hints: [.neighbours: "source", .findings: "source", .comparison: "source", .comparisonCallers: "source"]),
        KeyBinding(
          [.character("e")], .edit, "its source code in $VISUAL or $EDITOR",
          hints: [.neighbours: "edit", .source: "edit", .findings: "edit"]),
        KeyBinding([.character("f")], .findings, "findings: what the numbers say by themselves", hint: "findings"),
      ]),
    KeyGroup(
      title: "What is shown, and taken along",
      bindings: [
        KeyBinding(
          [.character("o")], .changeView,
          "table: functions, files, packages; list: routes or requests",
          hint: "group", listHint: "view", hints: [.comparison: "group"]),
        KeyBinding(
          [.character("x")], .filters, "fold away built-ins, standard library, third party, chains; or not",
          hint: "fold", hints: [.comparison: "fold"]),
        KeyBinding(
          [.character("y")], .copy, "copy what is shown as Markdown, by way of the terminal (OSC 52)",
          hints: [
            .neighbours: "copy", .source: "copy", .findings: "copy", .comparisons: "copy",
          ]),
        KeyBinding([.character("w")], .keep, "write what is shown to a file, as Markdown"),
      ]),
    KeyGroup(
      title: "Sort the table",
      bindings: [
        KeyBinding(
          [.character("s")], .sortByNext, "by the next column", hint: "sort", listHint: "sort",
          hints: [.neighbours: "sort", .comparison: "sort", .comparisonCallers: "sort"]),
        KeyBinding([.character("1")], .sort(.calls), "by column 1; functions: calls"),
        KeyBinding([.character("2")], .sort(.selfTime), "by column 2; functions: self time (tottime)"),
        KeyBinding([.character("3")], .sort(.selfTimePerCall), "by column 3; functions: self time for each call"),
        KeyBinding([.character("4")], .sort(.cumulativeTime), "by column 4; functions: cumulative time (cumtime)"),
        KeyBinding(
          [.character("5")], .sort(.cumulativeTimePerCall), "by column 5; functions: cumulative time a primitive call"),
        KeyBinding([.character("6")], .sort(.name), "by column 6; functions: file, line and name"),
        KeyBinding([.character("S")], .reverseOrder, "the other way round, as the same digit again does"),
      ]),
    KeyGroup(
      title: "Request list",
      bindings: [
        KeyBinding([.character("m"), .character(" ")], .mark, "mark the row's requests", listHint: "mark"),
        KeyBinding([.character("M")], .mergeMarked, "open the merge of the marked requests", listHint: "merge"),
        KeyBinding(
          [.character("D")], .compareMarked, "compare the two marked requests, or routes: the older is the baseline",
          listHint: "compare"),
        KeyBinding(
          [.character("=")], .compareWithRoute, "compare the request with the others of its route", listHint: "fellows"),
        KeyBinding([.character("]")], .nextProfile, "explorer: the next profile of the list, at the same place"),
        KeyBinding([.character("[")], .previousProfile, "explorer: the previous profile of the list"),
        KeyBinding(
          [.character("F")], .follow, "follow the directory (it does at first), or no longer", listHint: "follow"),
        KeyBinding([.character("R")], .reload, "list the directory again"),
      ]),
    KeyGroup(
      title: "Comparison",
      bindings: [
        KeyBinding(
          [.character("b")], .swapSides, "boxes as wide as in the baseline, or as in the change",
          hints: [.comparison: "swap sides"]),
        KeyBinding(
          [.character("E")], .exploreSide,
          "the side whose widths are shown, in the explorer of profiles with all its keys",
          hints: [.comparison: "explore side"]),
      ]),
    KeyGroup(
      title: "Program",
      bindings: [
        KeyBinding(
          [.character("?"), .function(1)], .help, "this help", hint: "help", listHint: "help",
          hints: [
            .neighbours: "help", .source: "help", .findings: "help", .comparison: "help", .comparisonCallers: "help",
            .comparisons: "help",
          ]),
        KeyBinding(
          [.character("q")], .back, "close help or page; back to the list; quit", hint: "quit", listHint: "quit",
          hints: [
            .neighbours: "back", .source: "back", .findings: "back", .comparison: "quit", .comparisonCallers: "back",
            .comparisons: "quit",
          ]),
        KeyBinding([.character("Q"), .control("c")], .quit, "quit at once"),
        KeyBinding([.control("z")], .suspend, "suspend; fg brings it back"),
        KeyBinding([.control("l")], .redraw, "draw the screen anew"),
      ]),
  ]
}

extension Key {
  /// The key's name in help and status bar.
  func name(_ glyphs: Glyphs) -> String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "Ctrl-\(String(scalar).uppercased())"
    case .up: glyphs.up
    case .down: glyphs.down
    case .left: glyphs.left
    case .right: glyphs.right
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: glyphs.enter
    case .escape: "Esc"
    case .backspace: glyphs.backspace
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .insert: "Ins"
    case .delete: "Del"
    case .function(let number): "F\(number)"
    case .unknown: ""
    }
  }
}

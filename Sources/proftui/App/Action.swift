import ProfileModel

/// Something a key asks for.
enum Action: Hashable, Sendable {
  case up, down, left, right
  case pageUp, pageDown
  case halfPageUp, halfPageDown
  case home, end
  case first, last
  case zoomIn, zoomOut, zoomOutAll
  case foldRecursion
  case sunburst
  case neighbours
  case source, edit
  case findings
  case invert
  case filters
  case copy, keep
  case otherPane
  case search, nextMatch, previousMatch, searchSelection
  case keepMatches
  case sortByNext, reverseOrder
  case sort(TableColumn)
  case changeView
  case mark, mergeMarked
  case compareMarked, compareWithRoute
  case swapSides, exploreSide
  case nextProfile, previousProfile
  case follow, reload
  case help
  case back, quit
  case suspend, redraw
}

extension Action {
  /// By how many rows it moves in a list whose pages have so many; nil for what is no move up or down.
  func steps(page: Int) -> Int? {
    switch self {
    case .up: -1
    case .down: 1
    case .pageUp: -page
    case .pageDown: page
    case .halfPageUp: -max(1, page / 2)
    case .halfPageDown: max(1, page / 2)
    case .home, .first: -.max
    case .end, .last: .max
    default: nil
    }
  }
}

/// What only the outside can do; the event loop performs it.
enum Effect: Hashable, Sendable {
  case quit
  /// Read a request's profile in the background, or merge several.
  case open([FilePath], title: String, opening: Int)
  /// Compare two sides in the background.
  case compare(ComparisonSource, ComparisonSubject.Kind, opening: Int)
  /// Make a side of the comparison that is shown ready for the explorer, in the background.
  case exploreSide(ComparisonSide, opening: Int)
  /// Work out in the background what keys may ask of the profile that is explored.
  case layGroundwork
  /// Arrange the profile that is explored, in the background.
  case arrange(Arrangement)
  /// Give the call tree that is shown what searches ask of it, in the background.
  case outline
  /// Stop reading what was to be opened.
  case abandonOpening
  /// List these files and directories instead of those that were listed.
  case list([FilePath], listing: Int)
  /// List the directories again.
  case rescan
  /// Look for new files from now on, or no longer.
  case follow(Bool)
  case suspend
  case redraw
  /// Put a text into the clipboard.
  case copy(String)
  /// Write a text to a new file; ``Event/kept(_:)`` follows.
  case keep(String, path: String)
  /// Look for a function's source in the background.
  case readSource(SourceRequest)
  /// Open a file in the user's editor; lines count from 1.
  case edit(FilePath, line: Int)
}

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
  case otherPane
  case search, nextMatch, previousMatch, searchSelection
  case keepMatches
  case sortByNext, reverseOrder
  case sort(TableColumn)
  case help
  case back, quit
  case suspend, redraw
}

/// What only the outside can do; the event loop performs it.
enum Effect: Hashable, Sendable {
  case quit
  case suspend
  case redraw
}

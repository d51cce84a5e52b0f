import ProfileModel

/// What shows an icicle with a selected box, in which one moves: the explorer of a profile, and that of a comparison.
protocol IcicleNavigation {
  /// The boxes as they are laid out.
  var boxes: Icicle { get }
  /// The selected box, where it is laid out.
  var selectedPlace: Icicle.Place? { get }
  /// Selects a box, or the caller of a box that gathers several.
  mutating func select(_ place: Icicle.Place)
}

extension Explorer: IcicleNavigation {
  var boxes: Icicle { icicle }
  var selectedPlace: Icicle.Place? { place(of: selection) }
}

extension ComparisonExplorer: IcicleNavigation {
  var boxes: Icicle { icicle.icicle }
  var selectedPlace: Icicle.Place? { place(of: selection) }
}

extension IcicleNavigation {
  /// Whether there are boxes below the selected one, all of them too narrow to be drawn one by one.
  var hasNarrowCallees: Bool {
    guard let place = selectedPlace else { return false }
    let below = boxes.children(of: place)
    return !below.isEmpty && below.allSatisfy { boxes.rows[place.row + 1][$0].node == nil }
  }

  /// Goes where a key asks to. False where there is no box that way.
  ///
  /// - Parameters:
  ///   - page: how many rows a page has.
  ///   - unfold: lays out what has come in sight, so that one can go on down.
  mutating func moveInIcicle(_ action: Action, page: Int, unfold: (inout Self) -> Void) -> Bool {
    switch action {
    case .up: return moveToCaller()
    case .down: return moveToCallee()
    case .left: moveSideways(by: -1)
    case .right: moveSideways(by: 1)
    case .home: moveSideways(by: -.max)
    case .end: moveSideways(by: .max)
    case .first: select(.top)
    case .pageUp: ascend(by: page)
    case .halfPageUp: ascend(by: max(1, page / 2))
    case .pageDown: descend(by: page, unfold)
    case .halfPageDown: descend(by: max(1, page / 2), unfold)
    case .last: descend(by: .max, unfold)
    default: break
    }
    return true
  }

  /// To the caller's box. False at the top.
  private mutating func moveToCaller() -> Bool {
    guard let place = selectedPlace else {
      select(.top)
      return true
    }
    guard place.row > 0 else { return false }
    select(Icicle.Place(row: place.row - 1, index: boxes[place].parent))
    return true
  }

  /// To the widest callee's box. False where none is drawn.
  private mutating func moveToCallee() -> Bool {
    guard let place = selectedPlace else {
      select(.top)
      return true
    }
    let row = place.row + 1
    guard let index = boxes.children(of: place).first(where: { boxes.rows[row][$0].node != nil }) else { return false }
    select(Icicle.Place(row: row, index: index))
    return true
  }

  /// To a box that many boxes to the right on the same row, or to the last one that way.
  private mutating func moveSideways(by steps: Int) {
    guard let place = selectedPlace else { return select(.top) }
    let row = boxes.rows[place.row]
    let drawn = row.indices.filter { row[$0].node != nil }
    guard let position = drawn.firstIndex(of: place.index) else { return }
    select(Icicle.Place(row: place.row, index: drawn[position.addingClamped(steps, to: drawn.indices)]))
  }

  private mutating func ascend(by rows: Int) {
    for _ in 0..<rows where !moveToCaller() { return }
  }

  /// Goes down along the widest callees. Ends where no callee is drawn, or nothing at all.
  private mutating func descend(by rows: Int, _ unfold: (inout Self) -> Void) {
    for _ in 0..<rows {
      guard moveToCallee() else { return }
      unfold(&self)
      if selectedPlace == nil { return }
    }
  }
}

extension Area {
  /// The first row to draw so that `row` is in sight, moved as little as needed.
  func scrolled(from top: Int, toShow row: Int) -> Int {
    row < top ? row : max(top, row - max(0, rows - 1))
  }
}

import ProfileModel

/// From a comparison to one of its sides: its explorer, the source of the selected function, the editor.
extension State {
  /// Opens the side that is shown in the explorer of profiles, at the selected function.
  mutating func exploreSide() -> [Effect] {
    guard let comparison else { return [] }
    let side = comparison.side
    let function = comparison.selectedFunction.flatMap { comparison.functions(of: $0, side).first }
    return explore(SideVisit(side: side, goal: .overview(selecting: function)))
  }

  /// Opens the source of the selected function as the change has it, or the baseline where it is gone; from there one comes
  /// back here.
  mutating func openSourceInComparison() -> [Effect] {
    guard let comparison, let pair = comparison.selectedFunction else {
      message = "the source of what? Select a function first"
      return []
    }
    if let problem = sourceProblem(of: comparison.comparison.function(pair)) {
      message = problem
      return []
    }
    guard let (side, function) = comparison.latest(of: pair) else { return [] }
    let callee = comparison.page.flatMap { $0.lists.pane == .callers ? $0.pair : nil }
      .flatMap { comparison.functions(of: $0, side).first }
    return explore(SideVisit(side: side, goal: .source(of: function, lookingFor: callee)))
  }

  /// Opens the selected function in the editor, as the change has it, or the baseline where it is gone.
  mutating func editInComparison() -> [Effect] {
    guard let comparison, let (side, function) = comparison.selectedFunction.flatMap(comparison.latest) else {
      message = "edit what? Select a function first"
      return []
    }
    return requestEditing(comparison.comparison[side].mean.functions[function], comparison.subject.opening)
  }

  /// Opens a side, in the background where it takes long.
  private mutating func explore(_ visit: SideVisit) -> [Effect] {
    guard let subject = comparison?.subject else { return [] }
    opening += 1
    if subject.edgeCount < edgesArrangedAtOnce { return show(subject.side(visit.side, opening: opening), visit) }
    pending = Opening(title: subject.name(of: visit.side), files: 1, visit: visit)
    return [.exploreSide(visit.side, opening: opening)]
  }

  /// Shows a side of the comparison, to which one comes back.
  mutating func show(_ subject: Subject, _ visit: SideVisit) -> [Effect] {
    comparisonBehind = comparison
    arranging = nil
    pending = nil
    content = .explorer(Explorer(subject))
    fitExplorer()
    switch visit.goal {
    case .overview(let function):
      if let function { withExplorer { $0.select(function) } }
      return [.layGroundwork]
    case .source(let function, let callee):
      withExplorer { $0.pages = PageWalk(startingAt: .source(SourcePage(of: function, lookingFor: callee))) }
      return [.layGroundwork] + request(function, .show)
    }
  }
}

/// Where to go in a side of a comparison once that is open.
struct SideVisit: Hashable, Sendable {
  enum Goal: Hashable, Sendable {
    case overview(selecting: FunctionID?)
    case source(of: FunctionID, lookingFor: FunctionID?)
  }

  let side: ComparisonSide
  let goal: Goal
}

extension ComparisonExplorer {
  /// The functions of a pair on a side.
  fileprivate func functions(of pair: PairID, _ side: ComparisonSide) -> [FunctionID] {
    switch side {
    case .baseline: comparison.matching[pair].baseline
    case .change: comparison.matching[pair].change
    }
  }

  /// The function as the change has it, or as the baseline had it where it is gone.
  fileprivate func latest(of pair: PairID) -> (side: ComparisonSide, function: FunctionID)? {
    for side in [ComparisonSide.change, .baseline] {
      if let function = functions(of: pair, side).first { return (side, function) }
    }
    return nil
  }
}

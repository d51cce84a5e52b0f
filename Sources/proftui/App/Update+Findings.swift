import ProfileModel

/// Keys and mouse on the page of findings.
extension State {
  mutating func openFindings() {
    if case .findings = explorer?.page {
      message = say("these are the findings", .zoomOut, "goes back")
      return
    }
    withExplorer { $0.open(.findings(FindingsPage($0.subject.findings))) }
  }

  mutating func performInFindings(_ action: Action) -> [Effect] {
    guard case .findings(let page) = explorer?.page else { return [] }
    if let steps = action.steps(page: max(1, FindingsLayout(layout.page).rows.rows - 1)) {
      moveInFindings(by: steps)
      return []
    }
    switch action {
    case .zoomIn, .right:
      if let finding = page.selected {
        goToEvidence(of: finding)
      } else {
        message = page.found == nil ? "findings are still being looked for" : "there is no finding to look into"
      }
    default: return performOnPage(action)
    }
    return []
  }

  /// A click selects, a click on the selection goes to the evidence.
  mutating func pressInFindings(at position: Position) -> [Effect] {
    guard case .findings(let page) = explorer?.page else { return [] }
    let area = FindingsLayout(layout.page).rows
    let row = position.row - area.row + page.position.top
    guard area.contains(position), row < page.findings.count else { return [] }
    if row == page.position.row { return performInFindings(.zoomIn) }
    moveInFindings(by: row - page.position.row)
    return []
  }

  private mutating func moveInFindings(by steps: Int) {
    withExplorer { explorer in explorer.pages.withFindings { $0.move(by: steps) } }
  }

  /// Shows the numbers that the finding is made of: callers and callees, with the call edge selected where it is one.
  private mutating func goToEvidence(of finding: Finding) {
    withExplorer { explorer in
      explorer.openNeighbours(of: finding.place)
      guard finding.place != finding.function else { return }
      explorer.withNeighbours { page, _ in
        let row = page.lists.callees.firstIndex { $0.function == finding.function }
        if let row { page.lists.select(row, in: .callees) }
      }
    }
  }
}

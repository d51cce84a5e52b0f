import ProfileModel

/// Keys on the source page, and the way to it and to the editor.
extension State {
  /// Opens the source of the selected function.
  mutating func openSource() -> [Effect] {
    guard let function = explorer?.selectedFunction else {
      message = "the source of what? Select a function first"
      return []
    }
    switch explorer?.page {
    case .source(let page):
      return page.selectedCallee == nil ? [] : openSource(of: function)
    case .neighbours(let page):
      return openSource(of: function, lookingFor: page.lists.pane == .callers ? page.calledFunction : nil)
    case .findings(let page):
      return openSource(of: function, lookingFor: page.selected?.function)
    case .overview, nil:
      return openSource(of: function)
    }
  }

  /// Opens the selected function in the editor; on the source page, the selected line.
  mutating func edit() -> [Effect] {
    if case .source(let page) = explorer?.page, let listing = page.listing {
      return [.edit(listing.file.path, line: page.position.row + 1)]
    }
    guard let function = explorer?.selectedFunction else {
      message = "edit what? Select a function first"
      return []
    }
    return request(function, .edit)
  }

  /// - Parameter callee: whose call one wants to see there.
  private mutating func openSource(of function: FunctionID, lookingFor callee: FunctionID? = nil) -> [Effect] {
    let effects = request(function, .show)
    if !effects.isEmpty { withExplorer { $0.open(.source(SourcePage(of: function, lookingFor: callee))) } }
    return effects
  }

  /// Asks for a function's source; nothing for what has none.
  mutating func request(_ id: FunctionID, _ purpose: SourceRequest.Purpose) -> [Effect] {
    guard let explorer else { return [] }
    let function = explorer.profile.functions[id]
    if let problem = Self.sourceProblem(of: function) {
      message = problem
      return []
    }
    let paths = pathMap.candidates(for: function.file)
    return [
      .readSource(SourceRequest(function: id, opening: explorer.subject.opening, purpose: purpose, paths: paths))
    ]
  }

  /// Why a function has no source, if it has none.
  static func sourceProblem(of function: Function) -> String? {
    if function.isBuiltin {
      return "\(FunctionText.short(function)) is built in and has no source here; c shows who calls it"
    }
    return function.file.hasPrefix("<")
      ? "\(function.file) was made while the program ran: there is no file of it; c shows who calls it" : nil
  }

  /// Takes what was found; of a profile or a page that is no longer open it is dropped.
  mutating func receive(_ answer: SourceAnswer) -> [Effect] {
    guard let explorer, explorer.subject.opening == answer.request.opening else { return [] }
    switch answer.request.purpose {
    case .show:
      withExplorer { $0.showSource(answer.result, of: answer.request.function) }
    case .edit:
      switch answer.result {
      case .failure(let absence): message = absence.sentence
      case .success(let file):
        let function = explorer.profile.functions[answer.request.function]
        let definition = Definition(
          of: function.name, line: function.line, isExecuting: explorer.profile.measure == .samples, in: file.text)
        return [.edit(file.path, line: definition.line + 1)]
      }
    }
    return []
  }

  /// The editor is done: says what went wrong, and shows the file as it is now.
  mutating func endEditing(_ error: EditorError?) -> [Effect] {
    message = error?.reason
    guard case .source(let page) = explorer?.page else { return [] }
    let before = message
    let effects = request(page.function, .show)
    message = before
    return effects
  }

  mutating func performInSource(_ action: Action) -> [Effect] {
    guard case .source(let page) = explorer?.page else { return [] }
    let rows = max(1, SourceLayout(layout.page).code.rows - 1)
    switch action {
    case .up: moveInSource(by: -1)
    case .down: moveInSource(by: 1)
    case .pageUp: moveInSource(by: -rows)
    case .pageDown: moveInSource(by: rows)
    case .halfPageUp: moveInSource(by: -max(1, rows / 2))
    case .halfPageDown: moveInSource(by: max(1, rows / 2))
    case .home, .first: moveInSource(by: -.max)
    case .end, .last: moveInSource(by: .max)
    case .otherPane: withSource { $0.changeCallee() }
    case .zoomIn, .right:
      guard let callee = page.selectedCallee else {
        message = page.listing == nil ? nil : "this line names no callee that was profiled"
        return []
      }
      return openSource(of: callee)
    default: return performOnPage(action)
    }
    return []
  }

  /// A click selects a line, a click on the selection walks to its callee.
  mutating func pressInSource(at position: Position) -> [Effect] {
    guard case .source(let page) = explorer?.page, page.listing != nil else { return [] }
    let code = SourceLayout(layout.page).code
    guard code.contains(position) else { return [] }
    let steps = position.row - code.row + page.position.top - page.position.row
    if steps == 0 { return performInSource(.zoomIn) }
    moveInSource(by: steps)
    return []
  }

  private mutating func moveInSource(by lines: Int) { withSource { $0.move(by: lines) } }

  private mutating func withSource(_ change: (inout SourcePage) -> Void) {
    withExplorer { $0.pages.withSource(change) }
  }
}

extension SourceAbsence {
  /// One sentence for the status bar.
  fileprivate var sentence: String {
    switch self {
    case .notHere(let paths): "not on this machine, see --map: \(paths.first ?? "")"
    case .unreadable(let path, let reason): "\(path): \(reason)"
    }
  }
}

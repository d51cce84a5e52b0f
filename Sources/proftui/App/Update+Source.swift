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
    guard let explorer else { return [] }
    return requestEditing(explorer.profile.functions[function], explorer.subject.opening)
  }

  /// Asks for the source of a function of what was opened, to edit it.
  mutating func requestEditing(_ function: Function, _ opening: Int) -> [Effect] {
    request(function, opening, .edit(name: function.name, line: function.line))
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
    return request(explorer.profile.functions[id], explorer.subject.opening, purpose)
  }

  private mutating func request(
    _ function: Function, _ opening: Int, _ purpose: SourceRequest.Purpose
  ) -> [Effect] {
    if let problem = sourceProblem(of: function) {
      message = problem
      return []
    }
    let paths = pathMap.candidates(for: function.file)
    return [
      .readSource(SourceRequest(function: function.id, opening: opening, purpose: purpose, paths: paths))
    ]
  }

  /// Why a function has no source, if it has none.
  func sourceProblem(of function: Function) -> String? {
    let fact: String? =
      if function.isBuiltin {
        "\(FunctionText.short(function)) is built in and has no source here"
      } else if function.file.hasPrefix("<") {
        "\(function.file) was made while the program ran and is in no file"
      } else {
        nil
      }
    return fact.map { say($0, .neighbours, "shows who calls it") }
  }

  /// Takes what was found; of a profile or a page that is no longer open it is dropped.
  mutating func receive(_ answer: SourceAnswer) -> [Effect] {
    guard answer.request.opening == explorer?.subject.opening ?? comparison?.subject.opening else { return [] }
    switch (answer.request.purpose, answer.result) {
    case (.show, _): withExplorer { $0.showSource(answer.result, of: answer.request.function) }
    case (.edit, .failure(let absence)): message = absence.sentence
    case (.edit(let name, let line), .success(let file)):
      let measure = explorer?.profile.measure ?? comparison?.comparison.measure
      let definition = Definition(of: name, line: line, isExecuting: measure == .samples, in: file.text)
      return [.edit(file.path, line: definition.line + 1)]
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
    if let steps = action.steps(page: max(1, SourceLayout(layout.page).code.rows - 1)) {
      moveInSource(by: steps)
      return []
    }
    switch action {
    case .otherPane: withSource { $0.changeCallee() }
    case .search where page.listing != nil: startTyping(.search)
    case .nextMatch: stepInSource(by: 1)
    case .previousMatch: stepInSource(by: -1)
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

  mutating func moveInSource(by lines: Int) { withSource { $0.move(by: lines) } }

  private mutating func stepInSource(by direction: Int) {
    guard case .source(let page) = explorer?.page, let found = page.found else {
      message = say("nothing is searched for in this file", .search, "starts a search")
      return
    }
    if found.lines.isEmpty { message = "no line holds /\(found.search.text)" }
    withSource { _ = $0.step(by: direction) }
  }

  /// Shows what the text finds so far in the file, from where one was.
  mutating func show(_ search: Search, in before: SourcePage) throws(Search.SyntaxError) {
    var page = before
    try page.find(search)
    withSource { $0 = page }
  }

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

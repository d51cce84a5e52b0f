import ProfileModel

/// Typing a search, and stepping through what it found.
extension State {
  mutating func startTyping(_ purpose: Prompt.Purpose) {
    let before: Prompt.Before? =
      switch content {
      case .reading: nil
      case .explorer(let explorer): .explorer(explorer)
      case .comparison(let explorer): .comparison(explorer)
      case .comparisons: .comparisons
      case .requests: requests.map { .requests(filter: $0.filter, selection: $0.selection) }
      }
    if let before { mode = .typing(Prompt(purpose: purpose, before: before)) }
  }

  mutating func typeKey(_ key: Key) -> [Effect] {
    guard case .typing(var prompt) = mode else { return [] }
    switch key {
    case .character(let scalar): return edit(&prompt) { $0.unicodeScalars.append(scalar) }
    case .backspace where prompt.text.isEmpty, .escape: abandon(prompt)
    case .backspace: return edit(&prompt) { $0.removeLast() }
    case .control("u"): return edit(&prompt) { $0 = "" }
    case .control("w"): return edit(&prompt) { $0.removeLastWord() }
    case .enter: return accept(prompt)
    case .up: moveWhileTyping(by: -1)
    case .down: moveWhileTyping(by: 1)
    case .control("c"): return [.quit]
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    default: break
    }
    return []
  }

  /// Pasted text, up to its first line's end.
  mutating func type(_ text: String) {
    guard case .typing(var prompt) = mode else { return }
    _ = edit(&prompt) { $0 += text.prefix { !$0.isNewline } }
  }

  private mutating func edit(_ prompt: inout Prompt, _ change: (inout String) -> Void) -> [Effect] {
    change(&prompt.text)
    if prompt.isForFile {
      mode = .typing(prompt)
      return []
    }
    do {
      switch prompt.before {
      case .explorer(let before): try show(try Search(prompt.text), before)
      case .requests: show(try RequestFilter(prompt.text))
      case .comparison(let before): try show(try Search(prompt.text), before)
      case .comparisons: break
      }
      prompt.complaint = nil
    } catch {
      prompt.complaint = error.reason
    }
    mode = .typing(prompt)
    return []
  }

  private mutating func moveWhileTyping(by rows: Int) {
    if case .typing(let prompt) = mode, prompt.isForFile { return }
    switch content {
    case .explorer(let explorer):
      switch explorer.page {
      case .neighbours: withExplorer { $0.withNeighbours { page, _ in page.lists.move(by: rows) } }
      case .source: moveInSource(by: rows)
      case .overview, .findings: moveRows(by: rows)
      }
    case .comparison(let explorer):
      if explorer.page == nil {
        withComparison { $0.moveRows(by: rows) }
      } else {
        withComparison { $0.withPage { page, _ in page.lists.move(by: rows) } }
      }
    case .reading, .requests, .comparisons: withRequests { $0.move(by: rows) }
    }
  }

  /// Shows the requests that the text lets through so far.
  private mutating func show(_ filter: RequestFilter) {
    withRequests { $0.setFilter(filter.isEmpty ? nil : filter) }
  }

  /// Shows what the text finds so far, and selects the match with the largest cumulative time; on the page of callers and
  /// callees, the first one there.
  private mutating func show(_ search: Search, _ before: Explorer) throws(Search.SyntaxError) {
    if case .source = explorer?.page, case .source(let page) = before.page { return try show(search, in: page) }
    var found: Matches?
    var complaint: Search.SyntaxError?
    withExplorer { explorer in
      do throws(Search.SyntaxError) { found = try explorer.find(search) } catch { complaint = error }
    }
    if let complaint { throw complaint }
    let matches = search.isEmpty ? nil : found
    withExplorer { explorer in
      explorer.mark(matches, whileTyping: true)
      switch explorer.page {
      case .neighbours:
        if let matches {
          explorer.withNeighbours { page, _ in page.lists.selectFirst { matches.contains($0.function) } }
        }
      case .overview, .source, .findings:
        if let best = matches?.functions.first {
          explorer.select(best)
        } else {
          explorer.selection = before.selection
        }
      }
    }
  }

  /// Shows what the text finds so far, and selects the match with the largest difference.
  private mutating func show(_ search: Search, _ before: ComparisonExplorer) throws(Search.SyntaxError) {
    let matches = search.isEmpty ? nil : try ComparisonMatches(of: search, in: before)
    withComparison { explorer in
      explorer.mark(matches, whileTyping: true)
      if explorer.page != nil {
        if let matches { explorer.withPage { page, _ in page.lists.selectFirst { matches.contains($0.pair) } } }
      } else if let best = matches?.order.first {
        explorer.select(best)
      } else {
        explorer.selection = before.selection
      }
    }
  }

  /// Enter: the search stays, or the table keeps its matches, or the text is written.
  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    guard prompt.complaint == nil else { return [] }
    mode = .browsing
    if case .keep(let text) = prompt.purpose { return prompt.text.isEmpty ? [] : [.keep(text, path: prompt.text)] }
    switch prompt.before {
    case .explorer(let before):
      if case .source = explorer?.page {
        if prompt.text.isEmpty { abandon(prompt) }  // the search before stays
      } else {
        withExplorer { $0.accept(prompt, before) }
      }
    case .comparison(let before): withComparison { $0.accept(prompt, before) }
    case .requests, .comparisons: break
    }
    return []
  }

  /// Esc: everything is as it was.
  private mutating func abandon(_ prompt: Prompt) {
    mode = .browsing
    switch prompt.before {
    case .explorer(var explorer):
      if let subject = self.explorer?.subject { explorer.subject.keepOutline(of: subject.tree, subject.filters) }
      content = .explorer(explorer)
      fitExplorer()
    case .comparison(let explorer):
      content = .comparison(explorer)
      withComparison { _ in }
    case .requests(let filter, let selection):
      withRequests { browser in
        browser.setFilter(filter)
        browser.selection = selection
      }
    case .comparisons: break
    }
  }

  /// Selects the next or previous match by cumulative time, around the end.
  mutating func step(by direction: Int) {
    guard let explorer else { return }
    guard let matches = explorer.matches, !matches.functions.isEmpty else {
      message = explorer.matches == nil ? nothingSearched : "no match"
      return
    }
    let count = matches.functions.count
    let current = explorer.selection.function.flatMap { matches.functions.firstIndex(of: $0) }
    let next = current.map { ($0 + direction + count) % count } ?? (direction > 0 ? 0 : count - 1)
    withExplorer { $0.select(matches.functions[next]) }
  }

  mutating func search(for function: FunctionID?) {
    guard let function else {
      message = "search for what? Select a function first"
      return
    }
    withExplorer { explorer in
      let search = Search(exactly: explorer.profile.functions.name(of: function))
      explorer.mark(try? explorer.find(search), whileTyping: false)
    }
  }

  mutating func search(for pair: PairID?) {
    guard let pair else {
      message = "search for what? Select a function first"
      return
    }
    withComparison { explorer in
      let search = Search(exactly: explorer.comparison.function(pair).name)
      explorer.mark(try? ComparisonMatches(of: search, in: explorer), whileTyping: false)
    }
  }
}

/// What has a table that is searched: the explorer of a profile, and that of a comparison.
private protocol Searched {
  associatedtype Found
  var matches: Found? { get }
  mutating func mark(_ matches: Found?, whileTyping: Bool)
  mutating func keep(_ matches: Found?)
}

extension Explorer: Searched {}
extension ComparisonExplorer: Searched {}

extension Searched {
  /// What was typed stays: as the search, or as what the table keeps.
  fileprivate mutating func accept(_ prompt: Prompt, _ before: Self) {
    let matches = matches
    switch prompt.purpose {
    case .search:
      mark(prompt.text.isEmpty ? before.matches : matches, whileTyping: false)
    case .keepMatches:
      mark(before.matches, whileTyping: false)
      keep(prompt.text.isEmpty ? nil : matches)
    case .filterRequests, .keep: break
    }
  }
}

extension String {
  /// Removes the last word and the blanks behind it.
  fileprivate mutating func removeLastWord() {
    while last?.isWhitespace == true { removeLast() }
    while let character = last, !character.isWhitespace { removeLast() }
  }
}

import ProfileModel

/// What the explorer shows, as Markdown to be kept or pasted: the rows that are in sight, or the path to the selected box.
struct ExplorerMarkdown {
  let explorer: Explorer
  let layout: Layout

  /// What the text is of, for a file's name: `table`.
  var subject: String {
    switch explorer.page {
    case .overview: explorer.pane == .icicle ? "path" : "table"
    case .neighbours: "callers"
    case .source: "source"
    case .findings: "findings"
    }
  }

  var text: String { "\(heading)\n\n\(page)" }

  private var glyphs: Glyphs { .unicode }
  private var profile: Profile { explorer.profile }

  /// `**GET.traits.prof**: 10.20 ms, 3,210 calls`
  private var heading: String {
    let calls = CountText.counted(profile.calls, profile.measure == .samples ? "sample" : "call", glyphs)
    let folded = Filter.allCases.filter(explorer.subject.filters.contains).map(\.title).joined(separator: ", ")
    let name = MarkdownText.escaped(explorer.subject.name)
    return "**\(name)**: \(TimeText.fitting(profile.totalTime, glyphs)), \(calls)"
      + (folded.isEmpty ? "" : "; folded: \(folded)")
      + (explorer.subject.assumedApplication.map { "; application assumed: \(MarkdownText.escaped($0))" } ?? "")
  }

  private var page: String {
    switch explorer.page {
    case .neighbours(let page): neighbours(page)
    case .source(let page): source(page)
    case .findings(let page): findings(page)
    case .overview where explorer.pane == .icicle: path
    case .overview: explorer.table.shownGroups.map(groups) ?? functions
    }
  }
}

// MARK: - Overview

extension ExplorerMarkdown {
  /// The boxes from the top to the selected one, one below the other, with their times.
  private var path: String {
    let path = explorer.selection.path ?? explorer.zoom.path
    let start = explorer.zoom.origin
    var lines: [String] = []
    for depth in 0...path.depth {
      guard let node = explorer.node(at: path.prefix(depth)) else { break }
      let mark = node.exactness == .estimate ? "~" : ""
      let time = TimeText.fitting(explorer.subject.perRequest(node.time), glyphs)
      let share = TimeText.percent(node.time, of: explorer.subject.tree.totalTime)
      lines.append("- \(mark)\(time) \(share) \(name(of: node.function))")
    }
    switch start {
    case .total: return "The call path:\n\n" + lines.joined(separator: "\n") + "\n"
    case .function: return "The call path from everywhere:\n\n" + lines.joined(separator: "\n") + "\n"
    case .callers: return "The callers, up from the function:\n\n" + lines.joined(separator: "\n") + "\n"
    }
  }

  private func name(of function: FunctionID?) -> String {
    function.map { MarkdownText.code(FunctionText.tableName(profile.functions[$0])) } ?? "total"
  }

  private var functions: String {
    let view = TableView(explorer: explorer, glyphs: glyphs)
    let rows = explorer.rowsShown(onLines: layout.tableRows.rows).map { explorer.table.rows[$0] }
    return MarkdownText.table(
      TableColumn.allCases.map { TableView.title($0, profile.measure) },
      rows.map { id in
        let function = profile.functions[id]
        return TableColumn.allCases.map { column in
          column == .name ? name(of: id) : MarkdownText.escaped(view.text(column, of: function))
        }
      })
  }

  private func groups(_ table: GroupTable) -> String {
    let view = GroupTableView(explorer: explorer, table: table, glyphs: glyphs)
    let rows = (0..<table.rows.count).dropFirst(table.position.top).prefix(layout.tableRows.rows)
    return MarkdownText.table(
      TableColumn.allCases.map(view.title),
      rows.map { row in
        TableColumn.allCases.map { column in
          let text = view.text(column, of: table[row])
          return column == .name ? MarkdownText.code(text) : MarkdownText.escaped(text)
        }
      })
  }
}

// MARK: - Findings and source

extension ExplorerMarkdown {
  /// All findings, the selected one in bold.
  private func findings(_ page: FindingsPage) -> String {
    let text = FindingText(profile: profile, merged: explorer.subject.merged, glyphs: glyphs)
    if page.findings.isEmpty { return "No finding: nothing stands out.\n" }
    return page.findings.enumerated().map { index, finding in
      let title = MarkdownText.escaped(text.title(finding))
      let mark = index == page.position.row ? "**" : ""
      let numbers = "\(text.time(finding)) \(text.share(finding))"
      return "- \(numbers): \(mark)\(title)\(mark): \(MarkdownText.escaped(text.sentence(finding)))\n"
    }.joined()
  }

  /// The lines in sight, as a block of code.
  private func source(_ page: SourcePage) -> String {
    guard let listing = page.listing else { return "\(name(of: page.function)): its source is not here\n" }
    let lines = listing.file.text.lines.dropFirst(page.position.top).prefix(SourceLayout(layout.page).code.rows)
    let code = lines.map { "    " + VisibleText.clean(String(decoding: $0.text, as: UTF8.self)) }
    return "\(name(of: page.function))\n\n" + code.joined(separator: "\n") + "\n"
  }
}

// MARK: - Callers and callees

extension ExplorerMarkdown {
  private func neighbours(_ page: NeighboursPage) -> String {
    let function = profile.functions[page.function]
    let numbers =
      "self \(TimeText.fitting(function.selfTime, glyphs)), cumulative"
      + " \(TimeText.fitting(function.cumulativeTime, glyphs)), \(CountText.counted(function.calls, "call", glyphs))"
    let lists = CallerPane.allCases.map { list(of: $0, page) }
    return "\(name(of: page.function)): \(numbers)\n\n" + lists.joined(separator: "\n")
  }

  private func list(of pane: CallerPane, _ page: NeighboursPage) -> String {
    let view = NeighboursView(explorer: explorer, page: page, glyphs: glyphs)
    let rows = page.lists.rows(of: pane)
    return MarkdownText.table(
      NeighbourColumn.allCases.map { MarkdownText.escaped(view.title($0, pane)) },
      rows.map { row in
        NeighbourColumn.allCases.map { column in
          if column != .name { return MarkdownText.escaped(view.text(column, of: row)) }
          let name = FunctionText.short(profile.functions[row.function])
          return "\(MarkdownText.code(name)) \(MarkdownText.escaped(view.place(of: row)))"
        }
      })
  }
}

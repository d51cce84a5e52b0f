import ProfileModel

/// What the comparison explorer shows, as Markdown to be kept or pasted: the rows that are in sight, or the path to the
/// selected box, under the verdict.
struct ComparisonMarkdown {
  let explorer: ComparisonExplorer
  let layout: ComparisonLayout

  /// What the text is of, for a file's name: `table`.
  var subject: String {
    if explorer.page != nil { return "callers" }
    return explorer.pane == .icicle ? "path" : "table"
  }

  var text: String {
    let words = ComparisonText(glyphs: glyphs)
    let verdict = words.sentences(on: explorer.subject).map(MarkdownText.escaped).joined(separator: "  \n")
    let remarks = MarkdownText.escaped(ComparisonText.remarks(on: explorer))
    return "**\(MarkdownText.escaped(explorer.subject.name))**\(remarks)\n\n\(verdict)\n\n\(page)"
  }

  private var page: String {
    if let page = explorer.page { return neighbours(page) }
    if explorer.pane == .icicle { return path }
    return explorer.table.shownGroups.map(groups) ?? functions
  }

  private var glyphs: Glyphs { .unicode }
  private var comparison: Comparison { explorer.comparison }

  private func name(of pair: PairID?) -> String {
    pair.map { MarkdownText.code(FunctionText.tableName(comparison.function($0))) } ?? "total"
  }

  // MARK: Overview

  /// The boxes from the top to the selected one, one below the other, with what both sides have there.
  private var path: String {
    let path = explorer.selection.path ?? explorer.zoom
    let words = ComparisonText(glyphs: glyphs)
    let boxes = (0...path.pairs.count).map { depth -> String in
      let upper = path.prefix(depth)
      let (old, new) = (explorer.tree.node(at: upper, .baseline), explorer.tree.node(at: upper, .change))
      let difference = BoxDifference(explorer, baseline: old, change: new).text(words, glyphs)
      return "- \(MarkdownText.escaped(difference)) \(name(of: upper.last))\n"
    }
    let title = path.origin == nil ? "The call path:" : "The call path from everywhere:"
    return "\(title)\n\n\(boxes.joined())"
  }

  private var functions: String {
    let table = explorer.table
    let rows = table.rows.dropFirst(table.top).prefix(layout.tableRows.rows)
    return self.table("function", hasVerdict: true, table.order, table.units, rows.map { comparison[$0].numbers }) {
      row, column in
      let pair = rows[rows.startIndex + row]
      if column == .name { return name(of: pair) }
      return ComparisonTableView(explorer: explorer, glyphs: glyphs).verdict(of: comparison[pair])
    }
  }

  private func groups(_ groups: ComparisonGroupTable) -> String {
    let rows = (0..<groups.rows.count).dropFirst(groups.position.top).prefix(layout.tableRows.rows).map { groups[$0] }
    let (order, units) = (explorer.table.order, explorer.table.units)
    return table(groups.grouping.noun, hasVerdict: false, order, units, rows.map(\.numbers)) { row, _ in
      MarkdownText.code(rows[row].key.title(assumed: explorer.subject.assumedApplication))
    }
  }

  // MARK: Callers and callees

  private func neighbours(_ page: ComparisonNeighboursPage) -> String {
    let view = ComparisonNeighboursView(explorer: explorer, page: page, glyphs: glyphs)
    let lists = CallerPane.allCases.map { pane -> String in
      let rows = page.lists.rows(of: pane)
      let title = view.title(of: pane)
      return table(
        title, hasVerdict: false, page.order, page.units, explained: \.cumulativeTime, rows.map(\.numbers)
      ) { row, _ in name(of: rows[row].pair) }
    }
    return "\(name(of: page.pair))\n\n" + lists.joined(separator: "\n")
  }

  // MARK: Tables

  /// All columns, however narrow the screen is.
  ///
  /// - Parameters:
  ///   - title: that of the last column.
  ///   - text: what stands in the columns of the verdict and the name, as Markdown.
  private func table(
    _ title: String, hasVerdict: Bool, _ order: ComparisonOrder,
    _ units: (selfTime: TimeUnit, cumulativeTime: TimeUnit),
    explained: KeyPath<ChangeNumbers, TimeChange?> = \.selfTime, _ rows: [ChangeNumbers],
    text: (_ row: Int, ComparisonColumns.Column) -> String
  ) -> String {
    let columns = ComparisonColumns(width: Self.wide, hasVerdict: hasVerdict).columns.map(\.column)
    let lines = ChangeLines(
      columns: ComparisonColumns(width: Self.wide, hasVerdict: hasVerdict), order: order, units: units,
      explained: explained, glyphs: glyphs)
    let titles = columns.map { $0 == .name ? title : lines.title(of: $0) }
    return MarkdownText.table(
      titles.map(MarkdownText.escaped),
      rows.enumerated().map { row, numbers in
        columns.map { column in lines.number(column, numbers).map(MarkdownText.escaped) ?? text(row, column) }
      })
  }

  /// Columns of a screen that has room for every column of the table.
  private static let wide = 1000
}

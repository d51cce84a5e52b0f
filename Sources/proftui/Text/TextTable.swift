import ProfileModel

/// A table of text: columns of cells, each as wide as its widest cell.
struct TextTable {
  enum Alignment: Hashable, Sendable {
    case left
    case right
  }

  private var columns: [(cells: [String], alignment: Alignment)] = []

  /// Adds a column with its heading.
  mutating func add(_ title: String, _ cells: [String], _ alignment: Alignment = .right) {
    columns.append(([title] + cells, alignment))
  }

  /// The lines, the headings first; two blanks between columns, none at the end.
  var lines: [String] {
    let padded = columns.map { column -> [String] in
      let width = column.cells.map(\.cellWidth).max() ?? 0
      return column.cells.map { cell in
        let blanks = String(repeating: " ", count: width - cell.cellWidth)
        return column.alignment == .left ? cell + blanks : blanks + cell
      }
    }
    return rows(of: padded).map { cells in
      let line = cells.joined(separator: "  ")
      return String(line.prefix(upTo: line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex))
    }
  }

  /// The lines of a table in GitHub's Markdown.
  var markdown: [String] {
    let rows = rows(of: columns.map { $0.cells.map(MarkdownText.escaped) }).map { "| \($0.joined(separator: " | ")) |" }
    let rule = columns.map { $0.alignment == .left ? "---" : "---:" }.joined(separator: " | ")
    return Array(rows.prefix(1)) + ["| \(rule) |"] + rows.dropFirst()
  }

  private func rows(of columns: [[String]]) -> [[String]] {
    (0..<(columns.first?.count ?? 0)).map { row in columns.map { $0[row] } }
  }
}

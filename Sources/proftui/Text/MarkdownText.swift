import ProfileModel

/// Text from outside as Markdown that shows it as it is.
enum MarkdownText {
  /// As plain text, within a table too.
  static func escaped(_ text: String) -> String {
    VisibleText.clean(text).map { "\\`*_[]<>|#~&".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// As code, within a table too: there a `|` ends a cell even in code.
  static func code(_ text: String) -> String {
    let text = VisibleText.clean(text).map { $0 == "|" ? "\\|" : String($0) }.joined()
    if text.isEmpty { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let blank = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return fence + blank + text + blank + fence
  }

  /// A table; every column but the last one holds numbers. Cells are escaped already.
  static func table(_ headings: [String], _ rows: [[String]]) -> String {
    let rule = headings.indices.map { $0 == headings.count - 1 ? "---" : "---:" }
    return ([headings, rule] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    text.split(whereSeparator: { $0 != character }).map(\.count).max() ?? 0
  }
}

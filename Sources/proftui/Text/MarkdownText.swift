import ProfileModel

/// Text from outside as Markdown that shows it as it is.
enum MarkdownText {
  /// As plain text, within a table too.
  static func escaped(_ text: String) -> String {
    VisibleText.clean(text).escaping("\\`*_[]<>|#~&", by: "\\")
  }

  /// As code, within a table too: there a `|` ends a cell even in code.
  static func code(_ text: String) -> String {
    let text = VisibleText.clean(text).escaping("|", by: "\\")
    if text.isEmpty { return "" }
    let fence = String(repeating: "`", count: longestRun(of: tick, in: text) + 1)
    let blank = text.utf8.first == tick || text.utf8.last == tick ? " " : ""
    return fence + blank + text + blank + fence
  }

  /// A table; every column but the last one holds numbers. Cells are escaped already.
  static func table(_ headings: [String], _ rows: [[String]]) -> String {
    let rule = headings.indices.map { $0 == headings.count - 1 ? "---" : "---:" }
    return ([headings, rule] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static let tick = UInt8(ascii: "`")

  private static func longestRun(of byte: UInt8, in text: String) -> Int {
    text.utf8.split(whereSeparator: { $0 != byte }).map(\.count).max() ?? 0
  }
}

/// Rows as comma-separated values, as RFC 4180 has them, with a line feed behind each.
enum CSVText {
  static func table(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  /// A number; empty where there is none.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    return "\(value)"
  }

  /// A field, in quotes where it needs them.
  static func quoted(_ field: String) -> String {
    guard field.contains(where: { "\",\n\r".contains($0) }) else { return field }
    return "\"\(field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }
}

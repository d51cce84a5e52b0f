import ProfileModel

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

  /// A name from outside, cleaned, and such that no spreadsheet takes it for a formula.
  ///
  /// Source: OWASP, "CSV Injection": an apostrophe before what begins like one.
  static func name(_ text: String) -> String { plain(VisibleText.clean(text)) }

  static func name(bytes: some Collection<UInt8>) -> String { plain(VisibleText.clean(bytes: bytes)) }

  private static func plain(_ name: String) -> String {
    guard let first = name.unicodeScalars.first, "=+-@＝＋－＠".unicodeScalars.contains(first) else { return name }
    return "'" + name
  }

  /// A field, in quotes where it needs them.
  static func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { "\",\n\r".unicodeScalars.contains($0) }) else { return field }
    return "\"\(field.escaping("\"", by: "\""))\""
  }
}

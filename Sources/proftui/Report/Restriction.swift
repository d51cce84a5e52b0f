import ProfileModel

/// How pstats makes a list shorter: a number of rows, a part of them, or a regular expression for their names.
enum Restriction: Sendable {
  case count(Int)
  /// A part of the rows, from 0 up to but not 1.
  case fraction(Double)
  case expression(String, RegularExpression)

  /// What was typed: `20`, `0.1` or an expression.
  ///
  /// - Throws: what is wrong with an expression.
  init(_ text: String) throws(RegularExpression.SyntaxError) {
    if let count = Int(text), count >= 0 {
      self = .count(count)
    } else if let fraction = Double(text), (0..<1).contains(fraction) {
      self = .fraction(fraction)
    } else {
      self = .expression(text, try RegularExpression(text))
    }
  }

  /// The rows that are left. O(rows · length of the names).
  func applied<Row>(to rows: [Row], name: (Row) -> String) -> [Row] {
    switch self {
    case .count(let count): return Array(rows.prefix(count))
    case .fraction(let fraction): return Array(rows.prefix(Int(Double(rows.count) * fraction + 0.5)))
    case .expression(_, let expression):
      var matcher = expression.matcher()
      return rows.filter { matcher.isFound(in: Array(name($0).utf8)) }
    }
  }
}

extension Restriction: CustomStringConvertible {
  /// As Python's `repr` shows it.
  var description: String {
    switch self {
    case .count(let count): "\(count)"
    case .fraction(let fraction): "\(fraction)"
    case .expression(let text, _): Self.quoted(VisibleText.clean(text))
    }
  }

  private static func quoted(_ text: String) -> String {
    let quote: Character = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    let escaped = text.map { $0 == "\\" || $0 == quote ? "\\\($0)" : String($0) }.joined()
    return "\(quote)\(escaped)\(quote)"
  }
}

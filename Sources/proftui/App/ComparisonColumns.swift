import ProfileModel

/// The columns of the comparison table: those that a line has room for, and where they lie.
struct ComparisonColumns: Sendable {
  enum Column: Hashable, Sendable {
    case oldCalls, newCalls
    case oldSelf, newSelf, selfDifference, ratio
    case oldCumulative, newCumulative, cumulativeDifference
    case why, verdict
    case name

    /// Columns of the screen; the name has what is left.
    fileprivate var width: Int {
      switch self {
      case .oldCalls, .newCalls: 7
      case .oldSelf, .newSelf, .oldCumulative, .newCumulative: 6
      case .selfDifference, .cumulativeDifference: 7
      case .ratio: 6
      case .why: 12
      case .verdict: 10
      case .name: 0
      }
    }

    /// What the table is sorted by when one clicks on the heading.
    var order: ComparisonColumn? {
      switch self {
      case .oldCalls, .newCalls: .calls
      case .oldSelf, .newSelf, .selfDifference: .selfTime
      case .ratio: .ratio
      case .oldCumulative, .newCumulative, .cumulativeDifference: .cumulativeTime
      case .why, .verdict: nil
      case .name: .name
      }
    }
  }

  /// From left to right.
  let columns: [(column: Column, range: Range<Int>)]

  /// - Parameter hasVerdict: whether there is one to be told.
  init(width: Int, hasVerdict: Bool = true) {
    var shown = Self.all.filter { hasVerdict || $0 != .verdict }
    func fixed() -> Int { shown.reduce(0) { $0 + $1.width + 1 } }
    for columns in Self.leftOut where width - fixed() < Self.leastName { shown.removeAll(where: columns.contains) }
    var start = 0
    columns = shown.map { column in
      // Text has a blank more before it: numbers end where it begins.
      if column == .why || column == .name { start += 1 }
      let end = column == .name ? max(start, width) : start + column.width
      defer { start = end + 1 }
      return (column, start..<end)
    }
  }

  private static let all: [Column] = [
    .oldCalls, .newCalls, .oldSelf, .newSelf, .selfDifference, .ratio, .oldCumulative, .newCumulative,
    .cumulativeDifference, .why, .verdict, .name,
  ]
  /// What goes first where there is no room.
  private static let leftOut: [[Column]] = [
    [.oldCumulative, .newCumulative], [.cumulativeDifference], [.ratio], [.oldSelf, .newSelf], [.oldCalls, .newCalls],
    [.verdict],
  ]
  /// What names need at least.
  private static let leastName = 18

  /// The column under a column of the screen.
  func column(at position: Int) -> Column? { columns.first { position < $0.range.upperBound }?.column }
}

/// The four numbers of functions or of call edges as columns, while a file is read.
struct NumberColumns {
  /// The numbers of one row.
  struct Row {
    var calls: Count
    var primitiveCalls: Count
    /// Seconds.
    var selfTime: Double
    /// Seconds.
    var cumulativeTime: Double
  }

  var calls = CountColumn(count: 0)
  var primitiveCalls = CountColumn(count: 0)
  var selfTimes: [Double] = []
  var cumulativeTimes: [Double] = []

  var count: Int { selfTimes.count }

  mutating func reserveCapacity(_ rows: Int) {
    calls.reserveCapacity(rows)
    primitiveCalls.reserveCapacity(rows)
    selfTimes.reserveCapacity(rows)
    cumulativeTimes.reserveCapacity(rows)
  }

  mutating func append(_ row: Row) {
    calls.append(row.calls)
    primitiveCalls.append(row.primitiveCalls)
    selfTimes.append(row.selfTime)
    cumulativeTimes.append(row.cumulativeTime)
  }

  subscript(row: Int) -> Row {
    get {
      Row(
        calls: calls[row], primitiveCalls: primitiveCalls[row], selfTime: selfTimes[row],
        cumulativeTime: cumulativeTimes[row])
    }
    set {
      calls[row] = newValue.calls
      primitiveCalls[row] = newValue.primitiveCalls
      selfTimes[row] = newValue.selfTime
      cumulativeTimes[row] = newValue.cumulativeTime
    }
  }
}

extension NumberColumns.Row {
  static let zero = NumberColumns.Row(calls: .zero, primitiveCalls: .zero, selfTime: 0, cumulativeTime: 0)

  /// How many of the two counts are inexact.
  var inexactCounts: Int { (calls.isExact ? 0 : 1) + (primitiveCalls.isExact ? 0 : 1) }

  /// Negative counts, and more primitive calls than calls, do not happen in a program.
  var hasImpossibleCounts: Bool { !(primitiveCalls >= .zero && calls >= primitiveCalls) }

  /// Whether a time is negative, infinite or not a number.
  var hasOddTimes: Bool { !(0..<Double.infinity ~= selfTime && 0..<Double.infinity ~= cumulativeTime) }
}

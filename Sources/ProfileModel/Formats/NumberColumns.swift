/// The four numbers of functions or of call edges as columns, while a file is read.
struct NumberColumns: ~Copyable {
  /// The numbers of one row.
  struct Row {
    var calls: Count
    var primitiveCalls: Count
    /// Seconds.
    var selfTime: Double
    /// Seconds.
    var cumulativeTime: Double
  }

  var calls = CountColumn()
  var primitiveCalls = CountColumn()
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
}

extension NumberColumns {
  /// How many rows hold what no program does.
  struct Oddities {
    /// Counts that are inexact.
    var inexactCounts = 0
    /// Rows with negative counts, or more primitive calls than calls.
    var impossibleCounts = 0
    /// Rows with times that are negative, infinite or not a number.
    var times = 0

    static func + (left: Oddities, right: Oddities) -> Oddities {
      Oddities(
        inexactCounts: left.inexactCounts + right.inexactCounts,
        impossibleCounts: left.impossibleCounts + right.impossibleCounts, times: left.times + right.times)
    }
  }

  func oddities() -> Oddities {
    var oddities = Oddities()
    for row in 0..<count {
      let (all, primitive) = (calls[row], primitiveCalls[row])
      oddities.inexactCounts += (all.isExact ? 0 : 1) + (primitive.isExact ? 0 : 1)
      if !(primitive >= .zero && all >= primitive) { oddities.impossibleCounts += 1 }
      if !(Self.isUsual(selfTimes[row]) && Self.isUsual(cumulativeTimes[row])) { oddities.times += 1 }
    }
    return oddities
  }

  private static func isUsual(_ time: Double) -> Bool { time >= 0 && time < .infinity }
}

/// Finds callers and callees that belong together because their times add up to the nanosecond.
///
/// `lookup` is called by `show` and by `store`; below it run `parse`, `read` and `lock`:
///
///     show   11,202,752 ns        parse  11,106,048 ns
///     store     923,680 ns        read       96,704 ns      parse + read = show: to the nanosecond
///                                 lock      923,680 ns      lock = store
///
/// Times are integers of many digits. If some callers use only some of the callees, a subset of the row sums equals a
/// subset of the column sums; by chance that is rare, and how rare can be said. Among `ways` pairs of subsets of these
/// sizes whose sums lie anywhere up to `largest`, about
///
///     λ = ways · (slack + quantum) / largest
///
/// pairs agree by chance. A pair counts as found where λ is below 0.02. Small times may be left aside, since many small
/// callees are shared by everyone; then the sums need only agree up to `slack`, what was left aside.
///
/// Where the times of all rows and all columns are known their totals are equal, so that a pair and its complements are one
/// event: it counts once, and as large as the smaller of the two sides.
struct ExactSums {
  /// One row or column of a table: which, and its nanoseconds.
  struct Item {
    let index: Int
    let time: Double
  }

  /// Callers that use these callees alone, and are the only ones that do, small items aside.
  struct Match {
    /// How many such pairs chance would have made: λ.
    let chance: Double
    let rows: [Int]
    let columns: [Int]
    /// Rows and columns below this time were left aside.
    let threshold: Double
  }

  private static let acceptedChance = 0.02
  private static let subsetLimit = 6000.0
  /// The largest effort that makes sense for one table: sums and comparisons.
  static let fullEffort = 60_000

  private let quantum: Double
  /// Whether these are all rows and columns of the table.
  private let isComplete: Bool
  /// Sums and comparisons that are left.
  private var effort: Int
  private var best: Match?

  private init(quantum: Double, isComplete: Bool, effort: Int) {
    self.quantum = quantum
    self.effort = effort
    self.isComplete = isComplete
  }

  /// The least accidental match, if one is not accidental.
  ///
  /// Work is bounded, whatever the table: by the effort, and at most 6,000 subsets of one size.
  ///
  /// - Parameter slack: what was left aside before, of rows and of columns.
  static func search(
    rows: [Item], columns: [Item], slack: (rows: Double, columns: Double), quantum: Double, isComplete: Bool,
    effort: Int
  ) -> Match? {
    var search = ExactSums(quantum: quantum, isComplete: isComplete, effort: effort)
    for threshold in thresholds(rows + columns) {
      let large = Side(rows: rows, columns: columns, slack: slack, threshold: threshold)
      if !large.rows.isEmpty, !large.columns.isEmpty { search.look(at: large) }
      if search.effort <= 0 || (search.best?.chance ?? 1) < 1e-3 { break }
    }
    return search.best
  }

  /// Four to one apart, down to all items; those that leave the same items aside are tried once.
  private static func thresholds(_ items: [Item]) -> [Double] {
    guard let largest = items.map(\.time).max(), let smallest = items.map(\.time).min() else { return [] }
    var thresholds: [Double] = []
    var count = -1
    var threshold = largest
    for _ in 0..<13 where threshold > smallest {
      threshold /= 4
      let remaining = items.count { $0.time >= threshold }
      if remaining != count, remaining < items.count { thresholds.append(threshold) }
      count = remaining
    }
    return thresholds + [0]
  }

  /// The items above a threshold, and what is below it.
  private struct Side {
    let rows: [Item]
    let columns: [Item]
    let slackRows: Double
    let slackColumns: Double
    let threshold: Double
    let largest: Double

    init(rows: [Item], columns: [Item], slack: (rows: Double, columns: Double), threshold: Double) {
      self.rows = rows.filter { $0.time >= threshold }
      self.columns = columns.filter { $0.time >= threshold }
      self.threshold = threshold
      slackRows = slack.rows + rows.reduce(0) { $0 + ($1.time < threshold ? $1.time : 0) }
      slackColumns = slack.columns + columns.reduce(0) { $0 + ($1.time < threshold ? $1.time : 0) }
      largest = (self.rows + self.columns).reduce(0) { max($0, $1.time) }
    }

    var slack: Double { slackRows + slackColumns }
  }

  /// Tries the sizes of subsets, those first that chance favours least.
  private mutating func look(at side: Side) {
    let precision = side.slack + quantum
    let room = Self.acceptedChance * side.largest / precision
    let rowSizes = Self.sizes(of: side.rows.count, limit: min(Self.subsetLimit, 2 * room))
    let columnSizes = Self.sizes(of: side.columns.count, limit: min(Self.subsetLimit, 2 * room))
    // By size.
    var rowSums = [SubsetSums?](repeating: nil, count: side.rows.count + 1)
    var columnSums = [SubsetSums?](repeating: nil, count: side.columns.count + 1)
    let pairs = rowSizes.flatMap { row in columnSizes.map { (row, $0, ways: row.ways * $0.ways / (isComplete ? 2 : 1)) }
    }
    for (row, column, ways) in pairs.sorted(by: { $0.ways < $1.ways }) {
      let lowestChance = ways * precision / side.largest
      if lowestChance >= min(Self.acceptedChance, best?.chance ?? 1) || effort <= 0 { break }
      if row.size == side.rows.count, column.size == side.columns.count { continue }
      let subsets = rowSums[row.size] ?? sums(side.rows, row)
      let others = columnSums[column.size] ?? sums(side.columns, column)
      rowSums[row.size] = subsets
      columnSums[column.size] = others
      compare(subsets, others, side, ways: ways * precision)
    }
  }

  private mutating func sums(_ items: [Item], _ choice: (size: Int, ways: Double)) -> SubsetSums {
    effort -= Int(choice.ways) * (choice.size + 4)
    return SubsetSums(items.map(\.time), size: choice.size, count: Int(choice.ways))
  }

  /// The sizes of subsets that are few enough to go through.
  private static func sizes(of count: Int, limit: Double) -> [(size: Int, ways: Double)] {
    var sizes: [(size: Int, ways: Double)] = []
    var ways = 1.0
    for size in stride(from: 1, through: min(count, 64), by: 1) {
      ways = (ways * Double(count - size + 1) / Double(size)).rounded()
      if ways <= limit, ways * Double(size) <= 65_536 { sizes.append((size, ways)) }
    }
    return sizes
  }

  /// Goes through both sorted lists of sums side by side. A sum that many others agree with says nothing.
  private mutating func compare(_ rows: SubsetSums, _ columns: SubsetSums, _ side: Side, ways: Double) {
    effort -= rows.sums.count + columns.sums.count
    var low = 0
    var high = 0
    for (index, sum) in rows.sums.enumerated() {
      while low < columns.sums.count, columns.sums[low] < sum - side.slackColumns - 0.5 { low += 1 }
      high = max(high, low)
      while high < columns.sums.count, columns.sums[high] <= sum + side.slackRows + 0.5 { high += 1 }
      guard low < high, high - low <= 4 else { continue }
      for other in low..<high { judge(rows.members(index), columns.members(other), side, ways) }
    }
  }

  private mutating func judge(
    _ rows: SubsetSums.Members, _ columns: SubsetSums.Members, _ side: Side, _ ways: Double
  ) {
    var largest = max(
      rows.reduce(0) { max($0, side.rows[Int($1)].time) }, columns.reduce(0) { max($0, side.columns[Int($1)].time) })
    if isComplete {
      let rest = max(Self.largest(side.rows, without: rows), Self.largest(side.columns, without: columns))
      largest = min(largest, rest)
    }
    guard largest > 0, ways / largest < min(Self.acceptedChance, best?.chance ?? 1) else { return }
    best = Match(
      chance: ways / largest, rows: rows.map { side.rows[Int($0)].index },
      columns: columns.map { side.columns[Int($0)].index }, threshold: side.threshold)
  }

  private static func largest(_ items: [Item], without left: SubsetSums.Members) -> Double {
    items.indices.reduce(0) { left.contains(UInt16(truncatingIfNeeded: $1)) ? $0 : max($0, items[$1].time) }
  }
}

/// The sums of all subsets of one size, ascending.
private struct SubsetSums {
  /// The positions of a subset's items, ascending.
  typealias Members = ArraySlice<UInt16>

  private struct Entry {
    let sum: Double
    /// The subset's place in the order of enumeration.
    let number: Int32
  }

  let sums: [Double]
  private let size: Int
  /// The members of all subsets in the order of enumeration, `size` positions each.
  private let members: [UInt16]
  private let entries: [Entry]

  /// - Parameters:
  ///   - size: positive, and at most the number of times.
  ///   - count: how many subsets there are.
  init(_ times: [Double], size: Int, count: Int) {
    self.size = size
    var members: [UInt16] = []
    var entries: [Entry] = []
    members.reserveCapacity(count * size)
    entries.reserveCapacity(count)
    // All members but the last, which goes through what is left; and their sums, from none of them to all.
    var chosen = Array(0..<size - 1)
    var sums = chosen.reduce(into: [0.0]) { $0.append($0[$1] + times[$1]) }
    while true {
      for last in (chosen.last ?? -1) + 1..<times.count {
        entries.append(Entry(sum: sums[size - 1] + times[last], number: Int32(truncatingIfNeeded: entries.count)))
        for member in chosen { members.append(UInt16(truncatingIfNeeded: member)) }
        members.append(UInt16(truncatingIfNeeded: last))
      }
      guard Self.advance(&chosen, &sums, times) else { break }
    }
    self.members = members
    self.entries = RadixSort.sorted(entries) { UInt64(ordering: $0.sum) }
    self.sums = self.entries.map(\.sum)
  }

  /// The next combination of all members but the last in lexical order, and its sums; false after the last one.
  private static func advance(_ chosen: inout [Int], _ sums: inout [Double], _ times: [Double]) -> Bool {
    let gap = times.count - 1 - chosen.count
    guard let place = chosen.indices.last(where: { chosen[$0] < gap + $0 }) else { return false }
    let first = chosen[place] + 1
    for next in place..<chosen.count {
      chosen[next] = first + next - place
      sums[next + 1] = sums[next] + times[chosen[next]]
    }
    return true
  }

  /// The positions of the items in the subset with the `index`-th sum.
  func members(_ index: Int) -> Members {
    let start = Int(entries[index].number) * size
    return members[start..<start + size]
  }
}

/// The numbers of functions in single requests, of which medians are made.
///
/// All requests are kept until there are more than ``limit``; then every second one goes, and of those that follow every
/// second, fourth, … comes in. So a median is exact up to the limit, and beyond that the median of at least half as many
/// requests, evenly spread. It depends on the order of the requests, but on nothing else.
struct RequestSamples: Sendable {
  /// How many requests are kept at most.
  static let limit = 255

  /// The columns of one request. They are those of its profile, not copies.
  private struct Sample: Sendable {
    /// The row in the merge of each function that has an entry.
    let rows: ArraySlice<Int32>
    let selfTimes: [Double]
    let cumulativeTimes: [Double]
    let calls: CountColumn
  }

  private var samples: [Sample] = []
  private var stride = 1

  /// - Parameters:
  ///   - rows: the row in the merge of each of the functions.
  ///   - request: how many requests came before.
  mutating func add(_ functions: FunctionTable, rows: [Int32], request: Int) {
    guard request.isMultiple(of: stride) else { return }
    samples.append(
      Sample(
        rows: rows.prefix(functions.entryCount), selfTimes: functions.selfTimes,
        cumulativeTimes: functions.cumulativeTimes, calls: functions.calls))
    if samples.count > Self.limit { thin() }
  }

  private mutating func thin() {
    samples = samples.indices.filter { $0.isMultiple(of: 2) }.map { samples[$0] }
    stride *= 2
  }

  /// What groups of functions did in each kept request: the sums over the functions of a group, 0 where there are none.
  ///
  /// - Parameter groups: the group of each function of the merge.
  func grouped(_ groups: [Int32], count: Int) -> GroupedSamples {
    var grouped = GroupedSamples(groups: count, requests: samples.count)
    for (request, sample) in samples.enumerated() {
      for (row, function) in sample.rows.enumerated() {
        let place = Int(groups[Int(function)]) * samples.count + request
        grouped.selfTimes[place] += sample.selfTimes[row].orZeroIfNotFinite
        grouped.cumulativeTimes[place] += sample.cumulativeTimes[row].orZeroIfNotFinite
        grouped.calls[place] += sample.calls[row].value.orZeroIfNotFinite
      }
    }
    return grouped
  }

  /// The medians of a number of functions; O(n log n) in the kept values.
  struct Medians {
    /// Nil for functions that no kept request has.
    var selfTimes: [Double?]
    var cumulativeTimes: [Double?]
    var calls: [Count?]
  }

  func medians(functions count: Int) -> Medians {
    Medians(
      selfTimes: medians(count) { $0.selfTimes[$1].orZero },
      cumulativeTimes: medians(count) { $0.cumulativeTimes[$1].orZero },
      calls: medians(count) { $0.calls[$1] })
  }

  private func medians<Value: Comparable>(_ count: Int, _ value: (Sample, Int) -> Value) -> [Value?] {
    var values = [[Value]](repeating: [], count: count)
    for sample in samples {
      for (row, function) in sample.rows.enumerated() { values[Int(function)].append(value(sample, row)) }
    }
    return values.map { Percentile.median.of($0.sorted()) }
  }
}

/// Three numbers of each group in each kept request, group after group.
struct GroupedSamples: Sendable {
  let requests: Int
  fileprivate(set) var selfTimes: [Double]
  fileprivate(set) var cumulativeTimes: [Double]
  fileprivate(set) var calls: [Double]

  fileprivate init(groups: Int, requests: Int) {
    self.requests = requests
    selfTimes = Array(repeating: 0, count: groups * requests)
    cumulativeTimes = selfTimes
    calls = selfTimes
  }

  /// A group's numbers, one for each kept request.
  func selfTimes(of group: Int) -> [Double] { Array(selfTimes[group * requests..<(group + 1) * requests]) }
  func cumulativeTimes(of group: Int) -> [Double] { Array(cumulativeTimes[group * requests..<(group + 1) * requests]) }
  func calls(of group: Int) -> [Double] { Array(calls[group * requests..<(group + 1) * requests]) }
}

/// The smallest, middle and largest of several values, and which request has the largest.
public struct Spread<Value: Comparable & Hashable & Sendable>: Hashable, Sendable {
  /// The smallest.
  public let minimum: Value
  /// By nearest rank: one of the values, the lower one of two in the middle.
  public let median: Value
  /// The largest.
  public let maximum: Value
  /// The request with the largest value, the first of several: a row of ``MergedProfile/requests``.
  public let largest: Int
}

/// What one function did in each of the requests that have it.
public struct FunctionSpread: Hashable, Sendable {
  /// How many requests have the function. The others are in none of the numbers.
  public let requests: Int
  /// Seconds; what is not a number counts as 0.
  public let selfTime: Spread<Double>
  /// Seconds; what is not a number counts as 0.
  public let cumulativeTime: Spread<Double>
  /// In one request.
  public let calls: Spread<Count>
}

/// The smallest and largest values of a function so far.
struct FunctionExtremes: Sendable {
  private(set) var requests = 0
  private(set) var selfTime = Extremes<Double>()
  private(set) var cumulativeTime = Extremes<Double>()
  private(set) var calls = Extremes<Count>()
  /// The calls in the request with the most self time.
  private(set) var callsAtLargestSelfTime = Count.zero

  mutating func add(_ numbers: ProfileBuilder.Numbers, request: Int) {
    requests += 1
    if selfTime.add(numbers.selfTime.orZero, request: request) { callsAtLargestSelfTime = numbers.calls }
    _ = cumulativeTime.add(numbers.cumulativeTime.orZero, request: request)
    _ = calls.add(numbers.calls, request: request)
  }
}

/// The smallest and the largest of values that come one by one.
struct Extremes<Value: Comparable & Hashable & Sendable>: Sendable {
  private var bounds: (minimum: Value, maximum: Value)?
  private var largest = 0

  /// - Returns: whether the value is the largest so far.
  mutating func add(_ value: Value, request: Int) -> Bool {
    guard let known = bounds else {
      bounds = (value, value)
      largest = request
      return true
    }
    if value < known.minimum { bounds = (value, known.maximum) }
    guard value > known.maximum else { return false }
    bounds = (known.minimum, value)
    largest = request
    return true
  }

  /// With the median, which has to come from elsewhere, and is the largest value where nobody knows it; nil without any
  /// value.
  func spread(median: Value?) -> Spread<Value>? {
    bounds.map { Spread(minimum: $0.minimum, median: median ?? $0.maximum, maximum: $0.maximum, largest: largest) }
  }
}

extension Double {
  /// 0 for what is not a number.
  var orZero: Double { isNaN ? 0 : self }
}

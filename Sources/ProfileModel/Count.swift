/// How often something happened: calls, primitive calls or samples.
///
/// Python's integers have no bound, and merged profiles do outgrow 64 bits, so a count is either exact or,
/// beyond that, a large number that is known to be inexact and is marked as such wherever it is shown.
/// No operation traps: a sum that leaves 64 bits becomes inexact.
public enum Count: Hashable, Sendable {
  case exact(Int64)
  /// A number that the file holds but 64 bits do not, or that is no integer (some writers store floats).
  case inexact(Double)

  /// No call at all.
  public static let zero = Count.exact(0)

  /// The nearest floating-point number.
  public var value: Double {
    switch self {
    case .exact(let integer): Double(integer)
    case .inexact(let number): number
    }
  }

  /// Whether no digit was lost.
  public var isExact: Bool {
    switch self {
    case .exact: true
    case .inexact: false
    }
  }

  public static func + (left: Count, right: Count) -> Count {
    combine(left, right, exactly: { $0.addingReportingOverflow($1) }, nearly: +)
  }

  public static func - (left: Count, right: Count) -> Count {
    combine(left, right, exactly: { $0.subtractingReportingOverflow($1) }, nearly: -)
  }

  private static func combine(
    _ left: Count, _ right: Count,
    exactly: (Int64, Int64) -> (partialValue: Int64, overflow: Bool), nearly: (Double, Double) -> Double
  ) -> Count {
    if case .exact(let a) = left, case .exact(let b) = right {
      let (sum, overflow) = exactly(a, b)
      if !overflow { return .exact(sum) }
    }
    return .inexact(nearly(left.value, right.value))
  }
}

extension Count: Comparable {
  /// By value. Not-a-number comes before everything, so that sorting stays total.
  public static func < (left: Count, right: Count) -> Bool {
    if case .exact(let a) = left, case .exact(let b) = right { return a < b }
    if right.value.isNaN { return false }
    return left.value.isNaN || left.value < right.value
  }
}

extension Count: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self = .exact(value) }
}

/// A column of counts: four bytes each, with the rare ones kept aside that 32 bits do not hold.
///
/// Counts beyond 2³¹ come from hours of profiling or from merging; half a profile's memory would be zeros for them.
public struct CountColumn: Sendable {
  /// Each row's count, or ``aside``.
  private var small: [Int32]
  /// The counts of the rows that are ``aside``.
  private var large: [Int32: Count] = [:]

  /// Stands for a count that is not in ``small``.
  private static let aside = Int32.min

  public init() { small = [] }

  public init(_ counts: some Collection<Count>) {
    self.init()
    small.reserveCapacity(counts.count)
    for count in counts { append(count) }
  }

  /// How many rows there are.
  public var count: Int { small.count }

  /// Whether every count of the column is exact. O(1) where all are small.
  public var isExact: Bool { large.values.allSatisfy(\.isExact) }

  public mutating func reserveCapacity(_ rows: Int) { small.reserveCapacity(rows) }

  public mutating func append(_ count: Count) {
    if case .exact(let integer) = count, let value = Self.small(integer) {
      small.append(value)
    } else {
      large[Int32(truncatingIfNeeded: small.count)] = count
      small.append(Self.aside)
    }
  }

  /// The number of one row. O(1).
  public subscript(row: Int) -> Count {
    get {
      let value = small[row]
      if value != Self.aside { return .exact(Int64(value)) }
      return large[Int32(truncatingIfNeeded: row)] ?? .zero
    }
    set {
      large[Int32(truncatingIfNeeded: row)] = nil
      if case .exact(let integer) = newValue, let value = Self.small(integer) {
        small[row] = value
      } else {
        small[row] = Self.aside
        large[Int32(truncatingIfNeeded: row)] = newValue
      }
    }
  }

  private static func small(_ integer: Int64) -> Int32? {
    guard let value = Int32(exactly: integer), value != aside else { return nil }
    return value
  }
}

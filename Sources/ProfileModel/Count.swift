/// How often something happened: calls, primitive calls or samples.
///
/// Python's integers have no bound, and merged profiles do outgrow 64 bits, so a count is either exact or,
/// beyond that, a large number that is known to be inexact and is marked as such wherever it is shown.
/// No operation traps: a sum that leaves 64 bits becomes inexact.
public enum Count: Hashable, Sendable {
  case exact(Int64)
  /// A number that the file holds but 64 bits do not, or that is no integer (some writers store floats).
  case inexact(Double)

  public static let zero = Count.exact(0)

  /// The nearest floating-point number.
  public var value: Double {
    switch self {
    case .exact(let integer): Double(integer)
    case .inexact(let number): number
    }
  }

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

/// A column of counts: eight bytes each, with the rare inexact ones kept aside.
public struct CountColumn: Sendable {
  private var integers: [Int64]
  private var inexact: [Int32: Double] = [:]

  public init(repeating count: Int64 = 0, count rows: Int) { integers = Array(repeating: count, count: rows) }

  public init(_ counts: some Collection<Count>) {
    self.init(count: 0)
    integers.reserveCapacity(counts.count)
    for count in counts { append(count) }
  }

  public var count: Int { integers.count }

  /// Whether every count of the column is exact.
  public var isExact: Bool { inexact.isEmpty }

  public mutating func reserveCapacity(_ rows: Int) { integers.reserveCapacity(rows) }

  public mutating func append(_ count: Count) {
    switch count {
    case .exact(let integer): integers.append(integer)
    case .inexact(let number):
      inexact[Int32(truncatingIfNeeded: integers.count)] = number
      integers.append(0)
    }
  }

  public subscript(row: Int) -> Count {
    get {
      if !inexact.isEmpty, let number = inexact[Int32(truncatingIfNeeded: row)] { return .inexact(number) }
      return .exact(integers[row])
    }
    set {
      switch newValue {
      case .exact(let integer):
        integers[row] = integer
        if !inexact.isEmpty { inexact[Int32(truncatingIfNeeded: row)] = nil }
      case .inexact(let number):
        integers[row] = 0
        inexact[Int32(truncatingIfNeeded: row)] = number
      }
    }
  }
}

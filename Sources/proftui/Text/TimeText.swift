/// A unit of time for display; inside the program times are seconds.
enum TimeUnit: CaseIterable, Sendable {
  case seconds, milliseconds, microseconds

  /// How many of the unit make a second.
  var perSecond: Double {
    switch self {
    case .seconds: 1
    case .milliseconds: 1e3
    case .microseconds: 1e6
    }
  }

  func symbol(_ glyphs: Glyphs) -> String {
    switch self {
    case .seconds: "s"
    case .milliseconds: "ms"
    case .microseconds: glyphs.micro + "s"
    }
  }

  /// The unit in which a time has one to three digits before the point.
  init(fitting seconds: Double) {
    let magnitude = seconds.isFinite ? seconds.magnitude : 1
    self = magnitude >= 0.9999995 ? .seconds : magnitude >= 0.0009999995 ? .milliseconds : .microseconds
  }

  /// The one unit for a column of times: the one that fits its largest, or the next smaller one where most of the first
  /// fifty would be below a hundredth of it and the largest still has at most six digits.
  init(forColumn times: some Sequence<Double>) { self.init(forColumn: times, largest: Self.largest(of: times)) }

  /// The largest time as far as units go: by its amount, and finite.
  static func largest(of times: some Sequence<Double>) -> Double {
    times.reduce(0) { $1.isFinite ? max($0, $1.magnitude) : $0 }
  }

  /// - Parameter largest: the largest time of the column, if not all of it is given.
  init(forColumn times: some Sequence<Double>, largest: Double) {
    let some = times.lazy.filter { $0.isFinite && $0 != 0 }
    let first = some.prefix(50).map(\.magnitude).sorted()
    let unit = TimeUnit(fitting: largest)
    self = unit
    if let smaller = unit.smaller, !first.isEmpty, first[first.count / 2] * unit.perSecond < 0.01,
      largest * smaller.perSecond < 999_999
    {
      self = smaller
    }
  }

  private var smaller: TimeUnit? {
    switch self {
    case .seconds: .milliseconds
    case .milliseconds: .microseconds
    case .microseconds: nil
    }
  }
}

/// Times and shares as text. Nothing that took time is ever shown as zero.
enum TimeText {
  /// With the unit that fits and four significant digits: `31.00 ms`.
  static func fitting(_ seconds: Double, _ glyphs: Glyphs) -> String {
    let unit = TimeUnit(fitting: seconds)
    return "\(digits(seconds, in: unit)) \(unit.symbol(glyphs))"
  }

  /// Shorter, for boxes: three significant digits: `31.0 ms`.
  static func short(_ seconds: Double, _ glyphs: Glyphs) -> String {
    let unit = TimeUnit(fitting: seconds)
    return "\(digits(seconds, in: unit, significant: 3)) \(unit.symbol(glyphs))"
  }

  /// Significant digits in a given unit, at most six characters for anything below a million of it.
  static func digits(_ seconds: Double, in unit: TimeUnit, significant: Int = 4) -> String {
    guard seconds.isFinite else { return NumberText.notFinite(seconds) }
    let value = seconds * unit.perSecond
    if value == 0 { return "0" }
    if value.magnitude < 0.00005 { return value < 0 ? ">-.0001" : "<.0001" }
    if value.magnitude < 0.99995 { return NumberText.fixed(value, decimals: 4) }
    var decimals = significant - 1
    var limit = 9.9995
    while decimals > 0, value.magnitude >= limit {
      decimals -= 1
      limit *= 10
    }
    return NumberText.fixed(value, decimals: decimals)
  }

  /// A share of a whole as `28.7 %`; empty where there is no whole.
  static func percent(_ part: Double, of whole: Double) -> String {
    guard let share = share(part, of: whole) else { return "" }
    if share > 0, share < 0.05 { return "<0.1 %" }
    return NumberText.fixed(share, decimals: 1) + " %"
  }

  /// Shorter, for boxes: `57 %`, `5.2 %`.
  static func shortPercent(_ part: Double, of whole: Double) -> String {
    guard let share = share(part, of: whole) else { return "" }
    return share < 9.95 ? percent(part, of: whole) : NumberText.fixed(share, decimals: 0) + " %"
  }

  private static func share(_ part: Double, of whole: Double) -> Double? {
    guard whole > 0, whole.isFinite, part.isFinite else { return nil }
    return part / whole * 100
  }
}

/// A percentile by nearest rank: the smallest value that at least that share of all values does not exceed. So it is always
/// one of the values.
public struct Percentile: Hashable, Sendable {
  private let percent: Int

  /// The middle one.
  public static let median = Percentile(percent: 50)
  /// Only one in twenty is larger.
  public static let p95 = Percentile(percent: 95)

  /// The percentile of values that ascend; nil where there are none.
  public func of<Value>(_ sorted: [Value]) -> Value? {
    let rank = (sorted.count * percent + 99) / 100
    return rank > 0 ? sorted[rank - 1] : nil
  }
}

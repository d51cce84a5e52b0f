/// A time before and after, and why it differs: more calls, or other costs of a call.
///
/// With n calls of c seconds each, the difference is split without rest:
///
///     Δ = n₂c₂ − n₁c₁ = (n₂ − n₁) · c₁  +  n₂ · (c₂ − c₁)
///                        more calls at       the calls of now
///                        the old cost        at the new cost
///
/// Where there was no call before there is no old cost: all of Δ is calls. So it is where there is none after, and where a
/// file's numbers of calls are so odd that a call's cost is no number.
public struct TimeChange: Hashable, Sendable {
  /// Seconds a request.
  public let baseline: Double
  /// Seconds a request.
  public let change: Double
  /// Seconds of Δ that are more, or fewer, calls at the old cost of a call.
  public let byCalls: Double
  /// Seconds of Δ that are another cost of the calls there are now.
  public let byCost: Double

  /// Seconds: of both sides the larger amount.
  public var largest: Double { max(baseline.magnitude, change.magnitude) }

  /// Seconds a request: positive where the change takes longer.
  public var difference: Double { change - baseline }

  /// Times that are not finite count as 0: they are no times.
  init(from baseline: Double, calls oldCalls: Double, to change: Double, calls newCalls: Double) {
    self.baseline = baseline.orZeroIfNotFinite
    self.change = change.orZeroIfNotFinite
    let difference = self.change - self.baseline
    let moreCalls = (newCalls - oldCalls) * (self.baseline / oldCalls)
    if oldCalls > 0, newCalls > 0, moreCalls.isFinite {
      byCalls = moreCalls
      byCost = difference - moreCalls
    } else if oldCalls == newCalls {
      byCalls = 0
      byCost = difference
    } else {
      byCalls = difference
      byCost = 0
    }
  }

  /// Δ as a share of the baseline, 0.1 for ten percent more; nil where there was no time.
  public var ratio: Double? { baseline > 0 ? difference / baseline : nil }
}

extension Double {
  /// 0 for what is infinite or not a number.
  var orZeroIfNotFinite: Double { isFinite ? self : 0 }
}

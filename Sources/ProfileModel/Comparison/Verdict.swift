/// Whether a difference is one, or noise.
public enum Verdict: Hashable, Sendable {
  /// More than chance makes: the corrected p-value, at most ``Comparison/level``; nil for calls that are steady on both
  /// sides, where nothing is left to chance.
  case changed(p: Double?)
  /// No more than chance makes, as far as these requests can tell: the corrected p-value.
  case withinNoise(p: Double)
  /// No difference between so few requests could be told from chance.
  case tooFew
  /// Too small a part of the request to be worth a test, which would only weaken those of others.
  case tooSmall
  /// Other functions' times were folded into this one, which their requests are not known by.
  case untested
  /// Not a single difference.
  case same

  /// Whether there is a difference that is more than noise.
  public var isChanged: Bool {
    if case .changed = self { true } else { false }
  }
}

/// The verdicts on one function.
public struct FunctionVerdict: Hashable, Sendable {
  /// Of the number of calls.
  public internal(set) var calls = Verdict.same
  /// Of the time in its own code.
  public internal(set) var selfTime = Verdict.tooSmall
  /// Of the time with all that it calls.
  public internal(set) var cumulativeTime = Verdict.tooSmall
}

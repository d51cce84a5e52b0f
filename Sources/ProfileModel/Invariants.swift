/// What the invariants of all values are written with: see ``Profile/brokenInvariants`` and its like beside the other types.
enum Invariants {
  /// The sentences that do not hold.
  static func broken(_ checks: [(holds: Bool, invariant: String)]) -> [String] {
    checks.filter { !$0.holds }.map(\.invariant)
  }
}

extension Double {
  /// Whether two times are one but for rounding.
  ///
  /// - Parameter scale: the magnitude of what they were summed up from: large numbers may have cancelled out.
  func isNearly(_ other: Double, of scale: Double = 0) -> Bool {
    self == other || (self - other).magnitude <= 1e-9 * max(magnitude, other.magnitude, scale) + 1e-12
  }
}

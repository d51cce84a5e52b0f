import ProfileModel

/// For what time was spent, as text.
enum WaitingText {
  /// `database 84.6 %  JSON 1.9 %`: the largest first, as many as have a hundredth of the whole; empty where none has.
  static func shares(_ waiting: Waiting, of total: Double) -> String {
    waiting.parts.filter { $0.time >= leastShare * total }
      .map { "\($0.kind.name) \(TimeText.shortPercent($0.time, of: total))" }.joined(separator: ", ")
  }

  /// `database 85 %`: the largest alone, where it has a twentieth of the whole.
  static func largest(_ waiting: Waiting, of total: Double) -> String {
    guard let first = waiting.parts.first, total > 0, first.time >= 0.05 * total else { return "" }
    return "\(first.kind.name) \(TimeText.shortPercent(first.time, of: total))"
  }

  /// The same of a route.
  static func largest(_ waiting: RouteWaiting) -> String {
    guard let (kind, share) = waiting.largest, share >= 0.05 else { return "" }
    return "\(kind.name) \(TimeText.shortPercent(share, of: 1))"
  }

  private static let leastShare = 0.01
}

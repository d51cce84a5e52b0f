import ProfileModel

/// Counts as text; inexact ones are marked.
enum CountText {
  /// `48,231`; `≈4.36e+39` for a count that is not known exactly.
  static func grouped(_ count: Count, _ glyphs: Glyphs) -> String {
    switch count {
    case .exact(let integer): NumberText.grouped(integer)
    case .inexact(let number):
      glyphs.about + (Int64(exactly: number.rounded()).flatMap(groupedLarge) ?? inexact(number))
    }
  }

  /// Thousands and more: decimals would say nothing.
  private static func groupedLarge(_ number: Int64) -> String? {
    (1000..<1_000_000_000).contains(number.magnitude) ? NumberText.grouped(number) : nil
  }

  /// pstats' column `ncalls`: calls, and primitive calls behind a slash where they differ.
  static func calls(_ calls: Count, _ primitiveCalls: Count, _ glyphs: Glyphs) -> String {
    let all = plain(calls, glyphs)
    return calls == primitiveCalls ? all : "\(all)/\(plain(primitiveCalls, glyphs))"
  }

  /// "1 call", "1,000 calls".
  ///
  /// - Parameter plural: the noun for other numbers than one, where that is not an s more.
  static func counted(_ count: Count, _ noun: String, plural: String? = nil, _ glyphs: Glyphs) -> String {
    "\(grouped(count, glyphs)) \(count == .exact(1) ? noun : plural ?? noun + "s")"
  }

  /// How often for each: `×1,000`, `×0.25`.
  static func times(_ ratio: Double, _ glyphs: Glyphs) -> String {
    let isWhole = ratio.rounded() == ratio && ratio.magnitude < 1e15
    let text = isWhole ? NumberText.grouped(Int64(ratio)) : NumberText.fixed(ratio, decimals: ratio < 10 ? 2 : 1)
    return glyphs.times + text
  }

  private static func plain(_ count: Count, _ glyphs: Glyphs) -> String {
    switch count {
    case .exact(let integer) where integer.magnitude < 10_000_000_000: String(integer)
    case .exact(let integer): NumberText.scientific(Double(integer))
    case .inexact(let number): glyphs.about + inexact(number)
    }
  }

  private static func inexact(_ number: Double) -> String {
    number.magnitude < 1e9 ? NumberText.fixed(number, decimals: 2) : NumberText.scientific(number)
  }
}

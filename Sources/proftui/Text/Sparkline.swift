/// A row of small bars: how a number went over time.
enum Sparkline {
  /// One character for each value, the largest the highest; a blank where there is none.
  static func text(_ values: [Double?], _ glyphs: Glyphs) -> String {
    let largest = values.reduce(0) { max($0, $1 ?? 0) }
    guard largest > 0, largest.isFinite else { return "" }
    let bars = Array(glyphs.bars)
    return String(
      values.map { value in
        guard let value, value >= 0 else { return " " }
        return bars[min(bars.count - 1, Int(value / largest * Double(bars.count)))]
      })
  }
}

import ProfileModel

/// How the packages' self times lie on a line of whole columns, the most first; what is too narrow is gathered at the end.
struct SplitSegments: Sendable {
  struct Segment: Sendable {
    /// Nil for the segment that gathers several.
    let package: Package?
    let count: Int
    /// Seconds.
    let time: Double
    /// Never empty.
    let columns: Range<Int>
  }

  let segments: [Segment]
  /// Seconds of the whole line.
  let totalTime: Double

  init(_ subject: Subject, columns: Int) {
    // What is below zero has no width.
    let split = subject.split.prefix { $0.time > 0 }
    let totalTime = split.reduce(0) { $0 + $1.time }
    var segments: [Segment] = []
    var time = 0.0
    func add(_ package: Package?, count: Int, _ part: Double) {
      let start = Self.column(time, of: totalTime, columns)
      time += part
      let end = Self.column(time, of: totalTime, columns)
      if start < end { segments.append(Segment(package: package, count: count, time: part, columns: start..<end)) }
    }
    let wide = split.prefix { $0.time * Double(columns) >= totalTime }
    for (package, part) in wide { add(package, count: 1, part) }
    let narrow = split.dropFirst(wide.count)
    if !narrow.isEmpty { add(nil, count: narrow.count, narrow.reduce(0) { $0 + $1.time }) }
    self.segments = segments
    self.totalTime = totalTime
  }

  private static func column(_ time: Double, of total: Double, _ columns: Int) -> Int {
    max(0, min(columns, Int(exactly: (time / total * Double(columns)).rounded()) ?? columns))
  }
}

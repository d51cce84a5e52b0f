import ProfileModel

/// The profile's time by package as one line of segments, coloured as boxes are: `sqlalchemy 31 %`.
struct SplitView {
  let subject: Subject
  let appearance: Appearance

  func draw(on screen: inout Screen, _ area: Area) {
    guard !area.isEmpty else { return }
    let split = SplitSegments(subject, columns: area.columns)
    for (index, segment) in split.segments.enumerated() {
      let style = style(of: segment, index.isMultiple(of: 2) ? .plain : .darker)
      var column = segment.columns.lowerBound
      let end = segment.columns.upperBound
      screen.fill(Area(row: area.row, column: column, rows: 1, columns: segment.columns.count), style)
      if appearance.drawsBoxEdges {
        column = screen.write(appearance.glyphs.boxEdge, row: area.row, column: column, style)
      }
      let label = label(of: segment, of: split.totalTime, columns: end - column)
      screen.write(label, row: area.row, column: column, end: end, style)
    }
  }

  private func style(of segment: SplitSegments.Segment, _ shade: Style.Shade) -> Style {
    segment.package.map { Style(.box(subject.hue(of: $0), shade)) } ?? Style(.gathered(shade))
  }

  /// ` sqlalchemy 31 %`, as much of it as fits; ` +5` for what is gathered.
  private func label(of segment: SplitSegments.Segment, of total: Double, columns: Int) -> String {
    let name = VisibleText.clean(segment.package.map(subject.title) ?? "+\(segment.count)")
    let full = " \(name) \(TimeText.shortPercent(segment.time, of: total))"
    if full.cellWidth <= columns { return full }
    if columns < 4 { return CutText.plain(name, columns: max(0, columns - 1)) }
    return CutText.end(" " + name, columns: columns, appearance.glyphs)
  }
}

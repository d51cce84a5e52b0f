import ProfileModel

/// The page of findings: a list, and below it the selected one in full with its function.
struct FindingsView {
  let explorer: Explorer
  let page: FindingsPage
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    let layout = FindingsLayout(area)
    drawHeading(on: &screen, layout.heading)
    for line in 0..<layout.rows.rows where page.position.top + line < page.findings.count {
      draw(page.position.top + line, on: &screen, layout.rows, row: layout.rows.row + line)
    }
    guard let finding = page.selected else { return drawNothing(on: &screen, layout.rows) }
    screen.write(String(repeating: glyphs.rule, count: area.columns), row: layout.rule.row, column: 0, Style(.rule))
    drawSentence(of: finding, on: &screen, layout.sentence)
    DetailView(explorer: explorer, glyphs: glyphs).draw(finding.place, on: &screen, layout.function)
  }

  private var text: FindingText {
    FindingText(profile: explorer.profile, merged: explorer.subject.merged, glyphs: glyphs)
  }

  private func drawHeading(on screen: inout Screen, _ area: Area) {
    screen.fill(area, Style(.heading))
    let count = page.found.map { CountText.counted(.exact(Int64($0.count)), "finding", glyphs) } ?? "findings"
    screen.write("    time   share  \(count) from the numbers alone", row: area.row, column: 0, Style(.heading))
  }

  private func drawNothing(on screen: inout Screen, _ area: Area) {
    let lines =
      page.found == nil
      ? ["looking for findings"]
      : [
        "nothing stands out: no calls repeated in a loop,",
        "no work that a process should do once, when it starts,",
        "no sign that the numbers are not what they seem",
      ]
    for (index, line) in lines.prefix(area.rows).enumerated() {
      screen.write(
        CutText.end(line, columns: area.columns - 3, glyphs), row: area.row + index, column: 2, Style(.quiet))
    }
  }

  private func draw(_ index: Int, on screen: inout Screen, _ area: Area, row: Int) {
    let finding = page.findings[index]
    let isSelected = index == page.position.row
    let marks: Style.Marks = isSelected ? .selected : []
    if isSelected { screen.fill(Area(row: row, column: 0, rows: 1, columns: area.columns), Style(.text, marks)) }
    let time = text.time(finding)
    let share = text.share(finding)
    screen.write(time, row: row, column: max(0, 9 - time.cellWidth), Style(.text, marks))
    screen.write(share, row: row, column: max(0, 16 - share.cellWidth), Style(.text, marks))
    let title = Style(finding.isDoubt && !isSelected ? .warning : .text, marks.union(.bold))
    screen.write(text.title(finding), row: row, column: 18, title)
    let room = area.columns - Self.sentenceColumn - 1
    screen.write(
      CutText.end(text.sentence(finding), columns: room, glyphs), row: row, column: Self.sentenceColumn,
      Style(.text, marks))
  }

  private static let sentenceColumn = 40

  /// The whole sentence, on as many lines as it needs of those there are.
  private func drawSentence(of finding: Finding, on screen: inout Screen, _ area: Area) {
    var rest = "\(text.title(finding)): \(text.sentence(finding))"[...]
    for row in area.row..<area.endRow where !rest.isEmpty {
      let isLast = row == area.endRow - 1
      let line =
        isLast ? CutText.end(String(rest), columns: area.columns - 2, glyphs)[...] : rest.firstLine(area.columns - 2)
      screen.write(line, row: row, column: 1, Style(.text))
      rest = isLast ? "" : rest.dropFirst(line.count).drop { $0 == " " }
    }
  }
}

extension Substring {
  /// As many words as fit into some columns, at least one.
  fileprivate func firstLine(_ columns: Int) -> Substring {
    guard cellWidth > columns else { return self }
    var end = startIndex
    for index in indices where self[index] == " " {
      if self[..<index].cellWidth > columns { break }
      end = index
    }
    return end == startIndex ? self : self[..<end]
  }
}

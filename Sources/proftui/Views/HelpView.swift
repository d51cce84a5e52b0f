/// The help over the whole screen but the status bar.
struct HelpView {
  let top: Int
  let keys: KeyBindings
  let glyphs: Glyphs

  func draw(on screen: inout Screen) {
    let rows = screen.size.rows - 2
    screen.fill(Area(row: 0, column: 0, rows: screen.size.rows - 1, columns: screen.size.columns), .text)
    screen.fill(Area(row: 0, column: 0, rows: 1, columns: screen.size.columns), Style(.title))
    screen.write(" proftui  keys", row: 0, column: 0, Style(.title, .bold))
    let lines = HelpText.lines(keys, glyphs)
    for (index, line) in lines.dropFirst(top).prefix(rows).enumerated() {
      draw(line, on: &screen, row: index + 1)
    }
    if top + rows < lines.count {
      let more = "\(glyphs.down) more "
      screen.write(more, row: 0, column: max(0, screen.size.columns - more.cellWidth), Style(.title))
    }
  }

  private func draw(_ line: HelpText.Line, on screen: inout Screen, row: Int) {
    if line.keys.isEmpty {
      let text = CutText.end(line.text, columns: screen.size.columns - 2, glyphs)
      screen.write(text, row: row, column: 1, line.isHeading ? Style(.text, .bold) : .text)
    } else {
      screen.write(line.keys, row: row, column: 3, end: 19, Style(.key))
      let text = CutText.end(line.text, columns: screen.size.columns - 21, glyphs)
      screen.write(text, row: row, column: 20, .text)
    }
  }
}

/// The picture of a state: what every view writes into.
func draw(_ state: State) -> Screen {
  var screen = Screen(size: state.size, asciiOnly: state.appearance.glyphs.isASCII)
  let layout = state.layout
  if layout.isTooSmall {
    TooSmallView(size: state.size).draw(on: &screen)
    return screen
  }
  switch state.content {
  case .reading(let name):
    ReadingView(name: name, glyphs: state.appearance.glyphs).draw(on: &screen, layout)
  case .requests:
    if let browser = state.requests {
      let view = RequestListView(browser: browser, glyphs: state.appearance.glyphs, now: state.now)
      view.draw(on: &screen, state.requestLayout)
      let detail = RequestDetailView(browser: browser, glyphs: state.appearance.glyphs)
      detail.draw(on: &screen, state.requestLayout.detail)
    }
  case .comparison(let explorer):
    ComparisonView(explorer: explorer, appearance: state.appearance, keys: state.keys)
      .draw(on: &screen, explorer.layout(state.size))
  case .comparisons:
    if let list = state.comparisons {
      ComparisonListView(list: list, glyphs: state.appearance.glyphs).draw(on: &screen, state.requestLayout)
    }
  case .explorer(let explorer):
    ExplorerView(
      explorer: explorer, appearance: state.appearance, keys: state.keys, tableColumns: state.tableColumns
    )
    .draw(on: &screen, layout)
  }
  if case .help(let top) = state.mode {
    HelpView(top: top, keys: state.keys, glyphs: state.appearance.glyphs).draw(on: &screen)
  }
  StatusView(state).draw(on: &screen, layout.status)
  return screen
}

/// What stands on a screen that has no room for more.
struct TooSmallView {
  let size: Size

  func draw(on screen: inout Screen) {
    let needed = "\(Layout.smallest.columns)x\(Layout.smallest.rows)"
    let lines = ["proftui needs \(needed),", "this is \(size.columns)x\(size.rows)"]
    let top = max(0, (size.rows - lines.count) / 2)
    for (index, line) in lines.enumerated() {
      screen.write(line, row: top + index, column: max(0, (size.columns - line.count) / 2), .text)
    }
  }
}

/// What is shown while a large file is read.
struct ReadingView {
  let name: String
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ layout: Layout) {
    screen.fill(layout.title, Style(.title))
    screen.write(" proftui", row: layout.title.row, column: 0, Style(.title, .bold))
    let text = CutText.start(name, columns: layout.size.columns - 4, glyphs)
    screen.write("reading", row: layout.icicle.row, column: 2, .text)
    screen.write(text, row: layout.icicle.row + 1, column: 2, Style(.text, .bold))
  }
}

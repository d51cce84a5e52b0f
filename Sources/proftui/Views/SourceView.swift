import ProfileModel

/// The source page: the function's numbers, the file, and its code with the callees that each line names.
struct SourceView {
  let explorer: Explorer
  let page: SourcePage
  let glyphs: Glyphs

  func draw(on screen: inout Screen, _ area: Area) {
    let layout = SourceLayout(area)
    DetailView(explorer: explorer, glyphs: glyphs).draw(page.function, on: &screen, layout.function)
    drawRule(on: &screen, layout.rule)
    switch page.content {
    case .reading: write(["reading the source \(glyphs.ellipsis)"], on: &screen, layout.code)
    case .absent(let absence): write(absence.sentences, on: &screen, layout.code)
    case .listing(let listing):
      for row in 0..<layout.code.rows where page.position.top + row < listing.file.text.lines.count {
        draw(page.position.top + row, of: listing, on: &screen, layout.code, row: layout.code.row + row)
      }
    }
  }

  private var profile: Profile { explorer.profile }

  private func write(_ lines: [String], on screen: inout Screen, _ area: Area) {
    for (index, line) in lines.prefix(max(0, area.rows - 1)).enumerated() {
      screen.write(
        CutText.end(line, columns: area.columns - 3, glyphs), row: area.row + 1 + index, column: 2, Style(.text))
    }
  }

  /// A line with the file's path, and what is odd about it.
  private func drawRule(on screen: inout Screen, _ area: Area) {
    screen.write(String(repeating: glyphs.rule, count: area.columns), row: area.row, column: 0, Style(.rule))
    guard let listing = page.listing else { return }
    let (remark, style) = remark(on: listing)
    let path = CutText.start(
      listing.file.path.visible, columns: max(12, area.columns - remark.cellWidth - 8), glyphs)
    let column = screen.write(" \(path) ", row: area.row, column: 2, Style(.quiet))
    let room = area.columns - column - 3
    if !remark.isEmpty, room > 8 {
      screen.write(" \(CutText.end(remark, columns: room, glyphs)) ", row: area.row, column: column + 1, style)
    }
  }

  private func remark(on listing: SourcePage.Listing) -> (String, Style) {
    let line = profile.functions.lines[page.function.row]
    let isNewer = listing.isNewer ? "the file is newer than the profile" : ""
    let place: String
    switch listing.definition.place {
    case .asProfiled: place = ""
    case .moved: place = "moved: line \(line) in the profile, \(listing.definition.line + 1) here"
    case .gone: place = "\(name(page.function)) is not defined here any more"
    }
    let odd = [isNewer, place].filter { !$0.isEmpty }
    if !odd.isEmpty { return (odd.joined(separator: "; "), Style(.warning)) }
    let unnamed = listing.callees.unnamed
    guard let first = unnamed.first else { return ("", Style(.quiet)) }
    let others = unnamed.count > 1 ? " and \(unnamed.count - 1) more" : ""
    return ("called by no name: \(name(first.function))\(others)", Style(.quiet))
  }

  private func name(_ function: FunctionID) -> String { FunctionText.short(profile.functions[function]) }

  // MARK: - Lines

  private func draw(
    _ number: Int, of listing: SourcePage.Listing, on screen: inout Screen, _ area: Area, row: Int
  ) {
    let line = listing.file.text.lines[number]
    let isSelected = number == page.position.row
    let isInside = listing.definition.body.contains(number)
    let marks: Style.Marks = isSelected ? .selected : []
    let isMatch = page.found?.lines.contains(number) == true
    if isSelected { screen.fill(Area(row: row, column: 0, rows: 1, columns: area.columns), Style(.text, marks)) }
    let digits = String(number + 1)
    let numberEnd = Self.numberColumns(of: listing)
    screen.write(
      digits, row: row, column: max(0, numberEnd - digits.count), end: numberEnd,
      Style(.quiet, isMatch ? marks.union(.match) : marks))
    let callees = calleeText(line: number, isSelected, listing)
    let width = calleeColumns(area.columns)
    let end = callees.isEmpty ? area.columns : area.columns - width - 1
    drawCode(line, on: &screen, row: row, from: numberEnd + 2, to: end, isQuiet: !isInside, marks)
    if isMatch { drawMatches(line, on: &screen, row: row, from: numberEnd + 2, to: end, marks.union(.match)) }
    if !callees.isEmpty {
      screen.write(
        CutText.end(callees, columns: width, glyphs), row: row, column: area.columns - width, end: area.columns,
        Style(.text, marks.union(.bold)))
    }
  }

  private static func numberColumns(of listing: SourcePage.Listing) -> Int {
    max(4, String(listing.file.text.lines.count).count) + 1
  }

  private func calleeColumns(_ columns: Int) -> Int { columns >= 140 ? 48 : columns >= 100 ? 40 : columns * 2 / 5 }

  private func drawCode(
    _ line: SourceText.Line, on screen: inout Screen, row: Int, from start: Int, to end: Int, isQuiet: Bool,
    _ marks: Style.Marks
  ) {
    var column = start
    var position = 0
    func write(_ bytes: Range<Int>, _ style: Style) {
      let text = String(decoding: line.text[bytes], as: UTF8.self)
      column = screen.write(text, row: row, column: column, end: end, style)
    }
    let plain = Style(isQuiet ? .quiet : .text, marks)
    for token in line.tokens where column < end {
      write(position..<token.bytes.lowerBound, plain)
      write(token.bytes, isQuiet ? plain : Style(.code(token.kind), marks))
      position = token.bytes.upperBound
    }
    if column < end { write(position..<line.text.count, plain) }
    let width = String(decoding: line.text, as: UTF8.self).cellWidth
    if start + width > end {
      screen.write(
        glyphs.ellipsis, row: row, column: max(start, end - glyphs.ellipsis.cellWidth), end: end, Style(.quiet, marks))
    }
  }

  /// Draws what was searched for over the code.
  private func drawMatches(
    _ line: SourceText.Line, on screen: inout Screen, row: Int, from start: Int, to end: Int, _ marks: Style.Marks
  ) {
    for place in page.found?.search.places(in: line.text) ?? [] {
      let column = start + String(decoding: line.text[..<place.lowerBound], as: UTF8.self).cellWidth
      guard column < end else { return }
      screen.write(
        String(decoding: line.text[place], as: UTF8.self), row: row, column: column, end: end, Style(.text, marks))
    }
  }

  /// `execute 400 calls 26.61 ms`: the callee that takes most; of the selected line the one that is selected.
  private func calleeText(line: Int, _ isSelected: Bool, _ listing: SourcePage.Listing) -> String {
    let callees = listing.callees[line]
    guard
      let callee = callees.indices.contains(page.calleeIndex) && isSelected ? callees[page.calleeIndex] : callees.first
    else { return "" }
    let calls = CountText.counted(callee.row.calls, profile.measure == .samples ? "sample" : "call", glyphs)
    let time = callee.row.cumulativeTime.map { "  \(TimeText.fitting($0, glyphs))" } ?? ""
    let lines = callee.lines > 1 ? " in \(callee.lines) lines" : ""
    let others = callees.count > 1 ? "  +\(callees.count - 1)" : ""
    return "\(glyphs.pathSeparator.dropFirst())\(name(callee.row.function))  \(calls)\(time)\(lines)\(others)"
  }
}

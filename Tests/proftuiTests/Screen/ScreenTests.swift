import Testing

@testable import proftui

@Suite struct ScreenTests {
  @Test func writesText() {
    let picture = drawing(columns: 12, rows: 3) { screen in
      screen.write("total", row: 0, column: 0, .text)
      screen.write("108 ms", row: 1, column: 4, .text)
    }
    #expect(
      picture == """
        |total       |
        |    108 ms  |
        |            |
        """)
  }

  @Test func cutsAtTheEndAndAtTheEdge() {
    let picture = drawing(columns: 8, rows: 3) { screen in
      #expect(screen.write("_serialize_links", row: 0, column: 3, .text) == 8)
      #expect(screen.write("_serialize_links", row: 1, column: 1, end: 4, .text) == 4)
      #expect(screen.write("links", row: 2, column: 8, .text) == 8)
    }
    #expect(
      picture == """
        |   _seri|
        | _se    |
        |        |
        """)
  }

  @Test(arguments: [-1, 2])
  func ignoresRowsThatAreNotThere(row: Int) {
    let picture = drawing(columns: 3, rows: 2) { screen in
      screen.write("x", row: row, column: 0, .text)
      screen.fill(Area(row: row, column: 0, rows: 1, columns: 3), Style(.rule))
    }
    #expect(
      picture == """
        |   |
        |   |
        """)
  }

  /// A dot is the right half of a wide character.
  @Test func cutsWideCharactersWhole() {
    let picture = drawing(columns: 5, rows: 3) { screen in
      screen.write("漢字", row: 0, column: 0, .text)
      #expect(screen.write("漢字", row: 1, column: 2, .text) == 5)
      #expect(screen.write("a漢字", row: 2, column: 0, end: 2, .text) == 2)
    }
    #expect(
      picture == """
        |漢.字. |
        |  漢. |
        |a    |
        """)
  }

  @Test func leavesNoHalvesOfWideCharacters() {
    let picture = drawing(columns: 6, rows: 4) { screen in
      for row in 0..<4 { screen.write("漢字漢", row: row, column: 0, .text) }
      screen.write("x", row: 0, column: 1, .text)
      screen.write("x", row: 1, column: 2, .text)
      screen.write("字", row: 2, column: 1, .text)
      screen.fill(Area(row: 3, column: 1, rows: 1, columns: 4), .text)
    }
    #expect(
      picture == """
        | x字.漢.|
        |漢.x 漢.|
        | 字. 漢.|
        |      |
        """)
  }

  @Test func keepsCombiningMarksWithTheirBase() {
    var screen = Screen(size: Size(columns: 4, rows: 1))
    #expect(screen.write("e\u{301}\u{302}\u{303}x", row: 0, column: 0, .text) == 4)
    #expect(screen.cells[0].scalar == "e")
    #expect(screen.cells[0].firstMark == "\u{301}")
    #expect(screen.cells[0].secondMark == "\u{302}")
    #expect(screen.text.unicodeScalars.elementsEqual("e\u{301}\u{302}\\+x".unicodeScalars))
  }

  @Test func dropsTheMarksOfWhatWasCut() {
    var screen = Screen(size: Size(columns: 2, rows: 1))
    screen.write("abe\u{301}", row: 0, column: 0, .text)
    #expect(screen.text == "ab")
    screen.write("a漢\u{301}", row: 0, column: 0, .text)
    #expect(screen.text == "a")
  }

  @Test func showsControlCharactersAsEscapes() {
    let picture = drawing(columns: 14, rows: 2) { screen in
      screen.write("a\u{1B}[2Jb\n", row: 0, column: 0, .text)
      screen.write("\u{202E}abc", row: 1, column: 0, .text)
    }
    #expect(
      picture == #"""
        |a\x1b[2Jb\n   |
        |\u202eabc     |
        """#)
  }

  @Test func fillsAreasAndNothingElse() {
    var screen = Screen(size: Size(columns: 4, rows: 3))
    screen.write("abcd", row: 1, column: 0, .text)
    screen.fill(Area(row: 1, column: 1, rows: 9, columns: 2), Style(.status))
    #expect(screen.text == "\na  d\n")
    #expect(
      (0..<3).map { row in screen.row(row).map { $0.style == Style(.status) ? "#" : "." }.joined() }
        == ["....", ".##.", ".##."])
  }

  @Test(arguments: [Size(columns: 0, rows: 0), Size(columns: -3, rows: 2), Size(columns: 1, rows: 1)])
  func fitsAnySize(size: Size) {
    var screen = Screen(size: size)
    screen.write("漢", row: 0, column: 0, .text)
    screen.fill(Area(row: -1, column: -1, rows: 5, columns: 5), .text)
    #expect(screen.cells.count == max(0, size.columns) * max(0, size.rows))
  }

  /// What a screen shows between bars, a row a line.
  private func drawing(columns: Int, rows: Int, _ draw: (inout Screen) -> Void) -> String {
    var screen = Screen(size: Size(columns: columns, rows: rows))
    draw(&screen)
    return (0..<rows).map { row in
      let cells = screen.row(row).map { $0.scalar == Cell.continuation ? "." : $0.scalar }
      return "|" + String(String.UnicodeScalarView(cells)) + "|"
    }.joined(separator: "\n")
  }
}

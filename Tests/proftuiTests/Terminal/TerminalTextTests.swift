import Testing

@testable import proftui

@Suite struct TerminalTextTests {
  @Test(arguments: [("größe", "gr??e"), ("漢字", "????"), ("e\u{301}", "e"), ("\u{25CC}\u{301}", "?"), ("─│█", "???")])
  func sendsOnlyASCIIWhereThatIsAllThereIs(text: String, sent: String) {
    #expect(self.sent(text, usesUTF8: false) == sent)
  }

  @Test func keepsASCIIAsItIs() {
    let ascii = String(String.UnicodeScalarView((0x20..<0x7F).compactMap { Unicode.Scalar($0 as UInt32) }))
    #expect(sent(ascii, usesUTF8: true) == ascii)
    #expect(sent(ascii, usesUTF8: false) == ascii)
  }

  private func sent(_ string: String, usesUTF8: Bool) -> String {
    var screen = Screen(size: Size(columns: string.cellWidth, rows: 1))
    screen.write(string, row: 0, column: 0, .text)
    var text = TerminalText(usesUTF8: usesUTF8)
    for (index, cell) in screen.cells.enumerated() where cell.scalar != Cell.continuation {
      let isWide = index + 1 < screen.cells.count && screen.cells[index + 1].scalar == Cell.continuation
      text.append(cell, width: isWide ? 2 : 1)
    }
    return String(String.UnicodeScalarView(text.scalars))
  }
}

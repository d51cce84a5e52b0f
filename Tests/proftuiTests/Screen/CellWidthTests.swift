import ProfileModel
import Testing

@testable import proftui

@Suite struct CellWidthTests {
  @Test(arguments: [
    ("", 0),
    ("list_resource_providers", 23),
    ("größe", 5),
    ("e\u{301}", 1),
    ("कि", 2),
    ("漢字", 4),
    ("ﾊﾝｶｸ", 4),
    ("ＡＢ", 4),
    ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("😀", 2),
    ("⌚⌛", 4),
    ("🇩🇪", 2),
    ("–…×µ›│█", 7),
    ("\u{3000}", 2),
    ("\u{20000}", 2),
    ("\u{E0A0}", 1),
    // Escaped: \n, \x1b, \u200b; and a mark that gets a dotted circle.
    ("\n", 2),
    ("\u{1B}", 4),
    ("a\u{200B}", 7),
    ("\u{301}", 1),
    ("e\u{301}\u{301}\u{301}\u{301}", 3),
  ])
  func countsColumns(text: String, columns: Int) {
    #expect(text.cellWidth == columns)
  }

  /// What has no width must be bounded in number, so it must be what `VisibleText` counts as a mark.
  @Test func hasNoWidthOnlyIfItIsAMark() {
    let wrong = (UInt32(0x20)...0x10FFFF).compactMap { Unicode.Scalar($0) }
      .filter { ($0.cellWidth == 0) != VisibleText.isMark($0) }
    #expect(wrong.isEmpty)
  }
}

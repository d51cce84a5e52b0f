import Testing

@testable import ProfileModel

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("", ""),
    ("_serialize_links", "_serialize_links"),
    ("<listcomp>", "<listcomp>"),
    (#"C:\new\table.py"#, #"C:\new\table.py"#),
    ("größe 漢字 кот 😀", "größe 漢字 кот 😀"),
    ("a\nb\tc\rd", #"a\nb\tc\rd"#),
    ("a\r\nb", #"a\r\nb"#),
    ("\u{1B}[31mred\u{7}", #"\x1b[31mred\x07"#),
    ("\0\u{7F}\u{80}\u{9B}", #"\x00\x7f\x80\x9b"#),
    ("\u{A0}\u{AD}", "\u{A0}\\xad"),
    ("abc\u{202E}def\u{2066}", #"abc\u202edef\u2066"#),
    ("zero\u{200B}width\u{FEFF}", #"zero\u200bwidth\ufeff"#),
    ("\u{2028}\u{2029}", #"\u2028\u2029"#),
    ("❤\u{FE0F}", #"❤\ufe0f"#),
    ("tag\u{E0001}\u{E007F}", #"tag\U000e0001\U000e007f"#),
    ("private \u{E0A0} unassigned \u{0378}", "private \u{E0A0} unassigned \u{0378}"),
  ])
  func escapesWhatCannotBeSeen(text: String, shown: String) {
    #expect(VisibleText.clean(text).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test(arguments: [
    ("e\u{301}", "e\u{301}"),
    ("e\u{301}\u{302}x", "e\u{301}\u{302}x"),
    ("e\u{301}\u{302}\u{303}", "e\u{301}\u{302}\\+"),
    ("e" + String(repeating: "\u{301}", count: 1000) + "x", "e\u{301}\u{301}\\+x"),
    ("\u{301}x", "\u{25CC}\u{301}x"),
    ("\n\u{301}", "\\n\u{25CC}\u{301}"),
    ("\u{20DD}", "\u{25CC}\u{20DD}"),
    ("\u{1112}\u{1161}\u{11AB}", "\u{1112}\u{1161}\u{11AB}"),
  ])
  func keepsAFewMarksOnEachBase(text: String, shown: String) {
    #expect(VisibleText.clean(text).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  private static let bytes: [([UInt8], String)] = [
    ([], ""),
    (Array("plain.prof".utf8), "plain.prof"),
    (Array("größe\n".utf8), #"größe\n"#),
    ([0x61, 0xFF, 0x62], #"a\xffb"#),
    // The first bytes of 漢, cut short; then its middle alone.
    ([0xE6, 0xBC], #"\xe6\xbc"#),
    ([0xBC, 0x61], #"\xbca"#),
    // A surrogate, a slash in more bytes than it needs, a noncharacter.
    ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
    ([0xC0, 0xAF], #"\xc0\xaf"#),
    ([0xEF, 0xB7, 0x90], #"\ufdd0"#),
    ([0xFF, 0xCC, 0x81], "\\xff\u{25CC}\u{301}"),
  ]

  @Test(arguments: bytes)
  func cleansBytesOfAnyEncoding(bytes: [UInt8], shown: String) {
    #expect(VisibleText.clean(bytes: bytes).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  /// Every character that Unicode says something of, between letters: what is hidden is escaped, the rest is left alone, and once is enough.
  @Test func leavesNothingHiddenOfEveryScalar() {
    var wrong: [String] = []
    for scalar in everyScalar {
      let text = "a\(Character(scalar))b"
      let shown = VisibleText.clean(text)
      let isClean = !shown.unicodeScalars.contains(where: isHidden) && VisibleText.clean(shown) == shown
      if !isClean || (shown != text) != isHidden(scalar) || VisibleText.clean(bytes: text.utf8) != shown {
        wrong.append("U+\(String(scalar.value, radix: 16)): \(shown)")
      }
    }
    #expect(wrong.isEmpty)
  }

  private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    let hidden: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
    return hidden.contains(scalar.properties.generalCategory) || scalar.properties.isDefaultIgnorableCodePoint
      || scalar.properties.isNoncharacterCodePoint
  }

  /// All scalars, but of those that mean nothing, neither to Unicode nor to us, only some.
  private var everyScalar: some Sequence<Unicode.Scalar> {
    (UInt32(0)...0x10FFFF).lazy.compactMap { Unicode.Scalar($0) }.filter { scalar in
      let category = scalar.properties.generalCategory
      return scalar.value % 64 == 0 || isHidden(scalar) || (category != .unassigned && category != .privateUse)
    }
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct SourceTextTests {
  private func lines(_ bytes: [UInt8]) -> [String] {
    SourceText(bytes).lines.map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test func linesEndAsInPython() {
    #expect(lines(Array("a\nb\r\nc\rd".utf8)) == ["a", "b", "c", "d"])
    #expect(lines(Array("a\n\n".utf8)) == ["a", ""])
    #expect(lines([]) == [])
  }

  @Test func tabsGoToTheNextEighthColumn() { #expect(lines(Array("\tx\ny\tz".utf8)) == ["        x", "y       z"]) }

  @Test func encodingsAreThoseOfTheCookie() {
    let latin = Array("# -*- coding: latin-1 -*-\nx = '".utf8) + [0xE9] + Array("'".utf8)
    #expect(lines(latin).last == "x = 'é'")
    #expect(lines(Array("x = '".utf8) + [0xE9] + Array("'".utf8)) == ["x = '\u{FFFD}'"])
    #expect(lines([0xEF, 0xBB, 0xBF] + Array("x".utf8)) == ["x"])
  }
}

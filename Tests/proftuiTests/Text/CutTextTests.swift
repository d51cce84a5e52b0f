import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct CutTextTests {
  @Test func textThatFitsStays() {
    #expect(CutText.end("views.py", columns: 8, .unicode) == "views.py")
    #expect(CutText.start("views.py", columns: 8, .unicode) == "views.py")
  }

  @Test func endsAndStartsAreCut() {
    #expect(CutText.end("views.py", columns: 5, .unicode) == "view…")
    #expect(CutText.start("views.py", columns: 5, .unicode) == "…s.py")
    #expect(CutText.end("views.py", columns: 5, .ascii) == "vie..")
    #expect(CutText.start("views.py", columns: 1, .ascii) == "")
    #expect(CutText.end("views.py", columns: 0, .unicode) == "")
  }

  @Test func wideAndCombiningCharactersAreMeasured() {
    #expect(CutText.end("漢字漢字", columns: 5, .unicode) == "漢字…")
    #expect(CutText.end("漢字漢字", columns: 4, .unicode) == "漢…")
    #expect(CutText.start("漢字漢字", columns: 4, .unicode) == "…字")
    #expect(CutText.end("e\u{301}e\u{301}e\u{301}", columns: 2, .unicode) == "e\u{301}…")
    #expect(CutText.start("e\u{301}e\u{301}e\u{301}", columns: 2, .unicode) == "…e\u{301}")
  }

  @Test func whatIsCutIsCleaned() {
    #expect(CutText.end("a\u{1b}[2Jb", columns: 20, .unicode) == "a\\x1b[2Jb")
  }

  @Test func builtinsLoseTheWordsAroundThem() {
    func short(_ name: String) -> String {
      var builder = ProfileBuilder()
      let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1, cumulativeTime: 1)
      builder.add(builder.function(.init(file: "~", line: 0, name: name)), numbers)
      return FunctionText.short(builder.build().functions[FunctionID(0)])
    }
    #expect(short("<built-in method time.sleep>") == "time.sleep")
    #expect(short("<method 'execute' of 'psycopg2.extensions.cursor' objects>") == "cursor.execute")
    #expect(short("<something else>") == "<something else>")
  }
}

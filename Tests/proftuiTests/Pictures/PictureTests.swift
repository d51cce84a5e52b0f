import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Pictures as SVG; that they are well-formed, `ExportPeersTests` shows.
@Suite struct PictureTests {
  private func subject(_ profile: Profile) -> Subject {
    var subject = Subject(name: "<x>.prof", profile: profile)
    subject.setTree(CallTree(preparing: profile))
    return subject
  }

  private var program: Subject { subject(TracedProgram("main 1\n  parse 2\n    lex 3\n  eval 4\n    lex 5").profile) }

  /// The text of the elements that hold some, in order.
  private func words(_ picture: String) -> [String] {
    picture.split(separator: "<text ").dropFirst().compactMap { element in
      element.split(separator: ">").dropFirst().first.map { String($0.prefix { $0 != "<" }) }
    }
  }

  @Test func icicleHasHeadingBoxesLegendAndFootnote() {
    let words = words(IcicleSVG(program).text)
    #expect(words.prefix(2) == ["&lt;x&gt;.prof", "0.0150 µs, 5 calls, 4 functions"])
    #expect(words.contains("main") && words.contains("lex") && words.contains("application 100 %"))
    #expect(words.last == "100 % of the time is measured. Faded boxes with ~ are estimates.")
  }

  @Test func boxesAreAsWideAsTheirTimes() {
    let boxes = IcicleSVG(program).text.split(separator: "\n").filter { $0.contains("class=\"box\"") }
    #expect(boxes.count == 6)
    // main 15 of 1176 pixels, eval 9, parse 5, lex 5 and 3.
    let widths = boxes.compactMap { $0.split(separator: "width=\"").dropFirst().first?.prefix { $0 != "\"" } }
    #expect(widths == ["1176", "1176", "706", "392", "392", "235"])
  }

  @Test func everyBoxTellsItsNumbers() {
    for picture in [IcicleSVG(program).text, SunburstSVG(program).text] {
      #expect(picture.contains("<title>app.py:4(eval)\n0.0090 µs, 60.0 %\nself 0.0040 µs\nmeasured</title>"))
    }
  }

  @Test func sunburstLabelsItsRings() {
    let words = words(SunburstSVG(program).text)
    #expect(Set(["total", "main", "eval", "parse", "lex", "application 100 %"]).isSubset(of: words))
  }

  @Test func namesStayText() {
    let hostile = subject(drawnProfile("</title><script>alert(1)</script> 1 1 1"))
    for picture in [IcicleSVG(hostile).text, SunburstSVG(hostile).text] {
      #expect(!picture.contains("<script"))
    }
  }
}

import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct CallTreeStoryTests {
  private let recursive = drawnProfile(
    """
    main       1     1.0   9.0
    walk     5/1     6.0   8.0
    visit      5     2.0   2.0
    main > walk   1    2.0  8.0
    walk > walk   4/1  4.0  6.0
    walk > visit  5    2.0  2.0
    """)

  @Test func zoomingOutPassesTheLevelsThatWereFolded() {
    var session = Session(recursive)
    session.press(.character("r"), .character("x"), .character("c"), .escape, .character("g"))
    var zooms: [[String]] = []
    for _ in 0..<4 {
      session.press(.down, .enter)
      zooms.append(session.zoomed)
    }
    #expect(Set(zooms).count == 4)
    session.press(.character("r"))
    for _ in 0..<5 {
      session.press(.backspace)
      #expect(session.explorer.has(session.explorer.zoom), "\(session.zoomed)")
    }
    #expect(session.zoomed == [])
  }

  @Test func recursionIsOneBoxUntilItIsUnfolded() {
    var session = Session(recursive)
    session.press(.down, .down)
    #expect(session.screen.text.contains("walk (5 levels)"))
    #expect(session.explorer.icicle.rows.count == 4)
    session.press(.character("r"))
    #expect(!session.screen.text.contains("levels"))
    #expect(session.explorer.icicle.rows.count > 4)
    session.press(.down)
    #expect(session.selectedPath == ["main", "walk", "walk"])
    session.press(.enter, .character("r"))
    #expect(session.zoomed == ["main", "walk"])
    #expect(session.screen.text.contains("walk (5 levels)"))
  }

  @Test func theDetailSaysWhyATimeIsAnEstimate() {
    let shared = drawnProfile(
      """
      main    1   0    12.0
      first   1   1.5   6.0
      second  1   2.5   6.0
      both    2   2.0   8.0
      x       2   3.1   3.1
      y       2   2.9   2.9
      main > first   1  1.5  6.0
      main > second  1  2.5  6.0
      first > both   1  1.0  4.5
      second > both  1  1.0  3.5
      both > x       2  3.1  3.1
      both > y       2  2.9  2.9
      """)
    var session = Session(shared, columns: 100)
    session.press(.down, .down, .down)
    #expect(session.selectedPath == ["main", "first", "both"])
    #expect(session.screen.text.contains("\n measured\n"))
    session.press(.down)
    #expect(session.selectedPath == ["main", "first", "both", "x"])
    #expect(session.screen.text.contains("this box ~1.808 s 15.1 %"))
    #expect(session.screen.text.contains("estimate: both has 2 callers; measured sum 3.10 s, split 1 : 1"))
  }

  @Test func aSketchIsReplacedByThePreparedTreeOnce() {
    let sketch = Subject(name: "test.prof", profile: recursive)
    var state = State(
      size: Size(columns: 80, rows: 24), appearance: .unicode, content: .explorer(Explorer(sketch)))
    #expect(draw(state).text.contains("a first sketch: the call tree is being prepared"))
    #expect(draw(state).text.contains("~walk"))
    _ = state.update(.prepared(CallTree(preparing: recursive), opening: 0))
    #expect(draw(state).text.contains("the call tree is ready"))
    #expect(draw(state).text.contains("of self time measured, self times add up"))
    #expect(!draw(state).text.contains("~walk"))
  }

  @Test func whatKeysAskIsWorkedOutBehindTheFirstPicture() {
    var state = State(
      size: Size(columns: 120, rows: 24), appearance: .unicode,
      content: .explorer(Explorer(Subject(name: "test.prof", profile: recursive))))
    _ = state.update(.key(.character("f")))
    #expect(draw(state).text.contains("looking for findings"))
    _ = state.update(.key(.enter))
    #expect(draw(state).text.contains("findings are still being looked for"))
    let subject = Subject(name: "test.prof", profile: recursive)
    _ = state.update(.worked(Groundwork(of: subject), opening: 7))
    #expect(state.explorer?.subject.findings == nil)
    _ = state.update(.worked(Groundwork(of: subject), opening: 0))
    guard case .findings(let page)? = state.explorer?.page else {
      Issue.record("no page of findings")
      return
    }
    #expect(page.findings == state.explorer?.subject.findings)
    #expect(!draw(state).text.contains("looking for findings"))
  }

  @Test func whatIsWrongWithTheSettingsIsSaidUntilAKeyIsPressed() {
    var state = State(size: Size(columns: 80, rows: 24), appearance: .unicode, content: .reading(name: "large.prof"))
    state.message = "settings, line 1"
    _ = state.update(.opened(Subject(name: "large.prof", profile: recursive)))
    #expect(draw(state).text.contains("settings, line 1"))
    _ = state.update(.prepared(CallTree(preparing: recursive), opening: 0))
    #expect(draw(state).text.contains("settings, line 1"))
    _ = state.update(.key(.down))
    #expect(!draw(state).text.contains("settings, line 1"))
  }

  @Test func aFileThatIsStillReadSaysSo() {
    var state = State(size: Size(columns: 80, rows: 24), appearance: .unicode, content: .reading(name: "large.prof"))
    #expect(draw(state).text.contains("reading\n  large.prof"))
    #expect(state.update(.key(.down)).isEmpty)
    #expect(state.update(.key(.character("/"))).isEmpty)
    #expect(state.update(.key(.character("q"))) == [.quit])
    _ = state.update(.opened(Subject(name: "large.prof", profile: recursive)))
    #expect(draw(state).text.contains("3 functions"))
  }
}

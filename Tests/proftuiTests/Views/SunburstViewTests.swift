import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct SunburstViewTests {
  private func session(columns: Int = 80, rows: Int = 24, _ appearance: Appearance = .unicode) throws -> Session {
    var session = try Session.slowestList(columns: columns, rows: rows, appearance)
    session.press(.character("u"))
    return session
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func theSunburst(columns: Int, rows: Int) throws {
    var session = try session(columns: columns, rows: rows)
    session.press(.down, .down)
    expectPicture(session.screen.text, "sunburst-\(columns)x\(rows)")
  }

  /// The same keys as in the icicle: the selection is the same in both.
  @Test func keysMoveAsInTheIcicle() throws {
    var ring = try session()
    var row = try Session.slowestList(columns: 720, rows: 60)
    // Rings are single functions: chains are apart in the icicle too.
    row.press(.character("x"), .character("c"), .escape)
    for key in [Key.down, .down, .character("G"), .left, .up, .up, .right, .enter, .down] {
      ring.press(key)
      row.press(key)
      #expect(ring.state.explorer?.selection == row.state.explorer?.selection, "\(key)")
    }
  }

  /// What is drawn at a point is what a click there selects, and everything that is drawn has a place.
  @Test func clicksSelectWhatIsDrawn() throws {
    var session = try session()
    let disc = SunburstDisc(session.state.layout.icicle)
    let middle = Position(row: disc.area.row + disc.area.rows / 2, column: disc.area.column + disc.diameter / 2)
    session.send(.mouse(Mouse(kind: .press, position: middle)))
    #expect(session.state.explorer?.selection.function == nil)
    session.send(
      .mouse(Mouse(kind: .press, position: Position(row: middle.row, column: middle.column + disc.diameter / 2 - 1))))
    #expect(session.state.explorer?.selection.function != nil)
    let before = session.state.explorer?.selection
    session.send(.mouse(Mouse(kind: .press, position: Position(row: disc.area.row, column: 0))))
    #expect(session.state.explorer?.selection == before, "a corner is outside the disc")
  }

  @Test func tabLeavesForTheTableAndUComesBack() throws {
    var session = try session()
    session.press(.tab)
    #expect(session.state.explorer?.isSunburst == false && session.state.explorer?.pane == .table)
    session.press(.character("u"))
    #expect(session.state.explorer?.isSunburst == true && session.state.explorer?.pane == .icicle)
    session.press(.character("u"))
    #expect(session.state.explorer?.isSunburst == false)
  }

  /// There is no table that could have the keys.
  @Test func theMouseGivesTheKeysToNoTable() throws {
    var session = try session()
    session.press(.down)
    let detail = Position(row: session.state.layout.detail.row, column: 3)
    session.send(.mouse(Mouse(kind: .wheelDown, position: detail)))
    #expect(session.explorer.isSunburst && session.explorer.pane == .icicle)
    session.send(.mouse(Mouse(kind: .press, position: Position(row: session.state.layout.split.row, column: 3))))
    #expect(!session.explorer.isSunburst && session.explorer.pane == .table)
    #expect(session.explorer.selectedGroup != nil)
  }

  @Test func terminalsThatCannotAreTold() throws {
    let session = try session(.ascii)
    #expect(session.state.explorer?.isSunburst == false)
    #expect(session.screen.text.contains("a sunburst needs UTF-8 and colours, and this terminal has not both"))
  }

  @Test func halvesHaveTheColoursOfTheirBoxes() {
    let orange = Style.Fill(hue: .application, shade: .plain)
    let steel = Style.Fill(hue: .standardLibrary, shade: .darker)
    for depth in ColourDepth.allCases where depth != .none {
      let theme = Theme(depth: depth)
      let both = theme.rendition(of: Style(.halves(orange, steel)))
      #expect(both.foreground == theme.rendition(of: Style(.box(.application, .plain))).background)
      #expect(both.background == theme.rendition(of: Style(.box(.standardLibrary, .darker))).background)
      #expect(theme.rendition(of: Style(.halves(orange, nil))).background == .standard)
      let selected = Style.Fill(hue: .application, shade: .plain, marks: .selected)
      #expect(theme.rendition(of: Style(.halves(selected, nil))).foreground != both.foreground)
    }
  }
}

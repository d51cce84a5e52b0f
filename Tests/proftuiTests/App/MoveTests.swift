import ProfileModel
import TestSupport
import Testing

@testable import proftui

@Suite struct MoveTests {
  private let profile = Session.readingTwice

  private func session() -> Session { Session(profile) }

  @Test func theWholeIsSelectedAtFirstAndTheTableStartsWithTheHottest() {
    var session = session()
    #expect(session.selectedPath == [])
    session.press(.tab)
    #expect(session.selected == "read")
    #expect(session.selectedPath == ["main", "parse", "read"])
  }

  @Test func arrowsWalkTheIcicle() {
    var session = session()
    session.press(.character("g"))
    #expect(session.selectedPath == [])
    session.press(.down, .down)
    #expect(session.selectedPath == ["main", "parse"])
    session.press(.right)
    #expect(session.selectedPath == ["main", "print"])
    session.press(.right)
    #expect(session.selectedPath == ["main", "print"])
    session.press(.down)
    #expect(session.selectedPath == ["main", "print", "read"])
    session.press(.home)
    #expect(session.selectedPath == ["main", "parse", "read"])
    session.press(.end, .up, .up, .up, .up)
    #expect(session.selectedPath == [])
    session.press(.character("G"))
    #expect(session.selectedPath == ["main", "parse", "read"])
  }

  @Test func theTableFollowsTheIcicleAndBack() {
    var session = session()
    session.press(.character("g"), .down, .down, .tab)
    #expect(session.selected == "parse")
    #expect(session.table == ["read", "parse", "print", "main"])
    session.press(.down)
    #expect(session.selected == "print")
    #expect(session.selectedPath == ["main", "print"])
    session.press(.character("G"), .down)
    #expect(session.selectedPath == ["main"])
    session.press(.character("g"))
    #expect(session.selectedPath == ["main", "parse", "read"])
  }

  @Test func enterZoomsAndBackspaceGoesBackOneLevel() {
    var session = session()
    session.press(.character("g"), .down, .down, .enter)
    #expect(session.zoomed == ["main", "parse"])
    session.press(.down, .enter)
    #expect(session.zoomed == ["main", "parse", "read"])
    session.press(.backspace)
    #expect(session.zoomed == ["main", "parse"])
    #expect(session.selectedPath == ["main", "parse", "read"])
    session.press(.enter, .character("0"))
    #expect(session.zoomed == [])
    #expect(session.selectedPath == ["main", "parse", "read"])
    session.press(.escape)
    #expect(session.zoomed == [])
  }

  @Test func theTableZoomsToAFunctionFromEverywhere() {
    var session = session()
    session.press(.tab, .enter)
    #expect(session.zoomed == ["read"])
    #expect(session.explorer.zoomedNode.time == 4.0)
    #expect(session.screen.text.contains("read from everywhere"))
    session.press(.left)
    #expect(session.zoomed == [])
  }

  @Test func sortingGoesByColumnAndBackwards() {
    var session = session()
    session.press(.character("1"))
    #expect(session.table == ["read", "main", "parse", "print"])
    session.press(.character("S"))
    #expect(session.table == ["main", "parse", "print", "read"])
    session.press(.character("4"))
    #expect(session.table == ["main", "parse", "read", "print"])
    session.press(.character("s"))
    #expect(session.explorer.table.order == TableOrder(by: .cumulativeTimePerCall))
    session.press(.character("6"), .character("s"))
    #expect(session.explorer.table.order == TableOrder(by: .calls))
  }

  @Test func theMouseSelectsZoomsAndSorts() {
    var session = session()
    let layout = session.state.layout
    func click(_ row: Int, _ column: Int) -> Event {
      .mouse(Mouse(kind: .press, position: Position(row: row, column: column)))
    }
    session.send(click(layout.icicle.row + 2, 0))
    #expect(session.selectedPath == ["main", "parse"])
    session.send(click(layout.icicle.row + 2, 0))
    #expect(session.zoomed == ["main", "parse"])
    session.send(click(layout.tableRows.row + 2, 30))
    #expect(session.selected == "print")
    session.send(click(layout.tableHeading.row, 3))
    #expect(session.explorer.table.order.column == .calls)
    session.send(.mouse(Mouse(kind: .wheelDown, position: Position(row: layout.tableRows.row, column: 0))))
    #expect(session.selected == "print")
    session.send(click(layout.tableRows.row + 7, 30))
    session.send(click(500, 500))
    #expect(session.selected == "print")
  }

  /// The table stays at its hottest functions while one walks the icicle; the selected one is shown on the nearest line.
  @Test func theTableStaysWhileOneMovesInTheIcicle() throws {
    var session = try Session.slowestList(columns: 80, rows: 24)
    let lines = session.state.layout.tableRows.rows
    session.press(.character("g"), .down)
    let row = try #require(session.explorer.selection.function.flatMap(session.explorer.table.rows.row(of:)))
    #expect(row >= lines)
    #expect(session.explorer.rowsShown(onLines: lines) == Array(0..<lines - 1) + [row])
    let last = session.state.layout.tableRows.endRow - 1
    #expect(String(session.screen.text.split(separator: "\n")[last]).contains("list_resource_providers"))
    session.send(.mouse(Mouse(kind: .press, position: Position(row: last, column: 30))))
    #expect(session.selected == "list_resource_providers")
    #expect(session.explorer.rowsShown(onLines: lines) == Array(row + 1 - lines...row))
    session.press(.tab, .character("g"), .down)
    let top = session.explorer.table.top
    session.type("/_serialize_links")
    session.press(.enter)
    #expect(top > 0 && session.explorer.rowsShown(onLines: lines).first == 0)
  }

  @Test func endingsAreEffects() {
    var session = session()
    session.press(.control("z"), .control("l"), .character("q"))
    #expect(session.effects == [.suspend, .redraw, .quit])
  }

  /// Many random keys on real and odd profiles: the selection exists, the table and the icicle keep it in sight.
  @Test func anyKeysKeepTheSelectionInSight() throws {
    var random = SplitMix(seed: 7)
    let keys = KeyBindings.standard.bindings.flatMap(\.keys) + [.character("x"), .character("e"), .unknown]
    for profile in try Fixtures.goodProfiles() {
      var session = Session(profile, columns: 60, rows: 16)
      for _ in 0..<40 {
        session.press(keys.randomElement(using: &random) ?? .unknown)
        if Int.random(in: 0..<20, using: &random) == 0 {
          session.send(
            .resize(
              Size(columns: .random(in: 1...140, using: &random), rows: .random(in: 1...50, using: &random))))
        }
        let screen = session.screen
        #expect(screen.cells.count == screen.size.columns * screen.size.rows)
        expectSelectionInSight(session)
      }
    }
  }

  private func expectSelectionInSight(_ session: Session) {
    let explorer = session.explorer
    let layout = session.state.layout
    if layout.isTooSmall { return }
    // The sunburst has the table's room too.
    if !explorer.isSunburst, let row = explorer.selection.function.flatMap(explorer.table.rows.row(of:)) {
      let shown = explorer.rowsShown(onLines: layout.tableRows.rows)
      #expect(shown.contains(row) && shown == shown.sorted())
    }
    if let place = explorer.place(of: explorer.selection) {
      #expect((explorer.icicleTop..<explorer.icicleTop + layout.icicle.rows).contains(place.row))
    }
  }
}

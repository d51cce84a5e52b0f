import Testing

@testable import proftui

@Suite struct LayoutTests {
  /// The areas follow each other without gap or overlap and end with the screen.
  @Test func areasTileTheScreen() {
    for rows in Layout.smallest.rows...120 {
      let layout = Layout(Size(columns: 80, rows: rows))
      let areas = [
        layout.title, layout.breadcrumb, layout.split, layout.icicle, layout.rule, layout.detail, layout.tableHeading,
        layout.tableRows, layout.status,
      ]
      #expect(areas.allSatisfy { ($0.rows > 0 || $0 == layout.split) && $0.columns == 80 })
      #expect(layout.split.rows == (rows < 20 ? 0 : 1))
      #expect(layout.page.row == layout.breadcrumb.endRow && layout.page.endRow == layout.status.row)
      #expect(zip(areas, areas.dropFirst()).allSatisfy { $0.endRow == $1.row })
      #expect(layout.status.endRow == rows)
    }
  }

  @Test func smallScreensAreTooSmallButNeverTrap() {
    for size in [(0, 0), (1, 1), (20, 5), (39, 12), (40, 11)] {
      #expect(Layout(Size(columns: size.0, rows: size.1)).isTooSmall)
    }
    #expect(!Layout(Layout.smallest).isTooSmall)
  }

  @Test func columnsOfTheTableFollowEachOther() {
    let columns = TableColumns(callsWidth: 12, width: 100)
    #expect(columns[.calls] == 0..<13)
    #expect(columns[.name].upperBound == 100)
    #expect(columns.column(at: 0) == .calls)
    #expect(columns.column(at: 99) == .name)
  }

  @Test func chosenColumnsLieInTheirOrder() {
    let columns = TableColumns(callsWidth: 5, [.name, .cumulativeTime], width: 40)
    #expect(columns[.name] == 0..<30)
    #expect(columns[.cumulativeTime] == 31..<40)
    #expect(columns.end == 40)
    #expect(columns.column(at: 35) == .cumulativeTime)
    let between = TableColumns(callsWidth: 5, [.calls, .name, .selfTime], width: 40)
    #expect([between[.calls], between[.name], between[.selfTime]] == [0..<9, 11..<30, 31..<40])
  }

  @Test func columnsWithoutRoomAreLeftOutButNotTheWideOne() {
    let shapes = [9, 9, 9, 0].map { RequestColumns.Shape(width: $0, room: 30) }
    #expect(RequestColumns.ranges(of: shapes, within: 59) == [1..<10, 11..<20, 0..<0, 21..<58])
  }
}

@Suite struct KeyBindingsTests {
  /// Keys as other programs have them; the table itself refuses to bind a key twice.
  @Test func keysAreWhereHandsExpectThem() {
    #expect(KeyBindings.standard.action(for: .character("j")) == .down)
    #expect(KeyBindings.standard.action(for: .enter) == .zoomIn)
    #expect(KeyBindings.standard.action(for: .escape) == .zoomOut)
    #expect(KeyBindings.standard.action(for: .character("4")) == .sort(.cumulativeTime))
    #expect(KeyBindings.standard.action(for: .control("c")) == .quit)
    #expect(KeyBindings.standard.action(for: .function(7)) == nil)
  }

  @Test func everyBindingIsExplained() {
    for binding in KeyBindings.standard.bindings {
      #expect(!binding.keys.isEmpty && !binding.help.isEmpty)
      for key in binding.keys { #expect(!key.name(.unicode).isEmpty) }
    }
  }
}

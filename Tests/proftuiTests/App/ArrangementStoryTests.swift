import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// What is folded away and grouped of a large profile is worked out in the background.
@Suite struct ArrangementStoryTests {
  private let profile = drawnProfile(
    """
    main         1   1.0  10.0
    /x/site-packages/orm/query.py:all  4  4.0  9.0
    ~:execute    4   5.0   5.0
    main > /x/site-packages/orm/query.py:all  4  4.0  9.0
    /x/site-packages/orm/query.py:all > ~:execute  4  5.0  5.0
    """)

  private func session() -> Session {
    var session = Session(profile, columns: 100)
    session.state.edgesArrangedAtOnce = 0
    return session
  }

  private func arranged(_ session: Session, _ arrangement: Arrangement) -> Event {
    let explorer = session.explorer
    return .arranged(
      ArrangedProfile(arrangement, of: explorer.subject, order: explorer.table.order),
      opening: explorer.subject.opening)
  }

  @Test func keysGoOnAndTheScreenSaysWhatIsDone() {
    var session = session()
    session.press(.character("x"), .character("b"))
    #expect(session.effects.last == .arrange(Arrangement(filters: [.builtins])))
    #expect(session.statusLine.contains("b built-ins ✓") && session.statusLine.contains("folding"))
    #expect(session.table.count == 3, "nothing is folded yet")
    session.press(.escape, .tab, .down)
    #expect(session.statusLine.contains("arranging"))
    session.send(arranged(session, Arrangement(filters: [.builtins])))
    #expect(session.table == ["all", "main"])
    #expect(!session.statusLine.contains("arranging"))
  }

  @Test func theLastWishCountsAndWhatIsLateIsDropped() {
    var session = session()
    session.press(.character("o"), .character("o"))
    #expect(
      session.effects.suffix(2) == [
        .arrange(Arrangement(grouping: .files)), .arrange(Arrangement(grouping: .packages)),
      ])
    session.send(arranged(session, Arrangement(grouping: .files)))
    #expect(session.explorer.table.groups == nil)
    session.send(arranged(session, Arrangement(grouping: .packages)))
    #expect(session.explorer.table.groups?.grouping == .packages)
  }

  /// A better call tree comes while something is folded: it is folded anew, and what was folded from the old tree is not
  /// shown for it.
  @Test func aBetterTreeIsFoldedAnew() {
    var session = Session(
      State(
        size: Size(columns: 100, rows: 30), appearance: .unicode,
        content: .explorer(Explorer(Subject(name: "a", profile: profile)))))
    session.state.edgesArrangedAtOnce = 0
    let folded = Arrangement(filters: [.builtins])
    session.press(.character("x"), .character("b"), .escape)
    let early = arranged(session, folded)
    session.send(.prepared(CallTree(preparing: profile), opening: 0))
    session.send(early)
    #expect(session.effects.last == .arrange(folded) && session.explorer.subject.filters.isEmpty)
    session.send(arranged(session, folded))
    #expect(session.explorer.subject.filters == [.builtins] && session.explorer.subject.tree.isPrepared)
  }

  @Test func aClickOnAPackageSelectsItsGroup() throws {
    var session = session()
    session.send(.mouse(Mouse(kind: .press, position: Position(row: 2, column: 1))))
    let wanted = Arrangement(grouping: .packages, package: .builtin)
    #expect(session.effects.last == .arrange(wanted))
    session.send(arranged(session, wanted))
    #expect(session.explorer.selectedGroup?.key == .package(.builtin))
  }
}

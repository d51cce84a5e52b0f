import ProfileModel
import TestSupport
import Testing

@Suite struct ProfileTests {
  private func names(_ functions: some Sequence<FunctionID>, of profile: Profile) -> [String] {
    functions.map { profile.functions.name(of: $0) }
  }

  @Test func totalsAreSumsOverFunctions() {
    let profile = drawnProfile(
      """
      main          1    0.5  3.5
      helper      4/2    3.0  3.0
      main > helper 4/2  3.0  3.0
      """)
    #expect(profile.totalTime == 3.5)
    #expect(profile.calls == 5)
    #expect(profile.primitiveCalls == 3)
  }

  /// `exec` is called by importlib too, but once more than that: it is the root. The profiler of `profile` has no calls.
  @Test func rootsHaveCallsThatNoCallerAccountsFor() {
    let profile = drawnProfile(
      """
      ~:exec          3/1  0.1  9.0
      import_module   2    0.2  2.0
      ~:exec > import_module 2 0.2 2.0
      import_module > ~:exec 2/1 0.05 1.0
      """)
    #expect(names(profile.roots, of: profile) == ["exec"])
    let pure = drawnProfile(
      """
      profiler      0  0    0
      main          1  1.0  1.0
      profiler > main  1
      """)
    #expect(names(pure.roots, of: pure) == ["profiler"])
  }

  @Test func ringsHaveNoRootAndGhostsAreRoots() {
    let ring = drawnProfile(
      """
      a  1  1.0  2.0
      b  1  1.0  2.0
      a > b  1  1.0  2.0
      b > a  1  1.0  2.0
      """)
    #expect(ring.roots.isEmpty)
    let ghost = drawnProfile(
      """
      a  1  1.0  1.0
      ghost > a  1  1.0  1.0
      """)
    #expect(names(ghost.roots, of: ghost) == ["ghost"])
    #expect(!ghost.functions.hasEntry(ghost.roots[0]))
  }

  @Test func edgesAreFoundFromBothEnds() {
    let profile = drawnProfile(
      """
      a  1  1  4
      b  1  1  2
      c  2  1  1
      a > b  1  1  2
      b > c  1  0.5  0.5
      a > c  1  0.5  0.5
      """)
    let graph = profile.graph
    for function in profile.functions.ids {
      #expect(graph.incoming(to: function).allSatisfy { graph.callees[$0.row] == function })
      #expect(graph.outgoing(from: function).allSatisfy { graph.callers[$0.row] == function })
    }
    #expect(names(graph.outgoing(from: FunctionID(0)).map { graph.callees[$0.row] }, of: profile) == ["b", "c"])
    #expect(names(graph.incoming(to: FunctionID(2)).map { graph.callers[$0.row] }, of: profile) == ["b", "a"])
    #expect(!graph.hasUntimedEdges)
  }

  @Test func standardNamesAreThoseOfPstats() {
    let profile = drawnProfile(
      """
      app/views.py:show  1  1  1
      ~:<built-in_method_time.sleep>  1  1  1
      """)
    #expect(profile.functions[FunctionID(0)].standardName == "app/views.py:10(show)")
    #expect(profile.functions[FunctionID(1)].standardName == "{built-in_method_time.sleep}")
  }
}

import TestSupport
import Testing

@testable import ProfileModel

@Suite struct NearestCallersTests {
  /// `name ×calls seconds over path`, `~` before estimates; wanted are the functions of app.py.
  private func callers(of name: String, _ profile: Profile) throws -> [String] {
    let functions = profile.functions
    let function = try #require(functions.ids.first { functions.name(of: $0) == name })
    return profile.nearestCallers(of: function) { functions.file(of: $0) == "app.py" }.map { caller in
      let path = caller.path.map { " " + functions.name(of: $0) }.joined()
      let mark = caller.isEstimate ? "~" : ""
      return "\(mark)\(functions.name(of: caller.function)) ×\(caller.calls) \(caller.time)\(path)"
    }
  }

  @Test func whoeverCallsItselfIsNearest() throws {
    let profile = drawnProfile(
      """
      main     1   1.0   9.0
      ~:sleep  4   8.0   8.0
      main > ~:sleep   4  8.0  8.0
      """)
    #expect(try callers(of: "sleep", profile) == ["main ×4.0 8.0"])
  }

  @Test func aChainOfSingleCallersIsMeasured() throws {
    let profile = drawnProfile(
      """
      main         1   1.0   9.0
      orm:query   10   2.0   8.0
      ~:execute   10   6.0   6.0
      main > orm:query       10  2.0  8.0
      orm:query > ~:execute  10  6.0  6.0
      """)
    #expect(try callers(of: "execute", profile) == ["main ×10.0 6.0 query"])
  }

  @Test func whatSeveralCausedIsSplitAndMarked() throws {
    let profile = drawnProfile(
      """
      many         1   0.0   6.0
      few          1   0.0   2.0
      orm:query    4   0.0   8.0
      ~:execute    8   8.0   8.0
      many > orm:query   3  0.0  6.0
      few > orm:query    1  0.0  2.0
      orm:query > ~:execute  8  8.0  8.0
      """)
    #expect(try callers(of: "execute", profile) == ["~many ×6.0 6.0 query", "~few ×2.0 2.0 query"])
  }

  /// One query for each call of `query`: that three of them took long in one place makes no more of them.
  @Test func whereEachCallLeadsToOneCallsAreCounted() throws {
    let profile = drawnProfile(
      """
      slow         1   0.0   7.0
      fast         1   0.0   1.0
      orm:query    4   0.0   8.0
      ~:execute    4   8.0   8.0
      slow > orm:query   1  0.0  7.0
      fast > orm:query   3  0.0  1.0
      orm:query > ~:execute  4  8.0  8.0
      """)
    #expect(try callers(of: "execute", profile) == ["~slow ×1.0 7.0 query", "~fast ×3.0 1.0 query"])
  }

  /// A property that queries once and then knows: who reads it often did not cause the query.
  @Test func whatIsAskedOftenAndInNoTimeCausedNothing() throws {
    let profile = drawnProfile(
      """
      first        1   0.0   8.0
      reader       1   0.0   0.0
      orm:property 1000   0.0   8.0
      ~:execute    2   8.0   8.0
      first > orm:property     1  0.0  8.0
      reader > orm:property  999  0.0  0.0
      orm:property > ~:execute  2  8.0  8.0
      """)
    #expect(try callers(of: "execute", profile) == ["~first ×2.0 8.0 property", "~reader ×0.0 0.0 property"])
  }

  @Test func itStopsAtTheFirstOnEveryWay() throws {
    let profile = drawnProfile(
      """
      main         1   0.0   8.0
      helper       2   0.0   6.0
      orm:query    2   0.0   6.0
      ~:execute    3   8.0   8.0
      main > helper      2  0.0  6.0
      helper > orm:query 2  0.0  6.0
      orm:query > ~:execute 2 6.0 6.0
      main > ~:execute   1  2.0  2.0
      """)
    #expect(try callers(of: "execute", profile) == ["helper ×2.0 6.0 query", "main ×1.0 2.0"])
  }

  @Test func whatNobodyWantedLeadsToIsLeftOut() throws {
    let profile = drawnProfile(
      """
      ~:exec      1   0.0   8.0
      lib:run     1   0.0   8.0
      ~:sleep     1   8.0   8.0
      ~:exec > lib:run  1  0.0  8.0
      lib:run > ~:sleep 1  8.0  8.0
      """)
    #expect(try callers(of: "sleep", profile) == [])
  }

  @Test func recursionOnTheWayIsEnteredOnce() throws {
    let profile = drawnProfile(
      """
      main        1      0.0   8.0
      lib:walk    4/1    0.0   8.0
      lib:step    3      0.0   6.0
      ~:sleep     4      8.0   8.0
      main > lib:walk     1    0.0  8.0
      lib:walk > lib:step 3/1  0.0  6.0
      lib:step > lib:walk 3/1  0.0  6.0
      lib:walk > ~:sleep  4    8.0  8.0
      """)
    #expect(try callers(of: "sleep", profile) == ["main ×4.0 8.0 walk"])
  }

  /// No call and no second appears from nowhere, whatever the file.
  @Test func noMoreArrivesThanThereIs() throws {
    for profile in try Fixtures.goodProfiles() {
      for function in profile.functions.ids where function.row.isMultiple(of: 17) {
        let found = profile.nearestCallers(of: function) { $0.row.isMultiple(of: 3) }
        let edges = profile.graph.incoming(to: function).map { profile.graph[$0] }.filter { $0.caller != function }
        let time = edges.reduce(0) { $0 + max(0, $1.cumulativeTime) }
        let calls = edges.reduce(0) { $0 + max(0, $1.calls.value) }
        #expect(found.reduce(0) { $0 + $1.time } <= time * (1 + 1e-9))
        #expect(found.reduce(0) { $0 + $1.calls } <= calls * (1 + 1e-9))
        #expect(found.allSatisfy { $0.function.row.isMultiple(of: 3) && $0.function != function })
      }
    }
  }
}

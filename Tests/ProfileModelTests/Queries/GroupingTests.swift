import TestSupport
import Testing

@testable import ProfileModel

@Suite struct GroupingTests {
  /// `file functions calls self cumulative`, the cumulative time with `~` if it is an estimate; in the order of the column.
  private func files(_ profile: Profile, by column: TableColumn = .cumulativeTime) -> [String] {
    let groups = FunctionGroups(of: profile) { .file(profile.functions.file(of: $0)) }
    return groups.sorted(by: TableOrder(by: column)).map { index in
      let group = groups.groups[index]
      guard case .file(let name) = group.key else { return "" }
      let time = group.cumulativeTime.map { "\(group.isEstimate ? "~" : "")\($0)" } ?? "-"
      return "\(name) \(group.functionCount) \(group.calls.value) \(group.selfTime) \(time)"
    }
  }

  @Test func callsWithinAGroupCountOnce() {
    let profile = drawnProfile(
      """
      main      1   1.0   9.0
      lib:a     2   3.0   8.0
      lib:b     2   5.0   5.0
      main > lib:a   2  3.0  8.0
      lib:a > lib:b  2  5.0  5.0
      """)
    #expect(files(profile) == ["app.py 1 1.0 1.0 9.0", "lib 2 4.0 8.0 8.0"])
    #expect(files(profile, by: .name) == ["app.py 1 1.0 1.0 9.0", "lib 2 4.0 8.0 8.0"])
    #expect(files(profile, by: .calls) == ["lib 2 4.0 8.0 8.0", "app.py 1 1.0 1.0 9.0"])
  }

  /// app → lib → app → lib: the second entrance is below the first, and the file says so.
  @Test func callbacksThroughOthersCountOnce() {
    let profile = drawnProfile(
      """
      main      1   1.0   9.0
      lib:map   1   2.0   8.0
      visit     1   2.0   6.0
      lib:name  1   4.0   4.0
      main > lib:map    1  2.0  8.0
      lib:map > visit   1  2.0  6.0
      visit > lib:name  1  4.0  4.0
      """)
    #expect(files(profile) == ["app.py 2 2.0 3.0 9.0", "lib 2 2.0 6.0 8.0"])
  }

  /// `visit` is called from within lib and from outside: which of its times led to `name` the file does not tell.
  @Test func whatMayBeNestedIsSplitAndMarked() {
    let profile = drawnProfile(
      """
      main      1   1.0  13.0
      lib:map   1   2.0   6.0
      visit     2   2.0   8.0
      lib:name  2   6.0   6.0
      other     1   2.0   2.0
      main > lib:map    1  2.0  6.0
      lib:map > visit   1  1.0  4.0
      main > visit      1  1.0  4.0
      visit > lib:name  2  6.0  6.0
      main > other      1  2.0  2.0
      """)
    #expect(files(profile).contains("lib 2 3.0 8.0 ~9.0"), "6 by map, and half of the 6 of name")
  }

  @Test func ringsAreTakenAsOne() {
    let profile = drawnProfile(
      """
      main       1   1.0   9.0
      lib:walk   4/1   2.0   8.0
      visit      3/1   6.0   6.0
      main > lib:walk    1    0.5  8.0
      lib:walk > visit   3/1  6.0  6.0
      visit > lib:walk   3/1  1.5  5.0
      """)
    #expect(files(profile).contains("lib 1 4.0 2.0 ~8.0"))
  }

  @Test func withoutTimesOfEdgesThereIsNoCumulativeTime() throws {
    let profile = try Fixtures.profile("good/pureprofile-runctx.prof")
    #expect(
      FunctionGroups(of: profile) { .file(profile.functions.file(of: $0)) }.groups.allSatisfy {
        $0.cumulativeTime == nil
      })
  }

  /// On every good file: every function is in one group, self times add up, and no group has more than the whole.
  @Test func groupsHaveNoMoreThanThereIs() throws {
    for profile in try Fixtures.goodProfiles() {
      let groups = FunctionGroups(of: profile) {
        .package(SourcePath(profile.functions.file(of: $0)).package)
      }
      #expect(groups.groups.reduce(0) { $0 + $1.functionCount } == profile.functions.count)
      let selfTime = groups.groups.reduce(0) { $0 + $1.selfTime }
      #expect((selfTime - profile.totalTime).magnitude <= 1e-9 * max(1, profile.totalTime.magnitude))
      for group in groups.groups {
        guard let time = group.cumulativeTime else { continue }
        #expect(time >= 0 && time <= max(0, profile.totalTime))
      }
    }
  }

  @Test func groupingsGoRound() {
    #expect(Grouping.functions.next == .files)
    #expect(Grouping.packages.next == .functions)
  }
}

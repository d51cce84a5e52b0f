import TestSupport
import Testing

@testable import ProfileModel

/// Groups, folding and call edges of a comparison, on real requests and on drawn ones.
@Suite struct ArrangedComparisonTests {
  private let before = drawnProfile(
    """
    list         1   1.0  21.0
    render       1   2.0   2.0
    x/site-packages/orm/q.py:all     10   2.0  18.0
    ~:execute  100  16.0  16.0
    list > render                        1   2.0   2.0
    list > x/site-packages/orm/q.py:all 10   2.0  18.0
    x/site-packages/orm/q.py:all > ~:execute 100 16.0 16.0
    """)
  private let after = drawnProfile(
    """
    list         1   1.0   4.0
    x/site-packages/orm/q.py:all      1   1.0   3.0
    ~:execute    2   2.0   2.0
    list > x/site-packages/orm/q.py:all  1   1.0   3.0
    x/site-packages/orm/q.py:all > ~:execute 2 2.0 2.0
    """)

  private func package(_ comparison: Comparison) -> (PairID) -> Package {
    { SourcePath(comparison.function($0).file).package }
  }

  // MARK: Groups

  @Test func aPackageIsTheSumOfItsFunctionsAndItsTimeCountsNestedCallsOnce() throws {
    let comparison = try compare([before], [after])
    let groups = ComparisonGroups(of: comparison) { .package(package(comparison)($0)) }
    let own = try #require(groups.groups.first { $0.key == .package(.application) })
    #expect(own.functionCount == 2)
    #expect(own.numbers.oldCalls == 2 && own.numbers.newCalls == 1)
    #expect(own.numbers.selfTime?.baseline == 3 && own.numbers.selfTime?.change == 1)
    #expect(own.numbers.cumulativeTime?.baseline == 21 && own.numbers.cumulativeTime?.change == 4)
    let orm = try #require(groups.groups.first { $0.key == .package(.distribution("orm")) })
    #expect(orm.numbers.cumulativeTime?.difference == -15)
    let order = groups.sorted(by: ComparisonOrder(by: .selfTime)).map { groups.groups[$0].key }
    #expect(order == [.package(.builtin), .package(.application), .package(.distribution("orm"))])
  }

  @Test func groupsOfRealRequestsAddUpToTheWhole() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    let comparison = try compare(Array(lists.prefix(4)), Array(lists.suffix(5)))
    let whole = comparison.route.change.mean - comparison.route.baseline.mean
    for byFile in [true, false] {
      let groups = ComparisonGroups(of: comparison) {
        byFile ? .file(comparison.function($0).file) : .package(package(comparison)($0))
      }
      let sum = groups.groups.reduce(0) { $0 + ($1.numbers.selfTime?.difference ?? .nan) }
      #expect(abs(sum - whole) < 1e-12)
      #expect(comparison.entries.allSatisfy { groups.group(of: $0) != nil })
    }
  }

  // MARK: Folding

  @Test func whatIsFoldedGoesToItsCallersOnBothSides() throws {
    let comparison = try compare([before], [after])
    let package = package(comparison)
    let folded = FoldedComparison(comparison, ComparisonTree(preparing: comparison)) { package($0) == .builtin }
    let orm = try #require(folded.comparison.change(of: "all"))
    #expect(orm.selfTime.baseline == 18 && orm.selfTime.change == 3)
    #expect(orm.cumulativeTime == comparison.change(of: "all")?.cumulativeTime)
    #expect(orm.verdict.selfTime == .untested)
    #expect(folded.comparison.change(of: "list")?.verdict.selfTime == comparison.change(of: "list")?.verdict.selfTime)
    let execute = try #require(comparison.change(of: "execute"))
    #expect(!folded.isShown(execute.id) && folded.isShown(orm.id))
    #expect(folded.tree[.change].callees(named: "execute", of: folded.comparison, .change) == 0)
  }

  @Test func foldingRealRequestsLosesNothing() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    let comparison = try compare(Array(lists.prefix(4)), Array(lists.suffix(5)))
    let tree = ComparisonTree(preparing: comparison)
    let package = package(comparison)
    let whole = comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
    for hidden in [Package.builtin, .standardLibrary, .distribution("sqlalchemy")] {
      let folded = FoldedComparison(comparison, tree) { package($0) == hidden }
      let sum = folded.comparison.functions.reduce(0) { $0 + $1.selfTime.difference }
      #expect(abs(sum - whole) < 1e-12, "\(hidden)")
      #expect(comparison.entries.contains { !folded.isShown($0) }, "\(hidden)")
    }
  }

  // MARK: Callers and callees

  @Test func edgesOfBothSidesStandSideBySide() throws {
    let comparison = try compare([before], [after])
    let list = ComparisonNeighbours(of: try #require(comparison.change(of: "list")).id, in: comparison)
    #expect(list.callers.isEmpty)
    let rows = comparison.sorted(list.callees, by: ComparisonOrder(by: .cumulativeTime))
    #expect(rows.map { comparison.function($0.pair).name } == ["all", "render"])
    #expect(rows[0].numbers.oldCalls == 10 && rows[0].numbers.newCalls == 1)
    #expect(rows[0].numbers.cumulativeTime?.difference == -15)
    #expect(rows[1].numbers.newCalls == nil && rows[1].numbers.cumulativeTime?.difference == -2)
  }

  /// What all callers account for is what the function has, where callers account for all of it.
  @Test func edgesOfRealRequestsAreThoseOfTheirProfiles() throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    let comparison = try compare([lists[0]], [lists[1]])
    for pair in comparison.entries {
      let functions = comparison.matching[pair]
      let rows = ComparisonNeighbours(of: pair, in: comparison).callers
      let calls = rows.reduce(Count.zero) { $0 + ($1.numbers.newCalls ?? .zero) }
      let expected = functions.change.reduce(Count.zero) { sum, function in
        lists[1].graph.incoming(to: comparison.change.mean.labelled(function, in: lists[1])).reduce(sum) {
          $0 + lists[1].graph[$1].calls
        }
      }
      #expect(calls == expected, "\(comparison.function(pair).name)")
    }
  }
}

extension CallTree {
  /// How many boxes right below the boxes of the first two rows are of a function.
  fileprivate func callees(named name: String, of comparison: Comparison, _ side: ComparisonSide) -> Int {
    var boxes = [root]
    var found = 0
    for _ in 0..<4 {
      boxes = boxes.flatMap { children(of: $0) }
      found += boxes.count { box in
        box.function.map { comparison[side].sum.functions.name(of: $0) == name } ?? false
      }
    }
    return found
  }
}

extension Profile {
  /// The function with the same label in another profile.
  fileprivate func labelled(_ function: FunctionID, in other: Profile) -> FunctionID {
    let label = functions[function]
    return other.functions.ids.first {
      let own = other.functions[$0]
      return (own.file, own.line, own.name) == (label.file, label.line, label.name)
    } ?? FunctionID(0)
  }
}

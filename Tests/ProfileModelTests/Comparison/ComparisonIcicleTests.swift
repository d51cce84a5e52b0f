import ProfileModel
import TestSupport
import Testing

@Suite struct ComparisonIcicleTests {
  /// `main` hands all to `app` on both sides; but much of what `app` does is gone.
  private let before = drawnProfile(
    """
    main     1   0.0  10.0
    app      1   0.0  10.0
    load     1   0.0   6.0
    leaf     1   6.0   6.0
    checks   1   4.0   4.0
    main > app      1  0.0  10.0
    app > load      1  0.0   6.0
    app > checks    1  4.0   4.0
    load > leaf     1  6.0   6.0
    """)
  private let after = drawnProfile(
    """
    main     1   0.0   4.0
    app      1   0.0   4.0
    load     1   0.0   4.0
    leaf     1   4.0   4.0
    main > app      1  0.0   4.0
    app > load      1  0.0   4.0
    load > leaf     1  4.0   4.0
    """)

  private func icicle(
    _ tree: ComparisonTree, _ chains: ComparisonIcicle.Chains, _ side: ComparisonSide = .change
  ) -> ComparisonIcicle {
    ComparisonIcicle(of: tree, at: .total, side, columns: 40, rowLimit: 20, chains: chains)
  }

  /// The rows as text: what a box joins, its seconds, and those of the other side.
  private func drawing(_ icicle: ComparisonIcicle, of comparison: Comparison) -> String {
    let side = icicle.side == .change ? comparison.change.sum : comparison.baseline.sum
    return icicle.icicle.rows.enumerated().map { row, boxes in
      boxes.enumerated().map { index, box in
        let names = box.functions.map { side.functions.name(of: $0) }.joined(separator: "›")
        let other = icicle[Icicle.Place(row: row, index: index)]
        return "\(names.isEmpty ? "total" : names) \(box.time)\(other.isMissing ? " alone" : ", \(other.time)")"
      }.joined(separator: " | ")
    }.joined(separator: "\n")
  }

  /// `app` and `load` are apart although the change hands all on: in the baseline much of it went elsewhere.
  @Test func aChainEndsWhereTheSidesPart() throws {
    let comparison = try compare([before], [after])
    let tree = ComparisonTree(preparing: comparison)
    #expect(
      drawing(icicle(tree, .joined(except: [])), of: comparison) == """
        total 4.0, 10.0
        main›app 4.0, 10.0
        load›leaf 4.0, 6.0
        """)
    #expect(
      drawing(icicle(tree, .joined(except: []), .baseline), of: comparison) == """
        total 10.0, 4.0
        main›app 10.0, 4.0
        load›leaf 6.0, 4.0 | checks 4.0 alone
        """)
    #expect(drawing(icicle(tree, .apart), of: comparison).split(separator: "\n").count == 5)
  }

  /// What one side alone has is a chain of its own, and not one with what both have.
  @Test func whatIsAddedIsApart() throws {
    let old = drawnProfile("main 1 2.0 2.0")
    let comparison = try compare([old], [after])
    let tree = ComparisonTree(preparing: comparison)
    #expect(
      drawing(icicle(tree, .joined(except: [])), of: comparison) == """
        total 4.0, 2.0
        main 4.0, 2.0
        app›load›leaf 4.0 alone
        """)
  }

  @Test func oneChainOpensAndTheOthersStayJoined() throws {
    let comparison = try compare([before], [after])
    let tree = ComparisonTree(preparing: comparison)
    let joined = icicle(tree, .joined(except: []))
    let path = joined.path(to: Icicle.Place(row: 1, index: 0), from: .total, in: tree)
    #expect(
      drawing(icicle(tree, .joined(except: [path])), of: comparison) == """
        total 4.0, 10.0
        main 4.0, 10.0
        app 4.0, 10.0
        load›leaf 4.0, 6.0
        """)
  }

  /// On real profiles: every path leads to its box, joined or not; and a joined box tells the truth about all its functions:
  /// on both sides they have the same times to 2 % a step.
  @Test(arguments: [ComparisonSide.baseline, .change]) func joinedBoxesDifferAlike(side: ComparisonSide) throws {
    let lists = try Fixtures.providerLists().map(\.profile)
    let comparison = try compare([lists[0]], [lists[8]])
    let tree = ComparisonTree(preparing: comparison)
    let icicle = ComparisonIcicle(
      of: tree, at: .total, side, columns: 120, rowLimit: 60, chains: .joined(except: []))
    var chains = 0
    for (row, boxes) in icicle.icicle.rows.enumerated() {
      for (index, box) in boxes.enumerated() where box.node != nil {
        let place = Icicle.Place(row: row, index: index)
        let path = icicle.path(to: place, from: .total, in: tree)
        for depth in (path.pairs.count - box.joined.count)...path.pairs.count where depth > 0 {
          #expect(icicle.place(of: path.prefix(depth), from: .total, in: tree) == place)
        }
        let other = tree.node(at: path, side.other)
        #expect((other == nil) == (icicle[place].node == nil) && other?.time == icicle[place].node?.time)
        guard !box.joined.isEmpty, let other else { continue }
        chains += 1
        #expect(other.time >= icicle[place].time * 0.85, "a chain that hands on less: \(box.functions)")
      }
    }
    #expect(chains > 5)
  }
}

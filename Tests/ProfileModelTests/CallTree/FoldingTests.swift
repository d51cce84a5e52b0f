import ProfileModel
import TestSupport
import Testing

/// Functions that are folded away: their time goes to their callers, in table and tree.
@Suite struct FoldingTests {
  private func folding(_ profile: Profile, hiding names: Set<String>, prepared: Bool = true) -> Folding {
    let isHidden = profile.functions.ids.map { names.contains(profile.functions.name(of: $0)) }
    return Folding(
      prepared ? CallTree(preparing: profile) : CallTree(profile), of: profile, hiding: isHidden)
  }

  /// `main 10  parse 5`: what the table shows, in nanoseconds.
  private func table(_ folding: Folding, _ profile: Profile) -> String {
    profile.functions.ids.filter(folding.isShown).map {
      "\(profile.functions.name(of: $0)) \(Int((folding.selfTimes[$0.row] * 1e9).rounded()))"
    }.joined(separator: "  ")
  }

  private let sorting = TracedProgram(
    "main 1\n  load 2\n    sorted 3\n      key 4\n      len 5\n  store 6\n    sorted 7\n    len 8"
  ).profile

  @Test func timeGoesToTheCaller() {
    let folding = folding(sorting, hiding: ["len"])
    #expect(table(folding, sorting) == "main 1  load 2  sorted 15  key 4  store 14")
    #expect(
      folding.tree.picture(of: sorting)
        == "main 36 (1)\n  store 21 (14)\n    sorted 7 (7)\n  load 14 (2)\n    sorted 12 (8)\n      key 4 (4)")
  }

  @Test func chainsOfHiddenFunctionsAreFollowed() {
    let folding = folding(sorting, hiding: ["len", "sorted"])
    #expect(table(folding, sorting) == "main 1  load 10  key 4  store 21", "len is sorted's, and that load's")
    #expect(
      folding.tree.picture(of: sorting) == "main 36 (1)\n  store 21 (21)\n  load 14 (10)\n    key 4 (4)",
      "key moves up to load")
  }

  @Test func hiddenRootsKeepTheirPlace() {
    let profile = TracedProgram("exec 1\n  main 2\n    open 3\n    parse 4\nexec 5").profile
    let folding = folding(profile, hiding: ["exec", "open"])
    #expect(table(folding, profile) == "exec 6  main 5  parse 4")
    #expect(folding.tree.picture(of: profile) == "exec 15 (6)\n  main 9 (5)\n    parse 4 (4)")
  }

  /// Of `walk` exact sums say that `scan` is called by the outermost level and `stat` by the inner one; what the inner level
  /// takes itself stands in no column of that table.
  @Test func theTimeOfRecursionGoesToTheCallerWhereExactSumsSayWhoCalled() throws {
    let profile = TracedProgram(
      "main 1\n  walk 2\n    scan 11106048\n    sort 96704\n    walk 3\n      stat 923680\n      open 57"
    ).profile
    let tree = CallTree(preparing: profile)
    let walk = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "walk" })
    let recursive = try #require(tree.children(of: tree.merged(walk)).first { $0.function == walk })
    #expect(
      tree.children(of: recursive).compactMap { $0.function.map(profile.functions.name(of:)) } == ["stat", "open"],
      "exact sums were found")
    #expect(
      table(folding(profile, hiding: ["walk"]), profile) == "main 6  scan 11106048  sort 96704  stat 923680  open 57")
    #expect(
      table(folding(profile, hiding: ["walk", "stat", "scan"]), profile) == "main 12029734  sort 96704  open 57")
  }

  @Test func boxesOfOneFunctionBecomeOne() {
    let profile = TracedProgram("main 1\n  log 2\n  map 3\n    log 4\n  log 5").profile
    #expect(folding(profile, hiding: ["map"]).tree.picture(of: profile) == "main 15 (4)\n  log 11 (11)")
  }

  @Test func runsFoldAcrossHiddenFunctions() throws {
    let profile = TracedProgram("main 1\n  walk 2\n    map 3\n      walk 4\n        stat 5\n    stat 6").profile
    var tree = folding(profile, hiding: ["map"]).tree
    tree.foldsRecursion = true
    let main = try #require(tree.children(of: tree.root).first)
    let walk = tree.drawn(try #require(tree.children(of: main).first))
    #expect(walk.foldedLevels > 1)
    #expect(tree.children(of: walk).map { $0.function.map { profile.functions.name(of: $0) } } == ["stat"])
    #expect(walk.time.isNearly(20e-9))
  }

  /// `walk` calls itself by two hidden functions, eleven levels deep, 2,047 times. The tree, which knows no more than how often
  /// each calls the other, could have it more than a billion times below the first one.
  @Test func manyWaysBackToAFunctionAreNotAllFolded() throws {
    func walk(_ levels: Int) -> TracedProgram.Call {
      let below = levels > 1 ? [walk(levels - 1)] : []
      return TracedProgram.Call(
        function: "walk", own: 1_000_000,
        calls: ["~map", "~next"].map { .init(function: $0, own: 1_000_000, calls: below) })
    }
    let profile = TracedProgram(calls: [walk(11)]).profile
    var tree = folding(profile, hiding: ["map", "next"]).tree
    tree.foldsRecursion = true
    let folded = tree.drawn(try #require(tree.callees(of: tree.root, atLeast: 0).boxes.first))
    #expect((5...11).contains(folded.foldedLevels))
    #expect(
      folded.selfTime.isNearly(folded.time), "the hidden functions' time, and what no level of its own is left for")
    #expect(Icicle(of: tree, zoom: tree.root, columns: 200, rowLimit: 60).rows.count == 2)
  }

  @Test func invertedTreesHideAsWell() throws {
    let tree = folding(sorting, hiding: ["sorted"]).tree
    let key = try #require(sorting.functions.ids.first { sorting.functions.name(of: $0) == "key" })
    #expect(
      tree.inverted(key).picture(of: sorting).replacing("=", with: "").replacing("~", with: "")
        == "load 4 (0)\n  main 4 (4)")
  }

  /// What is measured stays so, and nothing else becomes it, whoever has the time then. `len` is the estimate: of its 13 ns
  /// `sorted` and `store` called some.
  @Test func asMuchIsMeasuredAsBefore() throws {
    let main = { (tree: CallTree) in try #require(tree.children(of: tree.root).first) }
    let whole = CallTree(preparing: sorting)
    let share = whole.measuredShare(below: try main(whole))
    #expect(share > 0 && share <= 1)
    for hidden in [["len"], ["sorted"], ["len", "sorted", "load"]] as [Set<String>] {
      let tree = folding(sorting, hiding: hidden).tree
      #expect(tree.measuredShare(below: try main(tree)) == share, "\(hidden)")
    }
  }

  /// What is too short for the screen is not looked for: its time is the box's own, and none is lost.
  @Test func detailOfADrawnBox() throws {
    let profile = TracedProgram("main 1\n  big 10\n    left 500\n  small 2\n    right 4").profile
    let tree = folding(profile, hiding: ["big", "small"]).tree
    let main = try #require(tree.callees(of: tree.root, atLeast: 0).boxes.first)
    func names(_ node: CallTreeNode) -> [String] {
      tree.callees(of: node, atLeast: 0).boxes.compactMap { $0.function.map { profile.functions.name(of: $0) } }
    }
    #expect(names(tree.drawn(main)) == ["left", "right"])
    let coarse = tree.drawn(main, detail: 10e-9)
    #expect(names(coarse) == ["left"])
    #expect(coarse.time == main.time && coarse.selfTime.isNearly(17e-9), "1 + 10 + 2 + 4")
  }

  @Test func nothingHiddenIsTheTreeItself() {
    let tree = CallTree(preparing: sorting)
    let folding = folding(sorting, hiding: [])
    #expect(folding.tree.picture(of: sorting) == tree.picture(of: sorting))
    #expect(folding.selfTimes == sorting.functions.selfTimes)
  }
}

/// On every file there is, for every combination of filters.
@Suite struct FoldingPropertyTests {
  private static let names = Fixtures.names(in: "profiles/good")

  private enum Part: Hashable, CaseIterable {
    case thirdParty, standardLibrary, builtin
  }

  private static func part(_ function: FunctionID, _ profile: Profile) -> Part? {
    switch SourcePath(profile.functions.file(of: function)).package {
    case .application: nil
    case .distribution: .thirdParty
    case .standardLibrary, .generated: .standardLibrary
    case .builtin: .builtin
    }
  }

  /// All combinations of the filters, and functions at random.
  private static func filters(_ profile: Profile) -> [[Bool]] {
    let parts = profile.functions.ids.map { part($0, profile) }
    let combinations = (1..<8).map { number in
      Set(Part.allCases.enumerated().filter { number & (1 << $0.offset) != 0 }.map(\.element))
    }
    var random = SplitMix(seed: 5)
    return combinations.map { hidden in parts.map { $0.map(hidden.contains) ?? false } }
      + [parts.map { _ in Bool.random(using: &random) }]
  }

  @Test(arguments: names) func nothingIsLost(name: String) throws {
    let profile = try Fixtures.profile("good/" + name)
    let sum = profile.functions.selfTimes.reduce(0, +)
    let trees = [CallTree(preparing: profile), CallTree(profile)]
    for (number, isHidden) in Self.filters(profile).enumerated() {
      let tree = trees[number == 5 ? 1 : 0]
      let folding = Folding(tree, of: profile, hiding: isHidden)
      let table = profile.functions.ids.filter(folding.isShown).reduce(0) { $0 + folding.selfTimes[$1.row] }
      #expect((table - sum).magnitude <= max(0.4e-9, 1e-14 * sum) || !sum.isFinite, "\(name)")
      #expect(
        profile.functions.ids.allSatisfy {
          !(folding.selfTimes[$0.row] < min(0, profile.functions.selfTimes[$0.row]))
        }, "\(name)")
      if number >= 6 { check(folding.tree, name) }
      #expect(folding.tree.totalTime.isNearly(tree.totalTime))
    }
  }

  @Test(arguments: 0..<20) func nothingIsLostOfRandomPrograms(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 104_729)
    for number in 0..<8 {
      let profile = TracedProgram.random(&random).profile
      let isHidden = profile.functions.ids.map { _ in Bool.random(using: &random) }
      let sum = profile.functions.selfTimes.reduce(0, +)
      for tree in [CallTree(preparing: profile), CallTree(profile)] {
        let folding = Folding(tree, of: profile, hiding: isHidden)
        #expect((folding.selfTimes.reduce(0, +) - sum).magnitude <= max(0.4e-9, 1e-14 * sum), "program \(number)")
        #expect(folding.selfTimes.allSatisfy { $0 >= 0 }, "program \(number)")
        #expect(folding.tree.brokenInvariants(limit: 50).isEmpty, "program \(number)")
        if let function = profile.functions.ids.randomElement(using: &random) {
          let inverted = folding.tree.inverted(function)
          #expect(inverted.brokenInvariants(limit: 50).isEmpty, "program \(number)")
        }
      }
    }
  }

  /// Shown functions lose nothing, and get what their edges to hidden ones say.
  @Test(arguments: names) func builtinsGiveWhatTheirEdgesSay(name: String) throws {
    let profile = try Fixtures.profile("good/" + name)
    guard !profile.graph.hasUntimedEdges, !name.contains("threads") else { return }
    let isHidden = profile.functions.ids.map { id in
      profile.graph.outgoing(from: id).isEmpty && !profile.graph.incoming(to: id).isEmpty
        && !profile.roots.contains(id)
    }
    let folding = Folding(CallTree(preparing: profile), of: profile, hiding: isHidden)
    var wrong = 0
    for id in profile.functions.ids where !isHidden[id.row] {
      let edges = profile.graph.outgoing(from: id).filter { isHidden[profile.graph.callees[$0.row].row] }
      let expected = edges.reduce(profile.functions.selfTimes[id.row]) { $0 + profile.graph.selfTimes[$1.row] }
      if !((folding.selfTimes[id.row] - expected).magnitude < 1e-9), expected.isFinite { wrong += 1 }
    }
    #expect(wrong <= profile.functions.count / 100, "\(name): only where labels were overwritten")
  }

  private func check(_ tree: CallTree, _ name: String) {
    var pending = [tree.root]
    var visited = 0
    while let node = pending.popLast(), visited < 4 {
      visited += 1
      for node in [node, tree.folded(node)] {
        let children = tree.children(of: node)
        #expect(children.reduce(node.selfTime) { $0 + $1.time }.isNearly(node.time), "\(name)")
        #expect(node.selfTime >= 0 && children.allSatisfy { $0.time > 0 })
        #expect(Set(children.map(\.function)).count == children.count, "a path names one box")
      }
      pending += tree.children(of: node)
    }
  }
}

import ProfileModel
import TestSupport
import Testing

/// Random programs, whose true trees are known: what is called measured must be true.
@Suite struct TracedProgramTests {
  /// The time of every context, in nanoseconds.
  private static func times(_ program: TracedProgram) -> [[String]: Int] {
    var times: [[String]: Int] = [:]
    for (path, own) in program.paths {
      for depth in path.indices { times[Array(path[...depth]), default: 0] += own }
    }
    return times
  }

  @Test(arguments: 0..<40) func measuredBoxesAreTrue(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 7919)
    for number in 0..<25 {
      let program = TracedProgram.random(&random)
      let profile = program.profile
      let truth = Self.times(program)
      let tree = CallTree(preparing: profile)
      for (path, node) in tree.boxes(of: profile, limit: 400) where node.exactness == .measured {
        let time = Double(truth[path.map { profile.functions.name(of: $0) }] ?? 0) / 1e9
        #expect(
          (node.time - time).magnitude < 3e-9,
          "seed \(seed), program \(number): \(path.map { profile.functions.name(of: $0) })")
      }
    }
  }

  @Test(arguments: 0..<20) func programsConserveTime(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 104_729 &+ 1)
    for _ in 0..<25 {
      let program = TracedProgram.random(&random)
      let total = Double(program.paths.values.reduce(0, +)) / 1e9
      let tree = CallTree(preparing: program.profile)
      #expect(tree.totalTime.isNearly(total))
      #expect(tree.accounting?.cause == nil)
    }
  }

  /// main's own 1, what eval and parse do themselves, and both calls of lex are measured; what lex called is not.
  @Test func zoomsSayHowMuchOfThemIsMeasured() throws {
    let program = TracedProgram(
      "main 1\n  parse 2\n    lex 3\n      match 2\n      skip 2\n  eval 4\n    lex 5\n      match 6\n      skip 6")
    let profile = program.profile
    let tree = CallTree(preparing: profile)
    let shares = tree.boxes(of: profile).reduce(into: [:]) { shares, box in
      shares[box.path.map { profile.functions.name(of: $0) }.joined(separator: " ")] = tree.measuredShare(
        below: box.node)
    }
    #expect(try #require(shares["main"]).isNearly(15.0 / 31))
    #expect(try #require(shares["main eval"]).isNearly(9.0 / 21))
    #expect(shares["main eval lex match"] == 0)
    #expect(tree.measuredShare(below: tree.root).isNearly(15.0 / 31))
  }

  /// A program in which every function has one caller is its own graph.
  @Test func withoutSharingEverythingIsMeasured() {
    let program = TracedProgram("a 1\n  b 2\n    c 3\n    d 4\n  e 5\n    f 6\n    g 7\n      h 8")
    let tree = CallTree(preparing: program.profile)
    #expect(tree.boxes(of: program.profile).count == 8)
    #expect(tree.boxes(of: program.profile).allSatisfy { $0.node.exactness == .measured })
    #expect(tree.accounting?.measuredShare == 1)
  }
}

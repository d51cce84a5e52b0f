import TestSupport
import Testing

@testable import ProfileModel

/// Profiles made of whole stacks: their numbers are those that cProfile would have counted, their trees the true ones.
@Suite struct StackTreeTests {
  /// Every call of a program as a span.
  private func spans(_ program: TracedProgram) -> Profile {
    var builder = StackTreeBuilder(measure: .calls)
    var clock = 0
    func visit(_ call: TracedProgram.Call) {
      builder.enter(builder.function(.init(file: "app.py", line: 1, name: call.function)), at: Double(clock) / 1e9)
      clock += call.own
      for callee in call.calls { visit(callee) }
      builder.leave(at: Double(clock) / 1e9)
    }
    for call in program.calls { visit(call) }
    return builder.profile()
  }

  private let shared =
    "main 1\n  parse 2\n    lex 3\n      match 2\n      skip 2\n  eval 4\n    lex 5\n      match 6\n      lex 7\n        skip 6"

  /// `name calls/primitive self cumulative` of functions and edges, in nanoseconds.
  private func numbers(_ profile: Profile) -> Set<String> {
    func text(_ calls: Count, _ primitive: Count, _ own: Double, _ time: Double) -> String {
      "\(calls.value)/\(primitive.value) \(Int((own * 1e9).rounded())) \(Int((time * 1e9).rounded()))"
    }
    let functions = profile.functions
    let rows = functions.ids.map { id in
      functions.name(of: id) + " "
        + text(
          functions.calls[id.row], functions.primitiveCalls[id.row], functions.selfTimes[id.row],
          functions.cumulativeTimes[id.row])
    }
    let edges = (0..<profile.graph.count).map { row in
      let edge = profile.graph[EdgeID(Int32(row))]
      return functions.name(of: edge.caller) + " > " + functions.name(of: edge.callee) + " "
        + text(edge.calls, edge.primitiveCalls, edge.selfTime, edge.cumulativeTime)
    }
    return Set(rows + edges)
  }

  @Test(arguments: 0..<20) func numbersAreThoseOfATracer(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    for _ in 0..<10 {
      let program = TracedProgram.random(&random)
      #expect(numbers(spans(program)) == numbers(program.profile))
    }
  }

  /// What several files of stacks become together is what one file with all of the stacks would be.
  @Test(arguments: 0..<20) func mergedTreesAreTheTreeOfAllStacks(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let files = (0..<3).map { _ in
      (0..<6).map { _ in
        let path = (0..<Int.random(in: 1...5, using: &random)).map { _ in "abc".randomElement(using: &random) ?? "a" }
        return path.map(String.init).joined(separator: ";") + " \(Int.random(in: 1...9, using: &random))\n"
      }.joined()
    }
    var merge = Merge()
    for file in files { try merge.add(FoldedReader.read(Array(file.utf8)), from: FilePath("a.folded")) }
    let merged = try #require(merge.merged())
    let whole = try FoldedReader.read(Array(files.joined().utf8))
    #expect(numbers(merged.sum) == numbers(whole))
    #expect(CallTree(merged.sum).picture(of: merged.sum) == CallTree(whole).picture(of: whole))
    #expect(CallTree(merged.mean).holdsStacks)
    try merge.add(drawnProfile("main 1 1 1", measure: .samples), from: FilePath("b.prof"))
    #expect(merge.merged()?.sum.stacks == nil, "a graph among them leaves no whole stacks")
  }

  @Test func theTreeIsTheTrueOne() {
    let profile = spans(TracedProgram(shared))
    let tree = CallTree(profile)
    #expect(
      tree.picture(of: profile) == """
        main 38 (1)
          eval 28 (4)
            lex 24 (5)
              lex#2 13 (7)
                skip 6 (6)
              match 6 (6)
          parse 9 (2)
            lex 7 (3)
              match 2 (2)
              skip 2 (2)
        """)
    #expect(tree.isPrepared)
    #expect(tree.accounting?.measuredShare == 1)
    #expect(tree.boxes(of: profile).allSatisfy { $0.node.exactness == .measured })
  }

  @Test func allContextsAreMerged() throws {
    let profile = spans(TracedProgram(shared))
    let tree = CallTree(profile)
    let lex = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "lex" })
    let merged = tree.merged(lex)
    #expect(tree.picture(of: profile, below: merged) == "lex#2 13 (7)\n  skip 6 (6)\nmatch 8 (8)\nskip 2 (2)")
    let folded = tree.folded(merged)
    #expect(folded.foldedLevels == 2)
    #expect(Set(tree.picture(of: profile, below: folded).split(separator: "\n")) == ["match 8 (8)", "skip 8 (8)"])
    #expect(folded.selfTime.isNearly(15e-9))
  }

  @Test func callersAreExact() throws {
    let profile = spans(TracedProgram(shared))
    let skip = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "skip" })
    #expect(
      CallTree(profile).inverted(skip).picture(of: profile)
        == "lex 8 (0)\n  eval 6 (0)\n    main 6 (6)\n  parse 2 (0)\n    main 2 (2)")
  }

  @Test(arguments: 0..<10) func everyBoxIsTrue(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &* 31)
    for _ in 0..<10 {
      let program = TracedProgram.random(&random)
      let profile = spans(program)
      var own: [[String]: Int] = [:]
      for (path, node) in CallTree(profile).boxes(of: profile) {
        own[path.map { profile.functions.name(of: $0) }] = Int((node.selfTime * 1e9).rounded())
      }
      let paths = program.paths.filter { $0.value > 0 }
      #expect(own.filter { $0.value > 0 } == paths)
      let hidden = profile.functions.ids.map { _ in Bool.random(using: &random) }
      check(profile, paths, hiding: hidden)
    }
  }

  /// Folding and paths against sums over the true paths.
  private func check(_ profile: Profile, _ paths: [[String]: Int], hiding isHidden: [Bool]) {
    let names = profile.functions.ids.map { profile.functions.name(of: $0) }
    let hidden = Set(names.indices.filter { isHidden[$0] }.map { names[$0] })
    var expected: [String: Int] = [:]
    for (path, own) in paths {
      expected[path.last { !hidden.contains($0) } ?? path[0], default: 0] += own
    }
    let tree = CallTree(profile)
    let folding = Folding(tree, of: profile, hiding: isHidden)
    for (row, name) in names.enumerated() {
      #expect(Int((folding.selfTimes[row] * 1e9).rounded()) == expected[name, default: 0], "\(name)")
    }
    let onPaths = paths.reduce(0) { $1.key.contains(where: hidden.contains) ? $0 + $1.value : $0 }
    #expect(tree.time(onPathsThrough: isHidden).isNearly(Double(onPaths) / 1e9))
  }

  @Test func samplesAreCountedWithAllBelow() {
    var builder = StackTreeBuilder()
    let names = ["main", "walk", "stat"]
    let functions = names.map { builder.function(.init(file: "app.py", line: 1, name: $0)) }
    builder.add([functions[0], functions[1]], time: 0.002, calls: 2)
    builder.add([functions[0], functions[1], functions[1], functions[2]], time: 0.003, calls: 3)
    builder.add([], time: 9)
    builder.add([functions[0]], time: .nan, calls: 1)
    let profile = builder.profile()
    #expect(profile.measure == .samples)
    #expect(
      numbers(profile).isSuperset(of: [
        "main 6.0/1.0 0 5000000", "walk 5.0/2.0 2000000 5000000", "stat 3.0/3.0 3000000 3000000",
        "walk > walk 3.0/0.0 0 3000000", "main > walk 5.0/2.0 2000000 5000000",
      ]))
  }

  @Test func oddSpansDoNoHarm() {
    var builder = StackTreeBuilder(measure: .calls)
    builder.leave(at: 3)
    let main = builder.function(.init(file: "app.py", line: 1, name: "main"))
    builder.enter(main, at: 5)
    builder.enter(main, at: 1)
    builder.leave(at: 9)
    builder.leave(at: 2)
    builder.leave(at: .nan)
    #expect(builder.depth == 0)
    #expect(CallTree(builder.profile()).totalTime.isNearly(8))
    #expect(CallTree(StackTreeBuilder().profile()).totalTime == 0)
  }
}

import TestSupport
import Testing

@testable import ProfileModel

/// Profiles made of whole stacks: their numbers are those that cProfile would have counted, their trees the true ones.
@Suite struct StackTreeTests {
  /// Every call of a program at the end of its path.
  private func stacks(_ program: TracedProgram) throws -> Profile {
    var builder = StackTreeBuilder(fileSize: 0)
    func visit(_ call: TracedProgram.Call, below caller: StackTreeBuilder.NodeID) throws {
      let function = builder.function(.init(file: "app.py", line: 1, name: call.function))
      let node = try builder.node(function, below: caller, at: 0)
      builder.add(own: Double(call.own), count: 1, at: node)
      for callee in call.calls { try visit(callee, below: node) }
    }
    for call in program.calls { try visit(call, below: StackTreeBuilder.top) }
    return builder.profile(.calls)
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

  @Test(arguments: 0..<20) func numbersAreThoseOfATracer(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    for _ in 0..<10 {
      let program = TracedProgram.random(&random)
      #expect(try numbers(stacks(program)) == numbers(program.profile))
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

  @Test func theTreeIsTheTrueOne() throws {
    let profile = try stacks(TracedProgram(shared))
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
    let profile = try stacks(TracedProgram(shared))
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
    let profile = try stacks(TracedProgram(shared))
    let skip = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "skip" })
    #expect(
      CallTree(profile).inverted(skip).picture(of: profile)
        == "lex 8 (0)\n  eval 6 (0)\n    main 6 (6)\n  parse 2 (0)\n    main 2 (2)")
  }

  @Test(arguments: 0..<10) func everyBoxIsTrue(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed) &* 31)
    for _ in 0..<10 {
      let program = TracedProgram.random(&random)
      let profile = try stacks(program)
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

  @Test func samplesAreCountedWithAllBelow() throws {
    var builder = StackTreeBuilder(fileSize: 0)
    let functions = ["main", "walk", "stat"].map { builder.function(.init(file: "app.py", line: 1, name: $0)) }
    var path = [StackTreeBuilder.top]
    for row in [0, 1, 1, 2] { path.append(try builder.node(functions[row], below: path[path.count - 1], at: 0)) }
    builder.add(own: 2e6, count: 2, at: path[2])
    builder.add(own: 3e6, count: 3, at: path[4])
    builder.add(own: .nan, count: 1, at: path[1])
    builder.add(own: -1, count: -1, at: path[1])
    builder.add(own: .infinity, at: path[1])
    let profile = builder.profile(.samples)
    #expect(profile.measure == .samples)
    #expect(
      numbers(profile).isSuperset(of: [
        "main 6.0/1.0 0 5000000", "walk 5.0/2.0 2000000 5000000", "stat 3.0/3.0 3000000 3000000",
        "walk > walk 3.0/0.0 0 3000000", "main > walk 5.0/2.0 2000000 5000000",
      ]))
  }

  /// A function with a name of a megabyte has 50,000 callers: to hash it for each edge would be to hash 100 GB.
  @Test func aLabelIsHashedOnce() throws {
    var builder = StackTreeBuilder(fileSize: 0)
    let callee = builder.function(.init(file: "app.py", line: 1, name: String(repeating: "f", count: 1 << 20)))
    for line in 1...50_000 {
      let caller = try builder.node(
        builder.function(.init(file: "app.py", line: line, name: "g")), below: StackTreeBuilder.top, at: 0)
      builder.add(own: 1, count: 1, at: try builder.node(callee, below: caller, at: 0))
    }
    let profile = builder.profile(.samples)
    #expect(profile.graph.count == 50_000 && profile.functions.count == 50_001)
  }

  @Test func noStacksAreNoTime() {
    #expect(CallTree(StackTreeBuilder(fileSize: 0).profile(.samples)).totalTime == 0)
  }
}

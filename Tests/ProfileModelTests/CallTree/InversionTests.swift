import ProfileModel
import TestSupport
import Testing

/// Inverted trees: callers below the function, and the part of its time that each accounts for.
@Suite struct InversionTests {
  private func inverted(_ name: String, _ profile: Profile) throws -> CallTree {
    let function = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == name })
    return CallTree(preparing: profile).inverted(function)
  }

  private func expect(
    _ program: String, inverted name: String, drawn picture: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let profile = TracedProgram(program).profile
    #expect(try inverted(name, profile).picture(of: profile) == picture, sourceLocation: sourceLocation)
  }

  @Test func callersOfALeafAreMeasured() throws {
    try expect(
      "main 1\n  parse 2\n    lex 3\n  eval 4\n    lex 5", inverted: "lex",
      drawn: "eval 5 (0)\n  main 5 (5)\nparse 3 (0)\n  main 3 (3)")
  }

  @Test func whoCalledTheCallerIsAChoice() throws {
    try expect(
      "main 1\n  parse 2\n    lex 3\n      match 6\n      skip 2\n  eval 4\n    lex 5\n      match 8\n      skip 8",
      inverted: "match",
      drawn: "lex 14 (0)\n  ~eval 9 (0)\n    ~main 9 (9)\n  ~parse 5 (0)\n    ~main 5 (5)")
  }

  @Test func exactSumsTellCallersApart() throws {
    try expect(
      """
      main 1
        show 2
          lookup 30
            parse 11106048
            read 96704
        store 4
          lookup 50
            lock 923680
      """, inverted: "lock",
      drawn: "lookup 923680 (0)\n  =store 923680 (0)\n    =main 923680 (923680)")
  }

  @Test func aRootThatIsAlsoCalledEndsThere() throws {
    try expect("log 2\nserve 1\n  log 4", inverted: "log", drawn: "serve 4 (4)")
    let profile = TracedProgram("log 2\nserve 1\n  log 4").profile
    let top = try inverted("log", profile).root
    #expect((top.time * 1e9).rounded() == 6)
    #expect((top.selfTime * 1e9).rounded() == 2, "nobody called it for 2 ns")
  }

  @Test func recursionCountsOnce() throws {
    try expect(
      "main 1\n  walk 5\n    stat 2\n    walk 5\n      stat 3\n  list 1\n    walk 7", inverted: "walk",
      drawn: "main 15 (15)\nlist 7 (0)\n  main 7 (7)")
    try expect(
      "main 1\n  walk 5\n    stat 2\n    walk 5\n      stat 3", inverted: "stat", drawn: "walk 5 (0)\n  main 5 (5)")
  }

  @Test func choicesAreExplained() throws {
    let profile = TracedProgram(
      "main 1\n  parse 2\n    lex 3\n      match 6\n      skip 2\n  eval 4\n    lex 5\n      match 8\n      skip 8"
    ).profile
    let tree = try inverted("match", profile)
    let boxes = tree.boxes(of: profile)
    let sentences = boxes.map { box in
      tree.explanation(of: box.node).sentence(
        name: { profile.functions.name(of: $0) }, time: { "\(Int(($0 * 1e9).rounded())) ns" })
    }
    #expect(sentences.contains("measured"))
    #expect(sentences.contains("estimate: lex has 2 callers; measured sum 14 ns, split 2 : 1"))
  }

  @Test func theIcicleLaysItOut() throws {
    let profile = TracedProgram("main 1\n  parse 2\n    lex 30\n  eval 4\n    lex 50").profile
    let tree = try inverted("lex", profile)
    let icicle = Icicle(of: tree, zoom: tree.root, columns: 80, rowLimit: 9)
    #expect(icicle.rows.map(\.count) == [1, 2, 2])
    #expect(icicle.rows[1].map(\.columns) == [0..<50, 50..<80])
    #expect(icicle.place(of: icicle.path(to: .init(row: 2, index: 1))) == .init(row: 2, index: 1))
    #expect(tree.isInverted && tree.isPrepared)
  }
}

/// Against the truth, and on every file there is.
@Suite struct InversionPropertyTests {
  /// For each function and chain of callers, runs of one function as one, the nanoseconds of its outermost activations.
  private static func truth(_ paths: [[String]: Double]) -> [[String]: Double] {
    var times: [[String]: Double] = [:]
    for (path, own) in paths {
      for (index, function) in path.enumerated() where path.firstIndex(of: function) == index {
        var chain: [String] = []
        for caller in path[...index].reversed() where chain.last != caller {
          chain.append(caller)
          times[chain, default: 0] += own
        }
      }
    }
    return times
  }

  /// Boxes that are called measured have the true time; those right below the top have it whenever they are not estimates.
  private func check(_ profile: Profile, _ paths: [[String]: Double], name: (FunctionID) -> String, _ comment: Comment)
    -> Int
  {
    let truth = Self.truth(paths)
    let prepared = CallTree(preparing: profile)
    var measured = 0
    for function in profile.functions.ids.prefix(150) {
      let tree = prepared.inverted(function)
      for (path, node) in tree.boxes(of: profile, limit: 60) where node.exactness == .measured {
        measured += 1
        let time = truth[([function] + path).map(name), default: 0]
        #expect((node.time * 1e9 - time).magnitude <= 4, "\(comment): \(([function] + path).map(name))")
      }
    }
    return measured
  }

  @Test func measuredBoxesAreTrueOfRealPrograms() throws {
    var measured = 0
    for row in Fixtures.rows("truth/scores.tsv") {
      let profile = try ProfileFormat.read(Fixtures.bytes("truth/\(row[0]).prof"))
      var paths: [[String]: Double] = [:]
      for line in Fixtures.text("truth/\(row[0]).folded").split(separator: "\n") {
        guard let space = line.lastIndex(of: " ") else { continue }
        paths[line[..<space].split(separator: ";").map(String.init), default: 0] +=
          Double(line[space...].dropFirst()) ?? 0
      }
      measured += check(profile, paths, name: { Self.label($0, profile) }, "\(row[0])")
    }
    #expect(measured > 300)
  }

  private static func label(_ function: FunctionID, _ profile: Profile) -> String {
    let function = profile.functions[function]
    return "\(function.file):\(function.line)(\(function.name))".replacing(";", with: "%3B")
  }

  @Test(arguments: 0..<20) func measuredBoxesAreTrueOfRandomPrograms(seed: Int) {
    var random = SplitMix(seed: UInt64(seed) &* 7919)
    for number in 0..<15 {
      let program = TracedProgram.random(&random)
      let profile = program.profile
      let paths = program.paths.mapValues(Double.init)
      _ = check(profile, paths, name: { profile.functions.name(of: $0) }, "seed \(seed), program \(number)")
    }
  }

  /// Callers and what nobody accounts for make up a box; the tree ends.
  @Test func everyGoodProfileConservesTime() throws {
    for name in Fixtures.names(in: "profiles/good") {
      let profile = try Fixtures.profile("good/" + name)
      for base in [CallTree(profile), CallTree(preparing: profile)] {
        for function in profile.functions.ids.prefix(25) {
          let tree = base.inverted(function)
          #expect(tree.root.time.isNearly(base.merged(function).time), "\(name)")
          for (_, node) in [([], tree.root)] + tree.boxes(of: profile, limit: 20) {
            let sum = tree.children(of: node).reduce(node.selfTime) { $0 + $1.time }
            #expect(sum.isNearly(node.time) && node.selfTime >= 0, "\(name): function \(function.rawValue)")
          }
        }
      }
    }
  }
}

import ProfileModel
import TestSupport
import Testing

@Suite struct ExplanationTests {
  private func sentence(_ path: [String], of program: String) throws -> String {
    let profile = TracedProgram(program).profile
    let tree = CallTree(preparing: profile)
    let boxes = tree.boxes(of: profile)
    let box = try #require(boxes.first { $0.path.map { profile.functions.name(of: $0) } == path })
    return tree.explanation(of: box.node).sentence(
      name: { profile.functions.name(of: $0) }, time: { "\(Int(($0 * 1e9).rounded())) ns" })
  }

  private let shared =
    "main 1\n  parse 2\n    lex 3\n      match 2\n        read 8\n      skip 2\n  eval 4\n    lex 5\n      match 6\n      skip 6"

  @Test func estimatesNameTheSumThatIsSplit() throws {
    #expect(
      try sentence(["main", "eval", "lex", "skip"], of: shared)
        == "estimate: lex has 2 callers; measured sum 8 ns, split 1 : 1")
    #expect(
      try sentence(["main", "parse", "lex", "match", "read"], of: shared)
        == "estimate: lex has 2 callers; measured sum 16 ns, split 1 : 1", "the choice is further up")
  }

  @Test func measuredBoxesSaySo() throws {
    #expect(try sentence(["main", "eval", "lex"], of: shared) == "measured")
  }

  @Test func recursionNamesItsLevel() throws {
    let walks = ["main", "walk", "walk", "walk"]
    #expect(
      try sentence(walks, of: "main 1\n  walk 5\n    walk 5\n      walk 5")
        == "estimate: level 3 of the recursion of walk")
  }

  @Test func allContextsOfAFunctionTogetherAreMeasured() throws {
    let profile = TracedProgram(shared).profile
    let tree = CallTree(preparing: profile)
    let lex = try #require(profile.functions.ids.first { profile.functions.name(of: $0) == "lex" })
    #expect(
      tree.picture(of: profile, below: tree.merged(lex)) == "match 16 (8)\n  read 8 (8)\nskip 8 (8)")
  }

  @Test func recursionFoldsIntoOneBox() throws {
    let profile = TracedProgram("main 1\n  walk 5\n    stat 2\n    walk 5\n      stat 3\n      walk 5").profile
    let tree = CallTree(preparing: profile)
    let walk = try #require(tree.boxes(of: profile).first { $0.path.count == 2 }?.node)
    let folded = tree.folded(walk)
    #expect(folded.foldedLevels == 3)
    #expect((folded.selfTime * 1e9).rounded() == 15)
    #expect(tree.picture(of: profile, below: folded) == "stat 5 (5)")
  }
}

/// Modules hang below their importers, not below everyone who imports.
@Suite struct ImportsTests {
  private typealias Call = TracedProgram.Call

  /// What happens when a module is imported for the first time.
  private func imported(_ file: String, _ own: Int, _ calls: [Call] = []) -> Call {
    var call = Call(function: "\(file):<module>", own: own, calls: calls)
    let way = [
      "~<built-in method builtins.exec>", "<frozen importlib._bootstrap>:_call_with_frames_removed",
      "<frozen importlib._bootstrap_external>:exec_module", "<frozen importlib._bootstrap>:_load_unlocked",
      "<frozen importlib._bootstrap>:_find_and_load_unlocked", "<frozen importlib._bootstrap>:_find_and_load",
    ]
    for (index, function) in way.enumerated() { call = Call(function: function, own: 101 + 13 * index, calls: [call]) }
    return call
  }

  /// The same of a module that lies frozen in the interpreter: its loader calls `exec` itself.
  private func importedFrozen(_ file: String, _ own: Int) -> Call {
    let way = [
      "~<built-in method builtins.exec>", "<frozen importlib._bootstrap>:exec_module",
      "<frozen importlib._bootstrap>:_load_unlocked", "<frozen importlib._bootstrap>:_find_and_load_unlocked",
      "<frozen importlib._bootstrap>:_find_and_load",
    ]
    let module = Call(function: "\(file):<module>", own: own)
    return way.enumerated().reduce(module) { Call(function: $1.element, own: 211 + 17 * $1.offset, calls: [$0]) }
  }

  private var program: TracedProgram {
    let nested = imported("app/a.py", 200_003, [imported("app/c.py", 900_001)])
    let main = Call(function: "app/main.py:<module>", own: 5_003, calls: [nested, imported("app/b.py", 300_007)])
    return TracedProgram(calls: [Call(function: "~<built-in method builtins.exec>", own: 607, calls: [main])])
  }

  @Test func everyModuleHangsUnderItsImporter() {
    let profile = program.profile
    let tree = CallTree(preparing: profile)
    let modules = tree.boxes(of: profile).filter {
      profile.functions.name(of: $0.path[$0.path.count - 1]) == "<module>"
    }
    let drawn = modules.map { box in
      box.path.map { profile.functions.file(of: $0) }.filter { $0.hasPrefix("app/") }.joined(separator: " ")
        + " \(Int((box.node.time * 1e9).rounded()))"
    }
    #expect(
      Set(drawn) == [
        "app/main.py 1407417", "app/main.py app/a.py 1100805", "app/main.py app/a.py app/c.py 900001",
        "app/main.py app/b.py 300007",
      ])
  }

  @Test func aFrozenModuleComesThroughItsOwnLoader() {
    let template = Call(
      function: "~<built-in method builtins.exec>", own: 31,
      calls: [
        Call(function: "<template>:<module>", own: 4_001)
      ])
    let calls = [importedFrozen("<frozen zipimport>", 70_001), imported("app/b.py", 300_007), template]
    let main = Call(function: "app/main.py:<module>", own: 5_003, calls: calls)
    let exec = Call(function: "~<built-in method builtins.exec>", own: 607, calls: [main])
    let profile = TracedProgram(calls: [exec]).profile
    let leaves = CallTree(preparing: profile).boxes(of: profile).filter {
      $0.node.time.isNearly($0.node.selfTime) && profile.functions.name(of: $0.path[$0.path.count - 1]) == "<module>"
    }
    let drawn = leaves.map { box in
      let names = box.path.suffix(3).map { profile.functions.name(of: $0) }
      return names.joined(separator: " ") + " \(Int((box.node.time * 1e9).rounded()))"
    }
    #expect(
      Set(drawn) == [
        "exec_module <built-in method builtins.exec> <module> 70001",
        "_call_with_frames_removed <built-in method builtins.exec> <module> 300007",
        "<module> <built-in method builtins.exec> <module> 4001",
      ])
  }

  @Test func importlibHasNoMoreAndNoLessThanInTheFile() {
    let profile = program.profile
    var own = [Double](repeating: 0, count: profile.functions.count)
    for (path, node) in CallTree(preparing: profile).boxes(of: profile) {
      own[path[path.count - 1].row] += node.selfTime
    }
    for id in profile.functions.ids {
      #expect((own[id.row] - profile.functions.selfTimes[id.row]).magnitude < 2e-9, "\(profile.functions[id].name)")
    }
  }

  @Test func invertedTreesLeadBackToTheImporter() throws {
    let profile = program.profile
    let module = try #require(profile.functions.ids.first { profile.functions.file(of: $0) == "app/c.py" })
    let tree = CallTree(preparing: profile).inverted(module)
    var files: [String] = []
    var node = tree.root
    while let caller = tree.children(of: node).first, let function = caller.function {
      #expect(tree.children(of: node).count == 1)
      #expect(caller.time.isNearly(tree.root.time))
      files.append(profile.functions.file(of: function))
      node = caller
    }
    #expect(files.filter { $0.hasPrefix("app/") } == ["app/a.py", "app/main.py"])
    #expect(node.selfTime.isNearly(tree.root.time), "the program's exec is the root")
  }
}

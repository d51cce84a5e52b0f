import ProfileModel
import TestSupport
import Testing

/// Files of other profilers; `Fixtures/formats/README.md` says how each was made.
@Suite struct StackFormatsTests {
  private func profile(_ name: String) throws -> Profile { try ProfileFormat.read(Fixtures.bytes("formats/\(name)")) }

  /// Functions by name: calls, primitive calls, self and cumulative time in whole microseconds.
  private func numbers(_ profile: Profile, _ name: String) -> String {
    profile.functions.ids.filter { profile.functions.name(of: $0) == name }.map { id in
      let function = profile.functions[id]
      let counts = "\(listing(of: function.calls))/\(listing(of: function.primitiveCalls))"
      let times = [function.selfTime, function.cumulativeTime].map { "\(Int(($0 * 1e6).rounded()))" }
      return "\(function.file):\(function.line) \(counts) \(times.joined(separator: " "))"
    }.joined(separator: "\n")
  }

  /// The file holds the call tree: no box is an estimate, and nothing is lost.
  @Test(arguments: [
    "pyspy.folded", "collapsed.txt", "pyspy.speedscope.json", "pyspy.chrome.json", "viztracer.json",
    "pyinstrument.json", "go.pprof",
  ])
  func everyBoxIsMeasured(name: String) throws {
    let profile = try profile(name)
    let tree = CallTree(preparing: profile)
    #expect(profile.stacks != nil && tree.totalTime.isClose(to: profile.totalTime))
    var pending = tree.children(of: tree.root)
    var own = 0.0
    while let node = pending.popLast() {
      #expect(node.exactness == .measured)
      own += node.selfTime
      pending += tree.children(of: node)
    }
    #expect(own.isClose(to: profile.totalTime))
  }

  @Test func pySpysFoldedStacks() throws {
    let profile = try profile("pyspy.folded")
    #expect(profile.measure == .samples)
    #expect(
      profile.notes.map(\.description) == ["the file does not say how often was sampled; a sample is taken for 10 ms"])
    #expect(numbers(profile, "burn") == "program.py:6 5/5 50000 50000\nprogram.py:7 23/23 230000 230000")
    #expect((profile.totalTime * 1e3).rounded() == 320)
  }

  @Test func pythonsCollapsedStacks() throws {
    let profile = try profile("collapsed.txt")
    #expect(numbers(profile, "parse") == "app.py:15 11/0 0 11000")
    #expect(numbers(profile, "<GC>") == ":0 1/1 1000 1000")
    #expect(profile.roots.map { profile.functions.name(of: $0) } == ["tid:7701"])
  }

  @Test func pySpysSpeedscopeFile() throws {
    let profile = try profile("pyspy.speedscope.json")
    #expect(profile.measure == .samples && profile.notes.isEmpty)
    #expect(numbers(profile, "burn") == "/srv/program.py:6 12/12 600000 600000\n/srv/program.py:7 13/13 650000 650000")
  }

  @Test func pySpysTrace() throws {
    let profile = try profile("pyspy.chrome.json")
    #expect(numbers(profile, "burn").hasPrefix("/srv/program.py:"))
    #expect(profile.totalTime > 1 && profile.totalTime < 3)
  }

  /// Calls are exact: cProfile counts the same (twice as many rounds: `program.prof`).
  @Test func viztracersTrace() throws {
    let profile = try profile("viztracer.json")
    #expect(numbers(profile, "burn").hasPrefix("/srv/program.py:4 9/9 "))
    #expect(numbers(profile, "walk").hasPrefix("/srv/program.py:19 6/1 "))
    #expect(numbers(profile, "main").hasPrefix("/srv/program.py:23 1/1 "))
    let total = profile.functions.selfTimes.reduce(0, +)
    let roots = profile.roots.reduce(0) { $0 + profile.functions.cumulativeTimes[$1.row] }
    #expect((total - roots).magnitude < 1e-9)
  }

  @Test func pyinstrumentsTree() throws {
    let profile = try profile("pyinstrument.json")
    #expect(profile.measure == .samples)
    #expect(profile.roots.map { profile.functions[$0].standardName } == ["program.py:1(<module>)"])
    #expect(numbers(profile, "burn").hasPrefix("program.py:4 65/65 277262"))
    #expect(!profile.functions.ids.contains { profile.functions.name(of: $0) == "[self]" })
  }

  @Test func gosProfile() throws {
    let profile = try profile("go.pprof")
    #expect(profile.measure == .samples && profile.notes.isEmpty)
    #expect(profile.functions.ids.contains { profile.functions.name(of: $0) == "main.evaluate" })
    #expect(numbers(profile, "main.main") != "")
  }

  /// pyprof2calltree wrote what cProfile counted: the same profile but for primitive calls and split self times.
  @Test func pyprof2calltreesFileHasTheNumbersOfItsProfile() throws {
    let (callgrind, original) = (try profile("pyprof2calltree.callgrind"), try profile("program.prof"))
    #expect(callgrind.functions.entryCount == original.functions.entryCount)
    for id in original.functions.ids where original.functions.name(of: id) != "walk" {
      #expect(numbers(callgrind, original.functions.name(of: id)) == numbers(original, original.functions.name(of: id)))
    }
    #expect(callgrind.graph.count == original.graph.count)
    #expect(CallTree(preparing: callgrind).totalTime.isClose(to: original.totalTime))
  }

  @Test func valgrindsFile() throws {
    let profile = try profile("valgrind.callgrind")
    #expect(profile.notes.map(\.description) == ["the numbers of the file are no times; 1 is shown as 1 ns"])
    #expect(numbers(profile, "evaluate") == "/srv/c.c:3 1/1 0 21")
    #expect(numbers(profile, "burn") == "/srv/c.c:1 3/3 28 28")
  }

  @Test func printedReport() throws {
    let (report, original) = (try profile("report.txt"), try profile("program.prof"))
    #expect(report.calls == original.calls && report.primitiveCalls == original.primitiveCalls)
    #expect(
      Set(report.functions.ids.map { report.functions[$0].standardName })
        == Set(original.functions.ids.map { original.functions[$0].standardName }))
    #expect(numbers(report, "walk") == "program.py:19 6/1 0 14000")
  }

  /// What is written is read back with the same self times.
  @Test func whatIsWrittenIsReadBack() throws {
    let original = try ProfileFormat.read(
      Array(
        """
        app.py:1(main) 1000000
        app.py:1(main);lib/x (1).py:20(f(x)) 2000000
        app.py:1(main);lib/x (1).py:20(f(x));~:0(<built-in method builtins.len>) 3000000
        app.py:1(main);~:0(<built-in method builtins.len>) 500000000

        """.utf8))
    let tree = UnfoldedTree(CallTree(original), of: original)
    for bytes in [
      FoldedWriter.bytes(of: tree, original.functions), PprofWriter.bytes(of: tree, original.functions),
      SpeedscopeWriter.bytes(of: tree, original.functions, name: "x"),
      CallgrindWriter.bytes(of: original, command: "x"), PstatsWriter.bytes(of: original),
    ] {
      let again = try ProfileFormat.read(bytes)
      let times = { (profile: Profile) in
        profile.functions.ids.map {
          "\(profile.functions[$0].standardName) \(Int((profile.functions.selfTimes[$0.row] * 1e9).rounded()))"
        }
        .sorted()
      }
      #expect(times(again) == times(original))
    }
  }
}

extension Double {
  fileprivate func isClose(to other: Double) -> Bool { (self - other).magnitude <= 1e-6 * other.magnitude }
}

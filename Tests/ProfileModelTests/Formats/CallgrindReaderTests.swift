import Testing

@testable import ProfileModel

@Suite struct CallgrindReaderTests {
  /// Functions and edges as text: calls, self and cumulative time in nanoseconds.
  private func read(_ text: String) throws -> String {
    let profile = try ProfileFormat.read(Array(text.utf8))
    #expect(profile.brokenInvariants.isEmpty)
    func numbers(_ calls: Count, _ times: Double...) -> String {
      "\(Int(calls.value)) " + times.map { "\(Int(($0 * 1e9).rounded()))" }.joined(separator: " ")
    }
    let functions = profile.functions.ids.map { profile.functions[$0] }
    let edges = (0..<Int32(profile.graph.count)).map { profile.graph[EdgeID($0)] }
    return
      (functions.map { "\($0.standardName) \(numbers($0.calls, $0.selfTime, $0.cumulativeTime))" }
      + edges.map {
        "\(functions[$0.caller.row].name) > \(functions[$0.callee.row].name) "
          + numbers($0.calls, $0.selfTime, $0.cumulativeTime)
      }).joined(separator: "\n")
  }

  /// What `valgrind --dump-instr=yes` writes: an address and a line before each cost, each relative to the last.
  @Test func theLineStandsBehindTheAddress() throws {
    #expect(
      try read(
        """
        positions: instr line
        events: ns
        fl=(1) a.c
        fn=(1) main
        0x401136 4 5
        +3 * 2
        +3 +1 3
        cfn=(2) f
        calls=1 0x401126 -2
        * * 20
        +5 +2 1
        fn=(2)
        0x401126 3 20
        """) == """
          a.c:4(main) 1 11 31
          a.c:3(f) 1 20 20
          main > f 1 20 20
          """)
  }

  @Test func addressesAloneAreNoLines() throws {
    let text = "positions: instr\nevents: ns\nfl=a.c\nfn=f\n0x40 5\n+3 2\ncfn=g\ncalls=2 0x30\n* 7\nfn=g\n0x30 7\n"
    #expect(
      try read(text) == """
        a.c:0(f) 1 7 14
        a.c:0(g) 2 7 7
        f > g 2 7 7
        """)
  }

  /// Numbers stand for names of their kind; the line may stand behind the name, or with the first cost.
  @Test func whatNamesAFunction() throws {
    #expect(
      try read(
        """
        events: ns
        fl=(1) a.py
        fn=(1) main:12
        13 1
        cfi=(2) b.py
        cfn=(2) f (x:1)
        calls=3 7
        13 30
        cfi=(1)
        cfn=(1)
        calls=1 12
        13 4
        fl=(2)
        fn=(2)
        8 30
        fn=(1)
        12 2
        fl=~
        fn=(anonymous)
        9 1
        fn=f:
        9 1
        """) == """
          a.py:12(main) 1 1 31
          b.py:7(f (x:1)) 3 30 30
          b.py:12(main) 1 2 2
          (anonymous) 1 1 1
          f: 1 1 1
          main > main 1 1 4
          main > f (x:1) 3 30 30
          """)
  }

  /// One name stands for a hundred thousand functions, and is named again a hundred thousand times.
  @Test func aLongNameIsLookedAtOnce() throws {
    let name = String(repeating: "f", count: 1 << 20)
    var text = "events: ns\nfl=(1) a\nfn=(1) \(name)\n"
    for number in 2...100_000 { text += "fn=(1)\n1 1\nfl=(\(number)) a\(number)\nfn=(1)\n1 1\n" }
    let profile = try ProfileFormat.read(Array(text.utf8))
    #expect(profile.functions.count == 100_000)
    #expect(profile.functions.name(of: FunctionID(99_999)) == name)
  }

  @Test func marksOnALetterTakeNoLongerThanLetters() throws {
    let marks = "a" + String(repeating: "\u{323}\u{301}", count: 1 << 19)
    let text = "events: ns\n\(marks): \(marks)\npositions: line \(marks)\nfl=\(marks)\nfn=\(marks)\n1 2\n\(marks)=1\n"
    #expect(try ProfileFormat.read(Array(text.utf8)).functions.count == 1)
  }
}

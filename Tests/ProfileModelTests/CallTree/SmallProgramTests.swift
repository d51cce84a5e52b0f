import ProfileModel
import TestSupport
import Testing

/// Small programs and the trees that are drawn of their profiles. Where nothing is marked the tree is the true one.
@Suite struct SmallProgramTests {
  private func expect(
    _ program: String, drawn picture: String, _ comment: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let profile = TracedProgram(program).profile
    let drawn = CallTree(preparing: profile).picture(of: profile)
    #expect(drawn == picture, comment, sourceLocation: sourceLocation)
  }

  @Test func aChainIsMeasured() {
    expect("main 1\n  parse 2\n    lex 3", drawn: "main 6 (1)\n  parse 5 (2)\n    lex 3 (3)")
  }

  @Test func aSharedLeafIsMeasuredForEachCaller() {
    expect(
      "main 1\n  parse 2\n    lex 3\n  eval 4\n    lex 5",
      drawn: "main 15 (1)\n  eval 9 (4)\n    lex 5 (5)\n  parse 5 (2)\n    lex 3 (3)")
  }

  @Test func belowASharedFunctionThereIsAChoice() {
    // The file knows that lex called match for 8 ns, and not for whom: the split goes by what is below lex, 2 : 6.
    expect(
      "main 1\n  parse 2\n    lex 3\n      match 2\n      skip 2\n  eval 4\n    lex 5\n      match 6\n      skip 6",
      drawn: """
        main 31 (1)
          eval 21 (4)
            lex 17 (5)
              ~match 6 (6)
              ~skip 6 (6)
          parse 9 (2)
            lex 7 (3)
              ~match 2 (2)
              ~skip 2 (2)
        """)
  }

  @Test func oneCalleeLeavesNoChoice() {
    expect(
      "main 1\n  parse 2\n    lex 3\n      match 2\n  eval 4\n    lex 5\n      match 6",
      drawn: """
        main 23 (1)
          eval 15 (4)
            lex 11 (5)
              match 6 (6)
          parse 7 (2)
            lex 5 (3)
              match 2 (2)
        """)
  }

  @Test func exactSumsTellCallersApart() {
    // A cache: show needs parse and read, store needs lock; the nanoseconds say so.
    expect(
      """
      main 1
        show 2
          lookup 30
            parse 11106048
            read 96704
        store 4
          lookup 50
            lock 923680
      """,
      drawn: """
        main 12126519 (1)
          show 11202784 (2)
            lookup 11202782 (30)
              =parse 11106048 (11106048)
              =read 96704 (96704)
          store 923734 (4)
            lookup 923730 (50)
              =lock 923680 (923680)
        """)
  }

  @Test func builtinsCallBackTheirCallersFile() {
    let profile = drawnProfile(
      """
      main              1    2.0  12.0
      a.py:load         1    1.0   5.0
      b.py:save         1    1.0   5.0
      ~:sorted          2    2.0   8.0
      a.py:<lambda>     1    3.0   3.0
      b.py:key          1    3.0   3.0
      main > a.py:load  1    1.0   5.0
      main > b.py:save  1    1.0   5.0
      a.py:load > ~:sorted  1  1.0  4.0
      b.py:save > ~:sorted  1  1.0  4.0
      ~:sorted > a.py:<lambda>  1  3.0  3.0
      ~:sorted > b.py:key       1  3.0  3.0
      """)
    let tree = CallTree(preparing: profile)
    let callbacks = tree.boxes(of: profile).filter { $0.path.count == 4 && $0.node.time > 1 }
    let names = callbacks.map { box in box.path.map { profile.functions.name(of: $0) }.joined(separator: " ") }
    #expect(Set(names) == ["main load sorted <lambda>", "main save sorted key"])
  }

  @Test func recursionOfOneLevelIsMeasured() {
    expect(
      "main 1\n  walk 2\n    walk 3\n      stat 4",
      drawn: "main 10 (1)\n  walk 9 (2)\n    walk#2 7 (3)\n      stat 4 (4)")
  }

  @Test func recursionHasItsLevels() {
    let program = TracedProgram("main 1\n  walk 5\n    walk 5\n      walk 5\n        walk 5")
    let tree = CallTree(preparing: program.profile)
    let walks = tree.boxes(of: program.profile).filter { $0.path.count > 1 }
    #expect(walks.map(\.node.recursionLevel) == Array(1...walks.count))
    #expect(walks[0].node.exactness == .measured)
    #expect(walks[1].node.exactness == .measured, "all that is below the recursive edge")
    #expect(walks.dropFirst(2).allSatisfy { $0.node.exactness == .estimate })
  }

  @Test func execIsTheRootThoughImportlibCallsIt() {
    // exec runs the program, which runs exec again: only one call is from outside, and that took everything.
    expect(
      """
      ~exec 617649
        main 2000003
          load 3000017
            ~exec 400009
              module 5000021
      """,
      drawn: """
        exec 11017699 (617649)
          =main 10400050 (2000003)
            =load 8400047 (3000017)
              =exec 5400030 (400009)
                =module 5000021 (5000021)
        """)
  }

  @Test func severalRoots() {
    expect("serve 1\n  log 2\ntick 3\n  log 4", drawn: "tick 7 (3)\n  log 4 (4)\nserve 3 (1)\n  log 2 (2)")
  }

  @Test func aRootThatIsAlsoCalled() {
    expect("log 2\nserve 1\n  log 4", drawn: "serve 5 (1)\n  log 4 (4)\nlog 2 (2)")
  }

  @Test func anOverwrittenLabelHasNoMoreOfItsOwnThanTheFileSays() throws {
    // Several generated functions were called root, as jinja2's templates are: the file holds the numbers of the last one.
    let profile = drawnProfile(
      """
      main           1    1.0   30.0
      join         2/1    1.1   29.0
      root           1    0.01   0.5
      body           9   27.9   28.0
      main > join    1    1.0   29.0
      body > join    1    0.1    0.1
      join > root    1    0.01   0.5
      root > body    9   27.9   28.0
      """)
    let tree = CallTree(preparing: profile)
    let boxes = tree.boxes(of: profile)
    let root = try #require(boxes.first { $0.path.last.map(profile.functions.name(of:)) == "root" }?.node)
    #expect(root.time > 20, "all that comes from main")
    #expect(root.selfTime.isNearly(0.01))
    #expect(boxes.reduce(0) { $0 + $1.node.selfTime }.isNearly(tree.totalTime))
  }

  @Test func mutualRecursionEnds() {
    let program = TracedProgram("main 1\n  even 2\n    odd 3\n      even 4\n        odd 5\n          even 6")
    let tree = CallTree(preparing: program.profile)
    let boxes = tree.boxes(of: program.profile)
    #expect(boxes.count < 200)
    #expect(boxes.reduce(0) { $0 + $1.node.selfTime }.isNearly(tree.totalTime))
  }
}

extension Double {
  /// Equal to a billionth, or to a thousandth of a nanosecond.
  func isNearly(_ other: Double) -> Bool { (self - other).magnitude <= max(1e-12, 1e-9 * other.magnitude) }
}

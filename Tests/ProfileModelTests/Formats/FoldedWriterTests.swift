import TestSupport
import Testing

@testable import ProfileModel

@Suite struct FoldedWriterTests {
  private func text(_ profile: Profile, minimumShare: Double = 1e-5, nodeLimit: Int = 150_000) -> String {
    var limits = UnfoldedTree.Limits()
    limits.minimumShare = minimumShare
    limits.boxes = nodeLimit
    let tree = UnfoldedTree(CallTree(preparing: profile), of: profile, limits: limits)
    return String(decoding: FoldedWriter.bytes(of: tree, profile.functions), as: UTF8.self)
  }

  private let program = TracedProgram("main 1\n  parse 2\n    lex 3\n  eval 4\n    lex 5").profile

  @Test func onePathALine() {
    #expect(
      text(program) == """
        app.py:1(main) 1
        app.py:1(main);app.py:4(eval) 4
        app.py:1(main);app.py:4(eval);app.py:3(lex) 5
        app.py:1(main);app.py:2(parse) 2
        app.py:1(main);app.py:2(parse);app.py:3(lex) 3

        """)
  }

  /// Who has the larger part takes all: `lex` 5 of 9, and 3 of 5.
  @Test func smallBoxesAreOnePathEach() {
    #expect(
      text(program, minimumShare: 0.6) == """
        app.py:1(main) 1
        app.py:1(main);app.py:4(eval);app.py:3(lex) 9
        app.py:1(main);app.py:2(parse);app.py:3(lex) 5

        """)
  }

  /// Half of the boxes are unfolded, the others are for paths: `main` and its callees, and one below each.
  @Test func theLimitCutsTheSmallest() {
    #expect(text(program, nodeLimit: 1) == "app.py:1(main) 15\n")
    #expect(text(program, nodeLimit: 10) == text(program))
    #expect(
      text(program, nodeLimit: 6) == """
        app.py:1(main) 1
        app.py:1(main);app.py:4(eval);app.py:3(lex) 9
        app.py:1(main);app.py:2(parse);app.py:3(lex) 5

        """)
  }

  /// Mutual recursion, where what arrives at a function differs from what the file says. Without making up for that, half
  /// the sum of differences is 0.00023 and 0.00011 of the total.
  @Test(arguments: [("mutual-18", 0.0002), ("mutual-19", 0.0001)])
  func selfTimesComeToThoseOfTheFile(name: String, limit: Double) throws {
    let profile = try ProfileFormat.read(Fixtures.bytes("truth/\(name).prof"))
    var limits = UnfoldedTree.Limits()
    limits.minimumShare = 1e-4
    var missing = profile.functions.selfTimes.map { $0 * 1e9 }
    let total = missing.reduce(0, +)
    for box in UnfoldedTree(CallTree(preparing: profile), of: profile, limits: limits).boxes {
      missing[box.function.row] -= box.own
    }
    let error = missing.reduce(0) { $0 + $1.magnitude } / 2 / total
    #expect(error <= limit)
  }

  @Test func noLabelBreaksALine() {
    var builder = ProfileBuilder()
    let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1e-9, cumulativeTime: 1e-9)
    builder.add(builder.function(.init(file: "a;b", line: 1, name: "x\ny\u{1B}[31m\u{9B}é")), numbers)
    #expect(text(builder.build()) == "a%3Bb:1(x%0Ay%1B[31m%C2%9Bé) 1\n")
  }

  /// What proftui wrote it takes for nanoseconds again, whatever functions are called and wherever they are.
  @Test(arguments: [
    ("#a.py", 1, "f"), ("app.py", Int(Int32.max), "f"), ("app.py", -7, "f"), ("a;#b.py", 3, "#f\n"), ("", 0, ""),
    ("e\u{301}.py", 12, "\u{301}f"), ("a b", 1_234_567_890, "f (x:1)"),
  ])
  func whatIsWrittenIsReadBack(file: String, line: Int, name: String) throws {
    var builder = ProfileBuilder()
    let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 5e-9, cumulativeTime: 5e-9)
    builder.add(builder.function(.init(file: file, line: line, name: name)), numbers)
    let text = text(builder.build())
    let again = try ProfileFormat.read(Array(text.utf8))
    let function = again.functions[FunctionID(0)]
    #expect(function.file == file && function.line == line && function.name == name, "\(text)")
    #expect(function.selfTime == 5e-9 && again.measure == .calls)
  }

  /// A name of a megabyte that 50,000 functions have is written where a line holds it, and nowhere else.
  @Test func whatNoLineHoldsIsNotMade() {
    var builder = ProfileBuilder()
    let (file, long, short) = (
      builder.string("a.py"), builder.string(String(repeating: "f", count: 1 << 20)), builder.string("g")
    )
    for line in 1...50_000 {
      let time = line == 9 ? 5e-9 : 0
      builder.add(
        builder.function(file: file, line: line, name: line == 9 ? short : long),
        ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: time, cumulativeTime: time))
    }
    #expect(text(builder.build()) == "a.py:9(g) 5\n")
  }

  @Test func theNumbersAddUpOnEveryGoodProfile() throws {
    for name in Fixtures.names(in: "profiles/good") {
      let profile = try Fixtures.profile("good/" + name)
      let lines = text(profile, minimumShare: 1e-3, nodeLimit: 500).split(separator: "\n")
      let sum = lines.reduce(0.0) { $0 + (Double($1.split(separator: " ").last ?? "") ?? .nan) }
      let total = (CallTree(preparing: profile).totalTime * 1e9).rounded()
      #expect((sum - total).magnitude <= max(1, 1e-12 * sum), "\(name)")
    }
  }
}

@Suite struct JSONWriterTests {
  private func text(_ profile: Profile, source: String = "x.prof") -> String {
    String(decoding: JSONWriter.bytes(of: profile, source: source), as: UTF8.self)
  }

  @Test func functionsEdgesAndRoots() {
    let profile = drawnProfile("main 1 0.5 2.0\nf 3/2 1.5 1.5\nmain > f 3/2 1.5 1.5")
    #expect(
      text(profile) == """
        {"schema": "proftui.profile/1", "source": "x.prof", "total_seconds": 2.0, "calls": 4, "primitive_calls": 3,
         "functions": [
          {"file": "app.py", "line": 10, "name": "main", "calls": 1, "primitive_calls": 1, "self_seconds": 0.5, "cumulative_seconds": 2.0, "callers": []},
          {"file": "app.py", "line": 20, "name": "f", "calls": 3, "primitive_calls": 2, "self_seconds": 1.5, "cumulative_seconds": 1.5, "callers": [{"function": 0, "calls": 3, "primitive_calls": 2, "self_seconds": 1.5, "cumulative_seconds": 1.5}]}],
         "roots": [0],
         "notes": []}

        """)
  }

  @Test func ghostsAndUntimedEdges() {
    let text = text(drawnProfile("f 3 1.5 1.5\nghost > f 3"))
    #expect(text.contains(#""ghost": true, "calls": 0"#))
    #expect(text.contains(#""callers": [{"function": 1, "calls": 3}]"#))
  }

  @Test func whatJSONCannotHoldIsNull() {
    let text = text(drawnProfile("f 1 nan inf"))
    #expect(text.contains(#""self_seconds": null, "cumulative_seconds": null"#))
    #expect(text.contains("numbers are infinite or not a number, and null here"))
  }

  @Test func stringsAreEscaped() {
    #expect(
      text(drawnProfile(""), source: "a\"b\\c\n\u{1B}\u{9B}é𝄞").contains(#""source": "a\"b\\c\u000a\u001b\u009bé𝄞""#))
  }
}

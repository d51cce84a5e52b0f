import ProfileModel
import TestSupport
import Testing

/// What the reader makes of files that are legal, but that cProfile does not write; and which it refuses.
struct PstatsReaderTests {
  private func read(_ entries: [(Marshalled, Marshalled)]) throws(ProfileError) -> String {
    listing(of: try ProfileFormat.read(Marshalled.dict(entries).bytes))
  }

  /// The first two numbers of a function and of an edge swap.
  @Test func functionsAndEdges() throws {
    let entries: [(Marshalled, Marshalled)] = [
      (.key("main", line: 1), .entry(1, 1, 0.5, 10)),
      (.key("helper", line: 2), .entry(2, 4, 1, 4, callers: [(.key("main", line: 1), .edge(4, 2, 1, 4))])),
    ]
    #expect(
      try read(entries) == """
        a.py:1(main) 1 0.5 10.0
        a.py:2(helper) 4/2 1.0 4.0
          < a.py:1(main) 4/2 1.0 4.0
        """)
  }

  @Test func functionsComeBeforeGhostsInTheOrderOfTheFile() throws {
    let entries: [(Marshalled, Marshalled)] = [
      (.key("c"), .entry(1, 1, 0, 0, callers: [(.key("ghost"), .int(1)), (.key("a"), .int(2))])),
      (.key("b"), .entry(1, 1, 0, 0, callers: [(.key("phantom"), .int(3)), (.key("ghost"), .edge(1, 1, 0, 0))])),
      (.key("a"), .entry(1, 1, 0, 0)),
    ]
    #expect(
      try read(entries) == """
        a.py:1(c) 1 0.0 0.0
          < a.py:1(ghost) 1
          < a.py:1(a) 2
        a.py:1(b) 1 0.0 0.0
          < a.py:1(phantom) 3
          < a.py:1(ghost) 1 0.0 0.0
        a.py:1(a) 1 0.0 0.0
        a.py:1(ghost) no entry
        a.py:1(phantom) no entry
        note: 2 callers have no entry of their own
        """)
  }

  /// As in a dict: the first place, the last value. The caller that only the replaced value names does not appear.
  @Test func repeatedEntriesTakeTheLastValue() throws {
    let entries: [(Marshalled, Marshalled)] = [
      (.key("twice"), .entry(1, 1, 1, 1, callers: [(.key("forgotten"), .int(1))])),
      (.key("once"), .entry(2, 2, 2, 2, callers: [(.key("twice"), .int(2))])),
      (.key("twice"), .entry(3, 3, 3, 3, callers: [(.key("once"), .edge(3, 3, 3, 3))])),
    ]
    #expect(
      try read(entries) == """
        a.py:1(twice) 3 3.0 3.0
          < a.py:1(once) 3 3.0 3.0
        a.py:1(once) 2 2.0 2.0
          < a.py:1(twice) 2
        note: 1 entry stands twice; the last one counts, as in Python
        """)
  }

  @Test func repeatedCallersTakeTheLastValue() throws {
    let entries: [(Marshalled, Marshalled)] = [
      (
        .key("f"),
        .entry(1, 1, 0, 0, callers: [(.key("g"), .edge(1, 1, 1, 1)), (.key("h"), .int(5)), (.key("g"), .int(2))])
      ),
      (.key("g"), .entry(1, 1, 0, 0, callers: [(.key("g"), .edge(7, 7, 0, 0))])),
    ]
    #expect(
      try read(entries) == """
        a.py:1(f) 1 0.0 0.0
          < a.py:1(g) 2
          < a.py:1(h) 5
        a.py:1(g) 1 0.0 0.0
          < a.py:1(g) 7 0.0 0.0
        a.py:1(h) no entry
        note: 1 entry stands twice; the last one counts, as in Python
        note: 1 caller has no entry of its own
        """)
  }

  /// A file written by hand may share any object: marshal writes it once.
  @Test func sharedObjectsAreReadWhereTheyAreReferredTo() throws {
    let key = Marshalled.referable(.tuple([.referable(.string("a.py")), .referable(.int(8)), .string("f")]))  // 0, 1, 2
    let edge = Marshalled.referable(.edge(8, 8, 0.5, 0.5))  // 5
    let callers = Marshalled.referable(
      .dict([(.reference(0), edge), (.key("g"), .reference(5)), (.key("h"), .reference(2))]))
    let value = Marshalled.referable(.tuple([.reference(2), .reference(2), .float(1), .float(2), callers]))  // 3, 4
    let entries: [(Marshalled, Marshalled)] = [
      (key, value),
      (.tuple([.reference(1), .int(9), .reference(1)]), .reference(3)),
      (.key("g"), .tuple([.int(1), .int(1), .int(0), .int(0), .reference(4)])),
    ]
    let edges = """
        < a.py:8(f) 8 0.5 0.5
        < a.py:1(g) 8 0.5 0.5
        < a.py:1(h) 8
      """
    #expect(
      try read(entries) == """
        a.py:8(f) 8 1.0 2.0
        \(edges)
        a.py:9(a.py) 8 1.0 2.0
        \(edges)
        a.py:1(g) 1 0.0 0.0
        \(edges)
        a.py:1(h) no entry
        note: 1 caller has no entry of its own
        """)
  }

  /// Twenty callers that each of many functions refers to would make a small file large.
  @Test func referencesCannotBlowUpAFile() {
    let callers = Marshalled.referable(.dict((0..<200).map { (.key("f", line: $0), .int(1)) }))
    let first: (Marshalled, Marshalled) = (.key("g"), .tuple([.int(1), .int(1), .int(0), .int(0), callers]))
    let others = (0..<100).map { line -> (Marshalled, Marshalled) in
      (.key("h", line: line), .tuple([.int(1), .int(1), .int(0), .int(0), .reference(0)]))
    }
    #expect(
      throws: ProfileError(.tooLarge, at: 4_537, "references repeat more callers than a file of this size can hold")
    ) {
      try read([first] + others)
    }
  }

  @Test func linesThatDoNotFitAreCut() throws {
    let large = Marshalled.raw([UInt8(ascii: "I")] + littleEndian(Int64.min))
    #expect(
      try read([(.tuple([.string("a.py"), large, .string("f")]), .entry(1, 1, 0, 0))]) == """
        a.py:-2147483648(f) 1 0.0 0.0
        note: 1 line number does not fit 32 bits and is cut
        """)
  }

  @Test func countsMayBeFloatsAndTimesInts() throws {
    let entry = Marshalled.tuple([.float(2), .float(2.5), .bool(true), .int(-3), .dict([])])
    #expect(
      try read([(.key("f"), entry)]) == """
        a.py:1(f) ~2.5/2 1.0 -3.0
        note: 1 count is inexact: larger than 64 bits, or no whole number
        note: 1 function or edge has times that are negative, infinite or not a number
        """)
  }

  @Test(arguments: [(Marshalled.bool(true), true), (.int(1), true), (.bool(false), false)])
  func theMarkerSaysWhatTheNumbersAre(value: Marshalled, isSampled: Bool) throws {
    let marker: (Marshalled, Marshalled) = (.tuple([.string("__sampled__")]), value)
    let profile = try ProfileFormat.read(Marshalled.dict([marker, (.key("f"), .entry(1, 3, 0, 0))]).bytes)
    #expect(profile.functions.count == 1)
    #expect((profile.measure == .samples) == isSampled)
  }

  @Test(arguments: [
    (
      Marshalled.tuple([.int(1), .int(1), .string("f")]), Marshalled.none,
      "byte 3: the file of a function must be a string, not an int"
    ),
    (
      .tuple([.string("a"), .float(1), .string("f")]), .none,
      "byte 6: the line of a function must be an int, not a float"
    ),
    (
      .tuple([.string("a"), .int(1), .list([])]), .none, "byte 11: the name of a function must be a string, not a list"
    ),
    (
      .tuple([.string("other")]), .none,
      "byte 1: the key of a function must be a tuple (file, line, name), not one of 1 item"
    ),
    (.tuple([.string("__sampled__")]), .none, "byte 16: the marker of a sampled profile must be a bool, not None"),
    (.reference(0), .none, "byte 1: a reference points to an object that does not exist"),
    (
      .referable(.tuple([.reference(0), .int(1), .string("f")])), .none,
      "byte 3: the file of a function must be a string, not a reference to something else"
    ),
    (
      .key("f"), .tuple([.string("1"), .int(1), .int(1), .int(1), .dict([])]),
      "byte 19: a number of calls must be an int, not a string"
    ),
    (
      .key("f"), .tuple([.int(1), .int(1), .none, .int(1), .dict([])]), "byte 29: a time must be a float, not None"
    ),
    (
      .key("f"), .entry(1, 1, 1, 1, callers: [(.key("g"), .none)]),
      "byte 64: the value of a caller must be a tuple of four numbers or a count, not None"
    ),
    (
      .key("f"), .entry(1, 1, 1, 1, callers: [(.key("g"), .tuple([.int(1)]))]),
      "byte 64: the value of a caller must be a tuple of four numbers or a count, not one of 1 item"
    ),
    (
      .key("f"), .entry(1, 1, 1, 1, callers: [(.tuple([.string("__sampled__")]), .bool(true))]),
      "byte 48: the key of a function must be a tuple (file, line, name), not one of 1 item"
    ),
    (
      .key("f"), .raw(Array("0".utf8)),
      "byte 17: the value of a function must be a tuple of four numbers and its callers, not the end of a dict"
    ),
  ])
  func refusals(key: Marshalled, value: Marshalled, reason: String) {
    do throws(ProfileError) {
      _ = try read([(key, value)])
      Issue.record("no refusal: \(reason)")
    } catch {
      #expect(error.description == reason)
      #expect(error.kind == .malformed)
    }
  }
}

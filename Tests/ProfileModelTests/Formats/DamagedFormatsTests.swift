import ProfileModel
import TestSupport
import Testing

/// Whatever is done to a file of another format, there is a profile or a sentence, in bounded time.
@Suite struct DamagedFormatsTests {
  private static let names = [
    "pyspy.folded", "collapsed.txt", "pyspy.speedscope.json", "viztracer.json", "pyinstrument.json",
    "pyprof2calltree.callgrind", "valgrind.callgrind", "report.txt",
  ]

  private func bytes(_ name: String) throws -> [UInt8] {
    let bytes = Fixtures.bytes("formats/\(name)")
    return Gzip.isPacked(bytes) ? try Gzip.unpacked(bytes) : bytes
  }

  private func outcome(_ bytes: [UInt8]) -> String {
    do throws(ProfileError) {
      let profile = try ProfileFormat.read(bytes)
      // Whoever draws it must not stumble either.
      let tree = CallTree(profile)
      _ = tree.children(of: tree.root).prefix(3).map { tree.children(of: $0) }
      return "opened"
    } catch {
      #expect(error.reason.utf8.allSatisfy { 0x20..<0x7F ~= $0 } && !error.reason.hasSuffix("."))
      return "\(error.kind)"
    }
  }

  @Test(arguments: names + ["go.pprof"])
  func cutAnywhere(name: String) throws {
    let bytes = try bytes(name)
    for length in stride(from: 1, to: bytes.count, by: max(1, bytes.count / 60)) {
      _ = outcome(Array(bytes[..<length]))
    }
  }

  @Test(arguments: names + ["go.pprof"])
  func bytesChanged(name: String) throws {
    let bytes = try bytes(name)
    var random = SplitMix(seed: 88)
    for _ in 0..<60 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = outcome(damaged)
    }
  }

  @Test func jsonThatIsCutIsTruncated() throws {
    let bytes = try bytes("pyinstrument.json")
    for length in stride(from: 30, to: bytes.count - 3, by: 101) {
      #expect(outcome(Array(bytes[..<length])) == "truncated")
    }
  }

  @Test(arguments: [
    (#"{"a": 1}"#, "byte 0: this is JSON, but no profile of speedscope or pyinstrument, and no trace"),
    (#"{"a": 01}"#, "byte 6: no number of JSON begins so"),
    (#"{"a": 1,}"#, "byte 8: a key should stand here in JSON"),
    (#"{"a": tru}"#, "byte 6: true, false or null should stand here in JSON"),
    (#"{"a" 1}"#, "byte 5: a colon should stand here in JSON"),
    (#"{"a": "\q"}"#, "byte 7: no escape of JSON begins so"),
    (#"{"a": 1} x"#, "byte 9: nothing more should stand here in JSON"),
    (#"[1 2]"#, "byte 3: a comma should stand here in JSON"),
    (#"[1, 2]"#, "byte 0: this is JSON without calls of functions, no profile"),
    (
      #"{"shared": {"frames": [{"name": "f"}]}, "profiles": [{"type": "sampled", "unit": "none", "samples": [[1]], "weights": [1]}]}"#,
      "byte 102: a sample names a frame that does not exist"
    ),
    (
      #"{"shared": {"frames": [{"name": "f"}]}, "profiles": [{"type": "evented", "unit": "none", "events": [{"type": "C", "frame": 0, "at": 0}]}]}"#,
      "byte 100: an event closes a frame that is not the innermost one"
    ),
    (
      #"{"shared": {"frames": []}, "profiles": [{"type": "sampled", "unit": "bytes", "samples": [], "weights": []}]}"#,
      "byte 68: the numbers of this speedscope file are no times"
    ),
    ("events: ns\nfn=f\nx y\n3 z\n", "byte 20: a cost must be a number"),
    ("events: ns\n3 4\n", "byte 11: a cost without a function"),
    ("events: ns\nfn=f\ncfn=g\ncalls=x 1\n", "byte 22: calls must have a number"),
    ("events: ns\nfn=f\ncfn=g\ncalls=1 1\n", "byte 22: the file ends before the cost of a call"),
    ("main;f 3\nmain;g\n", "byte 9: a folded stack must end with a blank and a number"),
    ("main;f 3\n; 4\n", "byte 9: a folded stack must name a function"),
  ])
  func errorsNameByteAndReason(text: String, expected: String) {
    do throws(ProfileError) {
      _ = try ProfileFormat.read(Array(text.utf8))
      Issue.record("opened: \(text)")
    } catch {
      #expect(error.description == expected)
    }
  }

  /// Nesting overflows no stack, and deep stacks of functions have a limit.
  @Test func depthIsBounded() {
    let deep = 200_000
    #expect(outcome(Array(#"{"a": "#.utf8) + Array(repeating: UInt8(ascii: "["), count: deep)) == "tooLarge")
    #expect(outcome(Array((Array(repeating: "f", count: 100_000).joined(separator: ";") + " 1\n").utf8)) == "tooLarge")
    #expect(outcome(Array((Array(repeating: "f", count: 60_000).joined(separator: ";") + " 1\n").utf8)) == "opened")
  }

  /// A letter with half a million marks: Swift puts them in order before it compares or hashes characters, in time that
  /// grows with their square. So readers compare bytes.
  @Test(arguments: [
    #"{"shared": {"frames": [{"name": "M", "M": 1}, {"name": "f", "file": "M"}]}, "profiles": [{"M": "M", "type": "sampled", "unit": "M", "samples": [[0, 1]], "weights": [1]}]}"#,
    #"{"shared": {"frames": [{"name": "f"}]}, "profiles": [{"type": "evented", "unit": "none", "events": [{"type": "M"}]}]}"#,
    #"[{"ph": "M", "ts": 1}, {"ph": "X", "name": "M", "ts": 1, "dur": 2, "pid": "M", "tid": "M"}]"#,
    #"[{"ph": "X", "name": "M", "ts": 1, "dur": 2, "args": {"filename": "M", "line": 3, "M": 4}}]"#,
    #"{"duration": 1, "sample_count": 9, "root_frame": {"function": "M", "file_path": "M", "line_no": 1, "time": 1, "M": 2, "children": []}}"#,
    "M 1", "M;M 2", "M (M:3) 4", "M:M:5 6", "events: ns\nfl=M\nfn=M\n1 2\nM: 1\nM=2\n1 M\n",
    "9 function calls in 1 seconds\nncalls tottime percall\n1 0.1 0.1 0.2 0.2 M:3(M)\n1 0.1 0.1 0.2 0.2 {M}\n",
    "9 function calls in 1 seconds\nncalls tottime percall\nM M M M M M\n",
    "9 function calls in 1 seconds\nncalls tottime percall\n1 M M M M M\n",
  ])
  func marksTakeNoLongerThanLetters(drawing: String) {
    let marks = "a" + String(repeating: "\u{323}\u{301}", count: 1 << 18)
    let bytes = Array(drawing.split(separator: "M", omittingEmptySubsequences: false).joined(separator: marks).utf8)
    #expect(["opened", "notAProfile", "malformed"].contains(outcome(bytes)))
  }
}

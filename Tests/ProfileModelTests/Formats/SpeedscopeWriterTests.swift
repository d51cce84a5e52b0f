import ProfileModel
import TestSupport
import Testing

@Suite struct SpeedscopeWriterTests {
  private func text(_ profile: Profile) -> String {
    var limits = UnfoldedTree.Limits()
    limits.minimumShare = 1e-3
    limits.boxes = 500
    let tree = UnfoldedTree(CallTree(preparing: profile), of: profile, limits: limits)
    return String(decoding: SpeedscopeWriter.bytes(of: tree, profile.functions, name: "x.prof"), as: UTF8.self)
  }

  @Test func boxesOpenAndCloseOnTheTreesOwnClock() {
    let program = TracedProgram("main 1\n  parse 2\n  eval 4").profile
    #expect(
      text(program) == """
        {"$schema": "https://www.speedscope.app/file-format-schema.json",
         "name": "x.prof", "exporter": "proftui", "activeProfileIndex": 0,
         "shared": {"frames": [
          {"name": "main", "file": "app.py", "line": 1},
          {"name": "eval", "file": "app.py", "line": 3},
          {"name": "parse", "file": "app.py", "line": 2}]},
         "profiles": [{"type": "evented", "name": "x.prof", "unit": "nanoseconds", "startValue": 0, "endValue": 7,
          "events": [
           {"type": "O", "frame": 0, "at": 0},
           {"type": "O", "frame": 1, "at": 1},
           {"type": "C", "frame": 1, "at": 5},
           {"type": "O", "frame": 2, "at": 5},
           {"type": "C", "frame": 2, "at": 7},
           {"type": "C", "frame": 0, "at": 7}]}]}

        """)
  }

  /// What speedscope refuses: boxes that do not nest, a clock that goes back, frames that do not exist.
  @Test func everyGoodProfileKeepsTheRulesOfTheFormat() throws {
    for name in Fixtures.names(in: "profiles/good") {
      let profile = try Fixtures.profile("good/" + name)
      let file = JSON(text(profile))
      let frames = file["shared"]["frames"].items
      let events = file["profiles"].items[0]
      var open: [Int] = []
      var clock = 0
      for event in events["events"].items {
        let frame = event["frame"].int
        #expect(frames.indices.contains(frame))
        #expect(event["at"].int >= clock)
        clock = event["at"].int
        if event["type"].string == "O" { open.append(frame) } else { #expect(open.popLast() == frame) }
      }
      #expect(open.isEmpty && clock == events["endValue"].int, "\(name)")
      let total = CallTree(preparing: profile).totalTime * 1e9
      #expect((Double(clock) - total).magnitude <= max(1, 1e-12 * total), "\(name)")
    }
  }

  @Test func builtinsHaveNoFile() {
    #expect(text(drawnProfile("~:len 1 1 1")).contains(#"{"name": "len"}"#))
  }
}

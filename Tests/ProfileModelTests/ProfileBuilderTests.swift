import ProfileModel
import Testing

@Suite struct ProfileBuilderTests {
  private func numbers(_ calls: Count, _ time: Double = 1) -> ProfileBuilder.Numbers {
    ProfileBuilder.Numbers(calls: calls, primitiveCalls: calls, selfTime: time, cumulativeTime: time)
  }

  /// Swift takes these three for one text; Python has three functions.
  @Test func namesThatOnlyLookAlikeStayApart() {
    let names = ["\u{E9}", "e\u{301}", "\u{65}\u{301}\u{200D}"] + ["\u{C5}", "\u{212B}", "A\u{30A}"]
    var builder = ProfileBuilder()
    for name in names { builder.add(builder.function(.init(file: "a.py", line: 1, name: name)), numbers(1)) }
    for name in names { builder.add(builder.function(.init(file: name, line: 1, name: "f")), numbers(1)) }
    let profile = builder.build()
    #expect(profile.brokenInvariants.isEmpty)
    #expect(
      profile.functions.ids.map { Array(profile.functions.name(of: $0).utf8) } == names.map { Array($0.utf8) }
        + names.map { _ in Array("f".utf8) })
    #expect(
      profile.functions.ids.suffix(names.count).map { Array(profile.functions[$0].file.utf8) }
        == names.map { Array($0.utf8) })
  }

  @Test func whatIsAddedAgainIsAddedUp() {
    var builder = ProfileBuilder()
    let f = builder.function(.init(file: "a.py", line: 1, name: "f"))
    let g = builder.function(.init(file: "a.py", line: 2, name: "g"))
    builder.add(f, numbers(.exact(.max)))
    builder.addEdge(from: f, to: g, numbers(1, 0.25))
    builder.add(g, numbers(2, 0.5))
    builder.add(f, numbers(1, .infinity))
    builder.addEdge(from: f, to: g, calls: 3)
    let profile = builder.build()
    #expect(profile.brokenInvariants.isEmpty)
    #expect(profile.functions.ids.map { profile.functions[$0].calls } == [.inexact(0x1p63), 2])
    #expect(profile.functions.ids.map { profile.functions[$0].selfTime } == [.infinity, 0.5])
    #expect(profile.graph.count == 1 && profile.graph.calls[0] == 4 && profile.graph.selfTimes[0] == 0.25)
  }

  /// Entries keep their order, whenever their functions were named; those without an entry are the last rows.
  @Test func ghostsComeLast() {
    var builder = ProfileBuilder()
    let names = ["ghost", "g", "f"]
    let functions = names.map { builder.function(.init(file: "a.py", line: 1, name: $0)) }
    builder.addEdge(from: functions[0], to: functions[1], numbers(1))
    builder.addEdge(from: functions[1], to: functions[2], numbers(2))
    builder.add(functions[2], numbers(2))
    builder.add(functions[1], numbers(1))
    let profile = builder.build()
    #expect(profile.brokenInvariants.isEmpty && profile.functions.entryCount == 2)
    #expect(profile.functions.ids.map { profile.functions.name(of: $0) } == ["f", "g", "ghost"])
    #expect(profile.graph.callers.map(\.row) == [1, 2] && profile.graph.callees.map(\.row) == [0, 1])
  }

  /// The table has 32 bits for a line.
  @Test func linesBeyondTheLastAreTheLast() {
    var builder = ProfileBuilder()
    for line in [Int.max, Int(Int32.max), Int(Int32.max) + 1] {
      builder.add(builder.function(.init(file: "a.py", line: line, name: "f")), numbers(1))
    }
    let profile = builder.build()
    #expect(profile.brokenInvariants.isEmpty)
    #expect(profile.functions.count == 1 && profile.calls == 3)
  }
}

import ProfileModel
import TestSupport
import Testing

@Suite struct CallgrindWriterTests {
  private func text(_ profile: Profile) -> String {
    String(decoding: CallgrindWriter.bytes(of: profile, command: "x.prof"), as: UTF8.self)
  }

  @Test func functionsAndCallsWithTheFilesOwnNumbers() {
    let profile = drawnProfile(
      "main 1 0.5 2.0\nf 3/2 1.25 1.5\n~:len 4 0.25 0.25\nmain > f 1 0.5 1.5\nf > f 1 0.75 0.8\nf > ~:len 4 0.25 0.25")
    #expect(
      text(profile) == """
        # callgrind format
        version: 1
        creator: proftui
        cmd: x.prof
        positions: line
        event: ns : Time (ns)
        events: ns
        summary: 2000000000

        fl=(1) app.py
        fn=(1) main:10
        10 500000000
        cfi=(1)
        cfn=(2) f:20
        calls=1 20
        10 1500000000

        fl=(1)
        fn=(2)
        20 1250000000
        cfi=(1)
        cfn=(2)
        calls=1 20
        20 800000000
        cfi=(2) ~
        cfn=(3) len
        calls=4 0
        20 250000000

        fl=(2)
        fn=(3)
        0 250000000

        """)
  }

  @Test func noNameBreaksALine() throws {
    for name in ["bad/name-newline-tab-nul.prof", "bad/name-ansi.prof", "good/hostile-names.prof"] {
      let text = text(try Fixtures.profile(name))
      for line in text.split(separator: "\n").dropFirst(8) {
        let isPosition = ["fl=(", "fn=(", "cfi=(", "cfn=(", "calls="].contains { line.hasPrefix($0) }
        #expect(isPosition || line.allSatisfy { $0.isNumber || $0 == " " }, "\(line)")
      }
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    }
  }

  /// A name of a megabyte is cleaned and written once, however often the function is called.
  @Test func aNameIsWrittenOnce() {
    var builder = ProfileBuilder()
    let numbers = ProfileBuilder.Numbers(calls: 1, primitiveCalls: 1, selfTime: 1, cumulativeTime: 1)
    let callee = builder.function(.init(file: "a.py", line: 1, name: String(repeating: "f", count: 1 << 20)))
    builder.add(callee, numbers)
    for line in 1...20_000 {
      let caller = builder.function(.init(file: "a.py", line: line, name: "g"))
      builder.add(caller, numbers)
      builder.addEdge(from: caller, to: callee, numbers)
    }
    #expect(CallgrindWriter.bytes(of: builder.build(), command: "x.prof").count < 4 << 20)
  }

  @Test func costsAreWholeAndNotNegative() throws {
    let text = text(try Fixtures.profile("bad/nan-inf.prof"))
    let costs = text.split(separator: "\n").filter { $0.first?.isNumber == true }
    #expect(costs.count > 3)
    for cost in costs {
      let numbers = cost.split(separator: " ")
      #expect(numbers.count == 2 && numbers.allSatisfy { UInt64($0) != nil }, "\(cost)")
    }
    #expect(!text.contains("\n1 -") && text.contains("\n2 9000000000000000000\n") && text.contains("\n3 0\n"))
  }
}

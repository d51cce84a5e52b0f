import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// Wherever one is, a signal ends the program, and the terminal is as before.
  @Suite struct EndingTests {
    /// A place in the program: what is typed to get there, and what is seen then.
    struct Place: Sendable, CustomTestStringConvertible {
      let command: String
      let keys: [Stroke]
      let sight: String

      var testDescription: String { sight }
    }

    private static let places = [
      Place(command: ".", keys: [], sight: "15 profiles"),
      Place(command: ".", keys: ["/resource"], sight: "/resource"),
      Place(command: slowestList, keys: ["/serialize_l"], sight: "1 function"),
      Place(command: slowestList, keys: ["?"], sight: "to the widest callee"),
      Place(command: slowestList, keys: ["g", .tab, .down, "c"], sight: "overview"),
    ]

    @Test(arguments: places, [SIGTERM, SIGHUP, SIGSEGV])
    func signalGivesTheTerminalBack(place: Place, signal: Int32) throws {
      let terminal = try Tmux(columns: 100, rows: 30)
      let before = try terminal.modes()
      try terminal.type("proftui \(place.command)")
      try terminal.see(place.command == "." ? "15 profiles" : "% of self time measured")
      for key in place.keys { try terminal.press(key) }
      try terminal.see(place.sight)
      kill(try terminal.program(), signal)
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "\(128 + signal)")
      #expect(try terminal.modes() == before)
    }

    @Test func keysOutliveAStormOfSizes() throws {
      let terminal = try explorer()
      for (columns, rows) in [(1, 1), (200, 60), (20, 5), (81, 25), (500, 200), (3, 90), (120, 2), (80, 24)] {
        try terminal.resize(columns: columns, rows: rows)
        try terminal.press(.down, .enter, .tab, .pageDown, "s", .escape, "?", .escape)
      }
      try terminal.see("36,753 calls", "ncalls")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }
  }
}

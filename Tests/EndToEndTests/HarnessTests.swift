import TestSupport
import Testing

extension EndToEnd {
  /// What the other stories look with must be able to see.
  @Suite struct HarnessTests {
    @Test(arguments: [
      "stty -ixon", #"printf '\e[?25l'"#, #"printf '\e[?1000h'"#, #"printf '\e[?1h'"#, #"printf '\e[7m'"#,
      #"printf '\e]0;title\a'"#, #"printf '\e[?7l'"#,
    ])
    func modesTellWhatWasLeftBehind(command: String) throws {
      let terminal = try Tmux()
      let before = try terminal.modes()
      #expect(try terminal.modes() == before)
      _ = try terminal.answer(to: "\(command) > /dev/tty < /dev/tty")
      #expect(try terminal.modes() != before)
    }

    private static let outputs: [(String, strays: [String], sequences: Set<String>)] = [
      (#"\e]0;title\a"#, [#"\e]"#, #"\u{07}"#], []),
      (#"\u009b31m"#, [#"\u{009B}"#], []),
      (#"\eP1$q\e\\"#, [#"\eP"#, #"\e\\"#], []),
      (#"\e[1;31mred\e[m\e(B\e[H\t\r\n"#, [], ["[1;31m", "[m", "(B", "[H"]),
    ]

    @Test(arguments: outputs)
    func outputIsToldApart(printed: String, strays: [String], sequences: Set<String>) throws {
      let output = TerminalOutput(Array(try Shell().run("printf '\(printed)'").output.utf8))
      #expect(output.strays == strays)
      #expect(output.sequences == sequences)
    }
  }
}

import TestSupport
import Testing

extension EndToEnd {
  /// What comes from elsewhere, and what goes where it cannot.
  @Suite struct StreamTests {
    @Test(arguments: ["\(slowestList)", "list .", "export --format json \(slowestList)"])
    func lostOutputIsSaid(arguments: String) throws {
      let finished = try Shell().run("proftui \(arguments) > /dev/full")
      #expect(finished.status == 1)
      #expect(finished.errors == "proftui: standard output: no space left on device\n")
    }

    @Test(arguments: ["\(slowestList)", "list . --requests --format json", "export --format json \(slowestList)"])
    func readerThatGoesIsNoError(arguments: String) throws {
      let finished = try Shell().run("proftui \(arguments) | true; echo ${PIPESTATUS[0]}")
      #expect(finished.errors.isEmpty)
      #expect(["0\n", "141\n"].contains(finished.output))
    }

    @Test(arguments: [
      ("- < /dev/zero", "proftui: standard input: byte 0: "),
      ("- < /dev/null", "proftui: standard input: the file is empty"),
      ("<(cat /dev/zero)", "byte 0: "), ("<(yes)", "byte 0: this is text, no profile"),
      ("<(yes '{')", "byte 0: this is text, no profile"), ("<(head -c 5000 \(slowestList))", "byte 5000: "),
    ])
    func whatIsNoProfileIsRefusedAtOnce(argument: String, reason: String) throws {
      let finished = try Shell().run("ulimit -v 2000000; proftui \(argument)")
      #expect(finished.status == 1)
      #expect(finished.errors.contains(reason), "\(finished.errors)")
      #expect(finished.errors.split(separator: "\n").count == 1)
    }

    @Test func pipeOnTheCommandLineIsRead() throws {
      let finished = try Shell().run("proftui <(cat \(slowestList)) | head -2; mkfifo ~/f; proftui list ~")
      #expect(finished.output.contains("36,753 calls"))
      #expect(finished.status != 137)
    }

    @Test func keysAreNoProfile() throws {
      let terminal = try Tmux()
      try terminal.type("proftui -; echo $?")
      try terminal.see("a profile is expected here", "(this is a terminal)", "\n1\n")
    }

  }
}

import TestSupport
import Testing

extension EndToEnd {
  /// What comes from pipes and devices rather than from files.
  @Suite struct StreamTests {
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
      let finished = try Shell().run("proftui <(cat \(slowestList))")
      #expect(finished.status == 0, "\(finished.errors)")
      #expect(finished.output.contains("36,753 calls"))
    }

    /// Nobody writes into it: whoever opens it waits for ever.
    @Test func pipeInADirectoryStaysClosed() throws {
      let finished = try Shell().run("mkfifo ~/f ~/g.prof; timeout 20 proftui list ~")
      #expect(finished.status == 2)
      #expect(finished.errors.hasSuffix("/g.prof: not a regular file but a FIFO\n"), "\(finished.errors)")
      #expect(finished.errors.split(separator: "\n").count == 1)
      #expect(finished.output.hasPrefix("0 profiles, 0 routes"))
    }

    @Test func keysAreNoProfile() throws {
      let terminal = try Tmux()
      try terminal.type("proftui -; echo $?")
      try terminal.see("a profile is expected here", "(this is a terminal)", "\n1\n")
    }
  }
}

import Glibc
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ExportTests {
    private static let export = "proftui export --format folded --min-share 0.001 \(slowestList)"

    @Test func fileHoldsWhatTheStandardOutputWouldGet() throws {
      let shell = try Shell()
      let exported = try shell.run("\(Self.export) -o ~/tree.folded")
      #expect(exported.status == 0)
      #expect(exported.output.isEmpty)
      #expect(exported.errors.isEmpty)
      let piped = try shell.run("\(Self.export) | cmp - ~/tree.folded")
      #expect(piped.status == 0, "\(piped.output)\(piped.errors)")
      // 123.3 ms, every nanosecond of it.
      let sum = try shell.run("awk '{ sum += $NF } END { printf \"%.4f\", sum / 1e9 }' ~/tree.folded")
      #expect(sum.output == "0.1233")
    }

    /// A second name of the old file still has the old bytes: the new ones were written aside.
    @Test func newFileTakesThePlaceOfTheOldOneAtOnce() throws {
      let shell = try Shell()
      let exported = try shell.run("cd; echo old > a; ln a b; cd - > /dev/null; \(Self.export) -o ~/a; ls -1 ~")
      #expect(exported.status == 0)
      #expect(exported.output == "a\nb\n")
      #expect(try shell.run("cat ~/b").output == "old\n")
      #expect(try shell.run("grep -c _serialize_links ~/a").status == 0)
    }

    @Test(arguments: ["600", "640", "664"])
    func whoMayReadTheOldFileMayReadTheNewOne(mode: String) throws {
      let exported = try Shell().run(
        "umask 022; touch ~/a; chmod \(mode) ~/a; \(Self.export) -o ~/a; \(Self.export) -o ~/b; stat -c '%a %s' ~/a ~/b"
      )
      let files = exported.output.split(separator: "\n").map { $0.split(separator: " ") }
      #expect(files.map { $0[0] } == [Substring(mode), "644"])
      #expect(Set(files.map { $0[1] }).count == 1)
    }

    @Test(.enabled(if: getuid() == 0), arguments: ["600", "664"])
    func whoHadTheOldFileHasTheNewOne(mode: String) throws {
      let exported = try Shell().run(
        "touch ~/a; chmod \(mode) ~/a; chown 1234:2345 ~/a; \(Self.export) -o ~/a; stat -c '%a %u:%g' ~/a; test -s ~/a")
      #expect(exported.output == "\(mode) 1234:2345\n")
      #expect(exported.status == 0)
    }

    /// INT comes as soon as something is written aside, again and again.
    @Test func interruptedExportLeavesTheOldFileOrTheNewOne() throws {
      let script = """
        import os, signal, subprocess
        os.chdir(os.environ["HOME"])
        sizes = set()
        for attempt in range(20):
            open("x", "w").close()
            writer = subprocess.Popen(["proftui", "report", "--format", "json", "-o", "x", os.environ["PROFILE"]])
            aside = f"x.{writer.pid}.part"
            while writer.poll() is None:
                if os.path.exists(aside):
                    writer.send_signal(signal.SIGINT)
                    break
            writer.wait()
            sizes.add(os.path.getsize("x"))
        print(os.listdir(), len(sizes - {0}))
        """
      let interrupted = try Shell().run("export PROFILE=$PWD/\(slowestList); python3 - <<'END'\n\(script)\nEND")
      #expect(interrupted.output == "['x'] 1\n", "\(interrupted.errors)")
    }

    @Test(arguments: [("~/none/tree", "no such file"), ("/proc/tree", ""), ("~", "is a directory")])
    func placeThatCannotBeWrittenIsOneSentence(place: String, reason: String) throws {
      let exported = try Shell().run("\(Self.export) -o \(place)")
      #expect(exported.status == 1)
      #expect(exported.output.isEmpty)
      #expect(exported.errors.contains(reason) || reason.isEmpty)
      #expect(exported.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
    }

    @Test(arguments: ["folded", "json", "pprof", "svg"])
    func pipeThatClosesEndsTheProgramSilently(format: String) throws {
      let cut = try Shell().run(
        "proftui export --min-share 0.001 --format \(format) \(slowestList) | head -c 100 | wc -c; echo ${PIPESTATUS[0]}"
      )
      #expect(["100\n0\n", "100\n141\n"].contains(cut.output))
      #expect(cut.errors.isEmpty)
    }

    /// Names of functions would be commands to the terminal.
    @Test(arguments: ["pstats", "pprof"])
    func binaryFormatsDoNotGoToATerminal(format: String) throws {
      let terminal = try Tmux()
      let python =
        "import marshal; marshal.dump({('x.py', 1, '\\x1b]2;obeyed\\x07'): (1, 1, 1.0, 1.0, {})}, open('x.prof', 'wb'))"
      try terminal.type("cd; python3 -c \"\(python)\"; clear; proftui export --format \(format) x.prof; echo status $?")
      try terminal.see("\(format) is no text for a terminal: name a file with -o", "status 1")
      #expect(try terminal.ask("#{pane_title}") != "obeyed")
      try terminal.type(
        "clear; proftui export --format \(format) x.prof | wc -c; proftui export --format \(format) -o y x.prof; echo $?"
      )
      try terminal.see("0", where: { !$0.contains("is no text") && $0.contains("\n0\n") })
      #expect(terminal.shell.bytes(of: "y")?.isEmpty == false)
    }

    @Test(arguments: ["--format png", "", "--format folded --min-share 2", "--format folded --max-nodes 0"])
    func wrongOptionIsAnErrorOfUse(options: String) throws {
      let refused = try Shell().run("proftui export \(options) \(slowestList)")
      #expect(refused.status == 64)
      #expect(refused.output.isEmpty)
      #expect(refused.errors.contains("Usage: proftui export"))
    }
  }
}

import Glibc
import TestSupport
import Testing

extension EndToEnd {
  /// The machine fails under the program: files change and go, disks are full, the terminal is not ours, memory is short.
  @Suite struct MachineTests {
    // MARK: Files

    /// While one is in it, a file is emptied, replaced, grown and deleted; the next look at it is a sentence.
    @Test(arguments: [
      (": > ~/d/$f", "the file is empty"), ("echo text > ~/d/$f", "this is text, no profile"),
      ("truncate -s 5000 ~/d/$f", "byte "), ("rm ~/d/$f", "no such file"),
      ("rm ~/d/$f; ln -s $f ~/d/$f", "symbolic links"), ("rm ~/d/$f; ln -s /dev/zero ~/d/$f", "a device"),
    ])
    func fileThatChangesUnderTheReader(change: String, reason: String) throws {
      let terminal = try Tmux(columns: 120, rows: 30)
      let file = "GET.traits.15ms.1795351280.prof"
      _ = try terminal.shell.run("mkdir ~/d; cp GET.root* GET.traits* ~/d; cp GET.traits* ~/d/\(file)")
      try terminal.type("proftui ~/d/\(file)")
      try terminal.see("% of self time measured")
      let changed = try terminal.shell.run("f=\(file); \(change)")
      #expect(changed.status == 0, "\(changed.errors)")
      try terminal.press("/a", .enter, "c", "q", "f", "q", "u")
      try terminal.see("▀▀▀▀")
      try terminal.press("Q")
      try terminal.seePrompt()
      let opened = try terminal.shell.run("proftui ~/d/\(file)")
      #expect(opened.status == 1)
      #expect(opened.errors.contains(reason), "\(opened.errors)")
      #expect(opened.errors.split(separator: "\n").count == 1)
    }

    /// Somebody truncates, grows, replaces and deletes a file without pause: each look is a profile or one sentence. There
    /// are forty looks, and more until there was one of each.
    @Test func fileThatNeverRests() throws {
      let shell = try Shell()
      let race = """
        cp \(slowestList) ~/whole; cd
        while [ -e whole ]; do
          cat whole > x.prof; truncate -s 60000 x.prof; cat whole whole >> x.prof; cp whole y; mv y x.prof; rm x.prof; : > x.prof
        done
        """
      _ = try shell.run("(\(race)) > /dev/null 2>&1 &")
      let looks = """
        for i in $(seq 1000); do proftui ~/x.prof > ~/out 2> ~/errors; s=$?
        echo $s $(grep -c . ~/errors) $(grep -c 'function' ~/out | head -c1)
        : > ~/saw$s; [ $i -ge 40 ] && [ -e ~/saw0 ] && [ -e ~/saw1 ] && break; done | sort | uniq -c; rm ~/whole
        """
      let looked = try shell.run(looks)
      let lines = looked.output.split(separator: "\n").map {
        $0.split(separator: " ").dropFirst().prefix(2).joined(separator: " ")
      }
      #expect(Set(lines) == ["0 0", "1 1"], "\(looked.output)")
    }

    @Test func directoryThatGoesIsSaidAndComesBack() throws {
      let terminal = try Tmux(columns: 120, rows: 24)
      _ = try terminal.shell.run("mkdir ~/d; cp GET.root.22ms* GET.traits* ~/d")
      try terminal.type("proftui ~/d")
      try terminal.see("2 profiles  2 routes", "following")
      _ = try terminal.shell.run("rm -r ~/d")
      try terminal.see("0 profiles")
      try terminal.press("o", .down, .enter, "/x", .enter, .backspace, "R")
      try terminal.see("no such file or directory")
      _ = try terminal.shell.run("mkdir ~/d; cp GET.traits* ~/d")
      try terminal.press("R")
      try terminal.see("1 profile ")
      try terminal.press("q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    // MARK: Disks

    private static let exports = [
      "pstats", "folded", "speedscope", "pprof", "callgrind", "json", "csv", "svg", "sunburst",
    ]

    /// On a disk that is full nothing stands under the name that was asked for, and what stood there stands there still.
    @Test(.enabled(if: canMount), arguments: exports, [false, true])
    func fullDiskLeavesNoHalfFile(format: String, replaces: Bool) throws {
      let script = """
        mkdir ~/small; mount -t tmpfs -o size=8k tmpfs ~/small; \(replaces ? "echo old > ~/small/x;" : "")
        proftui export --min-share 0.001 --format \(format) -o ~/small/x \(slowestList); echo $?; ls -A ~/small; cat ~/small/x 2> /dev/null
        """
      let full = try Shell().run("unshare -m bash -c '\(script)'")
      #expect(full.output == (replaces ? "1\nx\nold\n" : "1\n"))
      #expect(full.errors.hasSuffix("small/x: no space left on device\n"))
      #expect(full.errors.split(separator: "\n").count == 1)
    }

    private static let canMount =
      (try? Shell().run("unshare -m mount -t tmpfs tmpfs /mnt"))?.status == 0

    @Test(arguments: exports)
    func largestFileThatIsAllowedLeavesNoHalfFile(format: String) throws {
      let limited = try Shell().run(
        "(ulimit -f 4; proftui export --min-share 0.001 --format \(format) -o ~/x \(slowestList)); echo $?; ls ~")
      #expect(limited.output == "1\n")
      #expect(limited.errors.hasSuffix("x: file too large\n"))
      #expect(limited.errors.split(separator: "\n").count == 1)
    }

    /// A screen is collected in memory, which such a limit counts as a file: it is drawn all the same.
    @Test func screensAreNoFiles() throws {
      let terminal = try Tmux(columns: 120, rows: 30)
      try terminal.type("(ulimit -f 1; proftui \(slowestList))")
      try terminal.see("% of self time measured", "filename:lineno")
      try terminal.press(.down, .enter)
      try terminal.see(" › ", "filename:lineno")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "echo $?") == "0")
    }

    @Test(.enabled(if: canMount)) func fullDiskLeavesNothingOfWhatIsKept() throws {
      let terminal = try Tmux(columns: 120, rows: 30)
      let full = "mkdir ~/small; mount -t tmpfs -o size=4k tmpfs ~/small; head -c 4096 /dev/zero > ~/small/full"
      try terminal.type("unshare -m bash -c '\(full); proftui \(slowestList); ls -A ~/small > ~/left'")
      try terminal.see("% of self time measured")
      try terminal.press(.tab, "w", .control("u"), Stroke("\(terminal.shell.home)/small/table.md"), .enter)
      try terminal.see("not written: ", "no space left on device")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.answer(to: "cat ~/left") == "full")
    }

    /// What somebody else writes aside under the same name is not ours to remove.
    @Test func strangersPartStays() throws {
      let stranger = "exec 2>&1; echo other > ~/x.$$.part; exec proftui report -o ~/x \(slowestList)"
      let refused = try Shell().run("bash -c '\(stranger)'; cat ~/x.*.part; ls ~ | wc -l")
      #expect(refused.output.hasSuffix("x: file exists\nother\n1\n"), "\(refused.output)")
    }

    @Test(arguments: [
      "export --format csv -o /dev/full \(slowestList)", "report -o /dev/full \(slowestList)",
      "report --format csv \(slowestList) > /dev/full", "\(slowestList) > /dev/full", "list . > /dev/full",
      "export --format json \(slowestList) > /dev/full", "diff ../nplus1/before ../nplus1/after > /dev/full",
      "diff ../nplus1/before ../nplus1/after --format json -o /dev/full", "config > /dev/full", "manual > /dev/full",
      "check ../nplus1/before --max-total 1ms > /dev/full",
    ])
    func deviceThatTakesNothing(arguments: String) throws {
      let full = try Shell().run("proftui \(arguments)")
      #expect(full.status == 1)
      #expect(full.errors.hasSuffix("no space left on device\n"), "\(full.errors)")
      #expect(full.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
      "export --format csv \(slowestList)", "report --format csv \(slowestList)", "config", "manual", "--help",
      "\(slowestList)", "list . --requests --format json", "export --format json \(slowestList)",
      "diff ../nplus1/before ../nplus1/after --format csv", "check ../nplus1/before --max-total 1ms",
    ])
    func readerThatIsGone(arguments: String) throws {
      let cut = try Shell().run("(sleep 0.2; proftui \(arguments)) | true; echo ${PIPESTATUS[0]}")
      #expect(cut.output == "141\n")
      #expect(cut.errors.isEmpty)
    }

    // MARK: Terminal and memory

    /// In a session without a controlling terminal `/dev/tty` cannot be opened; the standard streams are one all the same.
    @Test func withoutAControllingTerminal() throws {
      let terminal = try Tmux(columns: 100, rows: 30)
      let before = try terminal.modes()
      try terminal.type("clear; setsid -w proftui \(slowestList)")
      try terminal.see("% of self time measured", "q quit")
      try terminal.press("/serialize_l", .enter)
      try terminal.see("1 function  self 73.2 %")
      try terminal.press("Q")
      try terminal.seePrompt()
      #expect(try terminal.modes() == before)
    }

    @Test func withoutAnyTerminalThereIsAReport() throws {
      let report = try Shell().run("setsid -w proftui \(slowestList) < /dev/null | head -2")
      #expect(report.output.contains("36,753 calls"))
    }

    @Test(arguments: [
      "~/big.prof", "report ~/big.prof", "export --format json ~/big.prof", "list ~/d",
      "diff ~/big.prof ~/big.prof", "check ~/big.prof --max-total 1s", "export --format pstats ~/big.prof ~/big.prof",
    ])
    func littleMemoryIsOneSentence(arguments: String) throws {
      let shell = try Shell()
      let big = "import sys; sys.stdout.buffer.write(b\"{\" + bytes(80_000_000))"
      let limited = try shell.run(
        "python3 -c '\(big)' > ~/big.prof; mkdir ~/d; ln ~/big.prof ~/d; ulimit -v 300000; proftui \(arguments)")
      #expect(limited.status == 1 || limited.status == 2)
      let sentences = Set(limited.errors.split(separator: "\n"))
      #expect(sentences.count == 1 && limited.errors.contains("not enough memory"), "\(limited.errors)")
    }
  }
}

import TestSupport
import Testing

extension EndToEnd {
  /// Files that other programs wrote, and files that gzip packed.
  @Suite struct OtherFormatsTests {
    private static let fixtures = "\(Repository.root)/Tests/Fixtures/formats"
    private static let names = Fixtures.names(in: "formats").filter { !$0.hasSuffix(".md") && !$0.hasSuffix(".py") }

    @Test(arguments: names)
    func everyFormatOpens(name: String) throws {
      let report = try Shell().run("proftui \(Self.fixtures)/\(name) | head -1")
      #expect(report.errors.isEmpty)
      #expect(report.output == "\(name)\n")
    }

    /// pyprof2calltree turns a profile into callgrind's format, proftui turns it back: the same calls and self times.
    @Test func pyprof2calltreeAndBack() throws {
      let shell = try Shell()
      let tools = Repository.python.dropLast("python3".count)
      let script = """
        import pstats, sys
        a, b = (pstats.Stats(f).stats for f in sys.argv[1:])
        assert {k[::2] for k in a} == {k[::2] for k in b}
        calls = lambda stats: sorted((k[2], v[1], round(v[2] * 1e9)) for k, v in stats.items() if v[4])
        assert calls(a) == calls(b)
        """
      let done = try shell.run(
        """
        \(tools)pyprof2calltree -i '\(slowestList)' -o ~/x.callgrind > /dev/null 2>&1 &&
        proftui export --format pstats -o ~/x.prof ~/x.callgrind && python3 -c '\(script)' '\(slowestList)' ~/x.prof
        """)
      #expect(done.status == 0, "\(done.errors)")
    }

    @Test func packedProfilesOpenFromEverywhere() throws {
      let shell = try Shell()
      let plain = try shell.run("proftui '\(slowestList)' | tail -n +2")
      let packed = try shell.run(
        """
        gzip -c '\(slowestList)' > ~/x.prof.gz && gzip -c '\(slowestList)' > ~/nameless &&
        proftui ~/x.prof.gz | tail -n +2 && proftui - < ~/nameless | tail -n +2
        """)
      #expect(packed.errors.isEmpty)
      #expect(packed.output == plain.output + plain.output)
      let list = try shell.run(
        "proftui list --requests --format csv ~ | tail -n +2 | cut -d, -f1 | xargs -n1 basename | sort")
      #expect(list.output == "nameless\nx.prof.gz\n")
    }

    @Test func gzipThatIsCutOrABombIsASentence() throws {
      let shell = try Shell()
      let cut = try shell.run("gzip -c '\(slowestList)' | head -c 5000 > ~/x.prof; proftui ~/x.prof")
      #expect(cut.status == 1)
      #expect(
        cut.errors == "proftui: \(shell.home)/x.prof: byte 5000: the gzip file ends too early: still being written?\n")
      let bomb = try shell.run("head -c 300M /dev/zero | gzip > ~/b.prof; (ulimit -v 8000000; proftui ~/b.prof)")
      #expect(bomb.status == 1)
      #expect(bomb.errors.hasSuffix("unpacks to more than 64 MiB: gunzip it first if you trust it\n"))
    }
  }
}

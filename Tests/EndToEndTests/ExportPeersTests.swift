import TestSupport
import Testing

extension EndToEnd {
  /// What is exported, the programs that own the formats read: `Tests/Peers/check_export.py` says what they must find.
  @Suite struct ExportPeersTests {
    private static let one = slowestList
    private static let several = "GET.resource_providers.*.prof"

    /// - Parameter files: as they stand on a command line.
    private func check(_ format: String, _ files: String) throws {
      let shell = try Shell()
      let exported = try shell.run("proftui export --min-share 0.0001 --format \(format) -o ~/exported \(files)")
      #expect(exported.status == 0, "\(exported.errors)")
      let checked = try shell.run(
        "\(Repository.python) \(Repository.root)/Tests/Peers/check_export.py \(format) ~/exported \(files)")
      #expect(checked.status == 0, "\(checked.errors)")
      #expect(checked.output.isEmpty)
    }

    @Test(arguments: ["pstats", "speedscope", "pprof", "callgrind", "csv", "svg", "sunburst"])
    func ownersOfFormatsReadOneProfile(format: String) throws { try check(format, Self.one) }

    /// Nothing that a name holds gets out of its place.
    @Test(arguments: ["hostile-names", "unicode-names", "recursion-ring-200", "zero-functions"], ["svg", "sunburst"])
    func picturesOfOddProfilesAreWellFormed(name: String, format: String) throws {
      let file = "\(Repository.root)/Tests/Fixtures/profiles/good/\(name).prof"
      let drawn = try Shell().run(
        "proftui export --format \(format) '\(file)' | python3 -c 'import sys, xml.dom.minidom as x; x.parse(sys.stdin.buffer)'"
      )
      #expect(drawn.status == 0, "\(drawn.errors)")
    }

    @Test(arguments: ["pstats", "callgrind", "csv"])
    func ownersOfFormatsReadTheSumOfSeveral(format: String) throws { try check(format, Self.several) }
  }
}

import Glibc
import ProfileModel
import TestSupport
import Testing

@testable import proftui

/// Our reports against those of the Python at hand, line by line.
struct PstatsReportTests {
  /// One report to ask for.
  private struct Job {
    var kind = "stats"
    var files: [String]
    var keys: [String] = []
    var restrictions: [String] = []
    var isReversed = false
    var stripsDirectories = false

    var line: String {
      let lists = [files.map(Self.path), keys, restrictions].map { $0.joined(separator: "\u{1F}") }
      return ([kind] + lists + [isReversed ? "reverse" : "", stripsDirectories ? "strip" : ""]).joined(separator: "\t")
    }

    private static func path(_ file: String) -> String { "\(Repository.root)/Tests/Fixtures/profiles/good/\(file)" }

    /// What we print.
    func ours() throws -> String {
      var merge = Merge()
      for file in [files[0]] + files.dropFirst().reversed() {
        try merge.add(Fixtures.profile("good/" + file), from: FilePath(file))
      }
      let profile = files.count == 1 ? try Fixtures.profile("good/" + files[0]) : try #require(merge.merged()).sum
      var table = PstatsTable(profile)
      if stripsDirectories { table = table.strippingDirectories }
      let order = PstatsOrder(
        keys: try keys.map { try #require(PstatsSortKey(word: $0)) }, isReversed: isReversed,
        restrictions: try restrictions.map { try Restriction($0) })
      let report = PstatsReport(table, in: order)
      let lines =
        switch kind {
        case "callers": report.callers()
        case "callees": report.callees()
        default: report.statistics()
        }
      return lines.map { $0 + "\n" }.joined()
    }
  }

  /// Names that a terminal would obey, or counts beyond 64 bits: what is shown differs on purpose.
  private static let different: Set<String> = ["hostile-names.prof", "huge-counts.prof"]

  private static let files = Fixtures.names(in: "profiles/good").filter { !different.contains($0) }

  /// What Python prints for each job; nil where pstats fails.
  private func theirs(_ jobs: [Job]) throws -> [String?] {
    var path = Array("/tmp/proftui-jobs-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    defer {
      close(descriptor)
      unlink(path)
    }
    let text = Array(jobs.map { $0.line + "\n" }.joined().utf8)
    #expect(write(descriptor, text, text.count) == text.count)
    let file = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let command = ["python3", "\(Repository.root)/Tests/Fixtures/reports/pstats_reports.py", file]
    let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
    let finished = try Subprocess(command, environment: ["PATH": search], directory: "/").run(within: .seconds(120))
    #expect(finished.status == 0, "\(finished.errors)")
    return finished.output.split(separator: "\0", omittingEmptySubsequences: false).dropLast()
      // Python shows the address of a code object that is a name.
      .map { $0.hasPrefix("SKIP") || $0.contains("<code object") ? nil : String($0) }
  }

  private func expectEqual(_ jobs: [Job]) throws {
    let theirs = try theirs(jobs)
    try #require(theirs.count == jobs.count)
    #expect(theirs.count { $0 != nil } > jobs.count / 2, "pstats fails at most files: nothing is compared")
    for (job, text) in zip(jobs, theirs) {
      if let text { #expect(try job.ours() == text, "\(job.line)") }
    }
  }

  @Test func `every profile, by every key`() throws {
    var jobs: [Job] = []
    for file in Self.files {
      jobs.append(Job(files: [file]))
      for key in PstatsSortKey.allCases { jobs.append(Job(files: [file], keys: [key.rawValue], restrictions: ["30"])) }
      for kind in ["callers", "callees"] {
        jobs.append(Job(kind: kind, files: [file]))
        jobs.append(Job(kind: kind, files: [file], keys: ["cumulative"], restrictions: ["12"]))
      }
    }
    try expectEqual(jobs)
  }

  @Test func `sums of profiles, without directories, with every kind of restriction`() throws {
    var random = SplitMix(seed: 1)
    let restrictions = ["7", "0", "0.1", ".33", "re", "^[a-m]", "(get|set)", "__", "\\d\\(", "nothing has this name"]
    // Samples and calls do not add up.
    let small = Self.files.filter {
      Fixtures.bytes("profiles/good/" + $0).count < 40_000 && !$0.hasPrefix("sampled")
    }
    let jobs = (0..<150).map { _ in
      Job(
        kind: ["stats", "callers", "callees"].randomElement(using: &random)!,
        files: (0..<Int.random(in: 1...3, using: &random)).map { _ in small.randomElement(using: &random)! },
        keys: (0..<Int.random(in: 0...3, using: &random)).map { _ in
          PstatsSortKey.allCases.randomElement(using: &random)!.rawValue
        },
        restrictions: (0..<Int.random(in: 0...2, using: &random)).map { _ in
          restrictions.randomElement(using: &random)!
        },
        isReversed: Bool.random(using: &random), stripsDirectories: Bool.random(using: &random))
    }
    try expectEqual(jobs)
  }

  @Test func `what a terminal would obey is escaped`() throws {
    let report = PstatsReport(PstatsTable(try Fixtures.profile("good/hostile-names.prof")), in: PstatsOrder())
    for line in report.statistics() + report.callers() + report.callees() {
      #expect(VisibleText.clean(line) == line)
    }
  }
}

struct PstatsSortKeyTests {
  @Test(arguments: [
    ("tottime", "internal time"), ("to", "internal time"), ("ti", "internal time"), ("cum", "cumulative time"),
    ("pc", "primitive call count"), ("nf", "name/file/line"), ("-1", "standard name"), ("0", "call count"),
    ("1", "internal time"), ("2", "cumulative time"), ("mod", "file name"),
  ])
  func `words, prefixes and numbers`(word: String, title: String) {
    #expect(PstatsSortKey(word: word)?.title == title)
  }

  @Test(arguments: ["", "c", "n", "x", "3", "-2", "callss"])
  func `no key`(word: String) { #expect(PstatsSortKey(word: word) == nil) }
}

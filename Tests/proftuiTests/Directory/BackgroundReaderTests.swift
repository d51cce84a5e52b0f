import Glibc
import ProfileModel
import Testing

@testable import proftui

@Suite struct BackgroundReaderTests {
  /// What a reader has told so far, in order.
  private final class Findings: Sendable {
    let mailbox = Mailbox<[FileContents]>()

    /// Waits until `count` things were found out, at most ten seconds for each batch. Keeps its thread meanwhile: a test
    /// that lets others go first comes back after minutes, when its files are old.
    func wait(for count: Int) -> [String] {
      var found: [String] = []
      while found.count < count {
        let batch = mailbox.take(waiting: 10_000)
        if batch.isEmpty { break }
        found += batch.flatMap { $0 }.map(drawn)
      }
      return found
    }

    /// All that was found out when the reader has nothing more to do, or after a minute.
    func all(of reader: BackgroundReader) -> [String] {
      let deadline = ContinuousClock.now + .seconds(60)
      var found: [String] = []
      while !reader.isIdle, ContinuousClock.now < deadline {
        found += mailbox.take(waiting: 20).flatMap { $0 }.map(drawn)
      }
      return found + mailbox.take().flatMap { $0 }.map(drawn)
    }

    /// Waits until something was found out, while other things are.
    ///
    /// - Returns: what was found out last.
    func wait(until awaited: String) -> String? {
      var last: String?
      for _ in 0..<20 where last != awaited { last = wait(for: 1).last }
      return last
    }

    private func drawn(_ finding: FileContents) -> String {
      let answer = finding.answer.map { " (search \($0.number): \($0.time?.functions ?? 0) functions)" } ?? ""
      return "\(finding.file.visibleName)\(finding.isNew == nil ? "" : " is") \(drawn(finding.contents))\(answer)"
    }

    private func drawn(_ contents: RequestProfile.Contents) -> String {
      switch contents {
      case .unread: "unread"
      case .summary: "whole"
      case .unfinished: "unfinished"
      case .broken: "broken"
      }
    }
  }

  private let scratch = ScratchDirectory()
  private let findings = Findings()

  private func makeReader() -> BackgroundReader { BackgroundReader { [findings] in findings.mailbox.post($0) } }

  @Test func everyFileIsReadOnce() {
    let files = (0..<300).map { scratch.write("\($0).prof", $0 == 7 ? Array("text".utf8) : ScratchDirectory.profile) }
    let reader = makeReader()
    reader.read(files + files.suffix(10))
    let found = findings.all(of: reader)
    #expect(found.sorted() == (0..<300).map { "\($0).prof \($0 == 7 ? "broken" : "whole")" }.sorted())
  }

  @Test func whatIsOnTheScreenComesFirst() {
    let files = (0..<2000).map { scratch.write("\($0).prof") }
    let reader = makeReader()
    reader.prefer([files[1500], files[1501]])
    reader.read(files)
    let found = findings.wait(for: 2000)
    // The system may stop a thread for some time between reading and telling.
    #expect(Set(found.prefix(500)).isSuperset(of: ["1500.prof whole", "1501.prof whole"]))
  }

  @Test func filesOfUnknownNamesAreFoundByTheirBytes() {
    let names = ["profile", "notes", "end"]
    for name in names { scratch.write(name, name == "notes" ? Array("text".utf8) : ScratchDirectory.profile) }
    let scan = DirectoryScan([scratch.path])
    makeReader().sniff(scan.unknown)
    #expect(Set(findings.wait(for: 2)) == ["profile is whole", "end is whole"])
  }

  @Test func unfinishedFilesAreReadAgainUntilTheyAreWhole() {
    let file = scratch.write("slow.prof", Array(ScratchDirectory.profile.prefix(100)))
    scratch.setTime("slow.prof", time(nil) + 20)  // so that a busy machine has 50 seconds for this test
    let reader = makeReader()
    reader.read([file])
    #expect(findings.wait(for: 1).first == "slow.prof unfinished")
    scratch.write("slow.prof")
    #expect(findings.wait(until: "slow.prof whole") == "slow.prof whole")
  }

  @Test func unfinishedFilesAreBrokenWhenTheyAreOld() {
    let file = scratch.write("cut.prof", Array(ScratchDirectory.profile.prefix(100)))
    scratch.setTime("cut.prof", time(nil) + 20)
    let reader = makeReader()
    reader.read([file])
    #expect(findings.wait(for: 1).first == "cut.prof unfinished")
    scratch.setTime("cut.prof", 1_000_000_000)
    #expect(findings.wait(until: "cut.prof broken") == "cut.prof broken")
  }

  @Test func searchesLookIntoFilesThatWereReadAndIntoNewOnes() throws {
    let old = scratch.write("old.prof")
    let reader = makeReader()
    reader.read([old])
    #expect(findings.wait(for: 1) == ["old.prof whole"])
    reader.search(FunctionSearch(number: 1, search: try Search("deep")), in: [old])
    #expect(findings.wait(for: 1) == ["old.prof whole (search 1: 1 functions)"])
    reader.search(FunctionSearch(number: 2, search: try Search("shallow")), in: [])
    reader.read([scratch.write("new.prof")])
    #expect(findings.wait(for: 1) == ["new.prof whole (search 2: 0 functions)"])
    reader.search(nil, in: [old])
    reader.read([old])
    #expect(findings.wait(for: 1) == ["old.prof whole"])
  }

  @Test func aNewSearchDropsWhatTheOldOneHadToRead() throws {
    let files = (0..<2000).map { scratch.write("\($0).prof") }
    let reader = makeReader()
    reader.search(FunctionSearch(number: 1, search: try Search("deep")), in: files)
    reader.search(FunctionSearch(number: 2, search: try Search("dee")), in: [files[7]])
    let found = findings.all(of: reader)
    #expect(found.contains("7.prof whole (search 2: 1 functions)"))
    // What the old search had to read would be searched for the new one. Two files may be in work when that comes.
    #expect(found.count { $0.contains("(search 2:") } <= 3)
  }

  @Test func cancelledReadersReadNothingMore() {
    let files = (0..<2000).map { scratch.write("\($0).prof") }
    let opened = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    defer { close(opened) }
    _ = scratch.path.withCString { inotify_add_watch(opened, $0, UInt32(IN_OPEN)) }
    let reader = makeReader()
    reader.read(files)
    reader.cancel()
    // What is on its way may still come.
    _ = findings.all(of: reader)
    reader.read(files)
    #expect(reader.isIdle)
    #expect(findings.mailbox.take().isEmpty)
    // Each file that is opened is an event of 32 bytes.
    var events = [UInt8](repeating: 0, count: 1 << 17)
    #expect(read(opened, &events, events.count) < 2000 * 32)
  }
}

import Glibc
import ProfileModel
import Testing

@testable import proftui

@Suite struct DirectoryWorkTests {
  private let scratch = ScratchDirectory()
  private let mailbox = Mailbox<Event>()
  private let work: DirectoryWork

  init() {
    let paths = [scratch.path]
    work = DirectoryWork(paths, isRecursive: false, scan: DirectoryScan(paths), mailbox: mailbox)
  }

  /// What comes next of scans, as words.
  private func wait(for count: Int) -> [String] {
    var told: [String] = []
    while told.count < count {
      let events = mailbox.take(waiting: 10_000)
      if events.isEmpty { break }
      told += events.compactMap(drawn)
    }
    return told
  }

  /// Takes over a scan, as the loop does.
  private func drawn(_ event: Event) -> String? {
    guard case .files(let event, let listing) = event else { return nil }
    switch event {
    case .scanning: return "scanning"
    case .listed(let scan):
      work.start(scan, ofListing: listing, reading: []) { _ in false }
      return "listed \(scan.requests.count + scan.subdirectories.count)"
    case .found, .vanished, .understood: return nil
    }
  }

  /// How much more was told so far.
  private var rest: Int { mailbox.take().count }

  @Test func manyDirectoriesAreOneScan() {
    work.follow(with: DirectoryWatch([scratch.path]))
    for number in 0..<500 { scratch.makeDirectory("\(number)") }
    #expect(work.changes().isEmpty)
    #expect(wait(for: 2) == ["scanning", "listed 500"])
    #expect(rest == 0)
  }

  /// What is written under another name and then moved may be gone by the time that its first bytes say that it is a profile.
  @Test func whatHasComeIsReadOnlyWhenTheListHasIt() {
    work.follow(with: DirectoryWatch([scratch.path]))
    let file = scratch.write("GET.race.1ms.1795351276.prof")
    let changes = work.changes()
    #expect(mailbox.take(waiting: 300).isEmpty)
    for case .files(.found(let requests), let listing) in changes { work.read(requests, ofListing: listing) }
    let told = mailbox.take(waiting: 10_000)
    guard case .files(.understood(let contents), _)? = told.first else {
      Issue.record("nothing was read: \(told)")
      return
    }
    #expect(contents.map(\.file) == [file])
  }

  @Test func nothingIsToldOfFilesAfterTheirEnd() {
    work.follow(with: DirectoryWatch([scratch.path]))
    let names = (0..<500).map { "temporary\($0)" }
    for name in names { scratch.write(name) }
    #expect(work.changes().isEmpty)
    for name in names { scratch.remove(name) }
    let changes = work.changes()
    let last = scratch.write("last")
    var events = mailbox.take() + changes + work.changes()
    var listed: Set<FilePath> = []
    while !events.isEmpty, !listed.contains(last) {
      for event in events { update(&listed, event) }
      events = mailbox.take(waiting: 10_000)
    }
    #expect(listed.map(\.visibleName) == ["last"])
  }

  /// The files whose names say nothing, as the list has them.
  private func update(_ listed: inout Set<FilePath>, _ event: Event) {
    guard case .files(let event, _) = event else { return }
    if case .understood(let contents) = event { listed.formUnion(contents.compactMap(\.isNew?.file)) }
    if case .vanished(let files) = event { listed.subtract(files) }
  }

  @Test func whatIsAskedForDuringAScanIsOneMoreAfterwards() {
    for _ in 0..<5 { work.rescan() }
    #expect(wait(for: 4) == ["scanning", "listed 0", "scanning", "listed 0"])
    #expect(rest == 0)
    work.rescan()
    #expect(wait(for: 2) == ["scanning", "listed 0"])
  }

  @Test func anotherPlaceDoesNotWaitForTheScanOfThisOne() {
    scratch.makeDirectory("sub")
    scratch.write("sub/a.prof")
    work.rescan()
    work.list([scratch.file("sub")], listing: 1)
    let told = wait(for: 4)
    #expect(told.filter { $0.hasPrefix("listed") }.sorted() == ["listed 1", "listed 1"])
    work.rescan()
    #expect(wait(for: 2) == ["scanning", "listed 1"])
  }
}

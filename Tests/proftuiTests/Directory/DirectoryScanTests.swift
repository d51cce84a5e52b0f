import Glibc
import ProfileModel
import Testing

@testable import proftui

@Suite struct DirectoryScanTests {
  /// What a scan found, one a line, sorted, by the paths below the directory.
  private func picture(_ scan: DirectoryScan, in scratch: ScratchDirectory) -> String {
    func below(_ path: FilePath) -> String {
      FilePath(Array(path.bytes.dropFirst(scratch.path.bytes.count + 1))).visible
    }
    let requests = scan.requests.map { request in
      "\(below(request.file)): \(request.error?.reason ?? "\(request.size) bytes")"
    }
    let unknown = scan.unknown.map { "\(below($0.file)): unknown" }
    let directories = scan.subdirectories.map { "\(below($0)): directory" }
    let errors = scan.errors.map { "error: \($0.reason)" }
    return (requests + unknown + directories + errors).sorted().joined(separator: "\n")
  }

  @Test func nothingThatIsNoRegularFileIsOpened() {
    let scratch = ScratchDirectory()
    scratch.write("good.prof")
    scratch.makeFIFO("fifo.prof")
    scratch.makeSocket("socket.prof")
    scratch.makeFIFO("fifo-of-no-interest")
    scratch.makeDirectory("directory.prof")
    scratch.link("loop-a.prof", to: "loop-b.prof")
    scratch.link("loop-b.prof", to: "loop-a.prof")
    scratch.link("dangling.prof", to: "gone.prof")
    scratch.link("link.prof", to: "good.prof")
    scratch.link("zero-device.prof", to: "/dev/zero")
    scratch.link("tty-device.prof", to: "/dev/tty")
    scratch.link("self", to: ".")
    scratch.write("empty.prof", [])
    #expect(
      picture(DirectoryScan([scratch.path]), in: scratch) == """
        dangling.prof: a symbolic link whose target is missing
        directory.prof: directory
        empty.prof: 0 bytes
        fifo.prof: not a regular file but a FIFO
        good.prof: 233 bytes
        link.prof: 233 bytes
        loop-a.prof: a loop of symbolic links
        loop-b.prof: a loop of symbolic links
        self: directory
        socket.prof: not a regular file but a socket
        tty-device.prof: not a regular file but a device
        zero-device.prof: not a regular file but a device
        """)
  }

  @Test func oddNamesAreFilesLikeOthers() {
    let scratch = ScratchDirectory()
    let names = [
      "ünï-日本語-🔥.prof", " leading.prof", "-rf.prof", "a\nb.prof", "esc\u{1B}[31m.prof", "%s%n.prof", ".hidden.prof",
      "..prof", "UPPER.PROF", "quote'\"$(id)`.prof", "e\u{301}.prof", "\u{E9}.prof", "x.prof",
      "GET.users.7.12ms.1795351334",
    ].map { Array($0.utf8) }
    let suffix = Array(".prof".utf8)
    let raw = [[0x6C, 0xE9, 0xFF] + suffix, [UInt8](repeating: 0x78, count: 250) + suffix]
    for name in names + raw { scratch.write(name) }
    let scan = DirectoryScan([scratch.path])
    #expect(Set(scan.requests.map { Array($0.file.name) }) == Set(names + raw))
    for request in scan.requests {
      guard case .summary(let summary) = ProfileFile.contents(request.file) else {
        Issue.record("cannot open \(request.file.visible)")
        continue
      }
      #expect(summary.functions == 2)
    }
  }

  @Test func whatNamesDoNotTellIsUnknown() {
    let scratch = ScratchDirectory()
    for name in ["no-suffix", "README.md", ".hidden", "1795351334 12ms GET users", "test_a"] { scratch.write(name) }
    #expect(
      picture(DirectoryScan([scratch.path]), in: scratch) == """
        1795351334 12ms GET users: unknown
        README.md: unknown
        no-suffix: unknown
        test_a: unknown
        """)
  }

  @Test func directoriesAreEnteredOnlyWhenAsked() {
    let scratch = ScratchDirectory()
    scratch.write("a.prof")
    for directory in ["sub", "sub/deeper", ".git"] { scratch.makeDirectory(directory) }
    for file in ["sub/b.prof", "sub/deeper/c.prof", ".git/d.prof"] { scratch.write(file) }
    scratch.link("sub/up", to: "..")
    scratch.link("again", to: "sub")
    #expect(
      picture(DirectoryScan([scratch.path]), in: scratch) == """
        a.prof: 233 bytes
        again: directory
        sub: directory
        """)
    let scan = DirectoryScan([scratch.path], isRecursive: true)
    #expect(Set(scan.requests.map { $0.file.visibleName }) == ["a.prof", "b.prof", "c.prof"])
    #expect(scan.requests.count == 3)
    #expect(scan.directories.count == 3)
    #expect(scan.subdirectories.isEmpty)
  }

  @Test func filesAreTakenAsTheyAreNamed() {
    let scratch = ScratchDirectory()
    scratch.write("anything")
    scratch.makeFIFO("fifo")
    let paths = ["anything", "fifo", "none"].map { scratch.file($0) }
    #expect(
      picture(DirectoryScan(paths), in: scratch) == """
        anything: 233 bytes
        error: no such file or directory
        fifo: not a regular file but a FIFO
        """)
  }

  @Test(.enabled(if: getuid() != 0, "root may read everything"))
  func whatMayNotBeReadIsSaid() {
    let scratch = ScratchDirectory()
    scratch.makeDirectory("locked", mode: 0)
    let scan = DirectoryScan([scratch.path, scratch.file("locked")])
    #expect(scan.errors.map(\.reason) == ["permission denied"])
  }

  @Test func directoriesOfThousandsOfFilesAreListedWhole() {
    let scratch = ScratchDirectory()
    scratch.write("first.prof")
    for number in 0..<5000 {
      let name = scratch.file("GET.items.\(number).\(number % 997)ms.\(1_700_000_000 + number).prof")
      _ = scratch.file("first.prof").withCString { old in name.withCString { Glibc.link(old, $0) } }
    }
    let scan = DirectoryScan([scratch.path])
    #expect(scan.requests.count == 5001)
    #expect(Set(scan.requests.map(\.file)).count == 5001)
  }
}

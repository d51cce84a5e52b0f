import Glibc
import ProfileModel
import Testing

@testable import proftui

@Suite struct DirectoryWatchTests {
  private let scratch = ScratchDirectory()

  /// What is told within some seconds, until `count` changes have come.
  private func wait(for count: Int, from watch: DirectoryWatch) -> [DirectoryChange] {
    var changes: [DirectoryChange] = []
    for _ in 0..<50 where changes.count < count {
      var descriptors = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
      _ = poll(&descriptors, 1, 100)
      changes += watch.changes()
    }
    return changes
  }

  @Test func changesAreToldWhenTheyHappen() {
    scratch.write("old.prof")
    let watch = DirectoryWatch([scratch.path])
    #expect(watch.changes() == [])
    scratch.write("new.prof")
    scratch.write("old.prof")
    scratch.move("new.prof", to: "moved.prof")
    scratch.remove("old.prof")
    let (new, old, moved) = (scratch.file("new.prof"), scratch.file("old.prof"), scratch.file("moved.prof"))
    #expect(wait(for: 5, from: watch) == [.written(new), .written(old), .removed(new), .written(moved), .removed(old)])
  }

  @Test func filesAreToldWhenTheyAreClosed() {
    let watch = DirectoryWatch([scratch.path])
    let stream = scratch.file("slow.prof").withCString { fopen($0, "w") }
    fputs("half", stream)
    fflush(stream)
    #expect(watch.changes() == [])
    fclose(stream)
    #expect(wait(for: 1, from: watch) == [.written(scratch.file("slow.prof"))])
  }

  @Test func severalDirectoriesAreWatched() {
    scratch.makeDirectory("a")
    scratch.makeDirectory("b")
    let watch = DirectoryWatch([scratch.file("a"), scratch.file("b")])
    scratch.write("b/x.prof")
    #expect(wait(for: 1, from: watch) == [.written(scratch.file("b/x.prof"))])
  }

  @Test func newDirectoriesAskForALookAtEverything() {
    let watch = DirectoryWatch([scratch.path])
    scratch.makeDirectory("sub")
    #expect(wait(for: 1, from: watch) == [.overflow])
  }

  @Test(arguments: [true, false])
  func goneDirectoriesAreSaid(usesNotification: Bool) {
    scratch.makeDirectory("sub")
    let watch = DirectoryWatch(
      [scratch.file("sub")], usesNotification: usesNotification, interval: .milliseconds(20))
    if !usesNotification { #expect(wait(for: 1, from: watch) == [.overflow]) }
    _ = scratch.file("sub").withCString { rmdir($0) }
    #expect(wait(for: 1, from: watch) == [.gone(scratch.file("sub"))])
  }

  @Test func withoutNotificationDirectoriesAreLookedAt() {
    scratch.write("old.prof")
    scratch.write("same.prof")
    let watch = DirectoryWatch([scratch.path], usesNotification: false, interval: .milliseconds(20))
    #expect(wait(for: 1, from: watch) == [.overflow])
    scratch.write("new.prof")
    scratch.write("old.prof", [1, 2, 3])
    let written = wait(for: 2, from: watch)
    #expect(Set(written) == [.written(scratch.file("new.prof")), .written(scratch.file("old.prof"))])
    scratch.remove("old.prof")
    #expect(wait(for: 1, from: watch) == [.removed(scratch.file("old.prof"))])
    scratch.makeDirectory("sub")
    #expect(wait(for: 1, from: watch) == [.overflow])
    scratch.write("sub/x.prof")
    scratch.write("last.prof")
    #expect(wait(for: 1, from: watch) == [.written(scratch.file("last.prof"))])
  }

  @Test func mountsSayWhatFileSystemTheyAre() {
    let line = "36 35 0:98 /srv /mnt rw,noatime master:1 - nfs4 server:/srv rw"
    #expect(NetworkFileSystem.type(inMount: line, ofDevice: 98) == "nfs4")
    #expect(NetworkFileSystem.type(inMount: line, ofDevice: 97) == nil)
    #expect(NetworkFileSystem.type(inMount: "36 35 8:300 / / rw - ext4 /dev/sda rw", ofDevice: 0x10_082C) == "ext4")
    #expect(NetworkFileSystem.type(inMount: "", ofDevice: 0) == nil)
    #expect(["nfs4", "fuse.sshfs", "cifs"].allSatisfy { NetworkFileSystem.isNetwork($0) })
    #expect(!["ext4", "tmpfs", "overlay"].contains { NetworkFileSystem.isNetwork($0) })
  }
}

import Glibc
import ProfileModel
import TestSupport

@testable import proftui

/// A directory of its own that goes with the value; everything in it is named by bytes.
final class ScratchDirectory: Sendable {
  let path: FilePath

  init() {
    var path = Array("/tmp/proftui-scratch-XXXXXX".utf8CString)
    precondition(mkdtemp(&path) != nil, "no temporary directory in /tmp")
    self.path = FilePath(path.dropLast().map { UInt8(bitPattern: $0) })
  }

  deinit { Self.removeAll(in: path) }

  private static func removeAll(in directory: FilePath) {
    _ = directory.withCString { chmod($0, 0o700) }
    var names: [FilePath] = []
    if let stream = directory.withCString({ opendir($0) }) {
      while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          Array(UnsafeRawBufferPointer(start: $0, count: 256).prefix { $0 != 0 })
        }
        if name != Array(".".utf8), name != Array("..".utf8) { names.append(directory.appending(name)) }
      }
      closedir(stream)
    }
    for name in names where name.withCString({ unlink($0) }) != 0 { removeAll(in: name) }
    _ = directory.withCString { rmdir($0) }
  }

  func file(_ name: String) -> FilePath { path.appending(name.utf8) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8] = ScratchDirectory.profile) -> FilePath {
    write(Array(name.utf8), bytes)
  }

  @discardableResult
  func write(_ name: [UInt8], _ bytes: [UInt8] = ScratchDirectory.profile) -> FilePath {
    let file = path.appending(name)
    let stream = file.withCString { fopen($0, "w") }
    precondition(stream != nil, "cannot write \(file.visible)")
    fwrite(bytes, 1, bytes.count, stream)
    fclose(stream)
    return file
  }

  func makeDirectory(_ name: String, mode: mode_t = 0o755) { _ = file(name).withCString { mkdir($0, mode) } }
  func makeFIFO(_ name: String) { _ = file(name).withCString { mkfifo($0, 0o644) } }
  func link(_ name: String, to target: String) { _ = file(name).withCString { symlink(target, $0) } }
  func remove(_ name: String) { _ = file(name).withCString { unlink($0) } }

  func move(_ name: String, to new: String) {
    _ = file(name).withCString { old in file(new).withCString { rename(old, $0) } }
  }

  /// A socket under a name; its descriptor is closed at once.
  func makeSocket(_ name: String) {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = file(name).bytes
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    close(descriptor)
  }

  /// Says when a file was written, in seconds since 1970.
  func setTime(_ name: String, _ seconds: Int) {
    let times = [timespec(tv_sec: seconds, tv_nsec: 0), timespec(tv_sec: seconds, tv_nsec: 0)]
    _ = file(name).withCString { utimensat(AT_FDCWD, $0, times, 0) }
  }

  /// A small profile.
  static let profile = Fixtures.bytes("profiles/good/deep-recursion.prof")
}

import Glibc
import ProfileModel

/// Reads single files of a directory, where anything may lie under any name.
///
/// A file is opened without blocking, and looked at again once it is open: meanwhile somebody may have put a FIFO there.
enum ProfileFile {
  /// What is in a file. Blocks while it is read.
  static func contents(_ path: FilePath) -> RequestProfile.Contents { contents(path, finding: nil).contents }

  /// What is in a file, and what the functions cost that a search finds in it. Blocks while it is read.
  static func contents(
    _ path: FilePath, finding search: Search?
  ) -> (contents: RequestProfile.Contents, time: FunctionTime?) {
    var age = Double.infinity
    do {
      let profile = try read(path, age: &age)
      return (.summary(RequestSummary(profile)), search.flatMap { FunctionTime(of: $0, in: profile) })
    } catch {
      let isYoung = age.magnitude < longestWriting
      return (error.kind == .truncated && isYoung ? .unfinished : .broken(error), nil)
    }
  }

  /// The whole profile. Blocks while it is read.
  static func read(_ path: FilePath, atMost limit: Int = largestSize) throws(ProfileError) -> Profile {
    var age = 0.0
    return try read(path, atMost: limit, age: &age)
  }

  /// Whether a file of no particular name is a profile, as far as its first bytes tell, or the first that gzip packed. Blocks
  /// while it is opened.
  static func isProfile(_ path: FilePath) -> Bool {
    guard let file = try? OpenFile(path) else { return false }
    var start = [UInt8](repeating: 0, count: ProfileFormat.lookedAt)
    let count = start.withUnsafeMutableBytes { file.read(into: $0) }
    start = Array(start.prefix(max(0, count)))
    if Gzip.isPacked(start) { start = Gzip.firstBytes(ProfileFormat.lookedAt, of: start) }
    return ProfileFormat.isLikely(start)
  }

  /// For how long a file that ends too early may still be being written, in seconds.
  static let longestWriting = 30.0

  /// Larger files are no request's profile, and would fill the memory: the explorer opens them one by one.
  static let largestSize = 1 << 28

  /// - Parameter age: for how many seconds the file has not been written to, once that is known.
  private static func read(
    _ path: FilePath, atMost limit: Int = largestSize, age: inout Double
  ) throws(ProfileError) -> Profile {
    let file = try OpenFile(path)
    age = Double(time(nil)) - file.modified
    guard file.size <= limit else { throw ProfileError(.tooLarge, at: nil, "larger than \(limit >> 20) MiB") }
    try AddressSpace.check(forProfileOf: file.size)
    return try ProfileFormat.read(try file.readAll(atMost: limit), unpackingAtMost: min(limit, Gzip.largestUnpacked))
  }
}

/// A regular file that is open.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  let size: Int
  /// When the file was last written, in seconds since 1970.
  let modified: Double

  init(_ path: FilePath) throws(ProfileError) {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    guard descriptor >= 0 else { throw Self.error(errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      close(descriptor)
      throw ProfileError(.notAProfile, at: nil, isDirectory ? "a directory" : FileKind(status)?.reason ?? "no file")
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
    modified = status.modified
  }

  deinit { close(descriptor) }

  /// Fills a buffer as far as the file goes.
  ///
  /// - Returns: how many bytes there are, or -1.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var count = 0
    while count < buffer.count {
      let got = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      if got == 0 { break }
      if got > 0 { count += got } else if errno != EINTR { return -1 }
    }
    return count
  }

  /// The bytes to the end, wherever that is by now. A file that stays as it is goes into memory once.
  func readAll(atMost limit: Int) throws(ProfileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      let room = max(size + 1 - bytes.count, 1 << 16)
      var failure: ProfileError?
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let got = read(into: UnsafeMutableRawBufferPointer(buffer))
        if got < 0 { failure = Self.error(errno) } else { count = got }
      }
      if let failure { throw failure }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < room { return bytes }
    }
    throw ProfileError(.tooLarge, at: nil, "it grows while it is read")
  }

  private static func error(_ errorNumber: Int32) -> ProfileError {
    ProfileError(.notAProfile, at: nil, OpenError.words(for: errorNumber))
  }
}

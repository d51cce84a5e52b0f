import Glibc
import ProfileModel

/// Bytes that come from somewhere else, and may never end: the standard input, or a FIFO.
///
/// What is no profile is refused at its first bytes, and what turns out to be none while it comes, at some later ones; so
/// `proftui - < /dev/zero` ends at once, and nothing fills the memory.
struct ProfileStream: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool

  /// How many bytes say what format it is.
  private static let startSize = 1 << 16
  /// From how many bytes on it is tried now and then whether this is a profile so far.
  private static let firstTrial = 1 << 24

  private init(_ descriptor: Int32, isOwned: Bool) {
    self.descriptor = descriptor
    self.isOwned = isOwned
  }

  /// - Throws: where keys would be read rather than a profile.
  static func standardInput() throws(ProfileError) -> ProfileStream {
    guard isatty(STDIN_FILENO) == 0 else {
      throw ProfileError(
        .notAProfile, at: nil, "a profile is expected here, as in: ssh HOST cat FILE | proftui - (this is a terminal)")
    }
    return ProfileStream(STDIN_FILENO, isOwned: false)
  }

  /// Blocks until somebody writes.
  init(opening path: FilePath) throws(ProfileError) {
    descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    isOwned = true
    if descriptor < 0 { throw ProfileError(.notAProfile, at: nil, OpenError.words(for: errno)) }
  }

  deinit { if isOwned { close(descriptor) } }

  /// Reads to the end. Blocks.
  func profile() throws(ProfileError) -> Profile {
    var bytes: [UInt8] = []
    var trial = Self.firstTrial
    var isChecked = false
    while try append(to: &bytes) {
      guard bytes.count <= Self.largestSize else {
        throw ProfileError(.tooLarge, at: nil, "larger than 1 GiB: save it to a file first")
      }
      if !isChecked, bytes.count >= Self.startSize {
        try ProfileFormat.checkStart(bytes)
        isChecked = true
      }
      if bytes.count >= trial {
        try ProfileFormat.checkSoFar(bytes)
        try AddressSpace.check(forProfileOf: bytes.count * 2)
        trial *= 4
      }
    }
    return try ProfileFormat.read(bytes)
  }

  private static let largestSize = 1 << 30

  /// Reads what there is. False at the end.
  private func append(to bytes: inout [UInt8]) throws(ProfileError) -> Bool {
    while true {
      let count = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { chunk in
        let count = read(descriptor, chunk.baseAddress, chunk.count)
        if count > 0 { bytes += chunk[..<count] }
        return count
      }
      if count >= 0 { return count > 0 }
      if errno == EAGAIN {
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&input, 1, -1)
      } else if errno != EINTR {
        throw ProfileError(.notAProfile, at: nil, OpenError.words(for: errno))
      }
    }
  }
}

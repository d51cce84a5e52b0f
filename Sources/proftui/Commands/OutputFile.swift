import Glibc

/// Where a command's result goes.
enum OutputFile: Hashable, Sendable {
  case standardOutput
  case file(String)

  /// A path; `-` and nothing are the standard output.
  init(argument: String?) {
    guard let argument, argument != "-" else {
      self = .standardOutput
      return
    }
    self = .file(argument)
  }

  /// Writes all bytes, or leaves what was there: a regular file is written aside and then takes the place of the old one.
  func write(_ bytes: [UInt8]) throws(OpenError) {
    switch self {
    case .standardOutput:
      signal(SIGPIPE, SIG_DFL)
      try Self.write(bytes, to: STDOUT_FILENO, name: "standard output")
    case .file(let path): try Self.write(bytes, toFile: path)
    }
  }

  /// Writes a file that does not exist yet, and returns its whole path. What exists stays as it is, and what cannot be written
  /// whole is not there.
  static func create(_ path: String, _ bytes: [UInt8]) throws(OpenError) -> String {
    try writeNew(bytes, into: path, name: path)
    return resolved(path)
  }

  private static func write(_ bytes: [UInt8], toFile path: String) throws(OpenError) {
    let target = resolved(path)
    var old = stat()
    let exists = stat(target, &old) == 0
    // A device or a pipe is written to as it is.
    if exists, old.st_mode & S_IFMT != S_IFREG { return try write(bytes, into: target, name: path) }
    let aside = "\(target).\(getpid()).part"
    // Ctrl-C ends us before or after, and leaves nothing that is written aside.
    try Signals.whileBlocked { () throws(OpenError) in
      try writeNew(bytes, into: aside, like: exists ? old : nil, name: path)
      guard rename(aside, target) == 0 else {
        let failure = errno
        unlink(aside)
        throw OpenError(name: path, errorNumber: failure)
      }
    }
  }

  /// - Parameter old: whose owner and mode the file gets, as far as we may give it away; by default it is ours, and for whoever
  ///   the user's mask allows.
  private static func writeNew(
    _ bytes: [UInt8], into path: String, like old: stat? = nil, name: String
  ) throws(OpenError) {
    let descriptor = try opened(path, O_CREAT | O_EXCL, mode: old.map { $0.st_mode & 0o777 } ?? 0o666, name: name)
    do throws(OpenError) {
      if let old {
        fchmod(descriptor, old.st_mode & 0o777)
        // Only the system's administrator may give files away; others at most to one of their groups.
        if fchown(descriptor, old.st_uid, old.st_gid) != 0 { _ = fchown(descriptor, uid_t.max, old.st_gid) }
      }
      try write(bytes, closing: descriptor, name: name)
    } catch {
      unlink(path)
      throw error
    }
  }

  /// A file is whole only once it is closed: that is when a network's file system says that there was no room.
  private static func write(_ bytes: [UInt8], closing descriptor: Int32, name: String) throws(OpenError) {
    do throws(OpenError) {
      try write(bytes, to: descriptor, name: name)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 || errno == EINTR else { throw OpenError(name: name, errorNumber: errno) }
  }

  private static func write(_ bytes: [UInt8], into path: String, name: String) throws(OpenError) {
    try write(bytes, closing: opened(path, name: name), name: name)
  }

  private static func opened(
    _ path: String, _ flags: Int32 = 0, mode: mode_t = 0, name: String
  ) throws(OpenError) -> Int32 {
    // At the largest size that `ulimit -f` allows, an error says so rather than a signal that ends us before we tidy up.
    signal(SIGXFSZ, SIG_IGN)
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | flags, mode)
    guard descriptor >= 0 else { throw OpenError(name: name, errorNumber: errno) }
    return descriptor
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(OpenError) {
    var start = 0
    while start < bytes.count {
      let written = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + start }, $0.count - start)
      }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EAGAIN, waitUntilWritable(descriptor) { continue }
      if written < 0 { throw OpenError(name: name, errorNumber: errno) }
      start += written
    }
  }

  /// Waits for the reader of an output that somebody made non-blocking. False where that cannot be.
  private static func waitUntilWritable(_ descriptor: Int32) -> Bool {
    var output = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&output, 1, -1) == 1 || errno == EINTR
  }

  /// The file behind symbolic links, which stay.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

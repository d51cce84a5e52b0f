import Glibc
import ProfileModel

/// One name of a directory, with what the file system says of it.
struct DirectoryEntry {
  enum Kind: Hashable {
    /// A regular file, perhaps behind a symbolic link: size in bytes, and when it was written, in seconds since 1970.
    case file(size: Int, modified: Double)
    case directory
    /// Something that is not to be opened, or cannot be: a clause says what.
    case unusable(reason: String)
  }

  let name: [UInt8]
  let kind: Kind
}

/// Reads a directory without opening any file in it.
///
/// A FIFO would wait for a writer, a device might do anything, and `/dev/tty` would eat the keyboard: so everything is
/// asked for by `fstatat` alone.
enum DirectoryEntries {
  /// Calls `body` with every entry but `.` and `..`, in the file system's order. Files that vanish meanwhile are left out.
  ///
  /// - Throws: ``OpenError`` where the directory cannot be read.
  /// - Returns: the device and inode of the directory.
  @discardableResult
  static func forEach(in directory: FilePath, _ body: (DirectoryEntry) -> Void) throws(OpenError) -> FileIdentity {
    let descriptor = directory.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0, let stream = fdopendir(descriptor) else {
      let failure = errno
      if descriptor >= 0 { close(descriptor) }
      throw OpenError(name: directory.visible, errorNumber: failure)
    }
    defer { closedir(stream) }
    var status = stat()
    fstat(descriptor, &status)
    while let entry = readdir(stream) {
      guard let name = name(of: entry), let kind = kind(of: name, in: descriptor) else { continue }
      body(DirectoryEntry(name: Array(UnsafeRawBufferPointer(start: name, count: strlen(name))), kind: kind))
    }
    return FileIdentity(status)
  }

  /// The name, as long as the entry is; nil for the directory itself and the one above.
  ///
  /// An entry is only as long as its name: what C declares as 256 bytes may end behind those that were read.
  static func name(of entry: UnsafeMutablePointer<dirent>) -> UnsafePointer<CChar>? {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ? nil : name
  }

  /// What a name stands for; nil if it is gone.
  private static func kind(of name: UnsafePointer<CChar>, in directory: Int32) -> DirectoryEntry.Kind? {
    var status = stat()
    guard fstatat(directory, name, &status, 0) == 0 else {
      switch errno {
      case ENOENT:
        // A link without its target, unless the name itself is gone.
        let exists = fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0
        return exists ? .unusable(reason: "a symbolic link whose target is missing") : nil
      case ELOOP: return .unusable(reason: "a loop of symbolic links")
      case let failure: return .unusable(reason: OpenError.words(for: failure))
      }
    }
    return FileKind(status).map { .unusable(reason: $0.reason) }
      ?? (status.st_mode & S_IFMT == S_IFDIR ? .directory : .file(size: Int(status.st_size), modified: status.modified))
  }
}

/// What tells files apart whatever their names are.
struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let inode: UInt

  init(_ status: stat) {
    device = UInt(status.st_dev)
    inode = UInt(status.st_ino)
  }
}

/// What a file is that is neither regular nor a directory.
enum FileKind {
  case fifo, socket, characterDevice, blockDevice, unknown

  /// Nil for regular files and directories.
  init?(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFDIR: return nil
    case S_IFIFO: self = .fifo
    case S_IFSOCK: self = .socket
    case S_IFCHR: self = .characterDevice
    case S_IFBLK: self = .blockDevice
    default: self = .unknown
    }
  }

  var reason: String {
    switch self {
    case .fifo: "not a regular file but a FIFO"
    case .socket: "not a regular file but a socket"
    case .characterDevice, .blockDevice: "not a regular file but a device"
    case .unknown: "not a regular file"
    }
  }
}

extension stat {
  /// When the file was last written, in seconds since 1970.
  var modified: Double { Double(st_mtim.tv_sec) + Double(st_mtim.tv_nsec) / 1e9 }
}

extension FilePath {
  /// Runs `body` on the path as C wants it.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { buffer in
      // An array of at least one element has an address.
      buffer.baseAddress.map(body) ?? body("")
    }
  }
}

import Glibc
import ProfileModel

/// Where a profile comes from.
enum ProfileSource: Hashable, Sendable {
  case file(FilePath)
  case standardInput

  /// `-` is the standard input, everything else a path.
  init(argument: String) { self = argument == "-" ? .standardInput : .file(FilePath(argument: argument)) }

  /// The name for people: the file's own, without its directories.
  var name: String {
    switch self {
    case .file(let path): path.visibleName
    case .standardInput: "standard input"
    }
  }

  /// Reads and understands the whole profile. Blocks; call it in the background.
  func open() throws(OpenError) -> Subject {
    Subject(name: name, profile: try profile())
  }

  /// Reads and understands the profile alone. Blocks.
  func profile() throws(OpenError) -> Profile {
    let bytes = try read()
    do {
      return try ProfileFormat.read(bytes)
    } catch {
      throw OpenError(name: argument, error)
    }
  }

  private var argument: String {
    switch self {
    case .file(let path): path.visible
    case .standardInput: name
    }
  }

  private func read() throws(OpenError) -> [UInt8] {
    switch self {
    case .standardInput: return try readAll(STDIN_FILENO, expecting: 0)
    case .file(let path):
      // Not blocking: a FIFO would wait for a writer for ever.
      let descriptor = path.open(O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      guard descriptor >= 0 else { throw OpenError(name: argument, errorNumber: errno) }
      defer { close(descriptor) }
      return try readAll(descriptor, expecting: try regularFileSize(descriptor))
    }
  }

  private func regularFileSize(_ descriptor: Int32) throws(OpenError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw OpenError(name: argument, errorNumber: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw OpenError(name: argument, "a directory: name one of the profiles in it")
    default: throw OpenError(name: argument, "not a regular file")
    }
    guard status.st_size < Self.largestSize else { throw OpenError(name: argument, "larger than 4 GiB") }
    return Int(status.st_size)
  }

  private static let largestSize = 1 << 32

  /// Reads to the end, whatever the size was said to be: the file may grow or shrink meanwhile.
  private func readAll(_ descriptor: Int32, expecting size: Int) throws(OpenError) -> [UInt8] {
    var bytes: [UInt8] = []
    var room = size + 1
    while true {
      if bytes.count >= Self.largestSize { throw OpenError(name: argument, "larger than 4 GiB") }
      var failure: Int32 = 0
      let start = bytes.count
      bytes.reserveCapacity(start + room)
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let got = Glibc.read(descriptor, buffer.baseAddress, room)
        failure = got < 0 ? errno : 0
        count = max(0, got)
      }
      if failure == EINTR { continue }
      if failure != 0 { throw OpenError(name: argument, errorNumber: failure) }
      if chunk.isEmpty { return bytes }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      room = max(1 << 16, min(1 << 24, bytes.count))
    }
  }
}

extension FilePath {
  /// A path from the command line, with the bytes that were typed: `CommandLine.arguments` repairs what is no UTF-8.
  init(argument: String) {
    let typed = (1..<max(1, Int(CommandLine.argc))).lazy.compactMap { CommandLine.unsafeArgv[$0] }
      .map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))).map { UInt8(bitPattern: $0) } }
      .first { String(decoding: $0, as: UTF8.self) == argument }
    self.init(typed ?? Array(argument.utf8))
  }

  /// Opens the file as `open(2)` does: a descriptor, or -1 and `errno`.
  func open(_ flags: Int32) -> Int32 {
    (bytes + [0]).withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { Glibc.open($0, flags) } ?? -1 }
    }
  }
}

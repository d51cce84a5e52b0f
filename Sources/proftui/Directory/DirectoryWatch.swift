import CTerminal
import Glibc
import ProfileModel

/// Something that happened to a file of a watched directory.
enum DirectoryChange: Hashable, Sendable {
  /// A file was written and closed, or moved here: it is new or replaced.
  case written(FilePath)
  case removed(FilePath)
  /// The directory itself is gone.
  case gone(FilePath)
  /// More happened than could be told: look at everything again.
  case overflow
}

/// Tells what changes in directories: by inotify, or by looking every two seconds where that cannot be had.
///
/// inotify does not see what other machines do, so network file systems are looked at; and so is everything where the
/// limit of watches is reached. What happens to directories within the directories is a ``DirectoryChange/overflow``.
final class DirectoryWatch {
  /// Readable when there may be changes: for `poll`.
  var descriptor: Int32 { notifier?.descriptor ?? poller.descriptor }

  let directories: [FilePath]
  private let notifier: Notifier?
  private let poller: DirectoryPoller

  /// Watches from now on. Directories that cannot be read are left out.
  convenience init(_ directories: [FilePath]) { self.init(directories, usesNotification: true) }

  /// - Parameter usesNotification: false to look every `interval`, whatever the file system can do.
  init(_ directories: [FilePath], usesNotification: Bool, interval: Duration = .seconds(2)) {
    self.directories = directories
    notifier = usesNotification ? Notifier(directories) : nil
    poller = DirectoryPoller(notifier == nil ? directories : [], interval: interval)
  }

  /// What has changed since the last call, oldest first. Does not wait.
  func changes() -> [DirectoryChange] { notifier?.changes() ?? poller.changes() }
}

/// inotify, for some directories.
private final class Notifier {
  let descriptor: Int32
  private var directories: [Int32: FilePath] = [:]

  private static let events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF

  /// Nil where one of the directories cannot be watched.
  init?(_ paths: [FilePath]) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0, !NetworkFileSystem.holdsAny(of: paths) else { return nil }
    for path in paths {
      guard case let watch = add(path), watch >= 0 else { return nil }
      directories[watch] = path
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private func add(_ path: FilePath) -> Int32 {
    path.withCString { inotify_add_watch(descriptor, $0, UInt32(Self.events | IN_CREATE | IN_ONLYDIR)) }
  }

  func changes() -> [DirectoryChange] {
    var changes: [DirectoryChange] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      var rest = buffer[..<count]
      while let event = Event(&rest) {
        if let change = change(event) { changes.append(change) }
      }
    }
    return changes
  }

  /// One event as the kernel writes it: see inotify(7).
  private struct Event {
    let watch: Int32
    let mask: Int32
    /// Without the zeros behind it.
    let name: ArraySlice<UInt8>

    /// Takes the first event off some bytes; nil if there is none.
    init?(_ bytes: inout ArraySlice<UInt8>) {
      let headerSize = MemoryLayout<inotify_event>.size
      guard bytes.count >= headerSize else { return nil }
      let header = bytes.withUnsafeBytes { $0.loadUnaligned(as: inotify_event.self) }
      watch = header.wd
      mask = Int32(bitPattern: header.mask)
      let length = Int(header.len)
      name = bytes.dropFirst(headerSize).prefix(length).prefix { $0 != 0 }
      bytes = bytes.dropFirst(headerSize + length)
    }

    func has(_ bits: Int32) -> Bool { mask & bits != 0 }
  }

  private func change(_ event: Event) -> DirectoryChange? {
    if event.has(IN_Q_OVERFLOW) { return .overflow }
    guard let directory = directories[event.watch] else { return nil }
    if event.has(IN_DELETE_SELF | IN_MOVE_SELF) { return .gone(directory) }
    if event.has(IN_IGNORED | IN_UNMOUNT) { return event.has(IN_UNMOUNT) ? .gone(directory) : nil }
    if event.has(IN_ISDIR) { return .overflow }
    let file = directory.appending(event.name)
    if event.has(IN_CLOSE_WRITE | IN_MOVED_TO) { return .written(file) }
    return event.has(IN_DELETE | IN_MOVED_FROM) ? .removed(file) : nil
  }
}

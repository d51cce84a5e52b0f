import Glibc
import ProfileModel

/// What the request list needs done: listing the directories, reading what is in the files, and noticing what changes.
///
/// Belongs to the event loop's thread; what takes long runs elsewhere and is told through the mailbox.
final class DirectoryWork {
  private let paths: [FilePath]
  private let isRecursive: Bool
  private let mailbox: Mailbox<Event>
  private let reader: BackgroundReader
  /// The directories that were read, to be watched.
  private var directories: [FilePath]
  private var watch: DirectoryWatch?
  /// The number of the search that is on.
  private var searchNumber: Int?

  /// Takes over what a first scan found, and starts to read it.
  init(_ paths: [FilePath], isRecursive: Bool, scan: DirectoryScan, mailbox: Mailbox<Event>) {
    self.paths = paths
    self.isRecursive = isRecursive
    self.mailbox = mailbox
    directories = scan.directories
    reader = BackgroundReader { mailbox.post(.understood($0)) }
    start(scan)
  }

  deinit { reader.cancel() }

  /// Readable when something may have changed; -1 while nothing is watched.
  var descriptor: Int32 { watch?.descriptor ?? -1 }

  /// Looks for functions in the files, if that is another search than the last.
  ///
  /// - Parameter files: what to look at; asked for only if it is needed.
  func search(_ search: FunctionSearch?, in files: () -> [FilePath]) {
    guard search?.number != searchNumber else { return }
    searchNumber = search?.number
    reader.search(search, in: search == nil ? [] : files())
  }

  /// Reads these files before all others.
  func prefer(_ files: [FilePath]) { reader.prefer(files) }

  /// Lists everything again, in the background.
  func rescan() {
    let (paths, isRecursive, mailbox) = (paths, isRecursive, mailbox)
    Task.detached { mailbox.post(.listed(DirectoryScan(paths, isRecursive: isRecursive))) }
  }

  /// Reads what is new in a scan.
  func start(_ scan: DirectoryScan) {
    directories = scan.directories
    if watch != nil { watch = DirectoryWatch(directories) }
    reader.read(scan.requests.filter { $0.contents == .unread }.map(\.file))
    reader.sniff(scan.unknown)
  }

  /// Watches the directories from now on, or no longer.
  func follow(_ follows: Bool) {
    watch = follows ? DirectoryWatch(directories) : nil
    if follows { rescan() }
  }

  /// What has changed since the last call.
  func changes() -> [Event] {
    guard let watch else { return [] }
    var written: [FilePath] = []
    var removed: Set<FilePath> = []
    for change in watch.changes() {
      switch change {
      case .written(let file):
        written.append(file)
        removed.remove(file)
      case .removed(let file):
        removed.insert(file)
        written.removeAll { $0 == file }
      case .gone, .overflow: rescan()
      }
    }
    return (removed.isEmpty ? [] : [.vanished(removed)]) + found(written)
  }

  private func found(_ files: [FilePath]) -> [Event] {
    guard !files.isEmpty else { return [] }
    let requests = DirectoryScan(files).requests
    let candidates = requests.filter { DirectoryScan.isCandidate(Array($0.file.name)) }
    reader.read(candidates.map(\.file))
    reader.sniff(requests.filter { !DirectoryScan.isCandidate(Array($0.file.name)) })
    return candidates.isEmpty ? [] : [.found(candidates)]
  }
}

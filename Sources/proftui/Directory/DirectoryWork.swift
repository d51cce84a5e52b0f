import Glibc
import ProfileModel

/// What the request list needs done: listing the directories, reading what is in the files, and noticing what changes.
///
/// Belongs to the event loop's thread; what takes long runs elsewhere and is told through the mailbox.
final class DirectoryWork {
  private var paths: [FilePath]
  /// The number of the listing that the paths belong to.
  private var listing = 0
  private let isRecursive: Bool
  private let mailbox: Mailbox<Event>
  private var reader: BackgroundReader
  /// The directories that were read, to be watched.
  private var directories: [FilePath]
  private var watch: DirectoryWatch?
  private var scanning = Scanning.none
  /// The number of the search that is on.
  private var searchNumber: Int?

  /// There is one scan at a time, so that none comes late.
  private enum Scanning {
    case none
    case once
    /// One is on its way, and another one is to follow: something has changed since it began.
    case again
  }

  /// Takes over what a first scan found, and starts to read it.
  init(_ paths: [FilePath], isRecursive: Bool, scan: DirectoryScan, mailbox: Mailbox<Event>) {
    self.paths = paths
    self.isRecursive = isRecursive
    self.mailbox = mailbox
    directories = scan.directories
    reader = Self.reader(telling: mailbox, listing: listing)
    reader.read(scan.requests.filter { $0.contents == .unread }.map(\.file))
    reader.sniff(scan.unknown)
  }

  private static func reader(telling mailbox: Mailbox<Event>, listing: Int) -> BackgroundReader {
    BackgroundReader { mailbox.post(.files(.understood($0), listing: listing)) }
  }

  /// Leaves what is listed for other files and directories.
  func list(_ paths: [FilePath], listing: Int) {
    self.paths = paths
    self.listing = listing
    directories = []
    searchNumber = nil
    scanning = .none
    reader.cancel()
    reader = Self.reader(telling: mailbox, listing: listing)
    if watch != nil { watch = DirectoryWatch([]) }
    rescan()
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

  /// Lists everything again, in the background; once more after a scan that is on its way.
  func rescan() {
    guard scanning == .none else {
      scanning = .again
      return
    }
    scanning = .once
    mailbox.post(.files(.scanning, listing: listing))
    let (paths, isRecursive, listing, mailbox) = (paths, isRecursive, listing, mailbox)
    Task.background {
      mailbox.post(.files(.listed(DirectoryScan(paths, isRecursive: isRecursive)), listing: listing))
    }
  }

  /// Takes over what a scan of a listing found, and reads what is new in it.
  ///
  /// - Parameters:
  ///   - files: what is to be read of the files that the list holds.
  ///   - isListed: whether the list holds a file whose name does not tell what it is.
  func start(_ scan: DirectoryScan, ofListing number: Int, reading files: [FilePath], isListed: (FilePath) -> Bool) {
    guard number == listing else { return }
    let isOutdated = scanning == .again
    scanning = .none
    if Set(scan.directories) != Set(directories) {
      directories = scan.directories
      if watch != nil { follow(true) }
    }
    if isOutdated, scanning == .none { rescan() }
    reader.read(files)
    reader.sniff(scan.unknown.filter { !isListed($0.file) })
  }

  /// Goes on with a watch that began before the first scan, so that nothing has been missed; unless the scan found other
  /// directories.
  func follow(with watch: DirectoryWatch) {
    if Set(watch.directories) == Set(directories) { self.watch = watch } else { follow(true) }
  }

  /// Watches the directories from now on, or no longer.
  func follow(_ follows: Bool) {
    watch = follows ? DirectoryWatch(directories) : nil
    if follows { rescan() }
  }

  /// What has changed since the last call. What is in the mailbox by then is older; what has come is to be read as soon as the
  /// list has it (``read(_:ofListing:)``).
  func changes() -> [Event] {
    guard let watch else { return [] }
    var written: [FilePath] = []
    var removed: Set<FilePath> = []
    var isUnclear = false
    for change in watch.changes() {
      switch change {
      case .written(let file):
        written.append(file)
        removed.remove(file)
      case .removed(let file):
        removed.insert(file)
        written.removeAll { $0 == file }
      case .gone, .overflow: isUnclear = true
      }
    }
    if isUnclear { rescan() }
    reader.forget(removed)
    return (removed.isEmpty ? [] : [.files(.vanished(removed), listing: listing)]) + found(written)
  }

  /// Reads files that have come or changed. Not before the list has taken over that they have: it would forget what is told of
  /// them earlier.
  func read(_ requests: [RequestProfile], ofListing number: Int) {
    if number == listing { reader.read(requests.map(\.file)) }
  }

  private func found(_ files: [FilePath]) -> [Event] {
    guard !files.isEmpty else { return [] }
    let requests = DirectoryScan(files).requests
    let candidates = requests.filter { DirectoryScan.isCandidate(Array($0.file.name)) }
    reader.sniff(requests.filter { !DirectoryScan.isCandidate(Array($0.file.name)) }, areRecent: true)
    return candidates.isEmpty ? [] : [.files(.found(candidates), listing: listing)]
  }
}

import Glibc
import ProfileModel

/// Looks at directories again and again, in the background, and tells what is different.
///
/// What happens before the first look has ended nobody can tell: so that is a ``DirectoryChange/overflow``.
final class DirectoryPoller {
  private let mailbox = Mailbox<DirectoryChange>()
  private let task: Task<Void, Never>?

  /// Readable when something has changed.
  var descriptor: Int32 { mailbox.descriptor }

  /// - Parameter directories: none, and nothing is ever looked at.
  init(_ directories: [FilePath], interval: Duration) {
    guard !directories.isEmpty else {
      task = nil
      return
    }
    task = Task.background { [mailbox] in
      var known = directories.map { DirectorySnapshot($0) }
      mailbox.post(.overflow)
      while (try? await Task.sleep(for: interval)) != nil {
        for (row, directory) in directories.enumerated() {
          let now = DirectorySnapshot(directory)
          for change in now.changes(since: known[row]) { mailbox.post(change) }
          known[row] = now
        }
      }
    }
  }

  deinit { task?.cancel() }

  func changes() -> [DirectoryChange] { mailbox.take() }
}

/// The files of a directory at one time, and the directories in it.
private struct DirectorySnapshot: Sendable {
  private struct Version: Hashable {
    let size: Int
    let modified: Double
  }

  private let directory: FilePath
  private let exists: Bool
  private let files: [FilePath: Version]
  private let directories: Set<[UInt8]>

  init(_ directory: FilePath) {
    self.directory = directory
    var files: [FilePath: Version] = [:]
    var directories: Set<[UInt8]> = []
    do {
      try DirectoryEntries.forEach(in: directory) { entry in
        switch entry.kind {
        case .file(let size, let modified):
          files[directory.appending(entry.name)] = Version(size: size, modified: modified)
        case .directory: directories.insert(entry.name)
        case .unusable: break
        }
      }
      exists = true
    } catch {
      exists = false
    }
    self.files = files
    self.directories = directories
  }

  /// What is different from an earlier time. Files that are being written are told of at every look.
  func changes(since earlier: DirectorySnapshot) -> [DirectoryChange] {
    guard exists else { return earlier.exists ? [.gone(directory)] : [] }
    let removed = earlier.files.keys.filter { files[$0] == nil }.sorted()
    let written = files.filter { earlier.files[$0.key] != $0.value }.keys.sorted()
    let hasOthers = directories != earlier.directories
    return removed.map { .removed($0) } + written.map { .written($0) } + (hasOthers ? [.overflow] : [])
  }
}

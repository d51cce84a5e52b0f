import Glibc
import ProfileModel

/// Looks at directories again and again, in the background, and tells what is different.
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
    let first = directories.map { DirectorySnapshot($0) }
    task = Task.background { [mailbox] in
      var known = first
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

/// The files of a directory at one time.
private struct DirectorySnapshot: Sendable {
  private struct Version: Hashable {
    let size: Int
    let modified: Double
  }

  private let directory: FilePath
  private let exists: Bool
  private let files: [FilePath: Version]

  init(_ directory: FilePath) {
    self.directory = directory
    var files: [FilePath: Version] = [:]
    do {
      try DirectoryEntries.forEach(in: directory) { entry in
        guard case .file(let size, let modified) = entry.kind else { return }
        files[directory.appending(entry.name)] = Version(size: size, modified: modified)
      }
      exists = true
    } catch {
      exists = false
    }
    self.files = files
  }

  /// What is different from an earlier time. Files that are being written are told of at every look.
  func changes(since earlier: DirectorySnapshot) -> [DirectoryChange] {
    guard exists else { return earlier.exists ? [.gone(directory)] : [] }
    let removed = earlier.files.keys.filter { files[$0] == nil }.sorted()
    let written = files.filter { earlier.files[$0.key] != $0.value }.keys.sorted()
    return removed.map { .removed($0) } + written.map { .written($0) }
  }
}

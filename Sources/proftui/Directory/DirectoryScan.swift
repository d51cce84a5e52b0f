import Glibc
import ProfileModel

/// What was found in the directories that somebody named: names, sizes and times, but nobody's content.
struct DirectoryScan: Sendable {
  /// Files that are profiles by their names, and those that were named one by one. What cannot be opened is among them,
  /// and broken already.
  private(set) var requests: [RequestProfile] = []
  /// Regular files whose names say nothing: their first bytes have to be looked at (``ProfileFile/isProfile(_:)``).
  private(set) var unknown: [RequestProfile] = []
  /// Directories that were read, each once: what to watch.
  private(set) var directories: [FilePath] = []
  /// Directories in them that were not entered, but for hidden ones.
  private(set) var subdirectories: [FilePath] = []
  /// Directories that could not be read; the others were.
  private(set) var errors: [OpenError] = []

  /// Whether none of the paths could be read.
  var isEmpty: Bool { directories.isEmpty && requests.isEmpty }

  /// The requests, and those of the unknown files that begin like a profile. Blocks: it opens each of those.
  var profiles: [RequestProfile] { requests + unknown.filter { ProfileFile.isProfile($0.file) } }

  private let isRecursive: Bool
  /// Directories that were read: a symbolic link may lead into one again.
  private var visited: Set<FileIdentity> = []

  /// Reads directories, and those in them if `isRecursive`; paths of files are taken as they are. Blocks, but for no file:
  /// 100,000 names take a fraction of a second.
  ///
  /// Hidden directories are not entered, and hidden files count if their names are those of profiles.
  init(_ paths: [FilePath], isRecursive: Bool = false) {
    self.isRecursive = isRecursive
    for path in paths { addNamed(path) }
  }

  private mutating func addNamed(_ path: FilePath) {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else {
      errors.append(OpenError(name: path.visible, errorNumber: errno))
      return
    }
    if status.st_mode & S_IFMT == S_IFDIR { return add(path) }
    let kind = FileKind(status).map { DirectoryEntry.Kind.unusable(reason: $0.reason) }
    let file = DirectoryEntry.Kind.file(size: Int(status.st_size), modified: status.modified)
    requests.append(RequestProfile(path, kind ?? file))
  }

  /// Reads a directory and, one after the other, those below it: so none is too deep for the stack.
  private mutating func add(_ top: FilePath) {
    var waiting = [top]
    while let directory = waiting.popLast() {
      var below: [FilePath] = []
      var found: (requests: [RequestProfile], unknown: [RequestProfile]) = ([], [])
      do {
        let identity = try DirectoryEntries.forEach(in: directory) { entry in
          let path = directory.appending(entry.name)
          let isCandidate = Self.isCandidate(entry.name)
          switch entry.kind {
          case .directory where entry.name.first == .dot: break
          case .directory: below.append(path)
          case .file where !isCandidate && entry.name.first == .dot: break
          case .file where !isCandidate: found.unknown.append(RequestProfile(path, entry.kind))
          case .file: found.requests.append(RequestProfile(path, entry.kind))
          case .unusable where isCandidate: found.requests.append(RequestProfile(path, entry.kind))
          case .unusable: break
          }
        }
        guard visited.insert(identity).inserted else { continue }
      } catch {
        errors.append(error)
        continue
      }
      directories.append(directory)
      requests += found.requests
      unknown += found.unknown
      if isRecursive { waiting += below } else { subdirectories += below }
    }
  }

  /// Whether a name is a profile's, whatever is in the file.
  static func isCandidate(_ name: [UInt8]) -> Bool {
    if RequestName.hasSuffix(name) { return true }
    switch RequestName(name).grammar {
    case .paddedWerkzeug, .werkzeug, .djangoExtensions: return true
    case .custom, .pytest, .other: return false
    }
  }
}

extension RequestProfile {
  fileprivate init(_ path: FilePath, _ kind: DirectoryEntry.Kind) {
    switch kind {
    case .file(let size, let modified): self.init(file: path, size: size, modified: modified)
    case .directory: self.init(file: path, size: 0, modified: 0)
    case .unusable(let reason):
      self.init(file: path, size: 0, modified: 0, contents: .broken(ProfileError(.notAProfile, at: nil, reason)))
    }
  }
}

extension UInt8 {
  fileprivate static let dot = UInt8(ascii: ".")
}

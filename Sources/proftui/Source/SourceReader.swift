import Glibc
import ProfileModel

/// Finds and reads source files. Profiles name them, and anybody may write a profile: only regular files are read, opened
/// without blocking, and no large ones.
enum SourceReader {
  /// No source code that people wrote is larger; in bytes.
  static let largestSize = 4 << 20

  /// Tries the paths of a request one after the other. Blocks while it reads.
  static func answer(_ request: SourceRequest) -> SourceAnswer {
    SourceAnswer(request: request, result: Result { () throws(SourceAbsence) in try read(request.paths) })
  }

  private static func read(_ paths: [String]) throws(SourceAbsence) -> SourceFile {
    var failure: SourceAbsence?
    for path in paths where isHere(path) {
      do {
        return try read(path)
      } catch {
        failure = failure ?? error
      }
    }
    throw failure ?? .notHere(paths)
  }

  private static func isHere(_ path: String) -> Bool {
    if path.utf8.contains(0) { return false }
    var status = stat()
    return stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG)
  }

  private static func read(_ path: String) throws(SourceAbsence) -> SourceFile {
    let bytes: [UInt8]
    let modified: Double
    do throws(ProfileError) {
      let file = try OpenFile(FilePath(path))
      modified = file.modified
      guard file.size <= largestSize else {
        throw ProfileError(.tooLarge, at: nil, "larger than \(largestSize >> 20) MiB")
      }
      bytes = try file.readAll(atMost: largestSize)
    } catch {
      throw .unreadable(path: path, reason: error.reason)
    }
    if bytes.contains(0) { throw .unreadable(path: path, reason: "no text: it has NUL bytes") }
    return SourceFile(path: FilePath(path), modified: modified, text: SourceText(bytes))
  }
}

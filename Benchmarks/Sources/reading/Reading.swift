import Glibc
import ProfileModel

/// `reading FILE`: reads a profile and says how many functions and call edges it has; nothing else, so that the
/// process's own CPU time and memory are those of reading.
@main
struct Reading {
  static func main() throws {
    guard CommandLine.argc == 2, let bytes = contents(of: CommandLine.arguments[1]) else { exit(64) }
    let profile = try ProfileFormat.read(bytes)
    print(profile.functions.count, profile.graph.count)
  }

  private static func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    var status = stat()
    guard file >= 0, fstat(file, &status) == 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count, case let got = read(file, buffer.baseAddress! + count, buffer.count - count), got > 0
      {
        count += got
      }
    }
  }
}

import Glibc

/// The user's shell: bash in the directory of the shipped profiles, with the built program on its path, nothing of the
/// tests' own environment, and an empty home that goes when the shell does.
public final class Shell: Sendable {
  public let home: String

  public init() throws {
    var path = Array("/tmp/proftui-home-XXXXXX".utf8CString)
    guard mkdtemp(&path) != nil else { throw SubprocessError(description: "no temporary directory in /tmp") }
    home = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { removeTree(home) }

  /// What a login over ssh to a usual server gives.
  var environment: [String: String] {
    var variables = [
      "PATH": "\(Repository.programs):/usr/local/bin:/usr/bin:/bin", "HOME": home, "LANG": "C.UTF-8",
      "TERM": "xterm-256color",
    ]
    // A toolchain that is not installed where the program looks for its libraries.
    if let libraries = getenv("LD_LIBRARY_PATH") { variables["LD_LIBRARY_PATH"] = String(cString: libraries) }
    return variables
  }

  /// Runs a command line without a terminal: its standard input is empty.
  public func run(_ line: String) throws -> Finished {
    let bash = Subprocess(["bash", "-c", line], environment: environment, directory: Repository.placement)
    return try bash.run()
  }

  /// The bytes of a file, named from the home or from the root; nil where there is no such file.
  public func bytes(of file: String) -> [UInt8]? {
    guard let stream = fopen(file.hasPrefix("/") ? file : "\(home)/\(file)", "r") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}

/// Removes a directory with all it holds.
private func removeTree(_ path: String) {
  if let stream = opendir(path) {
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      if entry.pointee.d_type == UInt8(DT_DIR) { removeTree("\(path)/\(name)") } else { unlink("\(path)/\(name)") }
    }
    closedir(stream)
  }
  rmdir(path)
}

import Glibc

/// The files that tests read: everything below `Tests/Fixtures`, by paths from there.
public enum Fixtures {
  /// The bytes of a file. A fixture that cannot be read is a broken checkout, not a failed test.
  public static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(url(path), "rb") else { preconditionFailure("no fixture \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// A file of UTF-8.
  public static func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

  /// The rows of a file with tabs between its columns, without the heading.
  public static func rows(_ path: String) -> [[String]] {
    text(path).split(separator: "\n").dropFirst().map { row in
      row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The names of the files in a directory, sorted by their bytes.
  public static func names(in directory: String) -> [String] {
    guard let stream = opendir(url(directory)) else { preconditionFailure("no fixtures \(directory)") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func url(_ path: String) -> String { "\(Repository.root)/Tests/Fixtures/\(path)" }
}

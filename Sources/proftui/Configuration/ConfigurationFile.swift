import Glibc
import ProfileModel

/// The file with a user's settings: `$XDG_CONFIG_HOME/proftui/config.toml`, by default below `~/.config`.
///
/// Source: XDG Base Directory Specification 0.8: a relative path in the variable is to be ignored.
struct ConfigurationFile: Sendable {
  /// Where the file is or would be; nil where there is no home.
  let path: String?

  init() {
    let variable = { (name: String) in getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    let directory = variable("XDG_CONFIG_HOME") ?? variable("HOME").map { "\($0)/.config" }
    path = directory.map { "\($0)/proftui/config.toml" }
  }

  init(path: String) { self.path = path }

  /// The settings; a file that is not there sets nothing, and what is wrong with one is a complaint.
  func read() -> Configuration {
    var configuration = Configuration()
    do throws(OpenError) {
      if let path, let text = try Self.text(of: path) { configuration = Configuration(text) }
    } catch {
      configuration.complaints = [Configuration.Complaint(reason: error.reason)]
    }
    return configuration
  }

  /// Likewise; what is wrong with the file is said on the standard error.
  func readAloud() -> Configuration {
    let configuration = read()
    StandardError.write(sentences(about: configuration.complaints))
    return configuration
  }

  /// The file's size where the standard output is the file itself, nil elsewhere. A shell's `>` has emptied it by then.
  var sizeAsOutput: Int? {
    var (file, output) = (stat(), stat())
    guard let path, stat(path, &file) == 0, fstat(STDOUT_FILENO, &output) == 0 else { return nil }
    return file.st_dev == output.st_dev && file.st_ino == output.st_ino ? Int(file.st_size) : nil
  }

  /// Writes the file and the directories above it, and returns its whole path. A file that exists stays as it is.
  func create(_ text: String) throws(OpenError) -> String {
    guard let path else { throw OpenError(name: "settings", "there is no home directory for them") }
    for slash in path.indices.dropFirst() where path[slash] == "/" { mkdir(String(path[..<slash]), 0o700) }
    return try OutputFile.create(path, Array(text.utf8))
  }

  /// What is wrong with settings as sentences for people, cleaned.
  func sentences(about complaints: [Configuration.Complaint]) -> [String] {
    complaints.map { VisibleText.clean("\(path ?? "settings"), \($0)") }
  }

  private static let largestSize = 1 << 20

  /// The file's text; nil where there is none. A file that is no regular file is not waited for.
  private static func text(of path: String) throws(OpenError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT || errno == ENOTDIR { return nil }
    guard descriptor >= 0 else { throw OpenError(name: path, errorNumber: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw OpenError(name: path, "no regular file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= largestSize {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw OpenError(name: path, errorNumber: errno) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    guard bytes.count <= largestSize else { throw OpenError(name: path, "larger than 1 MiB: no settings") }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw OpenError(name: path, "no UTF-8") }
    return text
  }
}

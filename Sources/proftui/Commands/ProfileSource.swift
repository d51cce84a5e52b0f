import Glibc
import ProfileModel

/// Where a profile comes from.
enum ProfileSource: Hashable, Sendable {
  case file(FilePath)
  case standardInput

  /// `-` is the standard input, everything else a path.
  init(argument: String) { self = argument == "-" ? .standardInput : .file(FilePath(argument: argument)) }

  /// The name for people: the file's own, without its directories.
  var name: String {
    switch self {
    case .file(let path): path.visibleName
    case .standardInput: "standard input"
    }
  }

  /// Reads and understands the whole profile. Blocks; call it in the background.
  ///
  /// - Parameter application: what was named as the application, if anything was.
  func open(application: String? = nil) throws(OpenError) -> Subject {
    let profile = try profile()
    var packages = PackageNames(application: application)
    packages.distributions = DistributionReader.names(for: profile)
    var subject = Subject(name: name, profile: profile, packages: packages)
    subject.profiledAt = time
    return subject
  }

  /// When the profile was made, in seconds since 1970: as the request's name says, else when the file was written; nil
  /// for the standard input.
  private var time: Double? {
    switch self {
    case .file(let path): path.timeOfProfile
    case .standardInput: nil
    }
  }

  /// Reads and understands the profile alone. Blocks.
  func profile() throws(OpenError) -> Profile {
    do {
      switch self {
      case .file(let path): return try ProfileFile.read(path, atMost: Self.largestSize)
      case .standardInput: return try ProfileFormat.read(try Self.readStandardInput())
      }
    } catch {
      throw OpenError(name: argument, error)
    }
  }

  /// What was named, as it may be shown.
  private var argument: String {
    switch self {
    case .file(let path): path.visible
    case .standardInput: name
    }
  }

  /// Strings are found by offsets of 32 bits.
  private static let largestSize = 1 << 32 - 1

  private static func readStandardInput() throws(ProfileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 { bytes += chunk[..<count] }
      if count < 0, errno != EINTR { throw ProfileError(.notAProfile, at: nil, OpenError.words(for: errno)) }
      if bytes.count > largestSize { throw ProfileError(.tooLarge, at: nil, "larger than 4 GiB") }
    }
  }
}

extension FilePath {
  /// When the profile in the file was made, in seconds since 1970: as its name says, else when it was written, which copying
  /// forgets.
  var timeOfProfile: Double? {
    if let time = RequestName(name).time { return time }
    var status = stat()
    return withCString { stat($0, &status) } == 0 ? status.modified : nil
  }

  /// A path from the command line, with the bytes that were typed: `CommandLine.arguments` repairs what is no UTF-8.
  init(argument: String) {
    let typed = (1..<max(1, Int(CommandLine.argc))).lazy.compactMap { CommandLine.unsafeArgv[$0] }
      .map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))).map { UInt8(bitPattern: $0) } }
      .first { String(decoding: $0, as: UTF8.self) == argument }
    self.init(typed ?? Array(argument.utf8))
  }
}

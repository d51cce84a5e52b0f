import Glibc
import ProfileModel

/// Where a profile comes from.
enum ProfileSource: Hashable, Sendable {
  case file(FilePath)
  /// A FIFO that was named on the command line, as `<(…)` does. Those in directories stay closed.
  case pipe(FilePath)
  case standardInput

  /// `-` is the standard input, everything else a path.
  init(argument: String) { self.init(named: FilePath(argument: argument)) }

  /// What a path means that was named on the command line.
  init(named path: FilePath) {
    if path.bytes.elementsEqual("-".utf8) {
      self = .standardInput
    } else {
      self = path.leads(to: S_IFIFO) ? .pipe(path) : .file(path)
    }
  }

  /// Whether it can be read but once.
  var isStream: Bool {
    switch self {
    case .file: false
    case .pipe, .standardInput: true
    }
  }

  /// The name for people: the file's own, without its directories.
  var name: String {
    switch self {
    case .file(let path): path.visibleName
    case .pipe: "pipe"
    case .standardInput: "standard input"
    }
  }

  /// Reads and understands the whole profile. Blocks; call it in the background.
  ///
  /// - Parameter application: what was named as the application, if anything was.
  func open(application: String? = nil) throws(OpenError) -> Subject {
    subject(of: try profile(), application: application)
  }

  /// What the explorer explores of the profile that was read here. Blocks.
  func subject(of profile: Profile, application: String? = nil) -> Subject {
    let packages = PackageNames(of: profile, application: application)
    var subject = Subject(name: name, profile: profile, packages: packages)
    subject.profiledAt = time
    return subject
  }

  /// When the profile was made, in seconds since 1970: as the request's name says, else when the file was written; nil
  /// for the standard input and for pipes.
  private var time: Double? {
    switch self {
    case .file(let path): path.timeOfProfile
    case .pipe, .standardInput: nil
    }
  }

  /// Reads and understands the profile alone. Blocks.
  func profile() throws(OpenError) -> Profile {
    do {
      switch self {
      case .file(let path): return try ProfileFile.read(path, atMost: Self.largestSize)
      case .pipe(let path): return try ProfileStream(opening: path).profile()
      case .standardInput: return try ProfileStream.standardInput().profile()
      }
    } catch {
      throw OpenError(name: argument, error)
    }
  }

  /// What was named, as it may be shown.
  private var argument: String {
    switch self {
    case .file(let path), .pipe(let path): path.visible
    case .standardInput: name
    }
  }

  /// Strings are found by offsets of 32 bits.
  private static let largestSize = 1 << 32 - 1
}

extension FilePath {
  /// When the profile in the file was made, in seconds since 1970: as its name says, else when it was written, which copying
  /// forgets.
  var timeOfProfile: Double? {
    if let time = RequestName(name).time { return time }
    var status = stat()
    return withCString { stat($0, &status) } == 0 ? status.modified : nil
  }

  /// A path from the command line, with the bytes that were typed: `CommandLine.arguments` repairs what is no UTF-8, and one
  /// sees that it may have. O(length), of a path that may be repaired O(length of the command line).
  init(argument: String) {
    guard argument.unicodeScalars.contains("\u{FFFD}") else {
      self.init(Array(argument.utf8))
      return
    }
    let typed = (1..<max(1, Int(CommandLine.argc))).lazy.compactMap { CommandLine.unsafeArgv[$0] }
      .map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))).map { UInt8(bitPattern: $0) } }
      .first { String(decoding: $0, as: UTF8.self) == argument }
    self.init(typed ?? Array(argument.utf8))
  }

  /// Whether a path leads to a file of a kind (`S_IFDIR` and the like) now.
  func leads(to kind: mode_t) -> Bool {
    var status = stat()
    return withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == kind
  }
}

extension Merge {
  /// Reads a request's profile and adds it. Blocks.
  mutating func add(contentsOf file: FilePath) throws(OpenError) {
    try include(try ProfileSource.file(file).profile(), from: file)
  }

  /// Adds a request's profile that was read, or says in a sentence why it cannot be.
  mutating func include(_ profile: Profile, from file: FilePath) throws(OpenError) {
    do {
      try add(profile, from: file)
    } catch {
      throw OpenError(name: file.visible, error.reason)
    }
  }
}

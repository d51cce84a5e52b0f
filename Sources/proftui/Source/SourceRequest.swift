import ProfileModel

/// What is asked about a function's source code.
struct SourceRequest: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    /// The source page shows it.
    case show
    /// The editor opens it, at the definition of this name that the profile has in this line.
    case edit(name: String, line: Int)
  }

  let function: FunctionID
  /// Which opened profile the function is of.
  let opening: Int
  let purpose: Purpose
  /// Where the file may be, the likeliest first.
  let paths: [String]
}

/// What was found.
struct SourceAnswer: Sendable {
  let request: SourceRequest
  let result: Result<SourceFile, SourceAbsence>
}

/// A source file that was read.
struct SourceFile: Sendable {
  /// Where it was found.
  let path: FilePath
  /// When it was last written, in seconds since 1970.
  let modified: Double
  let text: SourceText
}

/// Why there is no source to show.
enum SourceAbsence: Error, Hashable, Sendable {
  /// None of these files is here.
  case notHere([String])
  /// The file is here and cannot be shown.
  case unreadable(path: String, reason: String)

  /// Lines for people.
  var sentences: [String] {
    switch self {
    case .notHere(let paths):
      ["the source is not on this machine; tried:"] + paths.prefix(8).map { "  \($0)" }
        + (paths.count > 8 ? ["  and \(paths.count - 8) more"] : [])
        + ["", "--map FROM=TO says where a directory of the profile is here,", "--app PATH where the application is"]
    case .unreadable(let path, let reason): ["the source cannot be shown: \(reason)", "  \(path)"]
    }
  }
}

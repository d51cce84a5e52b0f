/// What the list keeps of a request's profile once it has been read.
public struct RequestSummary: Hashable, Sendable {
  /// Seconds: the sum of all self times.
  public let totalTime: Double
  /// All calls of all functions.
  public let calls: Count
  /// How many functions have an entry.
  public let functions: Int
  /// The function with the most self time; nil in a profile without functions.
  public internal(set) var hottest: Function?
  /// For what the time was spent, as far as names tell.
  public let waiting: Waiting

  public init(_ profile: Profile) {
    totalTime = profile.totalTime
    calls = profile.calls
    functions = profile.functions.entryCount
    let times = profile.functions.selfTimes.prefix(functions)
    let row = times.indices.max { (times[$0].orZero, $1) < (times[$1].orZero, $0) }
    hottest = row.map { profile.functions[FunctionID(Int32(truncatingIfNeeded: $0))] }
    waiting = Waiting(profile)
  }

  /// The hottest function's share of the total time, from 0 to 1; nil where there is no time.
  public var hottestShare: Double? {
    guard let hottest, totalTime > 0, totalTime < .infinity else { return nil }
    return hottest.selfTime / totalTime
  }

  /// The share of the total time that went into the kind of waiting with the most, from 0 to 1; nil where none has any.
  public var waitingShare: Double? {
    guard let largest = waiting.parts.first, totalTime > 0, totalTime < .infinity else { return nil }
    return largest.time / totalTime
  }
}

/// One file of a directory of request profiles: what its name and the file system say, and what is in it once it was read.
public struct RequestProfile: Hashable, Sendable {
  /// What is known of a file's content.
  public enum Contents: Hashable, Sendable {
    case unread
    indirect case summary(RequestSummary)
    /// Empty or cut short, and young: somebody is writing it.
    case unfinished
    /// No profile, or none that can be read.
    indirect case broken(ProfileError)
  }

  /// Where it is.
  public let file: FilePath
  /// In bytes.
  public let size: Int
  /// When the file was last written, in seconds since 1970.
  public let modified: Double
  /// What its file's name tells.
  public let name: RequestName
  /// What was read of it.
  public internal(set) var contents: Contents

  /// A file by its name; its content may be known already, if it has none that could be read.
  public init(file: FilePath, size: Int, modified: Double, contents: Contents = .unread) {
    self.file = file
    self.size = size
    self.modified = modified
    self.contents = contents
    name = RequestName(file.name)
  }

  /// What the file holds; nil unless it was read.
  public var summary: RequestSummary? {
    if case .summary(let summary) = contents { summary } else { nil }
  }

  /// Why it could not be read; nil where it could, or was not yet.
  public var error: ProfileError? {
    if case .broken(let error) = contents { error } else { nil }
  }

  /// Whether the file is in counts and sums: all are that are not broken and not being written.
  public var isCounted: Bool {
    switch contents {
    case .unread, .summary: true
    case .unfinished, .broken: false
    }
  }

  /// How long the request took, in seconds: as its name says, else the profile's own total.
  ///
  /// A name that says 0 ms says too little: then the total counts as well, once it is known.
  public var elapsed: Double? {
    guard isCounted else { return nil }
    if let elapsed = name.elapsed, elapsed > 0 { return elapsed }
    return summary?.totalTime ?? name.elapsed
  }

  /// Whether the file counts as much in sums as it did with other contents.
  func hasSameSums(as other: RequestProfile) -> Bool {
    isCounted == other.isCounted && elapsed == other.elapsed && (error == nil) == (other.error == nil)
  }

  /// When the request ended, in seconds since 1970: as its name says, else when the file was written, which copying
  /// forgets.
  public var time: Double { name.time ?? modified }
}

@testable import ProfileModel

/// What is fuzzed: one case each, and one line in ``callback`` and in ``run(_:)``.
enum Target: String, CaseIterable {
  // One reader each: an error, or a profile whose invariants hold.
  case pstats, folded, speedscope, pyinstrument, chrome, pprof, callgrind, report
  /// Unpacking anything, and packing and unpacking.
  case gzip
  /// Files of any format: an error, or a profile whose tree conserves time and whose icicle tiles.
  case profile
  /// Several profiles, one behind another: their merge, the comparison of the last with the others, and its icicles.
  case comparison
  /// Files that come, are read, come again and go.
  case requestList = "request-list"
  /// Names of request files, and the routes that they make.
  case requestName = "request-name"
  /// A search and the texts it looks at, one a line.
  case search
  case regularExpression = "regular-expression"
  /// The cleaner: what comes out can be shown, and cleaning it again changes nothing.
  case visibleText = "visible-text"
  /// Settings: complaints, or settings that say the same when they are written and read again.
  case configuration
  /// What a terminal sends: keys, and nothing that is kept without bound.
  case input
  /// Python source code, and where a definition is in it.
  case source

  typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

  var callback: Callback {
    switch self {
    case .pstats: { @Sendable in Target.pstats.run($0, $1) }
    case .folded: { @Sendable in Target.folded.run($0, $1) }
    case .speedscope: { @Sendable in Target.speedscope.run($0, $1) }
    case .pyinstrument: { @Sendable in Target.pyinstrument.run($0, $1) }
    case .chrome: { @Sendable in Target.chrome.run($0, $1) }
    case .pprof: { @Sendable in Target.pprof.run($0, $1) }
    case .callgrind: { @Sendable in Target.callgrind.run($0, $1) }
    case .report: { @Sendable in Target.report.run($0, $1) }
    case .gzip: { @Sendable in Target.gzip.run($0, $1) }
    case .profile: { @Sendable in Target.profile.run($0, $1) }
    case .comparison: { @Sendable in Target.comparison.run($0, $1) }
    case .requestList: { @Sendable in Target.requestList.run($0, $1) }
    case .requestName: { @Sendable in Target.requestName.run($0, $1) }
    case .search: { @Sendable in Target.search.run($0, $1) }
    case .regularExpression: { @Sendable in Target.regularExpression.run($0, $1) }
    case .visibleText: { @Sendable in Target.visibleText.run($0, $1) }
    case .configuration: { @Sendable in Target.configuration.run($0, $1) }
    case .input: { @Sendable in Target.input.run($0, $1) }
    case .source: { @Sendable in Target.source.run($0, $1) }
    }
  }

  /// Looks at one input: traps where a property does not hold.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .pstats: Properties.reader(bytes, PstatsReader.read)
    case .folded: Properties.reader(bytes, FoldedReader.read)
    case .speedscope, .pyinstrument, .chrome: Properties.reader(bytes, JSONProfileReader.read)
    case .pprof: Properties.reader(bytes, PprofReader.read)
    case .callgrind: Properties.reader(bytes, CallgrindReader.read)
    case .report: Properties.reader(bytes, TextReportReader.read)
    case .gzip: Properties.gzip(bytes)
    case .profile: Properties.profile(bytes)
    case .comparison: Properties.comparison(bytes)
    case .requestList: Properties.requestList(bytes)
    case .requestName: Properties.requestNames(bytes)
    case .search: Properties.search(bytes)
    case .regularExpression: Properties.regularExpression(bytes)
    case .visibleText: Properties.visibleText(bytes)
    case .configuration: Properties.configuration(bytes)
    case .input: Properties.input(bytes)
    case .source: Properties.source(bytes)
    }
  }

  /// Whether the inputs are marshalled objects.
  var readsMarshal: Bool { self == .pstats || self == .profile || self == .comparison }

  /// Whether an input of 1 MB may take a second at most: not where a property looks in the obvious, slow way. What an
  /// expression costs is bounded by steps, which the target ``search`` and tests count.
  var isBounded: Bool {
    switch self {
    case .regularExpression, .comparison, .requestList: false
    case .pstats, .folded, .speedscope, .pyinstrument, .chrome, .pprof, .callgrind, .report, .gzip, .profile,
      .requestName, .search, .visibleText, .configuration, .input, .source:
      true
    }
  }

  private func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
  }
}

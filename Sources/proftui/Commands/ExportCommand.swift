import ArgumentParser
import Glibc
import ProfileModel

/// `proftui export --format FORMAT FILE…`: a profile, or the sum of several, for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a profile for other programs, or as a picture.",
    discussion: """
      Several files are added up, as pstats' add does it. The formats:

      \(Format.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

          proftui export --format speedscope -o x.json x.prof
          proftui export --format callgrind -o callgrind.out.x *.prof && kcachegrind callgrind.out.x
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case pstats
    case folded
    case speedscope
    case pprof
    case callgrind
    case json
    case csv
    case svg
    case sunburst

    /// Whether a terminal would take it for something else than text.
    var isBinary: Bool {
      switch self {
      case .pstats, .pprof: true
      case .folded, .speedscope, .callgrind, .json, .csv, .svg, .sunburst: false
      }
    }

    /// What it is, in one line.
    var summary: String {
      switch self {
      case .pstats: "what Python's pstats, snakeviz and tuna read; every number as it is."
      case .folded: "one call path a line, and its self time in nanoseconds, as flame graph tools read it."
      case .speedscope: "the call tree for https://www.speedscope.app."
      case .pprof: "the call tree for go tool pprof, Pyroscope and Parca; with labels for method, route and exactness."
      case .callgrind: "functions and call edges for KCachegrind and callgrind_annotate."
      case .json: "all functions and call edges, for tests and scripts."
      case .csv: "all functions with their numbers, for spreadsheets."
      case .svg: "a picture of the call tree as an icicle, with the numbers under the pointer."
      case .sunburst: "a picture of it as rings, as snakeviz draws them (SVG)."
      }
    }
  }

  @Argument(help: ArgumentHelp("Profiles, or - for the standard input.", valueName: "file"))
  var files: [String]

  @Option(help: "One of the formats above.")
  var format: Format

  @OptionGroup var applicationOption: ApplicationOption

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file instead of the standard output.", valueName: "file"))
  var output: String?

  @Option(
    help:
      "Where the tree of calls is written: leave out what lies below calls with less than this part of the whole time.")
  var minShare = UnfoldedTree.Limits().minimumShare

  @Option(help: "Where the tree of calls is written: at most this many calls, the longest ones.")
  var maxNodes = UnfoldedTree.Limits().boxes

  func validate() throws {
    guard (0...1).contains(minShare) else { throw ValidationError("--min-share is a part of the whole, 0 to 1.") }
    guard maxNodes > 0 else { throw ValidationError("--max-nodes is at least 1.") }
    guard !files.isEmpty else { throw ValidationError("Which profile? Name a file, or - for the standard input.") }
  }

  func run() throws {
    let output = OutputFile(argument: output)
    if format.isBinary, output == .standardOutput, isatty(STDOUT_FILENO) != 0 {
      try StandardError.fail("\(format.rawValue) is no text for a terminal: name a file with -o, or a pipe")
    }
    do throws(OpenError) {
      let application = applicationOption.before(ConfigurationFile().readAloud()).application
      let subject = try ProfileSource.open(files, application: application)
      try output.write(bytes(of: subject))
    } catch {
      try StandardError.fail(error.description)
    }
  }

  private func bytes(of subject: Subject) -> [UInt8] {
    let profile = subject.profile
    return switch format {
    case .pstats: PstatsWriter.bytes(of: profile)
    case .folded: FoldedWriter.bytes(of: tree(of: profile), profile.functions)
    case .speedscope: SpeedscopeWriter.bytes(of: tree(of: profile), profile.functions, name: subject.name)
    case .pprof: PprofWriter.bytes(of: tree(of: profile), profile.functions, origin)
    case .callgrind: CallgrindWriter.bytes(of: profile, command: subject.name)
    case .json: JSONWriter.bytes(of: profile, source: subject.name)
    case .csv: Array(CSVReport(report: FunctionReport(subject, limit: .max)).text.utf8)
    case .svg: Array(IcicleSVG(prepared(subject)).text.utf8)
    case .sunburst: Array(SunburstSVG(prepared(subject)).text.utf8)
    }
  }

  private func tree(of profile: Profile) -> UnfoldedTree {
    var limits = UnfoldedTree.Limits()
    limits.minimumShare = minShare
    limits.boxes = maxNodes
    return UnfoldedTree(CallTree(preparing: profile), of: profile, limits: limits)
  }

  private func prepared(_ subject: Subject) -> Subject {
    var subject = subject
    subject.setTree(CallTree(preparing: subject.treeProfile))
    return subject
  }

  /// What the files' names say: the route that all of them have in common.
  private var origin: PprofWriter.Origin {
    let names = files.filter { $0 != "-" }.map { RequestName(FilePath(argument: $0).name) }
    let patterns = Set(RouteFolding.patterns(of: names))
    var origin = PprofWriter.Origin()
    origin.time = names.compactMap(\.time).max()
    if patterns.count == 1, let pattern = patterns.first {
      if let method = pattern.method { origin.labels.append(.init(key: "method", value: VisibleText.clean(method))) }
      if let path = pattern.path { origin.labels.append(.init(key: "route", value: VisibleText.clean(path))) }
    }
    origin.comments = ["written by proftui; paths are inferred from a call graph: see the label exactness"]
    return origin
  }
}

import ArgumentParser
import Glibc
import ProfileModel

/// `proftui check PATH… --max-total 200ms`: limits for continuous integration.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Hold profiles against limits: for continuous integration.",
    discussion: """
      Every route of the profiles and directories is held against every limit. Each limit that is broken is one line, and \
      the exit status is 1; it is 0 if all hold, and 2 if files cannot be read or there are none.

      NAME is a function's name, file.py:name, type.method of a built-in, or pstats' file:line(name). Times are 200ms, 1.5s or 800us.

          proftui check profiles/ --max-total 200ms --max-calls execute=10
          proftui check profiles/ --against main/ --max-regression 10
      """)

  @Argument(help: ArgumentHelp("Profiles or directories of them.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("The median request of a route takes at most this long.", valueName: "time"))
  var maxTotal: CheckLimits.Time?

  @Option(
    help: ArgumentHelp("No request calls the function more than N times; may be given again.", valueName: "name=n"))
  var maxCalls: [CheckLimits.Named] = []

  @Option(
    help: ArgumentHelp(
      "The function and all it calls have at most this share of a route's time; may be given again.",
      valueName: "name=pct"))
  var maxShare: [CheckLimits.Named] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Profiles or directories to compare with, route by route.", valueName: "path"))
  var against: [String] = []

  @Option(
    help: ArgumentHelp(
      "A route's median grows at most so much over that of --against; what is within noise is no growth.",
      valueName: "pct"))
  var maxRegression: Double?

  @OptionGroup var requestOptions: RequestOptions

  @OptionGroup var pathMapOptions: PathMapOptions

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("Name a profile or a directory.") }
    guard maxTotal != nil || !maxCalls.isEmpty || !maxShare.isEmpty || maxRegression != nil else {
      throw ValidationError("Give a limit: --max-total, --max-calls, --max-share or --against with --max-regression.")
    }
    guard against.isEmpty == (maxRegression == nil) else {
      throw ValidationError("--against and --max-regression go together.")
    }
    if let maxRegression, !(maxRegression >= 0) { throw ValidationError("--max-regression is a percentage.") }
    _ = try requestOptions.nameFilter()
  }

  func run() throws {
    var check = Check(limits: limits)
    let configuration = pathMapOptions.before(ConfigurationFile().readAloud())
    let filter = try requestOptions.nameFilter()
    let rules = try requestOptions.rules(configuration)
    let isRecursive = requestOptions.isRecursive(configuration)
    let files = paths.map { FilePath(argument: $0) }
    if limits.hasOwn {
      check.check(ComparisonSources(files, isRecursive: isRecursive, filter: filter, rules: rules))
    }
    if !against.isEmpty {
      check.compare(
        ComparisonSources(
          baseline: against.map { FilePath(argument: $0) }, change: files, isRecursive: isRecursive, filter: filter,
          rules: rules, pathMap: configuration.pathMap))
    }
    StandardError.write(check.problems.map(\.description) + check.remarks)
    try StandardOutput.write(check.broken.map { $0 + "\n" }.joined())
    if !check.broken.isEmpty { throw ExitCode.failure }
    if !check.problems.isEmpty || check.routes == 0 { throw ExitCode(2) }
    try StandardOutput.write("\(CountText.counted(.exact(Int64(check.routes)), "route", .unicode)) within all limits\n")
  }

  private var limits: CheckLimits {
    CheckLimits(
      total: maxTotal?.seconds, calls: maxCalls, share: maxShare, regression: maxRegression.map { $0 / 100 })
  }
}

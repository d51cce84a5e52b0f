import ArgumentParser
import Glibc
import ProfileModel

/// `proftui diff BASELINE CHANGE`: did it help, by how much, how sure is that, and which function made the difference?
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare profiles before and after a change.",
    discussion: """
      Each side is a profile, or a directory, which is compared route by route; or several of them, with --baseline and \
      --change. The name - is a profile on the standard input. Several requests of a side are samples: what differs is \
      told from noise by the rank test of Mann and Whitney, at 5 %.

      On a terminal the comparison is explored, unless --format names a report. Numbers are those of one request.
      Broken files are named on the standard error, and the exit status is 2 if there are any; it is 1 if nothing could be compared.

          proftui diff before.prof after.prof
          proftui diff before/ after/ --filter /books --format markdown        for a merge request
          proftui diff --baseline monday/*.prof --change today/*.prof
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, markdown
  }

  @Argument(help: ArgumentHelp("The baseline and the change.", valueName: "path"))
  var paths: [String] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("The profiles or directories before.", valueName: "path"))
  var baseline: [String] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("The profiles or directories after.", valueName: "path"))
  var change: [String] = []

  @OptionGroup var requestOptions: RequestOptions

  @Option(help: "Print this instead of exploring; by default text where the output is no terminal.")
  var format: Format?

  @Option(help: ArgumentHelp("How many functions text and markdown list.", valueName: "number"))
  var limit = 20

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file instead of the standard output.", valueName: "file"))
  var output: String?

  @OptionGroup var settings: SettingOptions

  func validate() throws {
    let (old, new) = sides
    guard !old.isEmpty, !new.isEmpty, paths.isEmpty || (paths.count == 2 && baseline.isEmpty && change.isEmpty) else {
      throw ValidationError("Name a baseline and a change, or several of each with --baseline and --change.")
    }
    guard (old + new).count(where: { $0 == "-" }) < 2 else {
      throw ValidationError("The standard input is one profile: only one side can be -.")
    }
    guard limit >= 0 else { throw ValidationError("--limit is a number of functions.") }
    _ = try requestOptions.nameFilter()
  }

  private var sides: (baseline: [String], change: [String]) {
    paths.count == 2 && baseline.isEmpty && change.isEmpty ? ([paths[0]], [paths[1]]) : (baseline, change)
  }

  func run() throws {
    let configuration = settings.configuration
    let sources = ComparisonSources(
      baseline: sides.baseline.map { FilePath(argument: $0) }, change: sides.change.map { FilePath(argument: $0) },
      isRecursive: requestOptions.isRecursive(configuration), filter: try requestOptions.nameFilter(),
      rules: try requestOptions.rules(configuration), pathMap: configuration.pathMap)
    let isExplored = format == nil && output == nil && isatty(STDOUT_FILENO) == 1
    if isExplored, sources.errors.isEmpty, let first = sources.common.first {
      if sources.common.count == 1 { return try EventLoop.run(comparing: first, configuration) }
      return try EventLoop.run(comparing: sources, configuration)
    }
    var problems = sources.errors
    let compared = sources.compared(&problems)
    if compared.isEmpty {
      if problems.isEmpty { problems.append(OpenError(name: "diff", "no route has profiles on both sides")) }
      StandardError.write(problems.map(\.description))
      throw ExitCode.failure
    }
    try write(DiffReport(compared, sources, limit: limit))
    StandardError.write(problems.map(\.description))
    if !problems.isEmpty { throw ExitCode(2) }
  }

  private func write(_ report: DiffReport) throws {
    let text: String =
      switch format ?? .text {
      case .text: report.text
      case .json: DiffJSON(report).text
      case .csv: DiffCSV(report).text
      case .markdown: report.markdown
      }
    do throws(OpenError) {
      try OutputFile(argument: output).write(Array(text.utf8))
    } catch {
      try StandardError.fail(error.description)
    }
  }
}

import ArgumentParser
import Glibc
import ProfileModel

/// `proftui list DIR…`: the routes or the requests of directories of request profiles, as text for people and scripts.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List directories of request profiles: what each route costs.",
    discussion: """
      A route is all requests of one method and one kind of path, such as GET /users/{id}. For each it says how many \
      profiles there are, their time in all, its mean, median (p50), 95th percentile and maximum, and when the last one was.

      Routes are sorted by total, unless --sort names another column: route, profiles, total, mean, p50, p95, max or last.
      Requests (--requests) by elapsed: or by time, method, path, calls, functions, hottest, waiting, size or file.
      With --filter fn:NAME both are sorted by function: the time in the functions of that name.

          proftui list /var/tmp/profiles                         which route costs most?
          proftui list --requests --sort waiting .               which request waited, and for what?
          proftui list --filter fn:execute --format csv .        what each route spends in execute

      Broken files are named on the standard error, and the exit status is 2 if there are any.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv
  }

  @Argument(help: ArgumentHelp("Directories or profiles.", valueName: "dir"))
  var paths: [String]

  @Flag(help: "Every request instead of the routes.")
  var requests = false

  @Option(help: ArgumentHelp("The column to sort by: see above.", valueName: "key"))
  var sort: String?

  @Flag(help: "Sort the other way round.")
  var reverse = false

  @OptionGroup var requestOptions: RequestOptions

  @Option(help: "What to print; json has routes and requests.")
  var format = Format.text

  @Flag(help: "Exit with status 0 even if there are broken files.")
  var ignoreBroken = false

  func validate() throws {
    guard !paths.isEmpty else { throw ValidationError("Name a directory.") }
    _ = try (routeOrder(), requestOrder())
  }

  func run() throws { try run(ConfigurationFile().readAloud()) }

  /// Runs with settings that were read.
  func run(_ configuration: Configuration) throws {
    let scan = DirectoryScan(
      paths.map { FilePath(argument: $0) }, isRecursive: requestOptions.isRecursive(configuration))
    let contents = try ListReader.list(
      scan, rules: requestOptions.rules(configuration), filter: requestOptions.requestFilter())
    let problems = scan.errors + contents.brokenFiles
    let hasNothing = !scan.errors.isEmpty && scan.isEmpty
    if !hasNothing {
      let report = ListReport(contents, routeOrder: try routeOrder(), requestOrder: try requestOrder())
      try StandardOutput.write(text(of: report))
    }
    StandardError.write((problems + contents.unfinishedFiles).map(\.description))
    if hasNothing { throw ExitCode.failure }
    if !problems.isEmpty, !ignoreBroken { throw ExitCode(2) }
  }

  private func text(of report: ListReport) -> String {
    switch format {
    case .text: (requests ? report.requestLines : report.routeLines).map { $0 + "\n" }.joined()
    case .json: ListJSON(report).text
    case .csv: requests ? ListCSV(report).requests : ListCSV(report).routes
    }
  }

  // MARK: Arguments

  /// Nil where neither a column nor a direction is asked for.
  private func routeOrder() throws -> RouteOrder? {
    guard !requests, sort != nil || reverse else { return nil }
    guard let column = RouteColumn(rawValue: sort ?? "total") else {
      throw unknownKey(RouteColumn.allCases.map(\.rawValue))
    }
    let order = RouteOrder(by: column)
    return reverse ? order.reversed : order
  }

  /// See ``routeOrder()``.
  private func requestOrder() throws -> RequestOrder? {
    guard requests, sort != nil || reverse else { return nil }
    guard let column = RequestColumn(rawValue: sort ?? "elapsed") else {
      throw unknownKey(RequestColumn.allCases.map(\.rawValue))
    }
    let order = RequestOrder(by: column)
    return reverse ? order.reversed : order
  }

  private func unknownKey(_ keys: [String]) -> ValidationError {
    ValidationError("--sort is one of \(keys.joined(separator: ", ")).")
  }
}

extension ReadList {
  /// Why files are broken.
  fileprivate var brokenFiles: [OpenError] {
    broken.compactMap { request in request.error.map { OpenError(name: request.file.visible, $0) } }
  }

  fileprivate var unfinishedFiles: [OpenError] {
    unfinished.map { OpenError(name: $0.file.visible, "still being written: left out") }
  }
}

import ArgumentParser
import Glibc
import ProfileModel

/// `proftui FILE`, `proftui DIR`: the explorer or the request list; a text report where the output is no terminal.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Open profiles, or a directory of them (the default).",
    discussion: """
      A file opens in the explorer: an icicle chart above, a sortable table below. A directory, or several files, \
      opens as a list of requests and their routes. Without a name it is the directory PROFTUI_DIR says, or this one. \
      The name - is a profile on the standard input. Where the output is no terminal, a text report is printed.

      In the program, ? shows all keys.

          proftui x.prof                          where does this profile's time go?
          proftui /var/tmp/profiles               which route is slow? New requests appear as they are written.
          ssh host cat x.prof | proftui -         a profile of another machine
          proftui --map /srv/app=. x.prof         with the source code that is here
      """)

  @Argument(help: ArgumentHelp("Profiles and directories, or - for the standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Take in the directories below as well.")
  var recursive = false

  @Option(
    name: .customLong("route"),
    help: ArgumentHelp(
      "Call the requests whose METHOD and /path match a regular expression by one name, as in 'GET /u/.*=a user'; may be given again.",
      valueName: "regex=name"))
  var routes: [String] = []

  @OptionGroup var settings: SettingOptions

  func validate() throws {
    for text in routes {
      do throws(RouteRule.SyntaxError) {
        _ = try RouteRule(text)
      } catch {
        throw ValidationError("--route \(VisibleText.clean(text)): \(error.description)")
      }
    }
  }

  func run() throws {
    let paths = paths.isEmpty ? [Self.defaultDirectory] : paths
    let source = ProfileSource(argument: paths[0])
    var configuration = settings.configuration
    configuration.routes = routes + configuration.routes
    if paths.count == 1, !source.isDirectory { return try Self.open(source, configuration) }
    let files = paths.map { FilePath(argument: $0) }
    let isTerminal = isatty(STDOUT_FILENO) != 0
    let isRecursive = recursive || configuration.isRecursive
    let directories = paths.filter { ProfileSource(argument: $0).isDirectory }.map { FilePath(argument: $0) }
    let watch = DirectoryWatch(isTerminal ? directories : [])
    let scan = DirectoryScan(files, isRecursive: isRecursive)
    if let error = scan.errors.first, scan.isEmpty { try StandardError.fail(error.description) }
    if scan.requests.count == 1, scan.unknown.isEmpty, scan.subdirectories.isEmpty {
      return try Self.open(.file(scan.requests[0].file), configuration)
    }
    if !isTerminal { return try printList(of: paths, configuration) }
    var browser = RequestBrowser(Place(paths: files), rules: configuration.routeRules, columns: configuration.columns)
    browser.open(scan)
    try EventLoop.run(files, isRecursive: isRecursive, scan: scan, watch: watch, browser, configuration)
  }

  /// Where the output is no terminal: the list as text, as `proftui list` prints it.
  private func printList(of paths: [String], _ configuration: Configuration) throws {
    let options = (recursive ? ["--recursive"] : []) + routes.flatMap { ["--route", $0] }
    try ListCommand.parse(options + ["--"] + paths).run(configuration)
  }

  /// The directory that `PROFTUI_DIR` names, if it does; else the current one.
  private static var defaultDirectory: String {
    let named = getenv("PROFTUI_DIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "." : named
  }

  /// The file whose name is all that was typed: ArgumentParser would say the same, after a quarter of the time that a request's
  /// profile takes until it is on the screen. Names that could be those of a command or an option are left to it.
  static func file(thatIsAllOf arguments: some Collection<String>) -> ProfileSource? {
    guard arguments.count == 1, let name = arguments.first, !name.hasPrefix("-"),
      name.contains(".") || name.contains("/")
    else { return nil }
    let source = ProfileSource(argument: name)
    guard case .file(let path) = source, path.leads(to: S_IFREG) else { return nil }
    return source
  }

  /// Explores a profile, or prints a report of it where the output is no terminal.
  static func open(_ source: ProfileSource, _ configuration: Configuration) throws {
    if isatty(STDOUT_FILENO) == 0 {
      try printReport(of: source, configuration)
    } else {
      try EventLoop.run(source, configuration)
    }
  }

  private static func printReport(of source: ProfileSource, _ configuration: Configuration) throws {
    let subject: Subject
    do throws(OpenError) {
      subject = try source.open(application: configuration.application)
    } catch {
      try StandardError.fail(error.description)
    }
    let report = FunctionReport(subject, limit: ReportCommand.functionsForPeople)
    try StandardOutput.write(TextReport(report: report, glyphs: .unicode).lines.map { $0 + "\n" }.joined())
  }
}

extension ProfileSource {
  /// Whether a path leads to a directory now.
  fileprivate var isDirectory: Bool {
    guard case .file(let path) = self else { return false }
    return path.leads(to: S_IFDIR)
  }
}

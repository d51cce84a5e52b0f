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
      """)

  @Argument(help: ArgumentHelp("Profiles and directories, or - for the standard input.", valueName: "path"))
  var paths: [String] = []

  @Flag(help: "Take in directories below directories.")
  var recursive = false

  @Option(
    name: .customLong("route"),
    help: ArgumentHelp("Give requests whose METHOD /path matches a route of this name.", valueName: "regex=name"))
  var routes: [String] = []

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a directory that profiles name is on this machine, to show source code; may be given several times.",
      valueName: "from=to"))
  var maps: [String] = []

  @Option(
    name: .customLong("app"),
    help: ArgumentHelp(
      "The application's own code: its directory, as profiles name it or here; or the installed package that it is.",
      valueName: "path"))
  var application: String?

  @Option(help: "Colours: auto, or never (as with NO_COLOR set).")
  var color = ColourChoice.automatic

  func run() throws {
    let paths = paths.isEmpty ? [Self.defaultDirectory] : paths
    let source = ProfileSource(argument: paths[0])
    if paths.count == 1, !source.isDirectory { return try open(source) }
    let files = paths.map { FilePath(argument: $0) }
    let scan = DirectoryScan(files, isRecursive: recursive)
    if let error = scan.errors.first, scan.isEmpty { try StandardError.fail(error.description) }
    if scan.requests.count == 1, scan.unknown.isEmpty, scan.subdirectories.isEmpty {
      return try open(.file(scan.requests[0].file))
    }
    if isatty(STDOUT_FILENO) == 0 { return try printList(of: paths) }
    var browser = RequestBrowser(Place(paths: files), rules: try rules)
    browser.open(scan)
    try EventLoop.run(files, isRecursive: recursive, scan: scan, browser, pathMap: try pathMap, colour: color)
  }

  private var rules: [RouteRule] {
    get throws {
      try routes.map { text in
        do throws(RouteRule.SyntaxError) {
          return try RouteRule(text)
        } catch {
          throw ValidationError("--route \(VisibleText.clean(text)): \(error.description)")
        }
      }
    }
  }

  private var pathMap: PathMap {
    get throws {
      let rules = try maps.map { text in
        guard let rule = PathMap.Rule(text) else {
          throw ValidationError("--map \(VisibleText.clean(text)): not of the form FROM=TO")
        }
        return rule
      }
      return PathMap(rules: rules, application: application)
    }
  }

  /// Where the output is no terminal: the list as text, as `proftui list` prints it.
  private func printList(of paths: [String]) throws {
    let options = (recursive ? ["--recursive"] : []) + routes.flatMap { ["--route", $0] }
    try ListCommand.parse(options + ["--"] + paths).run()
  }

  /// The directory that `PROFTUI_DIR` names, if it does; else the current one.
  private static var defaultDirectory: String {
    let named = getenv("PROFTUI_DIR").map { String(cString: $0) } ?? ""
    return named.isEmpty ? "." : named
  }

  private func open(_ source: ProfileSource) throws {
    if isatty(STDOUT_FILENO) == 0 {
      try printReport(of: source)
    } else {
      try EventLoop.run(source, pathMap: try pathMap, colour: color)
    }
  }

  private func printReport(of source: ProfileSource) throws {
    do {
      let report = TextReport(subject: try source.open(), glyphs: .unicode)
      StandardOutput.write(report.lines.map { $0 + "\n" }.joined())
    } catch {
      try StandardError.fail(error.description)
    }
  }
}

extension ColourChoice: ExpressibleByArgument {}

extension ProfileSource {
  /// Whether a path leads to a directory now.
  fileprivate var isDirectory: Bool {
    guard case .file(let path) = self else { return false }
    var status = stat()
    return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

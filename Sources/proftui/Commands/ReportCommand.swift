import ArgumentParser
import Glibc
import ProfileModel

/// `proftui report FILE…`: a profile, or the sum of several, as text.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Print a profile, or the sum of several, as text.",
    discussion: """
      The functions with the most self time (tottime: in their own code), with shares and packages, as text, Markdown, \
      JSON or CSV. Text and Markdown show twenty functions, JSON and CSV all, unless --restrict says which.

      With --pstats, the report that Python's pstats prints, byte for byte; --callers and --callees print pstats' lists \
      of those.

      --sort takes pstats' keys (calls, cumulative, filename, line, name, nfl, pcalls, stdname, time, …), prefixes \
      that leave no doubt, and the numbers -1 to 2. --restrict takes what pstats takes: a number of functions, a part of \
      them such as 0.1, or a regular expression for file:line(function). Both may be given again.

          proftui report --sort cumulative --restrict 30 x.prof
          proftui report --restrict views.py --format markdown x.prof    for a ticket
          proftui report --app /srv/shop x.prof                          with its own code told from others'
          proftui report --pstats --callers --restrict execute x.prof    what pstats' print_callers prints
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, csv, markdown
  }

  @Argument(help: ArgumentHelp("Profiles, which are added up, or - for the standard input.", valueName: "file"))
  var files: [String]

  @Flag(help: "Print what pstats prints.")
  var pstats = false

  @Flag(help: "Print who called each function, as pstats does.")
  var callers = false

  @Flag(help: "Print what each function called, as pstats does.")
  var callees = false

  @Option(parsing: .unconditionalSingleValue, help: ArgumentHelp("What to sort by: see above.", valueName: "key"))
  var sort: [String] = []

  @Flag(help: "Sort the other way round.")
  var reverse = false

  @Flag(help: "Leave the directories of files out; functions that then have one name become one.")
  var stripDirs = false

  @Option(help: ArgumentHelp("Which functions to print: see above.", valueName: "number, part or regex"))
  var restrict: [String] = []

  @Option(help: "What to print; by default text.")
  var format: Format?

  @OptionGroup var applicationOption: ApplicationOption

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file instead of the standard output.", valueName: "file"))
  var output: String?

  func validate() throws {
    guard !files.isEmpty else { throw ValidationError("Name a profile.") }
    if isPstats, format != nil { throw ValidationError("--format does not go with pstats' own report.") }
    if isPstats, applicationOption.application != nil {
      throw ValidationError("--app does not go with pstats' own report, which knows no packages.")
    }
    _ = try (keys, restrictions)
  }

  func run() throws {
    do throws(OpenError) {
      let application = isPstats ? nil : applicationOption.before(ConfigurationFile().readAloud()).application
      let subject = try ProfileSource.open(files, application: application)
      var table = PstatsTable(subject.treeProfile)
      if stripDirs { table = table.strippingDirectories }
      let text = isPstats ? try pstatsText(of: table) : try text(of: subject, table)
      try OutputFile(argument: output).write(Array(text.utf8))
    } catch {
      try StandardError.fail(error.description)
    }
  }

  private var isPstats: Bool { pstats || callers || callees }

  // MARK: Arguments

  private var keys: [PstatsSortKey] {
    get throws {
      try sort.map { word in
        if let key = PstatsSortKey(word: word) { return key }
        let known = PstatsSortKey.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("--sort \(VisibleText.clean(word)): the keys are \(known).")
      }
    }
  }

  private var restrictions: [Restriction] {
    get throws {
      try restrict.map { text in
        do throws(RegularExpression.SyntaxError) {
          return try Restriction(text)
        } catch {
          throw ValidationError("--restrict \(VisibleText.clean(text)): \(error.reason).")
        }
      }
    }
  }

  /// What was asked for; by default the functions with the most self time, twenty where people read them.
  private func order() -> PstatsOrder {
    let (keys, restrictions) = ((try? keys) ?? [], (try? restrictions) ?? [])
    if isPstats { return PstatsOrder(keys: keys, isReversed: reverse, restrictions: restrictions) }
    let isForPeople = [nil, .text, .markdown].contains(format)
    return PstatsOrder(
      keys: keys.isEmpty ? [.time] : keys, isReversed: reverse,
      restrictions: restrictions.isEmpty && isForPeople ? [.count(Self.functionsForPeople)] : restrictions)
  }

  /// How many functions a report shows to people who have not asked for a number.
  static let functionsForPeople = 20

  // MARK: Text

  private func text(of subject: Subject, _ table: PstatsTable) throws(OpenError) -> String {
    let report = FunctionReport(subject, table, in: order())
    switch format ?? .text {
    case .text: return Self.joined(TextReport(report: report, glyphs: .unicode).lines)
    case .markdown: return Self.joined(MarkdownReport(report: report).lines)
    case .json: return JSONReport(report: report).text
    case .csv: return CSVReport(report: report).text
    }
  }

  private func pstatsText(of table: PstatsTable) throws(OpenError) -> String {
    let report = PstatsReport(table, in: order())
    var lines = callers || callees ? [] : report.statistics(of: files.map(Self.fileLine))
    if callers { lines += report.callers() }
    if callees { lines += report.callees() }
    return Self.joined(lines)
  }

  /// `Sat Nov 21 16:00:08 2026    GET.index.prof`: when the file was last changed, as C's `ctime` says it.
  private static func fileLine(_ file: String) -> String {
    var status = stat()
    var text = [CChar](repeating: 0, count: 64)
    let path = VisibleText.clean(file)
    guard FilePath(argument: file).withCString({ stat($0, &status) }) == 0,
      ctime_r(&status.st_mtim.tv_sec, &text) != nil
    else { return path }
    let time = String(decoding: text.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(time)    \(path)"
  }

  private static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
}

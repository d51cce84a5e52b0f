import ArgumentParser
import ProfileModel

/// Which requests of directories a command takes, and what their routes are called: the same words in every command.
struct RequestOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only requests with this in method, path or file name; ~ starts a regular expression (list: fn:NAME takes those that call a function of that name).",
      valueName: "text"))
  var filter: String?

  @Option(
    name: .customLong("route"),
    help: ArgumentHelp(
      "Call the requests whose METHOD and /path match a regular expression by one name; may be given again.",
      valueName: "regex=name"))
  var routes: [String] = []

  @Flag(help: "Take in the directories below as well.")
  var recursive = false

  func validate() throws {
    _ = try (requestFilter(), rules())
  }

  func requestFilter() throws -> RequestFilter? {
    do {
      return try filter.map { try RequestFilter($0) }
    } catch let error as Search.SyntaxError {
      throw ValidationError("--filter: \(error.reason).")
    }
  }

  /// For commands that know requests by their names alone.
  func nameFilter() throws -> RequestFilter? {
    let filter = try requestFilter()
    guard filter?.functions == nil else {
      throw ValidationError("--filter: fn: looks into files, which only list does.")
    }
    return filter
  }

  /// Whether directories below are taken in, by the option or by the settings.
  func isRecursive(_ configuration: Configuration) -> Bool { recursive || configuration.isRecursive }

  /// The rules of the options, before those of the settings.
  func rules(_ configuration: Configuration = Configuration()) throws -> [RouteRule] {
    do {
      return try routes.map { try RouteRule($0) } + configuration.routeRules
    } catch let error as RouteRule.SyntaxError {
      throw ValidationError("--route: \(error.description).")
    }
  }
}

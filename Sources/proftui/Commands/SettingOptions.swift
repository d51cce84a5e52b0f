import ArgumentParser
import ProfileModel

/// Options that a configuration file has too: what the command line says comes first.
struct SettingOptions: ParsableArguments {
  @Option(help: "Colours: auto, dark, light, contrast, colour-blind or monochrome (as with NO_COLOR).")
  var theme: ThemeChoice?

  @Option(
    name: .customLong("route"),
    help: ArgumentHelp(
      "Give requests whose METHOD /path matches a route of this name; may be given again.", valueName: "regex=name"))
  var routes: [String] = []

  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a directory that profiles name is on this machine, to show source code; may be given again.",
      valueName: "from=to"))
  var maps: [String] = []

  @Option(
    name: .customLong("app"),
    help: ArgumentHelp(
      "The application's own code: its directory, as profiles name it or here; or the installed package that it is.",
      valueName: "path"))
  var application: String?

  func validate() throws {
    try checkRoutes()
    for text in maps where PathMap.Rule(text) == nil {
      throw ValidationError("--map \(VisibleText.clean(text)): not of the form FROM=TO")
    }
  }

  /// The user's settings with these options; about what is wrong with the file one is told on the standard error.
  var configuration: Configuration {
    let file = ConfigurationFile()
    var configuration = file.read()
    StandardError.write(file.sentences(about: configuration.complaints))
    configuration.theme = theme ?? configuration.theme
    configuration.routes = routes + configuration.routes
    configuration.maps = maps.compactMap { PathMap.Rule($0) } + configuration.maps
    configuration.application = application ?? configuration.application
    return configuration
  }

  private func checkRoutes() throws {
    for text in routes {
      do throws(RouteRule.SyntaxError) {
        _ = try RouteRule(text)
      } catch {
        throw ValidationError("--route \(VisibleText.clean(text)): \(error.description)")
      }
    }
  }
}

extension Configuration {
  /// The rules for routes; each was looked at when it was read.
  var routeRules: [RouteRule] { routes.compactMap { try? RouteRule($0) } }

  var pathMap: PathMap { PathMap(rules: maps, application: application) }
}

extension ThemeChoice: ExpressibleByArgument {}

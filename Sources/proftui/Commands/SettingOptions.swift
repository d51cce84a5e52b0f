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

  func validate() throws { _ = try rules(of: routes) }

  /// The user's settings with these options; about what is wrong with the file one is told on the standard error.
  var configuration: Configuration {
    let file = ConfigurationFile()
    var configuration = file.read()
    StandardError.write(file.sentences(about: configuration.complaints))
    configuration.theme = theme ?? configuration.theme
    configuration.routes = routes + configuration.routes
    return configuration
  }

  private func rules(of texts: [String]) throws -> [RouteRule] {
    try texts.map { text in
      do throws(RouteRule.SyntaxError) {
        return try RouteRule(text)
      } catch {
        throw ValidationError("--route \(VisibleText.clean(text)): \(error.description)")
      }
    }
  }
}

extension Configuration {
  /// The rules for routes; each was looked at when it was read.
  var routeRules: [RouteRule] { routes.compactMap { try? RouteRule($0) } }
}

extension ThemeChoice: ExpressibleByArgument {}

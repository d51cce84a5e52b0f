import ArgumentParser
import ProfileModel

/// Options that a configuration file has too: what the command line says comes first.
struct SettingOptions: ParsableArguments {
  @Option(help: "Colours: auto, dark, light, contrast, colour-blind or monochrome (as with NO_COLOR).")
  var theme: ThemeChoice?

  @OptionGroup var pathMapOptions: PathMapOptions

  /// The user's settings with these options; about what is wrong with the file one is told on the standard error.
  var configuration: Configuration {
    var configuration = pathMapOptions.before(ConfigurationFile().readAloud())
    configuration.theme = theme ?? configuration.theme
    return configuration
  }
}

extension Configuration {
  /// The rules for routes; each was looked at when it was read.
  var routeRules: [RouteRule] { routes.compactMap { try? RouteRule($0) } }

  var pathMap: PathMap { PathMap(rules: maps, application: application) }
}

extension ThemeChoice: ExpressibleByArgument {}

import ArgumentParser
import ProfileModel

/// Where source files are on this machine, as it is typed on the command line.
struct PathMapOptions: ParsableArguments {
  @Option(
    name: .customLong("map"),
    help: ArgumentHelp(
      "Where a directory that profiles name is on this machine, to show source code and to compare; may be given several times.",
      valueName: "from=to"))
  var maps: [String] = []

  @OptionGroup var applicationOption: ApplicationOption

  func validate() throws {
    for text in maps where PathMap.Rule(text) == nil {
      throw ValidationError("--map \(VisibleText.clean(text)): not of the form FROM=TO")
    }
  }

  /// The user's settings with these options, which come first.
  func before(_ settings: Configuration) -> Configuration {
    var configuration = settings
    configuration.maps = maps.compactMap { PathMap.Rule($0) } + settings.maps
    return applicationOption.before(configuration)
  }
}

/// Which code is the application's own, as it is typed on the command line.
struct ApplicationOption: ParsableArguments {
  @Option(
    name: .customLong("app"),
    help: ArgumentHelp(
      "The application's own code: its directory, as profiles name it or here; or the installed package that it is.",
      valueName: "path"))
  var application: String?

  /// The user's settings with this option, which comes first.
  func before(_ settings: Configuration) -> Configuration {
    var configuration = settings
    configuration.application = application ?? settings.application
    return configuration
  }
}

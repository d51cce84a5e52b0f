import ArgumentParser
import ProfileModel

/// `proftui config`: all settings as they are now, as the text of a configuration file.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print all settings, commented, as they are now.",
    discussion: """
      Settings are read from $XDG_CONFIG_HOME/proftui/config.toml, by default ~/.config/proftui/config.toml. To begin \
      with a file that has them all:

          mkdir -p ~/.config/proftui
          proftui config > ~/.config/proftui/config.toml
      """)

  @Flag(help: "Print only where the settings are read from.")
  var path = false

  func run() throws {
    let file = ConfigurationFile()
    if path { return try StandardOutput.write(VisibleText.clean(file.path ?? "") + "\n") }
    let configuration = file.read()
    try StandardOutput.write(ConfigurationText(configuration: configuration).lines.map { $0 + "\n" }.joined())
    StandardError.write(file.sentences(about: configuration.complaints))
    if !configuration.complaints.isEmpty { throw ExitCode.failure }
  }
}

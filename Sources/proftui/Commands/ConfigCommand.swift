import ArgumentParser
import ProfileModel

/// `proftui config`: all settings as they are now, as the text of a configuration file.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print all settings, commented, as they are now.",
    discussion: """
      Settings are read from $XDG_CONFIG_HOME/proftui/config.toml, by default ~/.config/proftui/config.toml. To begin \
      a file that has them all:

          proftui config --create

      A file that is there already stays as it is. Never redirect the output to that file: a shell empties it before \
      proftui can read it.
      """)

  @Flag(help: "Begin the file with all settings, where there is none yet, and print where it is.")
  var create = false

  @Flag(help: "Print only where the settings are read from.")
  var path = false

  func validate() throws {
    if create, path { throw ValidationError("--create prints the path too: --path does not go with it.") }
  }

  func run() throws {
    let file = ConfigurationFile()
    if path { return try StandardOutput.write(VisibleText.clean(file.path ?? "") + "\n") }
    if create { return try begin(file) }
    if let size = file.sizeAsOutput { try sayWhatBecomes(of: file, size) }
    let configuration = file.read()
    try StandardOutput.write(Self.text(of: configuration))
    StandardError.write(file.sentences(about: configuration.complaints))
    if !configuration.complaints.isEmpty { throw ExitCode.failure }
  }

  private static func text(of configuration: Configuration) -> String {
    ConfigurationText(configuration: configuration).lines.map { $0 + "\n" }.joined()
  }

  private func begin(_ file: ConfigurationFile) throws {
    let path: String
    do throws(OpenError) {
      path = try file.create(Self.text(of: Configuration()))
    } catch {
      try StandardError.fail(error.description)
    }
    try StandardOutput.write(VisibleText.clean(path) + "\n")
  }

  /// The output is the file itself: emptied by the shell, it gets the usual settings; with something in it (`>>`) it
  /// stays as it is.
  private func sayWhatBecomes(of file: ConfigurationFile, _ size: Int) throws {
    let name = VisibleText.clean(file.path ?? "")
    if size > 0 { try StandardError.fail("\(name): the output is this file itself; nothing was added") }
    StandardError.write([
      "\(name): the shell emptied this file before it could be read; the settings in it are the usual ones now"
    ])
  }
}

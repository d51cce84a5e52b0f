import ArgumentParser
import Glibc
import ProfileModel

/// The program: what is typed behind `proftui` on the command line.
@main
struct Proftui: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "proftui",
    abstract: "Explore Python profiles in the terminal: where does the time go?",
    usage: """
      proftui [FILE | DIRECTORY | -] ...
      proftui <subcommand> ...
      """,
    version: "0.1.0",
    subcommands: [
      ExploreCommand.self, ReportCommand.self, ExportCommand.self, ListCommand.self, DiffCommand.self,
      CheckCommand.self, ConfigCommand.self, ManualCommand.self,
    ],
    defaultSubcommand: ExploreCommand.self)

  /// Parses and runs the command. What is wrong with it is said with its own words, cleaned: they too come from outside.
  static func main() {
    do {
      if let file = ExploreCommand.file(thatIsAllOf: CommandLine.arguments.dropFirst()) {
        try ExploreCommand.open(file, ConfigurationFile().readAloud())
      } else {
        var command = try parseAsRoot()
        try command.run()
      }
    } catch {
      let code = exitCode(for: error)
      if code.isSuccess { exit(withError: error) }
      let lines = fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      if lines != [""] { StandardError.write(text: lines.map { VisibleText.clean($0) + "\n" }.joined()) }
      Glibc.exit(code.rawValue)
    }
  }
}

import ArgumentParser

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
}

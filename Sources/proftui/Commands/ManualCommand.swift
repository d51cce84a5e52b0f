import ArgumentParser

/// `proftui manual`: the manual page, for `Scripts/install` and for whoever has the binary alone.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page (proftui manual | man -l -).")

  func run() throws { try StandardOutput.write(Self.page.text) }

  static var page: ManualPage {
    ManualPage(
      version: Proftui.configuration.version, abstract: Proftui.configuration.abstract,
      commands: Proftui.configuration.subcommands.map { command in
        ManualPage.Command(
          name: command.configuration.commandName ?? "", abstract: command.configuration.abstract,
          help: Proftui.helpMessage(for: command, columns: 78))
      })
  }
}

import ArgumentParser
import Glibc

/// `proftui FILE`: the explorer, or the text report where the output is no terminal.
struct ExploreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explore", abstract: "Open a profile as an icicle chart and a table (the default).")

  @Argument(help: ArgumentHelp("A profile, or - for the standard input.", valueName: "file"))
  var file: String

  @Option(help: "Colours: auto, or never (as with NO_COLOR set).")
  var color = ColourChoice.automatic

  func run() throws {
    let source = ProfileSource(argument: file)
    if isatty(STDOUT_FILENO) == 0 {
      try printReport(of: source)
    } else {
      try EventLoop.run(source, colour: color)
    }
  }

  private func printReport(of source: ProfileSource) throws {
    do {
      let subject = try source.open()
      let glyphs = Glyphs.unicode
      StandardOutput.write(TextReport(subject: subject, glyphs: glyphs).lines.map { $0 + "\n" }.joined())
    } catch {
      try StandardError.fail(error.description)
    }
  }
}

extension ColourChoice: ExpressibleByArgument {}

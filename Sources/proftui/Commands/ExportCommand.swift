import ArgumentParser
import ProfileModel

/// `proftui export --format folded|json FILE`: the call tree or the model for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the call tree as folded stacks, or the profile as JSON.",
    discussion: """
      folded: one call path a line, and its self time in nanoseconds, as flame graph tools read it.
      json: all functions and call edges, for tests and scripts.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case folded
    case json
  }

  @Argument(help: ArgumentHelp("A profile, or - for the standard input.", valueName: "file"))
  var file: String

  @Option(help: "folded or json.")
  var format: Format

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file instead of the standard output.", valueName: "file"))
  var output: String?

  @Option(help: "Folded stacks: unfold boxes down to this part of the whole; smaller ones are one path each.")
  var minShare = 1e-5

  @Option(help: "Folded stacks: at most this many boxes, the largest ones.")
  var maxNodes = 150_000

  func validate() throws {
    guard (0...1).contains(minShare) else { throw ValidationError("--min-share is a part of the whole, 0 to 1.") }
    guard maxNodes > 0 else { throw ValidationError("--max-nodes is at least 1.") }
  }

  func run() throws {
    do throws(OpenError) {
      let subject = try ProfileSource(argument: file).open()
      try OutputFile(argument: output).write(bytes(of: subject))
    } catch {
      try StandardError.fail(error.description)
    }
  }

  private func bytes(of subject: Subject) -> [UInt8] {
    switch format {
    case .folded:
      var writer = FoldedWriter(
        CallTree(preparing: subject.profile), of: subject.profile, minimumShare: minShare, nodeLimit: maxNodes)
      return writer.bytes()
    case .json:
      return JSONWriter.bytes(of: subject.profile, source: subject.name)
    }
  }
}

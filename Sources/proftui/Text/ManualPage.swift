import ProfileModel

/// The manual page, made from the commands' own help and the one table of keys.
///
/// Source of the format: man(7) and man-pages(7).
struct ManualPage {
  /// A command with the help that it prints itself.
  struct Command {
    let name: String
    let abstract: String
    let help: String
  }

  let version: String
  let abstract: String
  let commands: [Command]

  /// The whole page in troff's language.
  var text: String {
    let lines =
      [".TH PROFTUI 1 \"\" \"proftui \(Self.escaped(version))\" \"User Commands\""]
      + section("NAME", ["proftui \\- \(Self.escaped(abstract))"])
      + section(
        "SYNOPSIS",
        [
          ".B proftui", ".RI [ FILE \" | \" DIRECTORY \" | -] ...\"", ".br", ".B proftui",
          ".I COMMAND", ".RI [ OPTION \" ...]\"",
        ])
      + section("DESCRIPTION", Self.description) + section("KEYS", keys) + section("COMMANDS", commands.flatMap(block))
      + section("FILES", Self.files) + section("ENVIRONMENT", Self.environment) + section("EXIT STATUS", Self.statuses)
      + section("EXAMPLES", Self.examples)
    return lines.map { $0 + "\n" }.joined()
  }

  private func section(_ title: String, _ lines: [String]) -> [String] { [".SH \(title)"] + lines }

  private var keys: [String] {
    KeyBindings.standard.groups.flatMap { group in
      [".SS \(Self.escaped(group.title))"]
        + group.bindings.flatMap { binding in
          [".TP 18", ".B \(Self.escaped(HelpText.names(of: binding.keys, .ascii)))", Self.escaped(binding.help)]
        }
    }
  }

  private func block(_ command: Command) -> [String] {
    [".SS proftui \(Self.escaped(command.name))", Self.escaped(command.abstract), ".PP", ".nf"]
      + command.help.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) } + [".fi"]
  }

  /// A line that troff takes as text: no request at its start, no escape within.
  private static func escaped(_ line: String) -> String {
    let escaped = VisibleText.clean(line).map { $0 == "\\" ? "\\e" : $0 == "-" ? "\\-" : String($0) }.joined()
    return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&\(escaped)" : escaped
  }

  private static func term(_ term: String, _ lines: String...) -> [String] {
    [".TP", ".B \(escaped(term))"] + lines.map(escaped)
  }

  private static let description = [
    "Shows profiles of Python programs where they were made: the request profiles that Werkzeug's ProfilerMiddleware",
    "writes into a directory, and the files of cProfile and other profilers. A directory opens as a list of routes and",
    "requests, a file as an icicle chart above a sortable table. Where the output is no terminal, a report is printed.",
  ]

  private static let files = term(
    "~/.config/proftui/config.toml",
    "Settings, or below $XDG_CONFIG_HOME. proftui config prints them all, commented.")

  private static let environment =
    term("PROFTUI_DIR", "The directory to open where none is named; by default the current one.")
    + term("NO_COLOR", "If it is set to something, no colours are used.")
    + term("VISUAL, EDITOR", "What opens a function's source at its line.")
    + term("TERM, LANG, LC_ALL, LC_CTYPE", "The terminal, and whether it shows more than ASCII.")

  private static let statuses =
    term("0", "All went well.")
    + term("1", "Nothing could be read, or the output not be written; proftui check: a limit is broken.")
    + term("2", "proftui list, diff and check: some files could not be read; check: there is nothing to check.")
    + term("64", "The command line is wrong.")

  private static let examples =
    term("proftui /var/tmp/profiles", "The requests of a directory, by route; new ones appear as they are written.")
    + term("ssh host cat x.prof | proftui -", "A profile of another machine.")
    + term("proftui report --pstats --sort cumulative --restrict 20 x.prof", "What Python's pstats prints.")
}

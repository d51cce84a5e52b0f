import ProfileModel

/// Why there is no screen to draw on, in a sentence that says what to do.
enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Neither the process nor its standard streams have a terminal.
  case noTerminal
  /// `TERM` is not set or empty.
  case noType
  /// Neither this type nor any usual one is described on this machine.
  case unknownType(String)
  /// A terminal that can only print one line after the other.
  case cannotMoveCursor(String)
  /// The operating system refused something.
  case refused(String)

  var description: String {
    switch self {
    case .noTerminal:
      "there is no terminal to draw on"
    case .noType:
      "the environment variable TERM does not say what terminal this is; set it, for example TERM=xterm-256color"
    case .unknownType(let type):
      "no description of the terminal type '\(VisibleText.clean(type))' (TERM) was found, nor one of any usual type; "
        + "install the package ncurses-base"
    case .cannotMoveCursor(let type):
      "the terminal type '\(VisibleText.clean(type))' (TERM) cannot move the cursor; "
        + "set TERM to what the terminal is, for example TERM=xterm-256color"
    case .refused(let what):
      "the terminal cannot be used: \(what)"
    }
  }
}

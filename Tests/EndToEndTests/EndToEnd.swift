import TestSupport
import Testing

/// Users' stories, with the built program in a real terminal; one after the other, since each needs the machine.
@Suite(.serialized) enum EndToEnd {
  /// The slowest of the nine lists of resource providers: 1,000 calls of `_serialize_links`, in which a garbage
  /// collection fell, have 90.25 of its 123.3 ms.
  static let slowestList = "GET.resource_providers.123ms.1795351277.prof"

  /// A terminal in which the explorer shows the slowest list.
  static func explorer(columns: Int = 120, rows: Int = 40) throws -> Tmux {
    let terminal = try Tmux(columns: columns, rows: rows)
    try explore(in: terminal)
    return terminal
  }

  /// Types the command that opens the slowest list, and waits until the whole picture is there.
  static func explore(in terminal: Tmux, with environment: String = "", line: Int = #line) throws {
    try terminal.type("\(environment) proftui \(slowestList)")
    try terminal.see("36,753 calls", "% of self time measured", line: line)
    // Any key takes away the message that the picture is ready.
    try terminal.press("g")
    try terminal.see("q quit", line: line)
    // What is worked out behind the first picture comes to the details last.
    _ = try terminal.settledScreen()
  }
}

extension String {
  /// The lines of a screen that hold the text.
  func lines(with text: String) -> [Substring] {
    split(separator: "\n").filter { $0.contains(text) }
  }
}

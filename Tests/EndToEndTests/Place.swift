import TestSupport
import Testing

extension EndToEnd {
  /// Where one can be in the program: what is typed to get there, and what is seen then.
  struct Place: Sendable, CustomTestStringConvertible {
    let name: String
    let command: String
    /// What is seen once the program has opened.
    let opening: String
    var keys: [Stroke] = []
    let sight: String

    var testDescription: String { name }

    /// Opens the program and goes there.
    func open(in terminal: Tmux) throws {
      try terminal.type("clear; proftui \(command)")
      try terminal.see(opening)
      for key in keys { try terminal.press(key) }
      try terminal.see(sight)
    }

    private init(_ name: String, _ command: String, opening: String, _ keys: [Stroke] = [], sight: String? = nil) {
      self.name = name
      self.command = command
      self.opening = opening
      self.keys = keys
      self.sight = sight ?? opening
    }

    /// In the explorer of the slowest list.
    private init(_ name: String, _ keys: [Stroke] = [], sight: String) {
      self.init(name, slowestList, opening: "% of self time measured", keys, sight: sight)
    }

    /// In the title of the list of fifteen once nothing is left to be read.
    private static let allRead = "1.2 MB  following"

    /// Every page, menu and prompt.
    static let all = [
      Place("list of routes", ".", opening: allRead),
      Place("list of requests", ".", opening: allRead, ["o"], sight: "73 % _serialize_links"),
      Place("filter prompt", ".", opening: allRead, ["/resource"], sight: "/resource"),
      Place("explorer", sight: "q quit"),
      Place("search prompt", ["/serialize_l"], sight: "1 function"),
      Place("fold menu", ["x"], sight: "b built-ins"),
      Place("prompt for a file", ["w"], sight: ".md"),
      Place("help", ["?"], sight: "to the widest callee"),
      Place("callers", ["g", .tab, .down, "c"], sight: "overview ›"),
      Place("callers as an icicle", ["g", .tab, .down, "i"], sight: "callers of"),
      Place("sunburst", ["u"], sight: "▀▀▀▀"),
      Place("findings", ["f"], sight: "evidence"),
      Place("source", source, opening: "of all: database", ["f", "v"], sight: "def books_one_by_one(self):"),
      Place("comparison", "diff ../nplus1/before ../nplus1/after", opening: "p50 28.9 ms"),
      Place("compared routes", "diff . .", opening: "7 routes on both sides", sight: "baseline → change"),
    ]

    /// A profile whose source is here.
    static let source =
      "--map /srv/library=\(Repository.root)/Examples/wsgi "
      + "\(Repository.root)/Examples/nplus1/before/GET.books.34ms.1795572368.249000.prof"
  }
}

extension Tmux {
  /// Opens the editor at the function of the first finding of ``EndToEnd/Place/source``, once that is found: `f` opens the
  /// page at once.
  func editFirstFinding() throws {
    try press("f")
    try see("N+1 query")
    try press("e")
  }
}

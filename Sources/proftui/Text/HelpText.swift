/// The help, made from the table of keys.
enum HelpText {
  struct Line: Hashable, Sendable {
    var keys = ""
    let text: String
    var isHeading = false
  }

  static func lines(_ keys: KeyBindings, _ glyphs: Glyphs) -> [Line] {
    keys.groups.flatMap { group in
      [Line(text: group.title, isHeading: true)]
        + group.bindings.filter { !$0.keys.isEmpty }.map { Line(keys: names(of: $0.keys, glyphs), text: $0.help) } + [
          Line(text: "")
        ]
    } + notes
  }

  static func names(of keys: [Key], _ glyphs: Glyphs) -> String {
    keys.map { $0.name(glyphs) }.joined(separator: " ")
  }

  private static let notes = [
    Line(text: "Mouse", isHeading: true),
    Line(text: "A click selects, a second click zooms; a click on a heading sorts."),
    Line(text: ""),
    Line(text: "The picture", isHeading: true),
    Line(text: "A box is a function, called from the box above it; its width is its time,"),
    Line(text: "with all it called. The blank below a box is its self time."),
    Line(text: "+3 is three callees that are too narrow to draw. Colours are packages."),
    Line(text: "~ marks a time that the file does not determine: an estimate."),
  ]
}

/// How many colours a terminal can show at once; true colour is used as 256 colours.
enum ColourDepth: Hashable, Sendable, CaseIterable {
  /// Monochrome, or `NO_COLOR`.
  case none
  case eight
  case sixteen
  case indexed256
}

/// What is known of the terminal's own background.
enum Background: Hashable, Sendable, CaseIterable {
  case dark
  case light
  case unknown
}

/// How a cell looks: what ``Theme`` makes of a ``Style``.
struct Rendition: Hashable, Sendable {
  enum Colour: Hashable, Sendable {
    /// The terminal's own text or background colour.
    case standard
    /// A colour of the terminal's palette, numbered as in xterm.
    case indexed(UInt8)
  }

  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let bold = Attributes(rawValue: 1)
    static let reverse = Attributes(rawValue: 2)
    static let underline = Attributes(rawValue: 4)
  }

  var foreground: Colour = .standard
  var background: Colour = .standard
  var attributes: Attributes = []
}

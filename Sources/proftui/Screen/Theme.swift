import ProfileModel

/// How the terminal at hand shows what a cell means.
///
/// Everything is readable on a dark and on a light background without knowing which it is: text has the terminal's own
/// colours, and whatever has a background of its own has a text colour of its own too. Two colours are kept for what one
/// looks for, and no box has them: yellow for matches, pink for the other boxes of the selected function. The selection is
/// reversed: that stands out everywhere, and no box looks so. Names are underlined only where there is nothing else: a
/// line hides the underscores that Python's names are full of.
struct Theme: Hashable, Sendable {
  /// How many colours there are for third-party packages; ``Style/Hue/package(_:)`` wraps around.
  static let packageHues = 8

  let depth: ColourDepth
  var background: Background
  private let choice: ThemeChoice

  init(depth: ColourDepth, background: Background = .unknown, choice: ThemeChoice = .automatic) {
    self.depth = depth
    self.background = choice.background ?? background
    self.choice = choice
  }

  /// Whether two boxes of one hue but different shades look different; else they need a line between them.
  var showsShades: Bool { depth == .sixteen || depth == .indexed256 }

  func rendition(of style: Style) -> Rendition {
    if case .halves(let drawn, let other) = style.role {
      return Rendition(foreground: colour(of: drawn), background: colour(of: other))
    }
    return switch depth {
    case .none: monochrome(style)
    case .eight: fewColours(style, bright: false)
    case .sixteen: fewColours(style, bright: true)
    case .indexed256: manyColours(style)
    }
  }
}

// MARK: - Halves

extension Theme {
  /// The colour that fills a part of a picture. Where a box would be reversed, a picture has the brightest or the darkest
  /// colour there is, which no package has.
  private func colour(of fill: Style.Fill?) -> Rendition.Colour {
    guard let fill else { return .standard }
    if fill.marks.contains(.selected) { return selectedColour }
    let role = fill.hue.map { Style.Role.box($0, fill.shade) } ?? .gathered(fill.shade)
    let background = rendition(of: Style(role, fill.marks)).background
    return background == .standard ? .indexed(NamedColour.white.rawValue) : background
  }

  private var selectedColour: Rendition.Colour {
    switch depth {
    case .none: .standard
    case .eight: .indexed(NamedColour.white.rawValue)
    case .sixteen: .indexed(NamedColour.white.rawValue + 8)
    case .indexed256: .indexed((background == .light ? FixedColour.black : .white).index)
    }
  }
}

// MARK: - Monochrome

extension Theme {
  private func monochrome(_ style: Style) -> Rendition {
    var attributes = monochromeAttributes(style.role)
    if style.marks.contains(.selected) { attributes = style.marks.contains(.inactive) ? .reverse : [.reverse, .bold] }
    if style.marks.contains(.match) { attributes.insert(.bold) }
    if style.marks.contains(.related) { attributes.insert(.underline) }
    if style.marks.contains(.bold) { attributes.insert(.bold) }
    return Rendition(attributes: attributes)
  }

  private func monochromeAttributes(_ role: Style.Role) -> Rendition.Attributes {
    switch role {
    case .text, .quiet, .rule, .box, .gathered, .difference, .halves: []
    case .code(let kind): kind.isStressed ? .bold : []
    case .heading: .underline
    case .sortedHeading: [.underline, .bold]
    case .prompt, .warning: .bold
    case .title, .status: .reverse
    case .key, .error: [.reverse, .bold]
    }
  }
}

// MARK: - Eight and sixteen colours

/// The colours that every colour terminal has, by their numbers; 8 more are their bright forms. Users choose their own
/// for them, so only pairs are used that are readable in all usual choices: no magenta among eight.
private enum NamedColour: UInt8 {
  case black = 0
  case red = 1
  case green = 2
  case yellow = 3
  case blue = 4
  case magenta = 5
  case cyan = 6
  case white = 7
}

extension Theme {
  private func fewColours(_ style: Style, bright: Bool) -> Rendition {
    var rendition = fewColours(marks: style.marks, bright: bright) ?? fewColours(role: style.role, bright: bright)
    if style.marks.contains(.related) { rendition.attributes.insert(.underline) }
    if style.marks.contains(.bold), rendition.canBeBold { rendition.attributes.insert(.bold) }
    return rendition
  }

  private func fewColours(marks: Style.Marks, bright: Bool) -> Rendition? {
    if marks.contains(.selected) {
      return Rendition(attributes: marks.contains(.inactive) ? [.bold, .underline] : .reverse)
    }
    if marks.contains(.match) { return Rendition(on: .yellow, bright: bright) }
    if marks.contains(.related), bright { return Rendition(on: .magenta, bright: true) }
    return nil
  }

  private func fewColours(role: Style.Role, bright: Bool) -> Rendition {
    switch role {
    case .text, .quiet, .rule, .halves: Rendition()
    case .code(let kind): Rendition(attributes: kind.isStressed ? .bold : [])
    case .heading, .gathered: Rendition(attributes: .underline)
    case .sortedHeading: Rendition(attributes: [.underline, .bold])
    case .prompt, .warning: Rendition(attributes: .bold)
    case .title, .key: Rendition(on: .blue, bright: false, attributes: .bold)
    case .status: Rendition(on: .blue, bright: false)
    case .error: Rendition(on: .red, bright: false, attributes: .bold)
    case .box(let hue, let shade): Rendition(on: namedColour(of: hue), bright: bright && shade == .plain)
    case .difference(let difference, let shade):
      Rendition(on: namedColour(of: difference), bright: bright && shade == .plain)
    }
  }

  /// Blue for less, red for more: two that colour-blind people tell apart too.
  private func namedColour(of difference: Style.Difference) -> NamedColour {
    switch difference {
    case .muchLess, .less, .slightlyLess: .blue
    case .none: .white
    case .slightlyMore, .more, .muchMore: .red
    }
  }

  private func namedColour(of hue: Style.Hue) -> NamedColour {
    switch hue {
    case .application: .green
    case .standardLibrary, .builtin: .blue
    case .package(let slot): slot % 2 == 0 ? .cyan : .red
    }
  }
}

extension Rendition {
  /// A background with a text colour that is readable on it.
  fileprivate init(on colour: NamedColour, bright: Bool, attributes: Attributes = []) {
    let brightness: UInt8 = bright ? 8 : 0
    let takesWhite = colour == .blue || (colour == .red && !bright)
    foreground = .indexed(takesWhite ? NamedColour.white.rawValue + brightness : NamedColour.black.rawValue)
    background = .indexed(colour.rawValue + brightness)
    self.attributes = attributes
  }

  /// Where there are few colours, bold is bright as well, and bright black is no longer black.
  fileprivate var canBeBold: Bool {
    foreground != .indexed(NamedColour.black.rawValue) && !attributes.contains(.reverse)
  }
}

// MARK: - 256 colours

extension Theme {
  private func manyColours(_ style: Style) -> Rendition {
    var rendition =
      manyColours(marks: style.marks, isDarker: style.role.isDarker) ?? manyColours(style.role, isFaded: style.isFaded)
    if style.marks.contains(.bold) { rendition.attributes.insert(.bold) }
    return rendition
  }

  private func manyColours(marks: Style.Marks, isDarker: Bool) -> Rendition? {
    if marks.contains(.selected) {
      return marks.contains(.inactive)
        ? Rendition(on: isStrong ? 17 : 60, attributes: .bold) : Rendition(attributes: [.reverse, .bold])
    }
    if marks.contains(.match) {
      return Rendition(on: isDarker ? 178 : 220, attributes: marks.contains(.related) ? .bold : [])
    }
    return marks.contains(.related) ? Rendition(on: isDarker ? 176 : 213) : nil
  }

  private func manyColours(_ role: Style.Role, isFaded: Bool) -> Rendition {
    switch role {
    case .text: isFaded ? quietText : Rendition()
    case .quiet, .rule: quietText
    case .halves: Rendition()
    case .code(let kind): code(kind)
    case .title: Rendition(on: 24, attributes: .bold)
    case .heading: Rendition(attributes: .underline)
    case .sortedHeading: Rendition(attributes: [.underline, .bold])
    case .status: Rendition(on: 238)
    case .key: Rendition(foreground: .indexed(222), background: .indexed(238), attributes: .bold)
    case .prompt: Rendition(attributes: .bold)
    case .error: Rendition(on: isStrong ? 88 : 160, attributes: .bold)
    case .warning: isStrong ? Rendition(attributes: .bold) : Rendition(foreground: warning, attributes: .bold)
    case .gathered(let shade): Rendition(on: choice.palette.gathered.colour(shade, isFaded: false).index)
    case .box(let hue, let shade):
      Rendition(on: choice.palette.colours(of: hue).colour(shade, isFaded: isFaded).index)
    case .difference(let difference, let shade): Rendition(on: difference.colour(shade))
    }
  }

  /// Whether everything is 7 to 1 on its background.
  private var isStrong: Bool { choice == .contrast }

  private var quietText: Rendition { isStrong ? Rendition() : Rendition(foreground: quiet) }

  /// A grey; where the background is not known, the one that is 4.5 to 1 on black and on white.
  private var quiet: Rendition.Colour {
    switch background {
    case .dark: .indexed(247)
    case .light: .indexed(240)
    case .unknown: .indexed(243)
    }
  }

  /// Source code: blue keywords, green strings, grey comments, each 4.5 to 1 on black and on white where the background is
  /// not known.
  private func code(_ kind: PythonToken.Kind) -> Rendition {
    switch kind {
    case .keyword where isStrong, .definition: Rendition(attributes: .bold)
    case .string where isStrong, .comment where isStrong: Rendition()
    case .keyword: Rendition(foreground: .indexed(background == .dark ? 111 : background == .light ? 26 : 63))
    case .string: Rendition(foreground: .indexed(background == .dark ? 114 : background == .light ? 28 : 29))
    case .comment: Rendition(foreground: quiet)
    case .name, .attribute, .number: Rendition()
    }
  }

  /// Orange; where the background is not known, the red that is 4.5 to 1 on black and on white.
  private var warning: Rendition.Colour {
    switch background {
    case .dark: .indexed(214)
    case .light: .indexed(130)
    case .unknown: .indexed(131)
    }
  }
}

extension PythonToken.Kind {
  /// Whether it is bold where there are no colours for it.
  fileprivate var isStressed: Bool { self == .keyword || self == .definition }
}

extension Style.Role {
  fileprivate var isDarker: Bool {
    switch self {
    case .box(_, .darker), .gathered(.darker), .difference(_, .darker): true
    default: false
    }
  }
}

extension Style.Difference {
  /// Blue for less and orange for more, which colour-blind people tell apart too; the more it differs, the stronger.
  fileprivate func colour(_ shade: Style.Shade) -> UInt8 {
    let isPlain = shade == .plain
    return switch self {
    case .muchLess: isPlain ? 26 : 25
    case .less: isPlain ? 68 : 67
    case .slightlyLess: isPlain ? 110 : 109
    case .none: isPlain ? 250 : 247
    case .slightlyMore: isPlain ? 180 : 179
    case .more: isPlain ? 172 : 173
    case .muchMore: isPlain ? 166 : 130
    }
  }
}

extension Style {
  /// Whether the style steps back behind others.
  fileprivate var isFaded: Bool { !marks.isDisjoint(with: [.estimate, .inactive]) }
}

extension Rendition {
  /// A background with a text colour that is readable on it.
  fileprivate init(on index: UInt8, attributes: Attributes = []) {
    foreground = .indexed(FixedColour(index: index).textColour.index)
    background = .indexed(index)
    self.attributes = attributes
  }
}

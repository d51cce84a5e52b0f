/// How the screen is to look, as one asks for it.
enum ThemeChoice: String, Hashable, Sendable, CaseIterable {
  /// For the terminal's background where it says which, for any otherwise.
  case automatic = "auto"
  case dark
  case light
  /// Text that is 7 to 1 on its background, and nothing faded.
  case contrast
  /// Colours that people without red or green cones can tell apart.
  case colourBlind = "colour-blind"
  /// No colours, as with `NO_COLOR`.
  case monochrome

  var usesColour: Bool { self != .monochrome }

  /// The background to draw for, whatever the terminal says; nil where it is to be asked.
  var background: Background? {
    switch self {
    case .dark: .dark
    case .light: .light
    case .automatic, .contrast, .colourBlind: nil
    case .monochrome: .unknown
    }
  }

  var palette: BoxPalette {
    switch self {
    case .automatic, .dark, .light, .monochrome: .standard
    case .contrast: .contrast
    case .colourBlind: .colourBlind
    }
  }
}

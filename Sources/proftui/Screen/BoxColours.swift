/// The four backgrounds that boxes of one hue have on a terminal with 256 colours.
struct BoxColours: Hashable, Sendable {
  /// As measured.
  let plain, darker: FixedColour
  /// With less colour: estimates, and what is out of focus.
  let faded, fadedDarker: FixedColour

  func colour(_ shade: Style.Shade, isFaded: Bool) -> FixedColour {
    switch shade {
    case .plain: isFaded ? faded : plain
    case .darker: isFaded ? fadedDarker : darker
    }
  }

  fileprivate init(_ plain: UInt8, _ darker: UInt8, faded: UInt8, _ fadedDarker: UInt8) {
    self.plain = FixedColour(index: plain)
    self.darker = FixedColour(index: darker)
    self.faded = FixedColour(index: faded)
    self.fadedDarker = FixedColour(index: fadedDarker)
  }

  /// Boxes that do not fade.
  fileprivate init(_ plain: UInt8, _ darker: UInt8) { self.init(plain, darker, faded: plain, darker) }
}

/// The colours of all boxes on a terminal with 256 colours.
struct BoxPalette: Hashable, Sendable {
  let application, standardLibrary, builtin: BoxColours
  /// As far apart as they can be, neighbours most of all. Their order is what a user remembers: append, do not reorder.
  let packages: [BoxColours]
  /// The box that gathers what is too narrow to draw.
  let gathered: BoxColours

  func colours(of hue: Style.Hue) -> BoxColours {
    switch hue {
    case .application: application
    case .standardLibrary: standardLibrary
    case .builtin: builtin
    case .package(let slot): packages[Int(slot) % packages.count]
    }
  }

  static let standard = BoxPalette(
    application: BoxColours(208, 166, faded: 180, 137),  // orange
    standardLibrary: BoxColours(110, 67, faded: 146, 103),  // steel
    builtin: BoxColours(144, 101, faded: 187, 143),  // khaki
    packages: [
      BoxColours(71, 65, faded: 151, 108),  // green
      BoxColours(33, 26, faded: 111, 69),  // blue
      BoxColours(167, 131, faded: 181, 138),  // red
      BoxColours(44, 37, faded: 152, 109),  // cyan
      BoxColours(98, 55, faded: 140, 97),  // violet
      BoxColours(148, 106, faded: 192, 149),  // lime
      BoxColours(36, 29, faded: 115, 72),  // sea green
      BoxColours(204, 161, faded: 218, 175),  // rose
    ],
    gathered: BoxColours(243, 240))

  /// Colours that stay apart without red or green cones: found by a search for the largest least distance in CIELAB,
  /// as they are and as protanopes and deuteranopes see them.
  ///
  /// Source of the simulation: Viénot, Brettel and Mollon 1999, "Digital video colourmaps for checking the legibility of
  /// displays by dichromats".
  static let colourBlind = BoxPalette(
    application: BoxColours(208, 166, faded: 179, 173),  // orange
    standardLibrary: BoxColours(27, 69, faded: 68, 111),  // blue
    builtin: BoxColours(187, 144, faded: 252, 249),  // khaki
    packages: [
      BoxColours(120, 71, faded: 115, 108),  // light green
      BoxColours(88, 160, faded: 52, 167),  // dark red
      BoxColours(225, 139, faded: 254, 182),  // pale pink
      BoxColours(24, 39, faded: 66, 74),  // petrol
      BoxColours(91, 165, faded: 97, 170),  // purple
      BoxColours(137, 95, faded: 138, 242),  // tan
      BoxColours(21, 93, faded: 62, 134),  // deep blue
      BoxColours(130, 58, faded: 94, 101),  // brown
    ],
    gathered: BoxColours(243, 240))

  /// Light colours with black text, 7 to 1 and more.
  static let contrast = BoxPalette(
    application: BoxColours(214, 208),
    standardLibrary: BoxColours(117, 74),
    builtin: BoxColours(187, 144),
    packages: [
      BoxColours(120, 77), BoxColours(189, 147), BoxColours(216, 173), BoxColours(159, 116), BoxColours(223, 180),
      BoxColours(192, 149), BoxColours(122, 79), BoxColours(224, 181),
    ],
    gathered: BoxColours(252, 247))
}

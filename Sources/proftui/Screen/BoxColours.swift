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

  private init(_ plain: UInt8, _ darker: UInt8, faded: UInt8, _ fadedDarker: UInt8) {
    self.plain = FixedColour(index: plain)
    self.darker = FixedColour(index: darker)
    self.faded = FixedColour(index: faded)
    self.fadedDarker = FixedColour(index: fadedDarker)
  }
}

extension BoxColours {
  init(_ hue: Style.Hue) {
    self =
      switch hue {
      case .application: Self.orange
      case .standardLibrary: Self.steel
      case .builtin: Self.khaki
      case .package(let slot): Self.packages[Int(slot) % Self.packages.count]
      }
  }

  private static let orange = BoxColours(208, 166, faded: 180, 137)
  private static let steel = BoxColours(110, 67, faded: 146, 103)
  private static let khaki = BoxColours(144, 101, faded: 187, 143)

  /// As far apart as they can be, neighbours most of all. Their order is what a user remembers: append, do not reorder.
  private static let packages = [
    BoxColours(71, 65, faded: 151, 108),  // green
    BoxColours(33, 26, faded: 111, 69),  // blue
    BoxColours(167, 131, faded: 181, 138),  // red
    BoxColours(44, 37, faded: 152, 109),  // cyan
    BoxColours(98, 55, faded: 140, 97),  // violet
    BoxColours(148, 106, faded: 192, 149),  // lime
    BoxColours(36, 29, faded: 115, 72),  // sea green
    BoxColours(204, 161, faded: 218, 175),  // rose
  ]
}

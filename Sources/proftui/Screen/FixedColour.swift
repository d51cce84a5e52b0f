import Glibc

/// A colour of xterm's palette of 256 that is the same on every terminal: those below 16 are the user's to choose.
struct FixedColour: Hashable, Sendable {
  /// 16…231 is a cube of six levels of red, green and blue; 232…255 are greys.
  let index: UInt8

  static let black = FixedColour(index: 16)
  static let white = FixedColour(index: 231)

  /// How bright the colour is, 0 for black to 1 for white.
  ///
  /// Source: Web Content Accessibility Guidelines 2.1, relative luminance; xterm's 256colres.pl.
  var relativeLuminance: Double {
    let (red, green, blue) = components
    return 0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// Black or white, whichever is easier to read on this colour; the contrast is never below 4.5 to 1.
  var textColour: FixedColour { relativeLuminance > 0.179 ? .black : .white }

  /// Red, green and blue, 0 to 255 each.
  var components: (red: Int, green: Int, blue: Int) {
    if index >= 232 {
      let grey = 8 + 10 * (Int(index) - 232)
      return (grey, grey, grey)
    }
    let cube = max(0, Int(index) - 16)
    return (Self.level(cube / 36), Self.level(cube / 6 % 6), Self.level(cube % 6))
  }

  private static func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + 40 * step }

  /// The light of an sRGB component of 0…255.
  private static func linear(_ component: Int) -> Double {
    let value = Double(component) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}

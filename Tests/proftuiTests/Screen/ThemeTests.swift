import Glibc
import Testing

@testable import proftui

@Suite struct ThemeTests {
  /// Every role with every combination of marks.
  private static let styles: [Style] = roles.flatMap { role in
    (UInt8(0)..<64).map { Style(role, Style.Marks(rawValue: $0)) }
  }

  private static let hues: [Style.Hue] =
    [.application, .standardLibrary, .builtin] + (0..<UInt8(Theme.packageHues)).map { .package($0) }

  private static let boxes: [Style.Role] =
    hues.flatMap { [.box($0, .plain), .box($0, .darker)] } + [.gathered(.plain), .gathered(.darker)]

  private static let roles: [Style.Role] =
    [.text, .quiet, .title, .heading, .sortedHeading, .rule, .status, .key, .prompt, .error, .warning] + boxes

  @Test(arguments: Background.allCases)
  func isReadableWith256Colours(background: Background) {
    let theme = Theme(depth: .indexed256, background: background)
    #expect(poorlyReadable(theme, palette: Palette.xterm, contrast: 4.5).isEmpty)
  }

  @Test(arguments: [ColourDepth.eight, .sixteen], [Palette.xterm, .vga])
  func isReadableWithFewColours(depth: ColourDepth, palette: Palette) {
    #expect(poorlyReadable(Theme(depth: depth), palette: palette, contrast: 3.3).isEmpty)
  }

  @Test(arguments: Background.allCases)
  func `the theme of high contrast is seven to one`(background: Background) {
    let theme = Theme(depth: .indexed256, background: background, choice: .contrast)
    #expect(poorlyReadable(theme, palette: Palette.xterm, contrast: 7).isEmpty)
  }

  @Test(arguments: Background.allCases)
  func `the theme without red and green is readable`(background: Background) {
    let theme = Theme(depth: .indexed256, background: background, choice: .colourBlind)
    #expect(poorlyReadable(theme, palette: Palette.xterm, contrast: 4.5).isEmpty)
  }

  @Test(arguments: [ThemeChoice.dark, .light])
  func `a theme for one background is not moved by the terminal's answer`(choice: ThemeChoice) {
    for background in Background.allCases {
      #expect(Theme(depth: .indexed256, background: background, choice: choice).background == choice.background)
    }
  }

  @Test(arguments: ThemeChoice.allCases)
  func usesOnlyColoursThatUsersDoNotChange(choice: ThemeChoice) {
    let theme = Theme(depth: .indexed256, choice: choice)
    for style in Self.styles {
      let rendition = theme.rendition(of: style)
      for case .indexed(let index) in [rendition.foreground, rendition.background] {
        #expect(index >= 16)
      }
    }
  }

  @Test(arguments: [(ColourDepth.none, 0), (.eight, 8), (.sixteen, 16)])
  func staysWithinTheTerminalsColours(depth: ColourDepth, colours: Int) {
    for style in Self.styles {
      let rendition = Theme(depth: depth).rendition(of: style)
      for case .indexed(let index) in [rendition.foreground, rendition.background] {
        #expect(Int(index) < colours)
      }
    }
  }

  @Test(arguments: ColourDepth.allCases, [Style.Marks.selected, .match, .related])
  func marksWhatOneLooksFor(depth: ColourDepth, mark: Style.Marks) {
    let theme = Theme(depth: depth)
    for role in Self.boxes + [.text, .quiet] where !(role.isGathered && mark == .related) {
      #expect(theme.rendition(of: Style(role, mark)) != theme.rendition(of: Style(role)), "\(role)")
    }
    let marked = Set(Self.boxes.map { theme.rendition(of: Style($0, mark)) })
    let unmarked = Set(Self.boxes.filter { !$0.isGathered }.map { theme.rendition(of: Style($0)) })
    #expect(marked.isDisjoint(with: unmarked), "no box looks as if it were marked")
  }

  @Test(arguments: ColourDepth.allCases)
  func showsTheSelectionAboveAll(depth: ColourDepth) {
    let theme = Theme(depth: depth)
    let others = Self.styles.filter { $0.marks.isDisjoint(with: [.selected, .bold]) }
    for style in others where style.role.isBox || style.role == .text {
      var selected = style
      selected.marks.insert(.selected)
      #expect(theme.rendition(of: selected) != theme.rendition(of: style), "\(style)")
      if !style.marks.contains(.inactive) {
        #expect(theme.rendition(of: selected).attributes.contains(.reverse), "\(style)")
      }
    }
    #expect(theme.rendition(of: Style(.text, .selected)) != theme.rendition(of: Style(.text, [.selected, .inactive])))
  }

  @Test(arguments: ThemeChoice.allCases)
  func tellsHuesAndShadesApart(choice: ThemeChoice) {
    let theme = Theme(depth: .indexed256, choice: choice)
    let backgrounds = Self.boxes.map { theme.rendition(of: Style($0)).background }
    #expect(Set(backgrounds).count == backgrounds.count)
    for role in Self.boxes {
      guard case .box(let hue, .plain) = role else { continue }
      for marks in [Style.Marks.estimate, .match, .related, []] {
        let plain = theme.rendition(of: Style(role, marks)).background
        let darker = theme.rendition(of: Style(.box(hue, .darker), marks)).background
        #expect(Palette.xterm.contrast(plain, darker) > 1.2, "\(hue) \(marks)")
      }
      if choice == .contrast { continue }  // nothing fades there
      #expect(theme.rendition(of: Style(role, .estimate)) != theme.rendition(of: Style(role)), "\(hue)")
    }
  }

  @Test func hidesNoUnderscoresWhereThereAreColours() {
    for style in Self.styles where style.role.isBox || style.role == .text {
      #expect(!Theme(depth: .indexed256).rendition(of: style).attributes.contains(.underline), "\(style)")
    }
  }

  @Test func wrapsAroundWithMorePackagesThanHues() {
    let theme = Theme(depth: .indexed256)
    let first = Style(.box(.package(1), .plain))
    let ninth = Style(.box(.package(1 + UInt8(Theme.packageHues)), .plain))
    #expect(theme.rendition(of: first) == theme.rendition(of: ninth))
  }

  @Test func needsNoColoursForMonochrome() {
    let theme = Theme(depth: .none)
    #expect(theme.rendition(of: Style(.text, .selected)).attributes == [.reverse, .bold])
    #expect(theme.rendition(of: Style(.box(.application, .plain), .match)).attributes == .bold)
    #expect(!theme.showsShades)
  }

  /// The styles whose text is not readable on every background that the theme was made for.
  private func poorlyReadable(_ theme: Theme, palette: Palette, contrast: Double) -> [String] {
    Self.styles.compactMap { style in
      let rendition = theme.rendition(of: style)
      let ratio = palette.worstContrast(of: rendition, on: theme.background)
      return ratio < contrast ? "\(style): \(ratio)" : nil
    }
  }
}

extension Style.Role {
  fileprivate var isBox: Bool { if case .box = self { true } else { isGathered } }
  fileprivate var isGathered: Bool { if case .gathered = self { true } else { false } }
}

/// The colours of a terminal, to measure contrast with.
///
/// Source: the tables of 16 in xterm's and Linux' console's sources; Web Content Accessibility Guidelines 2.1.
struct Palette: Sendable {
  let named: [UInt32]

  static let xterm = Palette(named: [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ])
  static let vga = Palette(named: [
    0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
    0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
  ])

  func worstContrast(of rendition: Rendition, on background: Background) -> Double {
    switch (rendition.foreground, rendition.background) {
    // The user's own text on the user's own background; one of them alone is a gamble.
    case (.standard, .standard): return 21
    case (.standard, .indexed): return 0
    case (.indexed, .standard):
      let light = ratio(luminance(rendition.foreground), 1)
      let dark = ratio(luminance(rendition.foreground), 0)
      return background == .dark ? dark : background == .light ? light : min(dark, light)
    case (.indexed, .indexed):
      return contrast(visible(rendition), rendition.background)
    }
  }

  func contrast(_ one: Rendition.Colour, _ other: Rendition.Colour) -> Double {
    ratio(luminance(one), luminance(other))
  }

  /// The text colour; bold makes it bright on terminals with few colours.
  private func visible(_ rendition: Rendition) -> Rendition.Colour {
    guard case .indexed(let index) = rendition.foreground, index < 8 else { return rendition.foreground }
    return rendition.attributes.contains(.bold) && index == 0 ? .indexed(8) : rendition.foreground
  }

  private func ratio(_ one: Double, _ other: Double) -> Double { (max(one, other) + 0.05) / (min(one, other) + 0.05) }

  private func luminance(_ colour: Rendition.Colour) -> Double {
    guard case .indexed(let index) = colour else { return 0 }
    let colour = index < 16 ? named[Int(index)] : fixed(Int(index))
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour)
  }

  private func linear(_ colour: UInt32) -> Double {
    let value = Double(colour & 0xFF) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private func fixed(_ index: Int) -> UInt32 {
    let levels: [UInt32] = [0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF]
    if index >= 232 { return UInt32(8 + 10 * (index - 232)) * 0x010101 }
    let cube = index - 16
    return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
  }
}

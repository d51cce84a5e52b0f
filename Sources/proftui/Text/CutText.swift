import ProfileModel

/// Text cut to a number of columns, with a mark where something was left out.
enum CutText {
  /// The start of a text that fits.
  static func end(_ text: String, columns: Int, _ glyphs: Glyphs) -> String {
    let text = VisibleText.clean(text)
    if text.cellWidth <= columns { return text }
    let room = columns - glyphs.ellipsis.cellWidth
    return room < 0 ? "" : String(prefix(of: text.unicodeScalars, columns: room)) + glyphs.ellipsis
  }

  /// The start of a text that fits, without a mark: where there is hardly room for the text.
  static func plain(_ text: String, columns: Int) -> String {
    String(prefix(of: VisibleText.clean(text).unicodeScalars, columns: columns))
  }

  /// The end of a text that fits: for paths, whose end says most.
  static func start(_ text: String, columns: Int, _ glyphs: Glyphs) -> String {
    let text = VisibleText.clean(text)
    if text.cellWidth <= columns { return text }
    var width = glyphs.ellipsis.cellWidth
    guard width <= columns else { return "" }
    var kept: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars.reversed() {
      width += scalar.cellWidth
      if width > columns { break }
      kept.append(scalar)
    }
    while kept.last?.cellWidth == 0 { kept.removeLast() }
    return glyphs.ellipsis + String(String.UnicodeScalarView(kept.reversed()))
  }

  private static func prefix(of scalars: String.UnicodeScalarView, columns: Int) -> String.UnicodeScalarView {
    var kept = String.UnicodeScalarView()
    var width = 0
    for scalar in scalars {
      width += scalar.cellWidth
      if width > columns { break }
      kept.append(scalar)
    }
    return kept
  }
}

import CTerminal

/// The characters that cells are sent as: such as the terminal, and curses, show in just the columns that the screen has
/// given them.
struct TerminalText {
  /// Whether the terminal shows characters beyond ASCII.
  let usesUTF8: Bool
  private(set) var scalars: [Unicode.Scalar] = []

  init(usesUTF8: Bool) { self.usesUTF8 = usesUTF8 }

  mutating func removeAll() { scalars.removeAll(keepingCapacity: true) }

  /// Appends a cell that is `width` columns wide, 1 or 2.
  mutating func append(_ cell: Cell, width: Int) {
    if cell.scalar.isASCII || (usesUTF8 && Self.hasWidth(cell.scalar, width)) {
      scalars.append(cell.scalar)
      append(cell.firstMark)
      append(cell.secondMark)
    } else {
      // Newer than the C library, or half of a character: curses would give it other columns.
      scalars.append(usesUTF8 ? "\u{FFFD}" : "?")
      if width == 2 { scalars.append(usesUTF8 ? " " : "?") }
    }
  }

  private mutating func append(_ mark: Unicode.Scalar) {
    if mark != "\0", usesUTF8, Self.hasWidth(mark, 0) { scalars.append(mark) }
  }

  private static func hasWidth(_ scalar: Unicode.Scalar, _ width: Int) -> Bool {
    terminal_character_width(scalar.value) == Int32(width)
  }
}

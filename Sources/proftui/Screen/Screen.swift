import ProfileModel

/// One character position of a ``Screen``.
struct Cell: Hashable, Sendable {
  /// What is drawn; ``continuation`` right of a character that is two columns wide.
  var scalar: Unicode.Scalar
  /// Up to two combining marks on the scalar; U+0000 for none.
  var firstMark: Unicode.Scalar = "\0"
  var secondMark: Unicode.Scalar = "\0"
  var style: Style

  /// The right half of a wide character.
  static let continuation: Unicode.Scalar = "\0"

  static let blank = Cell(scalar: " ", style: .text)
}

/// A picture of what the terminal shows: a grid of cells as a value.
///
/// The screen is the one gate to the terminal: what is written here is made visible first (``VisibleText``), so no cell
/// ever holds a control character, and every row is exactly as wide as the screen.
struct Screen: Hashable, Sendable {
  let size: Size
  private(set) var cells: [Cell]
  /// Where a text cursor is shown, if anywhere.
  var textCursor: Position?

  /// Whether the terminal shows ASCII alone; other characters become question marks of the same width.
  let asciiOnly: Bool

  init(size: Size, asciiOnly: Bool = false) {
    self.asciiOnly = asciiOnly
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// The cells of a row.
  func row(_ row: Int) -> ArraySlice<Cell> { cells[row * size.columns..<(row + 1) * size.columns] }

  /// Gives every cell of an area one style and blanks it.
  mutating func fill(_ area: Area, _ style: Style) {
    let first = max(0, area.column)
    let end = min(size.columns, area.endColumn)
    guard first < end else { return }
    for row in 0..<size.rows where area.row <= row && row < area.endRow {
      clearWideCharacters(acrossEdgesOf: row * size.columns + first..<row * size.columns + end)
      for column in first..<end {
        cells[row * size.columns + column] = Cell(scalar: " ", style: style)
      }
    }
  }

  /// Writes text into one row from `column` on, cut at `end` (or at the screen's edge), never beyond.
  ///
  /// A wide character that does not fit is replaced by a blank. Combining marks stay with their base; those beyond two
  /// are dropped. Returns the column after the last one written.
  @discardableResult
  mutating func write(_ text: some StringProtocol, row: Int, column: Int, end: Int = .max, _ style: Style) -> Int {
    guard (0..<size.rows).contains(row), column >= 0 else { return column }
    let end = min(end, size.columns)
    var column = column
    var base: Int?
    VisibleText.forEachScalar(of: text) { scalar in
      let width = scalar.cellWidth
      if width == 0 {
        if let base { addMark(scalar, at: base) }
      } else if column < end {
        base = put(scalar, width: width, row: row, column: column, end: end, style)
        column += min(width, end - column)
      } else {
        base = nil
      }
    }
    return column
  }

  private mutating func put(
    _ scalar: Unicode.Scalar, width: Int, row: Int, column: Int, end: Int, _ style: Style
  ) -> Int? {
    let index = row * size.columns + column
    clearWideCharacters(acrossEdgesOf: index..<index + min(width, end - column))
    guard column + width <= end else {
      cells[index] = Cell(scalar: " ", style: style)
      return nil
    }
    cells[index] = Cell(scalar: asciiOnly && !scalar.isASCII ? "?" : scalar, style: style)
    if width == 2 { cells[index + 1] = Cell(scalar: asciiOnly ? "?" : Cell.continuation, style: style) }
    return asciiOnly ? nil : index
  }

  /// Blanks the half that would be left of a wide character where cells of one row are about to be overwritten.
  private mutating func clearWideCharacters(acrossEdgesOf range: Range<Int>) {
    if cells[range.lowerBound].scalar == Cell.continuation {
      cells[range.lowerBound - 1] = Cell(scalar: " ", style: cells[range.lowerBound - 1].style)
    }
    if range.upperBound < cells.count, cells[range.upperBound].scalar == Cell.continuation {
      cells[range.upperBound] = Cell(scalar: " ", style: cells[range.upperBound].style)
    }
  }

  private mutating func addMark(_ mark: Unicode.Scalar, at index: Int) {
    if cells[index].firstMark == "\0" {
      cells[index].firstMark = mark
    } else if cells[index].secondMark == "\0" {
      cells[index].secondMark = mark
    }
  }
}

extension Screen {
  /// The rows as text without styles and without trailing blanks: what `tmux capture-pane` would show.
  var text: String {
    (0..<size.rows).map { rowText($0) }.joined(separator: "\n")
  }

  private func rowText(_ row: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for cell in self.row(row) where cell.scalar != Cell.continuation {
      scalars.append(cell.scalar)
      if cell.firstMark != "\0" { scalars.append(cell.firstMark) }
      if cell.secondMark != "\0" { scalars.append(cell.secondMark) }
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }
}

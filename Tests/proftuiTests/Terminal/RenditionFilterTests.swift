import TestSupport
import Testing

@testable import proftui

/// `␛` stands for Escape.
@Suite struct RenditionFilterTests {
  @Test(
    "what is chosen already is not chosen again",
    arguments: [
      ("␛[31ma␛[31mb", "␛[0;31mab"),
      ("␛[38;5;16m␛[48;5;65ma␛[38;5;16m␛[48;5;66mb", "␛[0;38;5;16;48;5;65ma␛[48;5;66mb"),
      ("␛[31ma␛[39;49m␛(B␛[m␛[31mb", "␛[0;31ma␛(Bb"),
      ("␛(Ba␛(Bb␛(0q", "␛(B␛[mab␛(0q"),
      ("␛[m", "␛[m"),
    ])
  func repetitions(sent: String, expected: String) { expect(sent, expected) }

  @Test(
    "only the background of a blank is seen",
    arguments: [
      ("␛[31ma␛[32m ␛[31mb", "␛[0;31ma b"),
      ("␛[31;41ma␛[32;42m ␛[31;41mb", "␛[0;31;41ma␛[42m ␛[41mb"),
      ("␛[1ma␛[0m ␛[1mb", "␛[0;1ma b"),
      ("␛[31ma␛[0;4m ␛[0;31mb", "␛[0;31ma␛[4;39m ␛[0;31mb"),
      ("␛[7;31ma␛[0m ", "␛[0;7;31ma␛[m "),
      ("␛[31ma␛[32;42m␛[K", "␛[0;31ma␛[42m␛[K␛[32m"),
    ])
  func blanks(sent: String, expected: String) { expect(sent, expected) }

  @Test(
    "attributes are taken back by a reset",
    arguments: [
      ("␛[1;31ma␛[0;31mb", "␛[0;1;31ma␛[0;31mb"),
      ("␛[31ma␛[1mb", "␛[0;31ma␛[1mb"),
      ("␛[31;41ma␛[39;49mb", "␛[0;31;41ma␛[mb"),
      ("␛[31;41ma␛[49mb", "␛[0;31;41ma␛[49mb"),
    ])
  func resets(sent: String, expected: String) { expect(sent, expected) }

  @Test(
    "where there are 256 colours, bold and faint are taken back alone if that is shorter",
    arguments: [
      ("␛[1;38;5;9;48;5;8ma␛[0;38;5;7;48;5;8mb", "␛[0;1;38;5;9;48;5;8ma␛[22;38;5;7mb"),
      ("␛[1;48;5;8ma␛[0;2;48;5;8mb", "␛[0;1;48;5;8ma␛[22;2mb"),
      ("␛[1;2;48;5;8ma␛[0;1;48;5;8mb", "␛[0;1;2;48;5;8ma␛[22;1mb"),
      ("␛[1;7;48;5;8ma␛[0;48;5;8mb", "␛[0;1;7;48;5;8ma␛[0;48;5;8mb"),
      ("␛[1;48;5;8ma␛[0;31mb", "␛[0;1;48;5;8ma␛[0;31mb"),
      ("␛[1;48;5;8ma␛[0mb", "␛[0;1;48;5;8ma␛[mb"),
    ])
  func weights(sent: String, expected: String) { expect(sent, expected) }

  @Test(
    "a move of the cursor shows nothing",
    arguments: [
      ("␛[31ma␛[m␛[2;1H␛[31mb", "␛[0;31ma␛[2;1Hb"),
      ("␛[31ma␛[m\r\u{08}␛[31mb", "␛[0;31ma\r\u{08}b"),
      ("␛[41ma\n", "␛[0;41ma\n"),
      ("␛[41ma␛[m\n", "␛[0;41ma␛[m\n"),
      // The character that is repeated has its rendition, and must be the last thing before.
      ("␛[31ma␛[32m ␛[20b", "␛[0;31ma ␛[20b␛[32m"),
    ])
  func moves(sent: String, expected: String) { expect(sent, expected) }

  @Test(
    "what is unknown passes, and all after it until a reset",
    arguments: [
      ("␛[31ma␛[0;10m␛[31mb␛[31mc␛[md␛[me", "␛[0;31ma␛[0;10m␛[31mb␛[31mc␛[mde"),
      ("␛[38:2::1:2:3ma␛[38:2::1:2:3mb", "␛[m␛[38:2::1:2:3ma␛[38:2::1:2:3mb"),
      ("␛[31m␛7a␛[31m␛8", "␛[0;31m␛7a␛[31m␛8"),
      ("␛[31ma␛[?25h␛[31mb", "␛[0;31ma␛[?25h␛[31mb"),
      ("␛[38;5;256ma␛[38;5ma␛[38ma", "␛[m␛[38;5;256ma␛[38;5ma␛[38ma"),
      ("␛[99999999999999999999ma", "␛[m␛[99999999999999999999ma"),
    ])
  func unknown(sent: String, expected: String) {
    expect(sent, expected)
  }

  @Test("what is cut short passes", arguments: ["␛", "␛[", "␛[31", "␛(", "␛[31ma␛[3"])
  func cut(sent: String) {
    #expect(filtered(sent).hasSuffix(sent.split(separator: "a").last.map(String.init) ?? sent))
  }

  @Test func nothingStaysNothing() {
    // Curses sends nothing where nothing has changed, and so does the filter.
    #expect(RenditionFilter.filtered([]) == [])
  }

  /// Whatever curses may send: a terminal shows the same, and ends in the same rendition.
  @Test func theSameIsSeen() {
    var random = SplitMix(seed: 9)
    let pieces = [
      "a", "b", " ", "  ", "é", "\r", "\n", "\u{08}", "␛[K", "␛[3X", "␛[J", "␛[2;3H", "␛[4d", "␛[5G", "␛[C", "␛[3b",
      "␛(B", "␛[m",
      "␛[0m", "␛[39;49m", "␛[31m", "␛[38;5;1m", "␛[48;5;200m", "␛[42m", "␛[97m", "␛[0;1;7m", "␛[4m", "␛[1m", "␛[0;10m",
      "␛[31;48;5;7m", "␛[?25l", "␛[;31m", "␛[2m",
    ]
    for _ in 0..<5000 {
      let sent = (0..<Int.random(in: 1...40, using: &random)).map { _ in pieces.randomElement(using: &random)! }
        .joined()
      let filtered = filtered(sent)
      #expect(PlainTerminal(sent) == PlainTerminal(filtered), "\(sent) became \(filtered)")
    }
  }

  private func expect(_ sent: String, _ expected: String) {
    #expect(filtered(sent) == expected)
  }

  private func filtered(_ sent: String) -> String {
    let bytes = Array(sent.replacing("␛", with: "\u{1B}").utf8)
    return String(decoding: RenditionFilter.filtered(bytes), as: UTF8.self).replacing("\u{1B}", with: "␛")
  }
}

/// A terminal of 6×6 that knows just what the test above sends, and shows of a blank the background alone.
private struct PlainTerminal: Equatable {
  private struct Graphics: Equatable {
    var attributes: Set<Int> = []
    var foreground = "39"
    var background = "49"
  }

  private struct Cell: Equatable {
    var character: Character = " "
    var graphics = Graphics()
  }

  private var rows = [[Cell]](repeating: [Cell](repeating: Cell(), count: 6), count: 6)
  private var row = 0
  private var column = 0
  // It is unknown where a frame begins; a rendition that nothing chose is called that.
  private var graphics = Graphics()
  private var last: Cell?

  init(_ sent: String) {
    var rest = sent[...]
    while let character = rest.popFirst() {
      switch character {
      case "␛" where rest.first == "(": rest = rest.dropFirst(2)
      case "␛":
        let parameters = rest.dropFirst().prefix { !$0.isLetter }
        rest = rest[parameters.endIndex...]
        control(parameters, rest.removeFirst())
      case "\r\n":
        column = 0
        lineFeed()
      case "\r": column = 0
      case "\n": lineFeed()
      case "\u{08}": column = max(0, column - 1)
      default: put(Cell(character: character, graphics: graphics))
      }
    }
  }

  private mutating func control(_ parameters: Substring, _ final: Character) {
    let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = max(1, numbers.first ?? 1)
    switch final {
    case "m": choose(numbers.isEmpty ? [0] : numbers)
    case "H": (row, column) = (numbers[0] - 1, numbers[1] - 1)
    case "d": row = first - 1
    case "G": column = first - 1
    case "C": column = min(5, column + 1)
    case "b": if let last { for _ in 0..<first { put(last) } }
    case "X": erase(row, column..<min(6, column + first))
    case "K": erase(row, column..<6)
    case "J":
      erase(row, column..<6)
      for below in (row + 1)..<max(6, row + 1) where below < 6 { erase(below, 0..<6) }
    default: break
    }
  }

  private mutating func choose(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: graphics = Graphics()
      case 22: graphics.attributes.subtract([1, 2])
      case 1...10: graphics.attributes.insert(number)
      case 38: graphics.foreground = "38;5;\(rest.dropFirst().first!)"
      case 48: graphics.background = "48;5;\(rest.dropFirst().first!)"
      case 40...49, 100...107: graphics.background = String(number)
      default: graphics.foreground = String(number)
      }
      if number == 38 || number == 48 { rest = rest.dropFirst(2) }
    }
  }

  private mutating func put(_ cell: Cell) {
    last = cell
    rows[row][column] = seen(cell)
    column = min(5, column + 1)
  }

  private mutating func erase(_ row: Int, _ columns: Range<Int>) {
    for column in columns { rows[row][column] = seen(Cell(graphics: Graphics(background: graphics.background))) }
  }

  private mutating func lineFeed() {
    if row < 5 {
      row += 1
    } else {
      rows.removeFirst()
      rows.append([Cell](repeating: Cell(graphics: Graphics(background: graphics.background)), count: 6))
    }
  }

  private func seen(_ cell: Cell) -> Cell {
    guard cell.character == " ", cell.graphics.attributes.isSubset(of: [1, 2, 3]) else { return cell }
    return Cell(graphics: Graphics(background: cell.graphics.background))
  }

  /// The last character that was put is no matter.
  static func == (left: PlainTerminal, right: PlainTerminal) -> Bool {
    left.rows == right.rows && (left.row, left.column) == (right.row, right.column) && left.graphics == right.graphics
  }
}

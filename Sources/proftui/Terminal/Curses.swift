private import CNcurses
import CTerminal
import Glibc

/// ncurses, and the only file that knows it.
///
/// What is drawn goes into curses' own picture of the screen; curses compares that with what the terminal shows and sends
/// the difference. There may be one at a time, and only its own thread may use it.
final class Curses {
  /// How text is to look, in curses' terms.
  struct Attributes {
    fileprivate let bits: UInt32
    fileprivate let pair: Int32
  }

  private struct Colours: Hashable {
    let foreground: Int32
    let background: Int32
  }

  let depth: ColourDepth
  /// Whether the terminal understands ANSI's control sequences, and so skips those that it does not know.
  let isANSI: Bool
  /// Whether a character in the last column sends the cursor to the next row at once, by the terminal's description. The
  /// terminals of today that are called by such a name, as `ansi`, wait for another character; curses would be misled.
  private let wrapsAtOnce: Bool
  /// Whether colours and attributes are chosen as ``RenditionFilter`` knows it, and stay when the cursor moves.
  private let hasUsualRenditions: Bool
  private let tty: Int32
  private let frame: Frame
  private let screen: OpaquePointer
  /// A window that is never drawn: reading keys from a visible one would draw that first.
  private let keyboard: UnsafeMutablePointer<WINDOW>
  /// Whether the terminal can go back to its own colours.
  private let hasStandardColours: Bool
  /// The colour pairs that were given numbers; the terminal has few of these.
  private var pairs: [Colours: Int32] = [:]

  /// Starts curses on a terminal.
  init(type: String, tty: Int32, usesColour: Bool) throws(TerminalError) {
    self.tty = tty
    // Escape is a key here: it is told from a control sequence by what follows within these milliseconds.
    set_escdelay(25)
    let output = fcntl(tty, F_DUPFD_CLOEXEC, 3)
    frame = Frame(output: output, tty: tty)
    let input = fcntl(tty, F_DUPFD_CLOEXEC, 3)
    guard let screen = curses_start(type, output, input), let keyboard = newpad(1, 1) else {
      throw .refused("curses could not start on the type '\(type)'")
    }
    self.screen = screen
    self.keyboard = keyboard
    isANSI = curses_move(0, 0).map { String(cString: $0).hasPrefix("\u{1B}[") } ?? false
    wrapsAtOnce = tigetflag("am") > 0 && tigetflag("xenl") <= 0
    hasUsualRenditions = tigetflag("msgr") > 0 && Self.capability("op") == Array("\u{1B}[39;49m".utf8)
    let hasColour = usesColour && has_colors() && start_color() == OK
    hasStandardColours = hasColour && use_default_colors() == OK
    depth = hasColour ? Self.depth(colours: curses_colours()) : .none
    configure()
    resize()
  }

  /// Frees what curses has allocated. After ``suspend()``, and the last thing to be asked for.
  func end() {
    delwin(keyboard)
    delscreen(screen)
  }

  private func configure() {
    raw()
    noecho()
    nonl()
    keypad(keyboard, true)
    nodelay(keyboard, true)
    // An update that is cut short by a key would leave half a picture.
    typeahead(-1)
    // The mouse is read by ``InputDecoder``: curses knows one of its forms for each type of terminal, often the old one.
    define_key(nil, KEY_MOUSE)
  }

  /// What only terminals with direct colour have more of are no palette: there the first eight are all that can be named.
  private static func depth(colours: Int32) -> ColourDepth {
    switch colours {
    case 256: .indexed256
    case 16...255: .sixteen
    case 8...: .eight
    default: .none
    }
  }
}

// MARK: - Descriptions of terminals

extension Curses {
  /// The type to be used for a terminal of the given type: that, or a usual one where it is not described here.
  static func knownType(for type: String, tty: Int32) throws(TerminalError) -> String {
    guard !type.isEmpty else { throw .noType }
    let candidates: [String] = [type, "xterm-256color", "xterm", "vt100", "ansi"]
    let known = candidates.first { candidate in
      // The error is asked for because without that curses ends the process.
      var error: Int32 = 0
      return setupterm(candidate, tty, &error) == OK
    }
    guard let known else { throw .unknownType(type) }
    guard curses_capability("cup") != nil else { throw .cannotMoveCursor(known) }
    return known
  }

  /// What brings the terminal back to where it was, should there be no time to end curses.
  var farewell: [UInt8] {
    let leave = Self.capability("rmcup")
    let goBelow = leave.isEmpty ? Self.bytes(curses_move(Int32(size.rows) - 1, 0)) + Array("\r\n".utf8) : []
    let reset = Self.capability("sgr0") + Self.capability("op") + Self.capability("rmkx") + Self.capability("cnorm")
    return reset + goBelow + leave
  }

  private static func capability(_ name: String) -> [UInt8] { bytes(curses_capability(name)) }

  /// A capability without the delays, such as `$<2>`, that terminals of old needed.
  private static func bytes(_ capability: UnsafePointer<CChar>?) -> [UInt8] {
    guard let capability else { return [] }
    var bytes: [UInt8] = []
    var rest = String(cString: capability).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<"), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[rest.index(after: end)...]
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

// MARK: - Size and modes

extension Curses {
  /// How much of the terminal is drawn on: all, but for the last column where that cannot be used.
  var size: Size {
    let columns = Int(getmaxx(curses_stdscr()))
    return Size(columns: wrapsAtOnce ? max(1, columns - 1) : columns, rows: Int(getmaxy(curses_stdscr())))
  }

  /// Takes over the terminal's size.
  func resize() {
    var rows: Int32 = 0
    var columns: Int32 = 0
    if terminal_size(tty, &rows, &columns) { resizeterm(rows, columns) }
  }

  /// Leaves the terminal to others until ``resume()``.
  func suspend() {
    endwin()
    // Without another screen to go back to, ours stays, and what follows goes below it.
    if Self.capability("rmcup").isEmpty { _ = write(tty, "\r\n", 2) }
  }

  /// Takes the terminal back, whatever others did with it and its size.
  func resume() {
    reset_prog_mode()
    resize()
    distrust()
    doupdate()
  }

  /// Makes the next update send every cell.
  func distrust() { clearok(curses_curscr(), true) }
}

// MARK: - Drawing

extension Curses {
  func attributes(of rendition: Rendition) -> Attributes {
    var bits: attr_t = 0
    if rendition.attributes.contains(.bold) { bits |= CURSES_BOLD }
    if rendition.attributes.contains(.reverse) { bits |= CURSES_REVERSE }
    if rendition.attributes.contains(.underline) { bits |= CURSES_UNDERLINE }
    return Attributes(bits: bits, pair: pair(rendition))
  }

  /// The number of a pair of colours; 0, the terminal's own, where there are no more numbers.
  private func pair(_ rendition: Rendition) -> Int32 {
    let colours = Colours(
      foreground: number(rendition.foreground, standard: COLOR_WHITE),
      background: number(rendition.background, standard: COLOR_BLACK))
    if depth == .none || (rendition.foreground, rendition.background) == (.standard, .standard) { return 0 }
    if let pair = pairs[colours] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < curses_pairs() else { return 0 }
    init_extended_pair(pair, colours.foreground, colours.background)
    pairs[colours] = pair
    return pair
  }

  private func number(_ colour: Rendition.Colour, standard: Int32) -> Int32 {
    switch colour {
    case .standard: hasStandardColours ? -1 : standard
    case .indexed(let index): Int32(index)
    }
  }

  /// Blanks the picture.
  func erase() { werase(curses_stdscr()) }

  /// Draws into one row of the picture. The text must fit, for curses goes on in the next row.
  func draw(_ text: [Unicode.Scalar], row: Int, column: Int, _ attributes: Attributes) {
    withUnsafeTemporaryAllocation(of: wchar_t.self, capacity: text.count) { characters in
      _ = characters.initialize(from: text.lazy.map { wchar_t($0.value) })
      curses_set_attributes(curses_stdscr(), attributes.bits, attributes.pair)
      mvwaddnwstr(curses_stdscr(), Int32(row), Int32(column), characters.baseAddress, Int32(text.count))
    }
  }

  /// Sends what has changed, in one write.
  func update(cursor: Position?) {
    let bytes = frame.collect {
      leaveok(curses_stdscr(), cursor == nil)
      if let cursor { wmove(curses_stdscr(), Int32(cursor.row), Int32(cursor.column)) }
      curs_set(cursor == nil ? 0 : 1)
      wnoutrefresh(curses_stdscr())
      doupdate()
    }
    frame.send(hasUsualRenditions ? RenditionFilter.filtered(bytes) : bytes)
  }
}

// MARK: - Keys

extension Curses {
  /// What was typed next, nil if there is nothing. Does not wait, but for what may follow an Escape.
  func nextInput() -> InputDecoder.Input? {
    while true {
      switch wgetch(keyboard) {
      case ERR: return nil
      // It says what a signal has said.
      case KEY_RESIZE: continue
      case let code where code < KEY_MIN: return .byte(UInt8(truncatingIfNeeded: code))
      case let code: return .key(key(code))
      }
    }
  }

  private func key(_ code: Int32) -> Key {
    switch code {
    case KEY_UP, KEY_SR: .up
    case KEY_DOWN, KEY_SF: .down
    case KEY_LEFT, KEY_SLEFT: .left
    case KEY_RIGHT, KEY_SRIGHT: .right
    case KEY_PPAGE, KEY_SPREVIOUS, KEY_A3: .pageUp
    case KEY_NPAGE, KEY_SNEXT, KEY_C3: .pageDown
    case KEY_HOME, KEY_SHOME, KEY_FIND, KEY_A1: .home
    case KEY_END, KEY_SEND, KEY_SELECT, KEY_C1: .end
    case KEY_ENTER: .enter
    case KEY_BACKSPACE: .backspace
    case KEY_BTAB: .backTab
    case KEY_IC, KEY_SIC: .insert
    case KEY_DC, KEY_SDC: .delete
    case CURSES_FIRST_FUNCTION_KEY...CURSES_FIRST_FUNCTION_KEY + 63: .function(Int(code - CURSES_FIRST_FUNCTION_KEY))
    default: modifiedKey(code)
    }
  }

  /// A key with Shift, Alt or Control, which curses knows only by a name such as `kLFT5`.
  private func modifiedKey(_ code: Int32) -> Key {
    guard let name = keyname(code).map({ String(cString: $0) }) else { return .unknown }
    return Self.keysByName[name.prefix { !$0.isNumber }] ?? .unknown
  }

  private static let keysByName: [Substring: Key] = [
    "kUP": .up, "kDN": .down, "kLFT": .left, "kRIT": .right, "kHOM": .home, "kEND": .end, "kPRV": .pageUp,
    "kNXT": .pageDown, "kIC": .insert, "kDC": .delete,
  ]
}

/// Looks for a regular expression in texts: one step of a table for each character.
///
/// A state is the set of all steps of the program that may come next. Which state a character leads to is worked out once,
/// in time proportional to the program, and then remembered; when too much is remembered, all of it is forgotten. So a text
/// takes O(length) mostly, and O(length × program) at worst.
public struct ExpressionMatcher: Sendable {
  /// All that matters of the text before a place.
  private struct State: Hashable {
    /// Steps of the program, ascending, before assertions and forks are followed.
    let steps: [Int32]
    let before: TextContext
  }

  private let program: ExpressionProgram
  /// For each set of the program, which ASCII characters are in it.
  private let asciiMembers: [ASCIISet]
  private var states: [State] = []
  private var rowsOfStates: [State: Int32] = [:]
  /// The state that each of ``columns`` symbols leads to, state by state.
  private var table: [Int32] = []
  /// What other characters lead to, by a few bits of state and character.
  private var others: [OtherEntry]
  /// How many numbers the states take.
  private var remembered = 0
  /// For each step of the program, whether it was followed already.
  private var isFollowed: [Bool]
  /// Bytes that are taken up by what was learned, about.
  var memoryUsed: Int { remembered * MemoryLayout<Int32>.size }
  /// How many steps of the program were followed in all: a measure of the work that was done.
  public private(set) var work = 0

  private struct OtherEntry {
    var state: Int32 = -1
    var scalar: UInt32 = 0
    var next: Int32 = 0
  }

  /// ASCII characters; the line end that is the text's last character; the end.
  private static let columns = 130
  private static let lastLineEnd = 128
  private static let end = 129
  private static let unknown: Int32 = -1
  private static let found: Int32 = -2
  /// How many numbers may be remembered.
  private static let memory = 1 << 18
  private static let otherEntries = 1 << 10

  init(_ program: ExpressionProgram) {
    self.program = program
    asciiMembers = program.sets.map(ASCIISet.init)
    isFollowed = [Bool](repeating: false, count: program.steps.count)
    others = [OtherEntry](repeating: OtherEntry(), count: Self.otherEntries)
    forget()
  }

  /// Whether a text in UTF-8 holds a match; bytes that are none count as U+FFFD.
  public mutating func isFound(in text: [UInt8]) -> Bool { isFound(in: text.span.bytes) }

  /// Whether a text in UTF-8 holds a match; bytes that are none count as U+FFFD.
  mutating func isFound(in text: RawSpan) -> Bool {
    var state: Int32 = 0
    var position = 0
    while position < text.byteCount {
      let byte = text[position]
      if byte < 0x80 {
        let isLast = byte == 0x0A && position == text.byteCount - 1
        state = next(state, isLast ? Self.lastLineEnd : Int(byte))
        position += 1
      } else {
        let (scalar, length) = text.scalar(at: position)
        state = next(state, scalar)
        position += length
      }
      if state == Self.found { return true }
    }
    return next(state, Self.end) == Self.found
  }

  private mutating func next(_ state: Int32, _ column: Int) -> Int32 {
    let next = table[Int(state) * Self.columns + column]
    return next == Self.unknown ? learn(state, column) : next
  }

  private mutating func next(_ state: Int32, _ scalar: Unicode.Scalar) -> Int32 {
    let hash = scalar.value &* 0x9E37_79B1 ^ UInt32(bitPattern: state) &* 0x85EB_CA6B
    let slot = Int(hash >> 16) % Self.otherEntries
    if others[slot].state == state, others[slot].scalar == scalar.value { return others[slot].next }
    let (row, isRemembered) = follow(state, scalar, isLast: false)
    if isRemembered { others[slot] = OtherEntry(state: state, scalar: scalar.value, next: row) }
    return row
  }

  // MARK: Learning

  /// Works out where a column of the table leads.
  private mutating func learn(_ state: Int32, _ column: Int) -> Int32 {
    let scalar: Unicode.Scalar? =
      switch column {
      case Self.end: nil
      case Self.lastLineEnd: "\n"
      default: Unicode.Scalar(UInt8(column))
      }
    let (row, isRemembered) = follow(state, scalar, isLast: column == Self.lastLineEnd)
    if isRemembered { table[Int(state) * Self.columns + column] = row }
    return row
  }

  /// The row of the state that a character, or the end, leads to; and whether the one before still has its own.
  private mutating func follow(
    _ state: Int32, _ scalar: Unicode.Scalar?, isLast: Bool
  ) -> (row: Int32, isRemembered: Bool) {
    guard let next = self.next(states[Int(state)], scalar, isLast: isLast) else { return (Self.found, true) }
    let isFull = remembered > Self.memory
    if isFull { forget() }
    return (row(of: next), !isFull)
  }

  private mutating func forget() {
    states = []
    rowsOfStates = [:]
    table = []
    remembered = 0
    others = [OtherEntry](repeating: OtherEntry(), count: Self.otherEntries)
    _ = row(of: State(steps: [0], before: remembered(.edge)))
  }

  private mutating func row(of state: State) -> Int32 {
    if let row = rowsOfStates[state] { return row }
    let row = Int32(states.count)
    states.append(state)
    rowsOfStates[state] = row
    table += repeatElement(Self.unknown, count: Self.columns)
    remembered += Self.columns + state.steps.count
    return row
  }

  /// A context as far as the program asks for it.
  private func remembered(_ context: TextContext) -> TextContext {
    program.asksFor.contains(context) ? context : .other
  }

  /// The state behind a character, or behind the end; nil where a match ends before it.
  private mutating func next(_ state: State, _ scalar: Unicode.Scalar?, isLast: Bool) -> State? {
    let behind = scalar.map(TextContext.init) ?? .edge
    var open = state.steps
    var followed: [Int32] = []
    var taken: [Int32] = [0]
    defer {
      work += followed.count
      for step in followed { isFollowed[Int(step)] = false }
    }
    while let step = open.popLast() {
      if isFollowed[Int(step)] { continue }
      isFollowed[Int(step)] = true
      followed.append(step)
      switch program.steps[Int(step)] {
      case .found: return nil
      case .fork(let first, let second): open += [Int32(first), Int32(second)]
      case .assertion(let assertion):
        if assertion.holds(between: state.before, and: behind, isLast: isLast) { open.append(step + 1) }
      case .character(let set):
        if let scalar, contains(scalar, set) { taken.append(step + 1) }
      }
    }
    return State(steps: taken.sorted(), before: remembered(behind))
  }

  private func contains(_ scalar: Unicode.Scalar, _ set: Int) -> Bool {
    scalar.isASCII ? asciiMembers[set].contains(UInt8(scalar.value)) : program.sets[set].contains(scalar)
  }
}

/// A set of ASCII characters as bits.
private struct ASCIISet: Sendable {
  private var bits: (UInt64, UInt64) = (0, 0)

  init(_ set: ScalarSet) {
    for byte in UInt8(0)..<0x80 where set.contains(Unicode.Scalar(byte)) {
      if byte < 64 { bits.0 |= 1 << UInt64(byte) } else { bits.1 |= 1 << UInt64(byte - 64) }
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    (byte < 64 ? bits.0 >> UInt64(byte) : bits.1 >> UInt64(byte - 64)) & 1 == 1
  }
}

/// Reads folded stacks: one call path a line, functions joined by `;`, then a blank and a number.
///
///     main;parse;lex 12
///
/// What Brendan Gregg's `stackcollapse` programs, py-spy (`--format raw`), austin and Python 3.15's
/// `profiling.sampling --collapsed` write; and proftui, whose labels (``FrameLabel/Grammar/pstats``) say that the numbers
/// are nanoseconds. Elsewhere they are samples, and the time between two samples is the usual one of the program that
/// writes such labels: the file does not say.
enum FoldedReader {
  /// Whether a text's first line that is not empty is a stack.
  static func canRead(_ bytes: [UInt8]) -> Bool {
    guard let line = TextLines(bytes).first(where: { !isIgnored($0) }) else { return false }
    return split(line) != nil
  }

  /// Whether every line of a text's beginning is a stack, and one of them has more than one function: a list of words with
  /// numbers is no profile.
  static func isLikely(_ start: [UInt8], isWhole: Bool) -> Bool {
    var lines = TextLines(start).filter { !isIgnored($0) }
    if !isWhole { lines = lines.dropLast() }
    return lines.allSatisfy { split($0) != nil } && lines.contains { $0.contains(UInt8(ascii: ";")) }
  }

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var reader = LineReader(StackTreeBuilder(fileSize: bytes.count))
    for line in TextLines(bytes) where !isIgnored(line) { try reader.add(line) }
    return reader.profile()
  }

  /// Empty lines, and remarks (`# austin: 3.6`).
  private static func isIgnored(_ line: ArraySlice<UInt8>) -> Bool {
    line.isEmpty || line.first == UInt8(ascii: "#")
  }

  /// Path and number; nil where there is no number behind the last blank.
  fileprivate static func split(_ line: ArraySlice<UInt8>) -> (path: ArraySlice<UInt8>, number: Double)? {
    guard let blank = line.lastIndex(where: { $0 == 0x20 || $0 == 0x09 }), blank > line.startIndex else { return nil }
    let digits = line[(blank + 1)...]
    guard digits.count <= 40, digits.allSatisfy({ 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }),
      digits.first.map({ 0x30...0x39 ~= $0 }) == true, let number = Double(String(decoding: digits, as: UTF8.self)),
      number.isFinite
    else { return nil }
    return (line[..<blank], number)
  }
}

private struct LineReader {
  private var stacks: StackTreeBuilder
  /// The function of each label that has occurred.
  private var functions: [ArraySlice<UInt8>: FunctionID] = [:]
  private var grammars: Set<FrameLabel.Grammar> = []

  init(_ stacks: StackTreeBuilder) { self.stacks = stacks }

  /// Adds a line's stack.
  mutating func add(_ line: ArraySlice<UInt8>) throws(ProfileError) {
    guard let (path, number) = FoldedReader.split(line) else {
      throw ProfileError(.malformed, at: line.startIndex, "a folded stack must end with a blank and a number")
    }
    var node = StackTreeBuilder.top
    for frame in path.split(separator: UInt8(ascii: ";")) {
      node = try stacks.node(function(frame), below: node, at: frame.startIndex)
    }
    guard node != StackTreeBuilder.top else {
      throw ProfileError(.malformed, at: line.startIndex, "a folded stack must name a function")
    }
    stacks.add(own: number, count: Int64(exactly: number.rounded()) ?? 0, at: node)
  }

  private mutating func function(_ frame: ArraySlice<UInt8>) -> FunctionID {
    if let known = functions[frame] { return known }
    let (grammar, label) = FrameLabel.parse(Self.unescaped(frame))
    grammars.insert(grammar)
    let function = stacks.function(label)
    functions[frame] = function
    return function
  }

  /// `%3B` is a `;`, as proftui writes it, and likewise control characters and a `#` at the beginning.
  private static func unescaped(_ frame: ArraySlice<UInt8>) -> String {
    guard frame.contains(UInt8(ascii: "%")) else { return String(decoding: frame, as: UTF8.self) }
    var bytes: [UInt8] = []
    var rest = frame
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let code = UInt8(digits, radix: 16),
        code < 0x20 || code == 0x3B || code >= 0x7F || (code == 0x23 && bytes.isEmpty)
      {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func profile() -> Profile {
    if grammars == [.pstats] {
      stacks.forgetCounts()
      return stacks.profile(.calls, notes: [.noCallCounts])
    }
    let milliseconds = grammars.contains(.name) ? 10 : 1
    stacks.scale(by: Double(milliseconds) * 1e6)
    return stacks.profile(.samples, notes: [.assumedInterval(milliseconds)])
  }
}

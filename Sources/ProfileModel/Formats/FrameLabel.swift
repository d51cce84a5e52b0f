/// The label of a function in the words of other profilers: `main (app.py:12)`, `app.py:main:12`, `app.py:12(main)`.
///
/// A name may hold blanks, colons and brackets, so labels are read from the right; and byte by byte, since a step over a
/// character, or a comparison of one, can take as long as all that is before it.
enum FrameLabel {
  /// How a label is written.
  enum Grammar: Hashable {
    /// `file:line(name)`: pstats, and proftui's own export.
    case pstats
    /// `name (file:line)` and `name (file)`: py-spy, viztracer.
    case name
    /// `file:name:line`: Python 3.15's `profiling.sampling --collapsed`, austin.
    case colons
    /// Nothing that is known: the name alone, perhaps that of a built-in as cProfile has it.
    case other
  }

  /// Takes a label apart. O(length).
  static func parse(_ text: String) -> (grammar: Grammar, label: ProfileBuilder.Label) {
    if let label = pstats(text) { return (.pstats, label) }
    if let label = name(text) { return (.name, label) }
    if let label = colons(text) { return (.colons, label) }
    let isBuiltin = ["<built-in ", "<method '"].contains { text.utf8.starts(with: $0.utf8) }
    return (.other, ProfileBuilder.Label(file: isBuiltin ? "~" : "", line: 0, name: text))
  }

  private static func pstats(_ text: String) -> ProfileBuilder.Label? {
    guard text.utf8.last == UInt8(ascii: ")") else { return nil }
    // The first `:line(`, since a file's name has no brackets behind a number and a function's may.
    for bracket in text.utf8.indices where text.utf8[bracket] == UInt8(ascii: "(") {
      if let (file, line) = place(text[..<bracket]) {
        let name = text[text.utf8.index(after: bracket)..<text.utf8.index(before: text.endIndex)]
        return ProfileBuilder.Label(file: String(file), line: line, name: String(name))
      }
    }
    return nil
  }

  private static func name(_ text: String) -> ProfileBuilder.Label? {
    guard text.utf8.last == UInt8(ascii: ")"), let bracket = text.utf8.lastIndex(of: UInt8(ascii: "(")),
      text[..<bracket].utf8.last == UInt8(ascii: " ")
    else { return nil }
    let name = text[..<text.utf8.index(before: bracket)]
    let inside = text[text.utf8.index(after: bracket)..<text.utf8.index(before: text.endIndex)]
    let (file, line) = place(inside) ?? (inside, 0)
    return ProfileBuilder.Label(file: String(file), line: line, name: String(name))
  }

  private static func colons(_ text: String) -> ProfileBuilder.Label? {
    guard let (front, line) = place(text[...]), let colon = front.utf8.lastIndex(of: UInt8(ascii: ":")) else {
      return nil
    }
    let name = front[front.utf8.index(after: colon)...]
    return ProfileBuilder.Label(file: String(front[..<colon]), line: line, name: String(name))
  }

  /// What stands before the last colon, and the line behind it. O(1): a line has at most eleven characters.
  static func place(_ text: Substring) -> (front: Substring, line: Int)? {
    guard let colon = text.utf8.suffix(12).lastIndex(of: UInt8(ascii: ":")) else { return nil }
    let digits = text[text.utf8.index(after: colon)...]
    guard digits.utf8.first != UInt8(ascii: "+"), let line = Int32(digits) else { return nil }
    return (text[..<colon], Int(line))
  }
}

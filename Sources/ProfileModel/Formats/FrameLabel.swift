/// The label of a function in the words of other profilers: `main (app.py:12)`, `app.py:main:12`, `app.py:12(main)`.
///
/// A name may hold blanks, colons and brackets, so labels are read from the right.
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
    let isBuiltin = text.hasPrefix("<built-in ") || text.hasPrefix("<method '")
    return (.other, ProfileBuilder.Label(file: isBuiltin ? "~" : "", line: 0, name: text))
  }

  private static func pstats(_ text: String) -> ProfileBuilder.Label? {
    guard text.utf8.last == UInt8(ascii: ")") else { return nil }
    // The first `:digits(`, since a file's name has no brackets behind a number and a function's may.
    var rest = text[...]
    while let bracket = rest.firstIndex(of: "(") {
      let front = text[..<bracket]
      if let colon = front.lastIndex(of: ":"), let line = number(front[front.index(after: colon)...]) {
        let name = text[text.index(after: bracket)...].dropLast()
        return ProfileBuilder.Label(file: String(text[..<colon]), line: line, name: String(name))
      }
      rest = text[text.index(after: bracket)...]
    }
    return nil
  }

  private static func name(_ text: String) -> ProfileBuilder.Label? {
    guard text.utf8.last == UInt8(ascii: ")"), let bracket = text.lastIndex(of: "("), bracket > text.startIndex,
      text[text.index(before: bracket)] == " "
    else { return nil }
    let name = text[..<text.index(before: bracket)]
    let place = text[text.index(after: bracket)...].dropLast()
    if let colon = place.lastIndex(of: ":"), let line = number(place[place.index(after: colon)...]) {
      return ProfileBuilder.Label(file: String(place[..<colon]), line: line, name: String(name))
    }
    return ProfileBuilder.Label(file: String(place), line: 0, name: String(name))
  }

  private static func colons(_ text: String) -> ProfileBuilder.Label? {
    guard let last = text.lastIndex(of: ":"), let line = number(text[text.index(after: last)...]),
      let middle = text[..<last].lastIndex(of: ":")
    else { return nil }
    return ProfileBuilder.Label(
      file: String(text[..<middle]), line: line, name: String(text[text.index(after: middle)..<last]))
  }

  private static func number(_ digits: Substring) -> Int? {
    guard !digits.isEmpty, digits.utf8.count <= 9, digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(digits)
  }
}

/// Where a function of a profile stands in a source file, which may have changed since.
public struct Definition: Hashable, Sendable {
  /// How the definition was found, if it was.
  public enum Place: Hashable, Sendable {
    /// In the line that the profile names.
    case asProfiled
    /// Elsewhere: the definition of this name that is nearest to the line that the profile names.
    case moved
    /// No definition of this name is in the file.
    case gone
  }

  /// How it was found.
  public let place: Place
  /// The line of the function's first decorator, `def`, `class` or expression, from 0; where it is gone, the line that the
  /// profile names, as far as the file has it.
  public let line: Int
  /// The lines of the definition with its body, from 0; empty where it is gone.
  public let body: Range<Int>

  /// - Parameters:
  ///   - line: the first line that the profile names, from 1.
  ///   - isExecuting: whether that line is within the function, as samples have it, rather than its first.
  public init(of name: String, line: Int, isExecuting: Bool = false, in source: SourceText) {
    let wanted = max(0, min(line - 1, source.lines.count - 1))
    let finder = Finder(source: source)
    if name == "<module>" {
      self.init(place: .asProfiled, line: wanted, body: source.lines.indices)
    } else if name.hasPrefix("<") {
      self = finder.expression(name, near: wanted)
    } else {
      self = finder.definition(
        of: name.split(separator: ".").last.map(String.init) ?? name, near: wanted, isExecuting: isExecuting)
    }
  }

  fileprivate init(place: Place, line: Int, body: Range<Int>) {
    self.place = place
    self.line = line
    self.body = body
  }
}

private struct Finder {
  let source: SourceText

  func definition(of name: String, near wanted: Int, isExecuting: Bool) -> Definition {
    let places = source.lines.indices.filter { defines(name, inLine: $0) }
    if isExecuting, let above = places.last(where: { $0 <= wanted }), block(from: above).contains(wanted) {
      return Definition(place: .asProfiled, line: wanted, body: block(from: above))
    }
    // The first line of a decorated function is that of its first decorator: so a property's getter and its setter, of
    // one name, are told apart. Python before 3.8 named the line of the `def` where a class was decorated.
    let starts = decorated(places)
    let nearest = starts.min { (($0.first - wanted).magnitude, $0.first) < (($1.first - wanted).magnitude, $1.first) }
    guard let nearest else { return Definition(place: .gone, line: wanted, body: 0..<0) }
    let found = starts.first { ($0.first...$0.definition).contains(wanted) } ?? nearest
    let isThere = (found.first...found.definition).contains(wanted)
    return Definition(
      place: isThere ? .asProfiled : .moved, line: isThere ? wanted : found.first,
      body: found.first..<block(from: found.definition).upperBound)
  }

  private func defines(_ name: String, inLine line: Int) -> Bool {
    let line = source.lines[line]
    return line.tokens.contains { $0.kind == .definition && line.string($0) == name }
  }

  /// The lines of definitions, each with that of its first decorator, or its own. Decorators may go on over several lines.
  /// O(lines).
  private func decorated(_ definitions: [Int]) -> [(first: Int, definition: Int)] {
    var starts: [(first: Int, definition: Int)] = []
    var decorator: Int?
    for number in source.lines.indices.prefix((definitions.last ?? -1) + 1) {
      let line = source.lines[number]
      let isDecorator = line.indentation != nil && line.text.first { $0 > 0x20 } == UInt8(ascii: "@")
      if isDecorator { decorator = decorator ?? number }
      if starts.count < definitions.count, definitions[starts.count] == number {
        starts.append((decorator ?? number, number))
      }
      // Where there is no indentation the line is empty, a comment, or what goes on from a line above.
      if line.indentation != nil, !isDecorator { decorator = nil }
    }
    return starts
  }

  /// The lines from a `def` or `class` to the last one that is indented more.
  private func block(from first: Int) -> Range<Int> {
    let indentation = source.lines[first].indentation ?? 0
    var end = first + 1
    for line in source.lines.indices.dropFirst(first + 1) {
      if source.lines[line].isContinuation { end = line + 1 }
      guard let own = source.lines[line].indentation else { continue }
      if own <= indentation { break }
      end = line + 1
    }
    return first..<end
  }

  /// A lambda or comprehension has no name to look for: it is where the profile says, if that line has one.
  func expression(_ name: String, near wanted: Int) -> Definition {
    let word = name == "<lambda>" ? "lambda" : "for"
    let range = source.lines.indices.filter { line in
      source.lines[line].tokens.contains { $0.kind == .keyword && source.lines[line].string($0) == word }
    }
    guard let nearest = range.min(by: { (($0 - wanted).magnitude, $0) < (($1 - wanted).magnitude, $1) }) else {
      return Definition(place: .gone, line: wanted, body: 0..<0)
    }
    // A comprehension begins with its bracket, perhaps some lines before its `for`.
    let hasBracket =
      source.lines.indices.contains(wanted) && source.lines[wanted].text.contains { "([{".utf8.contains($0) }
    let isNear = nearest == wanted || (name != "<lambda>" && hasBracket && (0...20).contains(nearest - wanted))
    return isNear
      ? Definition(place: .asProfiled, line: wanted, body: wanted..<max(nearest, wanted) + 1)
      : Definition(place: .moved, line: nearest, body: nearest..<nearest + 1)
  }
}

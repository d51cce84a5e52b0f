/// Which callees of a function each line of its source names.
///
/// A profile knows calls by function, not by line, so this is told from the names: what is called in the line or stands
/// behind a dot, of built-ins the name of the method. Lambdas and comprehensions are where the profile says. A callee that
/// several lines name stands beside all of them with the numbers of all its calls.
public struct LineCallees: Sendable {
  /// A function that a line calls.
  public struct Callee: Hashable, Sendable {
    /// Its numbers as a callee of the function shown.
    public let row: Neighbours.Row
    /// How many lines name it.
    public let lines: Int
  }

  /// The callees that lines name, by line from 0: those with the most cumulative time first.
  private let byLine: [Int: [Callee]]
  /// The callees that no line names, such as `__init__`, properties and decorators: the most cumulative time first.
  public let unnamed: [Neighbours.Row]

  /// The callees that a line names, those with the most cumulative time first; lines count from 0.
  public subscript(line: Int) -> [Callee] { byLine[line] ?? [] }

  /// - Parameter moved: by how many lines the definition is below where the profile has it.
  public init(
    of function: FunctionID, in profile: Profile, _ source: SourceText, body: Range<Int>, moved: Int = 0
  ) {
    let callees = profile.sorted(
      Neighbours(of: function, in: profile).callees.filter { $0.function != function },
      by: NeighbourOrder(by: .cumulativeTime))
    let lines = Self.linesByName(in: source, body)
    var byLine: [Int: [Callee]] = [:]
    var unnamed: [Neighbours.Row] = []
    for row in callees {
      let callee = profile.functions[row.function]
      let places =
        callee.name.hasPrefix("<") && !callee.isBuiltin
        ? Self.place(of: callee, calledBy: profile.functions[function], moved, body)
        : lines[callee.isBuiltin ? BuiltinName(callee.name).name : callee.name] ?? []
      if places.isEmpty { unnamed.append(row) }
      for line in places { byLine[line, default: []].append(Callee(row: row, lines: places.count)) }
    }
    self.byLine = byLine
    self.unnamed = unnamed
  }

  private static func linesByName(in source: SourceText, _ body: Range<Int>) -> [String: [Int]] {
    var lines: [String: [Int]] = [:]
    for number in body.clamped(to: source.lines.indices) {
      let line = source.lines[number]
      for token in line.tokens where token.isCalled || token.kind == .attribute {
        if token.kind == .definition { continue }
        let name = line.string(token)
        if lines[name]?.last != number { lines[name, default: []].append(number) }
      }
    }
    return lines
  }

  private static func place(
    of callee: Function, calledBy caller: Function, _ moved: Int, _ body: Range<Int>
  ) -> [Int] {
    let (line, overflow) = callee.line.addingReportingOverflow(moved - 1)
    return callee.file == caller.file && !overflow && body.contains(line) ? [line] : []
  }
}

/// Reads callgrind's format as pyprof2calltree, lsprofcalltree and django-extensions write it, and Valgrind itself: a call
/// graph, as pstats has it.
///
/// The cumulative time of a function is not in the file: it is its own time and that of its calls, which is too much for
/// functions that call each other in a ring. Nor is a callee's own time by caller: it is split as cumulative times are. Nor
/// are primitive calls.
///
/// Source: Valgrind manual, "Callgrind Format Specification".
struct CallgrindReader {
  /// Bytes of the file: Swift's characters can take long to compare, whoever wrote them.
  private typealias Word = ArraySlice<UInt8>

  private struct Edge {
    /// A row of ``functions``.
    let caller: Int
    /// A row of ``functions``.
    let callee: Int
    var calls: Int64 = 0
    /// In the unit of the file.
    var cost = 0.0
  }

  /// proftui and others write the line behind the name.
  private struct FunctionName {
    let text: StringID
    /// 0 where there is none.
    let line: Int32
  }

  /// What numbers stand for: `(1) app.py` says it, `(1)` means it.
  private struct Names<Name> {
    private var names: [Int: Name] = [:]

    mutating func name(
      _ text: Word, in builder: inout ProfileBuilder, _ make: (Word, inout ProfileBuilder) -> Name
    ) -> Name {
      guard text.first == UInt8(ascii: "("), let end = text.firstIndex(of: UInt8(ascii: ")")),
        text[(text.startIndex + 1)..<end].allSatisfy({ 0x30...0x39 ~= $0 }),
        let number = Int(String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self))
      else { return make(text, &builder) }
      let rest = text[(end + 1)...].drop { $0 == UInt8(ascii: " ") }
      if rest.isEmpty, let known = names[number] { return known }
      let name = make(rest, &builder)
      names[number] = name
      return name
    }
  }

  private var builder = ProfileBuilder()
  private var files = Names<StringID>()
  private var names = Names<FunctionName>()
  private var functions = LabelIndex(expecting: 64)
  /// The first line of each function, 0 where none is known.
  private var lines: [Int64] = []
  private var own: [Double] = []
  /// In the order of the file.
  private var edges: [Edge] = []
  private var edgeRows: [PairKey: Int] = [:]
  private var event = ""
  /// How many positions stand before a cost, and which of them is a line.
  private var positions = (count: 1, line: Int?.some(0))
  private var file: StringID
  private var function: Int?
  private var calledFile: StringID?
  private var called: Int?
  /// The number of calls whose cost is on the next line.
  private var pendingCalls: (calls: Int64, offset: Int)?
  private var lastLine: Int64 = 0
  /// The file of functions without one, `~`.
  private let builtins: StringID

  private init() {
    file = builder.string("")
    builtins = builder.string("~")
  }

  /// Whether a text has a header as callgrind's files have it.
  static func canRead(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return start.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("events:") || $0.hasPrefix("# callgrind") }
  }

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var reader = CallgrindReader()
    for line in TextLines(bytes) where !line.isEmpty { try reader.add(line) }
    if let pending = reader.pendingCalls {
      throw ProfileError(.truncated, at: pending.offset, "the file ends before the cost of a call")
    }
    return reader.profile()
  }

  // MARK: Lines

  private mutating func add(_ line: Word) throws(ProfileError) {
    guard let first = line.first else { return }
    if 0x30...0x39 ~= first || "+-*".utf8.contains(first) { return try addCost(line) }
    guard let end = line.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) else { return }
    let (key, value) = (Self.text(line[..<end]), line[(end + 1)...])
    if line[end] == UInt8(ascii: ":") {
      addHeader(key, value.split(separator: UInt8(ascii: " ")))
    } else if let mark = Mark(rawValue: key) {
      try add(mark, value)
    }
  }

  private enum Mark: String {
    case file = "fl"
    case inlinedFile = "fi"
    case endOfInlined = "fe"
    case function = "fn"
    case calledFile = "cfl"
    case calledInlined = "cfi"
    case called = "cfn"
    case calls
  }

  private mutating func add(_ mark: Mark, _ text: Word) throws(ProfileError) {
    switch mark {
    case .file, .inlinedFile, .endOfInlined: file = files.name(text, in: &builder, Self.file)
    case .function: function = row(file, names.name(text, in: &builder, Self.functionName))
    case .calledFile, .calledInlined: calledFile = files.name(text, in: &builder, Self.file)
    case .called:
      called = row(calledFile ?? file, names.name(text, in: &builder, Self.functionName))
      calledFile = nil
    case .calls:
      let words = text.split(separator: UInt8(ascii: " "))
      let offset = text.startIndex - "calls=".utf8.count
      guard let count = words.first, let calls = Int64(Self.text(count)), calls >= 0 else {
        throw ProfileError(.malformed, at: offset, "calls must have a number")
      }
      if let called, let line = line(in: words[1...]) { setLine(of: called, line) }
      pendingCalls = (calls, offset)
    }
  }

  private mutating func addHeader(_ key: String, _ words: [Word]) {
    switch key {
    case "events": event = words.first.map(Self.text) ?? ""
    case "positions": positions = (max(1, words.count), words.firstIndex { $0.elementsEqual("line".utf8) })
    default: break
    }
  }

  /// A line of positions and costs: the function's own, or that of the calls before.
  private mutating func addCost(_ text: Word) throws(ProfileError) {
    let words = text.split(separator: UInt8(ascii: " "))
    guard let line = line(in: words[...]) else {
      throw ProfileError(.malformed, at: text.startIndex, "a cost must stand behind the number of a line")
    }
    lastLine = line
    let costWord = words.dropFirst(positions.count).first
    guard let cost = costWord.map({ Double(Self.text($0)) }) ?? 0, cost.isFinite else {
      throw ProfileError(.malformed, at: text.startIndex, "a cost must be a number")
    }
    guard let function else { throw ProfileError(.malformed, at: text.startIndex, "a cost without a function") }
    guard let pending = pendingCalls, let called else {
      if pendingCalls == nil { setLine(of: function, line) }
      own[function] += max(0, cost)
      return
    }
    add(Edge(caller: function, callee: called, calls: pending.calls, cost: max(0, cost)))
    pendingCalls = nil
  }

  private mutating func add(_ edge: Edge) {
    let key = PairKey(Int32(truncatingIfNeeded: edge.caller), Int32(truncatingIfNeeded: edge.callee))
    guard let row = edgeRows[key] else {
      edgeRows[key] = edges.count
      edges.append(edge)
      return
    }
    let (calls, overflow) = edges[row].calls.addingReportingOverflow(edge.calls)
    edges[row].calls = overflow ? .max : calls
    edges[row].cost += edge.cost
  }

  /// The line among the positions that words begin with: `12`, `+3` and `-3` from the last one, `*` for the same; 0 where
  /// positions have no line, or an address in its place.
  private func line(in words: ArraySlice<Word>) -> Int64? {
    guard let index = positions.line else { return 0 }
    guard let word = words.dropFirst(index).first else { return nil }
    if word.elementsEqual("*".utf8) { return lastLine }
    if word.starts(with: "0x".utf8) { return 0 }
    guard let number = Int64(Self.text(word)), number.magnitude < 1 << 40 else { return nil }
    return word.first == UInt8(ascii: "+") || word.first == UInt8(ascii: "-") ? lastLine &+ number : number
  }

  /// The text of a word; empty where it is longer than every word and number of the format.
  private static func text(_ word: Word) -> String {
    word.count <= 64 ? String(decoding: word, as: UTF8.self) : ""
  }

  // MARK: Functions

  private static func file(_ text: Word, in builder: inout ProfileBuilder) -> StringID {
    builder.string(String(decoding: text, as: UTF8.self))
  }

  private static func functionName(_ text: Word, in builder: inout ProfileBuilder) -> FunctionName {
    let text = String(decoding: text, as: UTF8.self)
    if let (name, line) = FrameLabel.place(text[...]), line > 0 {
      return FunctionName(text: builder.string(String(name)), line: Int32(clamping: line))
    }
    return FunctionName(text: builder.string(text), line: 0)
  }

  private mutating func row(_ file: StringID, _ name: FunctionName) -> Int {
    let label = FunctionLabel(file: file, line: name.line, name: name.text)
    let row = Int(functions.number(of: label, hash: label.hashValue))
    if row == own.count {
      own.append(0)
      lines.append(Int64(name.line))
    }
    return row
  }

  /// The first line that is named of a function is taken for its first line.
  private mutating func setLine(of row: Int, _ line: Int64) {
    if lines[row] == 0, line > 0, functions.labels[row].file != builtins { lines[row] = line }
  }

  // MARK: The profile

  /// How many seconds a cost of 1 is; nil where costs are no times.
  private var seconds: Double? {
    switch event.lowercased() {
    case "ns", "nanoseconds": 1e-9
    case "us", "microseconds": 1e-6
    case "ms", "milliseconds", "ticks": 1e-3
    case "s", "seconds": 1
    default: nil
    }
  }

  private mutating func profile() -> Profile {
    let scale = seconds ?? 1e-9
    let total = own.reduce(0, +)
    var cumulative = own
    var calls = [Int64](repeating: 0, count: own.count)
    var incoming = [Double](repeating: 0, count: own.count)
    for edge in edges {
      incoming[edge.callee] += edge.cost
      if edge.caller != edge.callee { cumulative[edge.caller] += edge.cost }
      let (sum, overflow) = calls[edge.callee].addingReportingOverflow(edge.calls)
      calls[edge.callee] = overflow ? .max : sum
    }
    if seconds == nil { builder.notes.append(.noTimes) }
    let ids = zip(functions.labels, lines).map { label, line in
      builder.function(file: label.file, line: Int(line), name: label.name)
    }
    for (row, id) in ids.enumerated() {
      // What nobody calls was called once, by whoever began.
      let count = Count.exact(max(1, calls[row]))
      builder.add(
        id,
        ProfileBuilder.Numbers(
          calls: count, primitiveCalls: count, selfTime: own[row] * scale,
          cumulativeTime: min(cumulative[row], max(total, own[row])) * scale))
    }
    for edge in edges {
      let share = incoming[edge.callee] > 0 ? edge.cost / incoming[edge.callee] : 0
      builder.addEdge(
        from: ids[edge.caller], to: ids[edge.callee],
        ProfileBuilder.Numbers(
          calls: .exact(edge.calls), primitiveCalls: .exact(edge.calls),
          selfTime: min(own[edge.callee] * share, edge.cost) * scale, cumulativeTime: edge.cost * scale))
    }
    return builder.build()
  }
}

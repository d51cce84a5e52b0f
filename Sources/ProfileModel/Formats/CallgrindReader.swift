/// Reads callgrind's format as pyprof2calltree, lsprofcalltree and django-extensions write it, and Valgrind itself: a call
/// graph, as pstats has it.
///
/// The cumulative time of a function is not in the file: it is its own time and that of its calls, which is too much for
/// functions that call each other in a ring. Nor is a callee's own time by caller: it is split as cumulative times are. Nor
/// are primitive calls.
///
/// Source: Valgrind manual, "Callgrind Format Specification".
struct CallgrindReader {
  private struct Edge: Hashable {
    let caller: Int
    let callee: Int
  }

  private struct Cost {
    var calls: Int64 = 0
    /// In the unit of the file.
    var cost = 0.0
  }

  /// What names stand for: `(1) app.py` says it, `(1)` means it.
  private struct Names {
    private var names: [Substring: String] = [:]

    mutating func name(_ text: Substring) -> String {
      guard text.first == "(", let end = text.firstIndex(of: ")"), text[..<end].dropFirst().allSatisfy(\.isNumber)
      else { return String(text) }
      let name = text[text.index(after: end)...].drop { $0 == " " }
      if name.isEmpty { return names[text[...end]] ?? "" }
      names[text[...end]] = String(name)
      return String(name)
    }
  }

  private var files = Names()
  private var functionNames = Names()
  private var labels: [ProfileBuilder.Label] = []
  private var rows: [ExactText: Int] = [:]
  private var own: [Double] = []
  private var edges: [Edge: Cost] = [:]
  /// In the order of the file.
  private var edgeOrder: [Edge] = []
  private var event = ""
  private var positions = 1
  private var file = ""
  private var function: Int?
  private var calledFile: String?
  private var called: Int?
  /// The number of calls whose cost is on the next line.
  private var pendingCalls: (calls: Int64, offset: Int)?
  private var lastLine: Int64 = 0

  /// Whether a text has a header as callgrind's files have it.
  static func canRead(_ bytes: [UInt8]) -> Bool {
    let start = String(decoding: bytes.prefix(4096), as: UTF8.self)
    return start.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("events:") || $0.hasPrefix("# callgrind") }
  }

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var reader = CallgrindReader()
    for line in TextLines(bytes) where !line.isEmpty {
      try reader.add(String(decoding: line, as: UTF8.self), at: line.startIndex)
    }
    if let pending = reader.pendingCalls {
      throw ProfileError(.truncated, at: pending.offset, "the file ends before the cost of a call")
    }
    return reader.profile
  }

  // MARK: Lines

  private mutating func add(_ line: String, at offset: Int) throws(ProfileError) {
    guard let first = line.utf8.first else { return }
    if 0x30...0x39 ~= first || "+-*".utf8.contains(first) { return try addCost(line, at: offset) }
    if let equals = line.firstIndex(of: "="), let mark = Mark(rawValue: String(line[..<equals])) {
      return try add(mark, line[line.index(after: equals)...], at: offset)
    }
    if let colon = line.firstIndex(of: ":") { addHeader(line[..<colon], line[line.index(after: colon)...]) }
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

  private mutating func add(_ mark: Mark, _ text: Substring, at offset: Int) throws(ProfileError) {
    switch mark {
    case .file, .inlinedFile, .endOfInlined: file = files.name(text)
    case .function: function = row(file, functionNames.name(text))
    case .calledFile, .calledInlined: calledFile = files.name(text)
    case .called:
      called = row(calledFile ?? file, functionNames.name(text))
      calledFile = nil
    case .calls:
      let words = text.split(separator: " ")
      guard let count = words.first, let calls = Int64(count), calls >= 0 else {
        throw ProfileError(.malformed, at: offset, "calls must have a number")
      }
      if let called, words.count > 1, let line = words.last.flatMap(line) { relabel(called, line: Int(line)) }
      pendingCalls = (calls, offset)
    }
  }

  private mutating func addHeader(_ key: Substring, _ value: Substring) {
    switch key {
    case "events": event = value.split(separator: " ").first.map(String.init) ?? ""
    case "positions": positions = max(1, value.split(separator: " ").count)
    default: break
    }
  }

  /// A line of positions and costs: the function's own, or that of the calls before.
  private mutating func addCost(_ line: String, at offset: Int) throws(ProfileError) {
    let words = line.split(separator: " ")
    guard let position = words.first, let number = self.line(position) else {
      throw ProfileError(.malformed, at: offset, "a cost must stand behind the number of a line")
    }
    lastLine = number
    let costWord = words.dropFirst(positions).first
    guard let cost = costWord.map({ Double($0) }) ?? 0, cost.isFinite else {
      throw ProfileError(.malformed, at: offset, "a cost must be a number")
    }
    guard let function else { throw ProfileError(.malformed, at: offset, "a cost without a function") }
    if pendingCalls == nil { relabel(function, line: Int(number)) }
    guard let pending = pendingCalls, let called else {
      own[function] += max(0, cost)
      return
    }
    add(Edge(caller: function, callee: called), pending.calls, max(0, cost))
    pendingCalls = nil
  }

  private mutating func add(_ edge: Edge, _ calls: Int64, _ cost: Double) {
    if edges[edge] == nil { edgeOrder.append(edge) }
    var sum = edges[edge] ?? Cost()
    let (count, overflow) = sum.calls.addingReportingOverflow(calls)
    sum.calls = overflow ? .max : count
    sum.cost += cost
    edges[edge] = sum
  }

  /// A position: `12`, `+3` and `-3` from the last one, `*` for the same; `0x1f` counts as none.
  private func line(_ word: Substring) -> Int64? {
    if word == "*" { return lastLine }
    if word.hasPrefix("0x") { return 0 }
    guard let number = Int64(word), number.magnitude < 1 << 40 else { return nil }
    return word.hasPrefix("+") || word.hasPrefix("-") ? lastLine &+ number : number
  }

  // MARK: Functions

  private mutating func row(_ file: String, _ name: String) -> Int {
    let key = ExactText("\(file)\u{0}\(name)")
    if let known = rows[key] { return known }
    rows[key] = labels.count
    labels.append(Self.label(file, name))
    own.append(0)
    return labels.count - 1
  }

  /// proftui and others write the line behind the name.
  private static func label(_ file: String, _ name: String) -> ProfileBuilder.Label {
    if let colon = name.lastIndex(of: ":"), let line = Int(name[name.index(after: colon)...]), line > 0, line < 1 << 31
    {
      return ProfileBuilder.Label(file: file, line: line, name: String(name[..<colon]))
    }
    return ProfileBuilder.Label(file: file, line: 0, name: name)
  }

  /// The first line that is named of a function is taken for its first line.
  private mutating func relabel(_ row: Int, line: Int) {
    let label = labels[row]
    guard label.file != "~", label.line == 0, line > 0 else { return }
    labels[row] = ProfileBuilder.Label(file: label.file, line: line, name: label.name)
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

  private var profile: Profile {
    let scale = seconds ?? 1e-9
    let total = own.reduce(0, +)
    var cumulative = own
    var calls = [Int64](repeating: 0, count: labels.count)
    var incoming = [Double](repeating: 0, count: labels.count)
    for (edge, cost) in edges {
      incoming[edge.callee] += cost.cost
      if edge.caller != edge.callee { cumulative[edge.caller] += cost.cost }
      let (sum, overflow) = calls[edge.callee].addingReportingOverflow(cost.calls)
      calls[edge.callee] = overflow ? .max : sum
    }
    var builder = ProfileBuilder()
    if seconds == nil { builder.notes.append(.noTimes) }
    let unique = uniqueLabels
    for row in labels.indices {
      // What nobody calls was called once, by whoever began.
      let count = Count.exact(max(1, calls[row]))
      builder.add(
        unique[row],
        ProfileBuilder.Numbers(
          calls: count, primitiveCalls: count, selfTime: own[row] * scale,
          cumulativeTime: min(cumulative[row], max(total, own[row])) * scale))
    }
    for edge in edgeOrder {
      let cost = edges[edge] ?? Cost()
      let share = incoming[edge.callee] > 0 ? cost.cost / incoming[edge.callee] : 0
      builder.addEdge(
        from: unique[edge.caller], to: unique[edge.callee],
        ProfileBuilder.Numbers(
          calls: .exact(cost.calls), primitiveCalls: .exact(cost.calls),
          selfTime: min(own[edge.callee] * share, cost.cost) * scale, cumulativeTime: cost.cost * scale))
    }
    return builder.build()
  }

  /// Two functions of one file, name and line stay two: the later ones have numbers behind their names.
  private var uniqueLabels: [ProfileBuilder.Label] {
    var seen: [ProfileBuilder.Label: Int] = [:]
    return labels.map { label in
      let number = seen[label, default: 0] + 1
      seen[label] = number
      return number == 1
        ? label : ProfileBuilder.Label(file: label.file, line: label.line, name: "\(label.name) (\(number))")
    }
  }
}

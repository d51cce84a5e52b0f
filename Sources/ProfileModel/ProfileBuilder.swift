/// Gathers functions and call edges and makes a ``Profile`` of them.
///
///     var builder = ProfileBuilder()
///     let main = builder.function(Label(file: "app.py", line: 3, name: "main"))
///     let parse = builder.function(Label(file: "app.py", line: 9, name: "parse"))
///     builder.add(main, numbers)
///     builder.addEdge(from: main, to: parse, numbers)
///     let profile = builder.build()
///
/// For the readers of all formats but pstats, whose reader fills its columns itself, and for tests. A text is hashed where it
/// gets its number and never again, since one text may name very many functions.
public struct ProfileBuilder: Sendable {
  /// What makes two functions one: pstats' key. Texts are equal only if all their bytes are.
  public struct Label: Sendable {
    public let file: String
    /// Within 32 bits: lines beyond are the last one.
    public let line: Int
    public let name: String

    public init(file: String, line: Int, name: String) {
      self.file = file
      self.line = Int(Int32(clamping: line))
      self.name = name
    }
  }

  /// The numbers of a function or of a timed call edge.
  public struct Numbers: Hashable, Sendable {
    public var calls: Count
    public var primitiveCalls: Count
    /// Seconds.
    public var selfTime: Double
    /// Seconds.
    public var cumulativeTime: Double

    public init(calls: Count, primitiveCalls: Count, selfTime: Double, cumulativeTime: Double) {
      self.calls = calls
      self.primitiveCalls = primitiveCalls
      self.selfTime = selfTime
      self.cumulativeTime = cumulativeTime
    }
  }

  private struct Edge: Sendable {
    let caller: FunctionID
    let callee: FunctionID
    var numbers: Numbers
    var isTimed: Bool
  }

  public var measure = Measure.calls
  public var notes: [ProfileNote] = []
  private var strings = StringTableBuilder()
  private var labels = LabelIndex(expecting: 64)
  /// Of each function; nil for one without an entry of its own.
  private var numbers: [Numbers?] = []
  /// The functions with an entry, in the order in which they got it.
  private var entries: [Int] = []
  private var edges: [Edge] = []
  private var edgeRows: [PairKey: Int] = [:]

  public init() {}

  /// How many functions have a number.
  var functionCount: Int { numbers.count }

  /// The number of a text, the same each time. O(length).
  mutating func string(_ text: String) -> StringID { strings.intern(text) }

  /// The number of a label's function, the same each time, from 0 on. O(length of the label).
  ///
  /// It is the function's row in the profile, too, if functions get their entries in the order of their numbers.
  public mutating func function(_ label: Label) -> FunctionID {
    function(file: string(label.file), line: label.line, name: string(label.name))
  }

  /// The number of the function whose texts have these numbers. O(1).
  mutating func function(file: StringID, line: Int, name: StringID) -> FunctionID {
    let label = FunctionLabel(file: file, line: Int32(clamping: line), name: name)
    let number = labels.number(of: label, hash: label.hashValue)
    if Int(number) == numbers.count { numbers.append(nil) }
    return FunctionID(number)
  }

  /// Gives a function an entry of its own, or adds to the one that it has. O(1).
  public mutating func add(_ function: FunctionID, _ numbers: Numbers) {
    if self.numbers[function.row] == nil { entries.append(function.row) }
    self.numbers[function.row] = self.numbers[function.row].map { $0 + numbers } ?? numbers
  }

  /// Adds a call edge, to what was added before between the same ends; ends that never get an entry become ghosts. O(1).
  public mutating func addEdge(from caller: FunctionID, to callee: FunctionID, _ numbers: Numbers) {
    add(Edge(caller: caller, callee: callee, numbers: numbers, isTimed: true))
  }

  /// Adds a call edge of which the number of calls alone is known.
  public mutating func addEdge(from caller: FunctionID, to callee: FunctionID, calls: Count) {
    let numbers = Numbers(calls: calls, primitiveCalls: calls, selfTime: 0, cumulativeTime: 0)
    add(Edge(caller: caller, callee: callee, numbers: numbers, isTimed: false))
  }

  private mutating func add(_ edge: Edge) {
    let key = PairKey(edge.caller, edge.callee)
    if let row = edgeRows[key] {
      edges[row].numbers = edges[row].numbers + edge.numbers
      edges[row].isTimed = edges[row].isTimed || edge.isTimed
    } else {
      edgeRows[key] = edges.count
      edges.append(edge)
    }
  }

  /// The profile of all that was added. O(n log n).
  public func build() -> Profile {
    let order = entries + numbers.indices.filter { numbers[$0] == nil }
    var rows = [FunctionID](repeating: FunctionID(0), count: order.count)
    for (row, function) in order.enumerated() { rows[function] = FunctionID(Int32(truncatingIfNeeded: row)) }
    return Profile(measure: measure, functions: functions(order), graph: graph(rows), notes: notes)
  }

  /// - Parameter order: those with entries, then ghosts.
  private func functions(_ order: [Int]) -> FunctionTable {
    let labels = order.map { self.labels.labels[$0] }
    let numbers = order.map { self.numbers[$0] ?? .zero }
    return FunctionTable(
      strings: strings.table, files: labels.map(\.file), names: labels.map(\.name), lines: labels.map(\.line),
      calls: CountColumn(numbers.map(\.calls)), primitiveCalls: CountColumn(numbers.map(\.primitiveCalls)),
      selfTimes: numbers.map(\.selfTime), cumulativeTimes: numbers.map(\.cumulativeTime), entryCount: entries.count)
  }

  /// The edges by callee, otherwise in the order in which they were added first.
  ///
  /// - Parameter rows: of the functions, by number.
  private func graph(_ rows: [FunctionID]) -> CallGraph {
    let callees = edges.map { rows[$0.callee.row] }
    let sorted = edges.indices.sorted { (callees[$0], $0) < (callees[$1], $1) }.map { edges[$0] }
    return CallGraph(
      functionCount: rows.count, callers: sorted.map { rows[$0.caller.row] }, callees: callees.sorted(),
      calls: CountColumn(sorted.map(\.numbers.calls)),
      primitiveCalls: CountColumn(sorted.map(\.numbers.primitiveCalls)),
      selfTimes: sorted.map(\.numbers.selfTime), cumulativeTimes: sorted.map(\.numbers.cumulativeTime),
      untimed: sorted.allSatisfy(\.isTimed) ? [] : sorted.map { !$0.isTimed })
  }
}

extension ProfileBuilder.Numbers {
  static let zero = Self(calls: .zero, primitiveCalls: .zero, selfTime: 0, cumulativeTime: 0)

  static func + (left: Self, right: Self) -> Self {
    Self(
      calls: left.calls + right.calls, primitiveCalls: left.primitiveCalls + right.primitiveCalls,
      selfTime: left.selfTime + right.selfTime, cumulativeTime: left.cumulativeTime + right.cumulativeTime)
  }
}

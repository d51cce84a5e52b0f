/// Gathers functions and call edges by name and makes a ``Profile`` of them.
///
/// For formats whose size does not matter, for merging and for tests; the reader of pstats files fills its columns itself.
public struct ProfileBuilder {
  /// What makes two functions one: pstats' key.
  public struct Label: Hashable, Sendable {
    public let file: String
    public let line: Int
    public let name: String

    public init(file: String, line: Int, name: String) {
      self.file = file
      self.line = line
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

  private struct Edge {
    let caller: Label
    let callee: Label
    let numbers: Numbers
    let isTimed: Bool
  }

  public var measure = Measure.calls
  public var notes: [ProfileNote] = []
  private var entries: [(label: Label, numbers: Numbers)] = []
  private var edges: [Edge] = []

  public init() {}

  /// Adds a function with an entry of its own. A label that was added before is a programming error.
  public mutating func add(_ label: Label, _ numbers: Numbers) { entries.append((label, numbers)) }

  /// Adds a call edge; ends that never get an entry become ghosts.
  public mutating func addEdge(from caller: Label, to callee: Label, _ numbers: Numbers) {
    edges.append(Edge(caller: caller, callee: callee, numbers: numbers, isTimed: true))
  }

  /// Adds a call edge of which the number of calls alone is known.
  public mutating func addEdge(from caller: Label, to callee: Label, calls: Count) {
    let numbers = Numbers(calls: calls, primitiveCalls: calls, selfTime: 0, cumulativeTime: 0)
    edges.append(Edge(caller: caller, callee: callee, numbers: numbers, isTimed: false))
  }

  /// The profile of all that was added. O(n log n).
  public func build() -> Profile {
    let (labels, ids) = numberedLabels()
    let sorted = edges.enumerated().sorted {
      (ids[$0.element.callee, default: 0], $0.offset) < (ids[$1.element.callee, default: 0], $1.offset)
    }.map(\.element)
    let graph = CallGraph(
      functionCount: labels.count,
      callers: sorted.map { FunctionID(ids[$0.caller, default: 0]) },
      callees: sorted.map { FunctionID(ids[$0.callee, default: 0]) },
      calls: CountColumn(sorted.map(\.numbers.calls)),
      primitiveCalls: CountColumn(sorted.map(\.numbers.primitiveCalls)),
      selfTimes: sorted.map(\.numbers.selfTime),
      cumulativeTimes: sorted.map(\.numbers.cumulativeTime),
      untimed: sorted.allSatisfy(\.isTimed) ? [] : sorted.map { !$0.isTimed })
    return Profile(measure: measure, functions: table(of: labels), graph: graph, notes: notes)
  }

  private func numberedLabels() -> (labels: [Label], ids: [Label: Int32]) {
    var labels: [Label] = []
    var ids: [Label: Int32] = [:]
    for label in entries.map(\.label) + edges.flatMap({ [$0.callee, $0.caller] }) where ids[label] == nil {
      ids[label] = Int32(labels.count)
      labels.append(label)
    }
    return (labels, ids)
  }

  private func table(of labels: [Label]) -> FunctionTable {
    var strings = StringTableBuilder()
    let nothing = Numbers(calls: 0, primitiveCalls: 0, selfTime: 0, cumulativeTime: 0)
    let numbers = entries.map(\.numbers) + Array(repeating: nothing, count: labels.count - entries.count)
    let files = labels.map { strings.intern($0.file) }
    let names = labels.map { strings.intern($0.name) }
    return FunctionTable(
      strings: strings.table,
      files: files,
      names: names,
      lines: labels.map { Int32(clamping: $0.line) },
      calls: CountColumn(numbers.map(\.calls)),
      primitiveCalls: CountColumn(numbers.map(\.primitiveCalls)),
      selfTimes: numbers.map(\.selfTime),
      cumulativeTimes: numbers.map(\.cumulativeTime),
      entryCount: entries.count)
  }
}

/// Gathers distinct strings for a ``StringTable``.
private struct StringTableBuilder {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = []
  private var lengths: [UInt32] = []
  private var ids: [String: StringID] = [:]

  mutating func intern(_ string: String) -> StringID {
    if let id = ids[string] { return id }
    let id = StringID(Int32(offsets.count))
    offsets.append(UInt32(bytes.count))
    lengths.append(UInt32(string.utf8.count))
    bytes.append(contentsOf: string.utf8)
    ids[string] = id
    return id
  }

  var table: StringTable { StringTable(bytes: bytes, offsets: offsets, lengths: lengths) }
}

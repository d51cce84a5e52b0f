/// Gathers functions and call edges by name and makes a ``Profile`` of them.
///
/// For formats whose size does not matter, for merging and for tests; the reader of pstats files fills its columns itself.
public struct ProfileBuilder {
  /// What makes two functions one: pstats' key. Texts are equal only if all their bytes are.
  public struct Label: Hashable, Sendable {
    public var file: String { exactFile.text }
    /// Within 32 bits: lines beyond are the last one.
    public let line: Int
    public var name: String { exactName.text }
    private let exactFile: ExactText
    private let exactName: ExactText

    public init(file: String, line: Int, name: String) {
      exactFile = ExactText(file)
      self.line = Int(Int32(clamping: line))
      exactName = ExactText(name)
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

    fileprivate static func += (left: inout Numbers, right: Numbers) {
      left.calls = left.calls + right.calls
      left.primitiveCalls = left.primitiveCalls + right.primitiveCalls
      left.selfTime += right.selfTime
      left.cumulativeTime += right.cumulativeTime
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

  /// Adds a function with an entry of its own; to what was added before for the same label.
  public mutating func add(_ label: Label, _ numbers: Numbers) { entries.append((label, numbers)) }

  /// Adds a call edge, to what was added before between the same ends; ends that never get an entry become ghosts.
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
    let rows = functionRows()
    let sorted = edgeRows(rows.ids)
    let graph = CallGraph(
      functionCount: rows.labels.count,
      callers: sorted.map { FunctionID($0.caller) },
      callees: sorted.map { FunctionID($0.callee) },
      calls: CountColumn(sorted.map(\.numbers.calls)),
      primitiveCalls: CountColumn(sorted.map(\.numbers.primitiveCalls)),
      selfTimes: sorted.map(\.numbers.selfTime),
      cumulativeTimes: sorted.map(\.numbers.cumulativeTime),
      untimed: sorted.allSatisfy(\.isTimed) ? [] : sorted.map { !$0.isTimed })
    return Profile(measure: measure, functions: table(of: rows), graph: graph, notes: notes)
  }

  /// Functions by number: those with entries, in their order, then ghosts.
  private struct FunctionRows {
    var labels: [Label] = []
    var ids: [Label: Int32] = [:]
    /// Of the entries.
    var numbers: [Numbers] = []

    /// The row of a label, a new one if the label is.
    mutating func row(of label: Label) -> Int {
      if let id = ids[label] { return Int(id) }
      ids[label] = Int32(truncatingIfNeeded: labels.count)
      labels.append(label)
      return labels.count - 1
    }
  }

  private func functionRows() -> FunctionRows {
    var rows = FunctionRows()
    for (label, numbers) in entries {
      let row = rows.row(of: label)
      if row < rows.numbers.count { rows.numbers[row] += numbers } else { rows.numbers.append(numbers) }
    }
    for edge in edges {
      _ = rows.row(of: edge.callee)
      _ = rows.row(of: edge.caller)
    }
    return rows
  }

  private struct EdgeRow {
    let caller: Int32
    let callee: Int32
    var numbers: Numbers
    var isTimed: Bool
  }

  /// The edges by callee, otherwise in the order in which they were added first.
  private func edgeRows(_ ids: [Label: Int32]) -> [EdgeRow] {
    var rows: [EdgeRow] = []
    var known: [UInt64: Int] = [:]
    for edge in edges {
      guard let caller = ids[edge.caller], let callee = ids[edge.callee] else { continue }
      let ends = UInt64(UInt32(bitPattern: caller)) << 32 | UInt64(UInt32(bitPattern: callee))
      if let row = known[ends] {
        rows[row].numbers += edge.numbers
        rows[row].isTimed = rows[row].isTimed || edge.isTimed
      } else {
        known[ends] = rows.count
        rows.append(EdgeRow(caller: caller, callee: callee, numbers: edge.numbers, isTimed: edge.isTimed))
      }
    }
    return rows.enumerated().sorted { ($0.element.callee, $0.offset) < ($1.element.callee, $1.offset) }.map(\.element)
  }

  private func table(of rows: FunctionRows) -> FunctionTable {
    var strings = StringTableBuilder()
    let nothing = Numbers(calls: 0, primitiveCalls: 0, selfTime: 0, cumulativeTime: 0)
    let numbers = rows.numbers + Array(repeating: nothing, count: rows.labels.count - rows.numbers.count)
    let files = rows.labels.map { strings.intern($0.file) }
    let names = rows.labels.map { strings.intern($0.name) }
    return FunctionTable(
      strings: strings.table,
      files: files,
      names: names,
      lines: rows.labels.map { Int32(clamping: $0.line) },
      calls: CountColumn(numbers.map(\.calls)),
      primitiveCalls: CountColumn(numbers.map(\.primitiveCalls)),
      selfTimes: numbers.map(\.selfTime),
      cumulativeTimes: numbers.map(\.cumulativeTime),
      entryCount: rows.numbers.count)
  }
}

/// Gathers distinct strings for a ``StringTable``.
private struct StringTableBuilder {
  private var bytes: [UInt8] = []
  private var offsets: [UInt32] = []
  private var lengths: [UInt32] = []
  private var ids: [ExactText: StringID] = [:]

  mutating func intern(_ string: String) -> StringID {
    let text = ExactText(string)
    if let id = ids[text] { return id }
    let id = StringID(Int32(offsets.count))
    offsets.append(UInt32(bytes.count))
    lengths.append(UInt32(string.utf8.count))
    bytes.append(contentsOf: string.utf8)
    ids[text] = id
    return id
  }

  var table: StringTable { StringTable(bytes: bytes, offsets: offsets, lengths: lengths) }
}

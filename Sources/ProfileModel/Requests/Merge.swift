/// Adds up profiles, one after another, as pstats' `add` does; and keeps what tells them apart.
///
/// Functions are one where file, line and name are the same, byte for byte. Calls, primitive calls and times add, those of
/// edges as well. An edge without times in one of the profiles has none in the sum: half of its time would be a lie.
///
/// Memory follows the distinct functions and edges; of each profile there stay a few numbers, and of at most
/// ``RequestSamples/limit`` profiles the columns that medians need.
///
/// Source: CPython, `Lib/pstats.py`, `add`, `add_func_stats` and `add_callers`.
public struct Merge: Sendable {
  /// Why a profile cannot be added to the others.
  public enum Failure: Error, Hashable, Sendable {
    /// Samples do not add to calls.
    case differentMeasures
    /// The functions or their names outgrow 32 bits.
    case tooLarge

    /// A clause without a full stop.
    public var reason: String {
      switch self {
      case .differentMeasures: "sampled and traced profiles do not add up"
      case .tooLarge: "more functions than a merge can hold"
      }
    }
  }

  private(set) var measure = Measure.calls
  private(set) var requests: [MergedRequest] = []
  private(set) var strings = StringTableBuilder()
  private(set) var sums: [ProfileBuilder.Numbers] = []
  private(set) var hasEntry: [Bool] = []
  private(set) var extremes: [FunctionExtremes] = []
  private(set) var edges: [MergedEdge] = []
  private(set) var notes = MergedNotes()
  private(set) var samples = RequestSamples()
  /// The call paths, as long as every profile has the whole of its own.
  private(set) var stacks: MergedStacks? = MergedStacks()
  private var index = LabelIndex(expecting: 512)
  private var rowsOfEdges = HashIndex(expecting: 2048)
  /// Makes hashes of edges differ from run to run: nobody can make files whose edges all collide.
  private let seed = UInt64(truncatingIfNeeded: Hasher().finalize()) | 1

  public init() {}

  /// The functions, in the order in which they came.
  var labels: [FunctionLabel] { index.labels }

  /// How many profiles have been added.
  public var count: Int { requests.count }

  /// Adds the profile of a request. O(functions + edges of the profile). A profile that is refused changes nothing.
  public mutating func add(_ profile: Profile, from file: FilePath) throws(Failure) {
    guard requests.isEmpty || profile.measure == measure else { throw .differentMeasures }
    guard strings.hasRoom(for: profile.functions.strings), labels.count + profile.functions.count < Int32.max,
      edges.count + profile.graph.count < Int32.max
    else { throw .tooLarge }
    measure = profile.measure
    let rows = rows(of: profile.functions)
    add(profile.functions, at: rows)
    add(profile.graph, at: rows)
    samples.add(profile.functions, rows: rows, request: requests.count)
    notes.add(profile.notes)
    addStacks(of: profile, at: rows)
    requests.append(MergedRequest(file: file, totalTime: profile.totalTime, calls: profile.calls))
  }

  private mutating func addStacks(of profile: Profile, at rows: [Int32]) {
    guard var stacks = stacks.take(), let tree = profile.stacks, stacks.add(tree, rows: rows) else { return }
    self.stacks = stacks
  }

  // MARK: Functions

  /// The rows of a profile's functions in the columns of the merge; new functions get new ones.
  private mutating func rows(of functions: FunctionTable) -> [Int32] {
    var ids = [StringID?](repeating: nil, count: functions.strings.count)
    return functions.ids.map { id in
      let file = string(functions.files[id.row], of: functions.strings, &ids)
      let name = string(functions.names[id.row], of: functions.strings, &ids)
      return row(of: FunctionLabel(file: file, line: functions.lines[id.row], name: name))
    }
  }

  /// A string of a profile in the strings of the merge; `ids` are those that were looked up before.
  private mutating func string(_ id: StringID, of table: StringTable, _ ids: inout [StringID?]) -> StringID {
    if let known = ids[id.row] { return known }
    let new = table.withBytes(of: id) { strings.intern($0) }
    ids[id.row] = new
    return new
  }

  private mutating func row(of label: FunctionLabel) -> Int32 {
    let row = index.number(of: label, hash: label.hashValue)
    if Int(row) == sums.count {
      sums.append(.zero)
      hasEntry.append(false)
      extremes.append(FunctionExtremes())
    }
    return row
  }

  private mutating func add(_ functions: FunctionTable, at rows: [Int32]) {
    for id in functions.ids.prefix(functions.entryCount) {
      let row = Int(rows[id.row])
      let numbers = ProfileBuilder.Numbers(
        calls: functions.calls[id.row], primitiveCalls: functions.primitiveCalls[id.row],
        selfTime: functions.selfTimes[id.row], cumulativeTime: functions.cumulativeTimes[id.row])
      hasEntry[row] = true
      sums[row] = sums[row] + numbers
      extremes[row].add(numbers, request: requests.count)
    }
  }

  // MARK: Edges

  private mutating func add(_ graph: CallGraph, at rows: [Int32]) {
    for row in 0..<graph.count {
      let id = EdgeID(Int32(truncatingIfNeeded: row))
      let caller = rows[graph.callers[row].row]
      let callee = rows[graph.callees[row].row]
      let numbers = ProfileBuilder.Numbers(
        calls: graph.calls[row], primitiveCalls: graph.primitiveCalls[row], selfTime: graph.selfTimes[row],
        cumulativeTime: graph.cumulativeTimes[row])
      add(MergedEdge(caller: caller, callee: callee, numbers: numbers, isTimed: graph.isTimed(id)))
    }
  }

  private mutating func add(_ edge: MergedEdge) {
    let key = PairKey(edge.caller, edge.callee).bits
    let hash = Int(truncatingIfNeeded: ((key ^ key >> 29 ^ seed) &* 0x9E37_79B9_7F4A_7C15) >> 32)
    let known = rowsOfEdges.row(hash: hash) { row in
      edges[Int(row)].caller == edge.caller && edges[Int(row)].callee == edge.callee
    }
    if let known {
      edges[Int(known)].add(edge)
    } else {
      rowsOfEdges.insert(Int32(truncatingIfNeeded: edges.count), hash: hash)
      edges.append(edge)
    }
  }
}

/// A call edge of a merge: its ends are rows of the merge's functions.
struct MergedEdge: Sendable {
  let caller: Int32
  let callee: Int32
  private(set) var numbers: ProfileBuilder.Numbers
  private(set) var isTimed: Bool

  mutating func add(_ edge: MergedEdge) {
    numbers = numbers + edge.numbers
    isTimed = isTimed && edge.isTimed
    if !isTimed { (numbers.selfTime, numbers.cumulativeTime) = (0, 0) }
  }
}

extension ProfileBuilder.Numbers {
  /// Each number divided; see ``Count/divided(by:)``.
  func divided(by count: Int) -> Self {
    Self(
      calls: calls.divided(by: count), primitiveCalls: primitiveCalls.divided(by: count),
      selfTime: selfTime / Double(count), cumulativeTime: cumulativeTime / Double(count))
  }
}

extension Count {
  /// A mean: exact where the division leaves no rest, else the nearest floating-point number, which is inexact.
  ///
  /// - Precondition: `count` is positive.
  func divided(by count: Int) -> Count {
    if case .exact(let integer) = self, integer.isMultiple(of: Int64(count)) { return .exact(integer / Int64(count)) }
    return .inexact(value / Double(count))
  }
}

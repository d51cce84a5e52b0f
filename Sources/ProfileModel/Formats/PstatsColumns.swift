/// The columns of a pstats file while it is read, and the profile that they make.
///
/// Rows are in the order of the file, and functions are labels as they stand in it: cProfile's files have a function once
/// as a key and once more as a caller, and strange ones have several entries of it. ``profile(strings:)`` puts that right
/// in loops without parsing in between, where the processor waits for the memory of many rows at a time.
struct PstatsColumns: ~Copyable {
  var measure = Measure.calls
  /// Every tuple (file, line, name) of the file; those that stand again by reference are one.
  private(set) var labels: [FunctionLabel] = []
  /// The numbers of each entry.
  private(set) var entries = NumberColumns()
  /// The numbers of each edge.
  private(set) var edges = NumberColumns()
  var clampedLines = 0
  var trailingBytes = 0

  /// How many entries and edges stand in the file twice.
  private var duplicates = 0
  /// The label of each entry.
  private var entryLabels: [Int32] = []
  /// The first edge of each entry.
  private var firstEdges: [Int32] = []
  /// The caller of each edge: a row of `labels`, or what ``deferred(_:)`` makes of a reference until it is looked up.
  private var callers: [FunctionID] = []
  /// A flag for each edge, or empty while all are timed.
  private var untimed: [Bool] = []
  /// No file holds more edges than this without repeating some by reference: an edge takes at least a reference of five
  /// bytes and a bool of one.
  private let edgeLimit: Int

  init(fileSize: Int) {
    edgeLimit = fileSize / 6
    edges.reserveCapacity(fileSize / 36)
    callers.reserveCapacity(fileSize / 36)
  }

  func isTimed(_ edge: Int) -> Bool { untimed.isEmpty || !untimed[edge] }

  // MARK: Adding rows

  /// Adds a label.
  ///
  /// - Returns: its row, by which entries and edges refer to it.
  mutating func append(_ label: FunctionLabel) -> Int32 {
    labels.append(label)
    return Int32(truncatingIfNeeded: labels.count - 1)
  }

  /// Adds an entry; edges that are added after it are those into it.
  mutating func appendEntry(of label: Int32, _ numbers: NumberColumns.Row) -> Int {
    entries.append(numbers)
    entryLabels.append(label)
    firstEdges.append(Int32(truncatingIfNeeded: edges.count))
    return entries.count - 1
  }

  /// Adds an edge into the last entry.
  mutating func appendEdge(from label: Int32, _ numbers: NumberColumns.Row, isTimed: Bool) -> Int {
    edges.append(numbers)
    callers.append(FunctionID(label))
    if !isTimed || !untimed.isEmpty { appendFlag(isTimed) }
    return edges.count - 1
  }

  /// Stands for the label to which a reference of this number leads, until ``lookUpCallers(in:)``.
  static func deferred(_ reference: Int32) -> Int32 { ~reference }

  /// Puts labels in the place of references to them.
  ///
  /// - Returns: false if one leads to something else.
  mutating func lookUpCallers(in references: [MarshalReference]) -> Bool {
    for edge in callers.indices where callers[edge].rawValue < 0 {
      let reference = references[Int(~callers[edge].rawValue)]
      guard reference.kind == .label else { return false }
      callers[edge] = FunctionID(Int32(bitPattern: reference.payload))
    }
    return true
  }

  private mutating func appendFlag(_ isTimed: Bool) {
    if untimed.isEmpty { untimed = Array(repeating: false, count: edges.count - 1) }
    untimed.append(!isTimed)
  }

  /// Adds the edges into an earlier entry to the last one.
  ///
  /// - Returns: false if there would be more than a file of this size can hold.
  mutating func repeatCallers(of earlier: Int) -> Bool {
    let range = edgeRange(of: earlier)
    guard edges.count + range.count <= edgeLimit else { return false }
    for edge in range { _ = appendEdge(from: callers[edge].rawValue, edges[edge], isTimed: isTimed(edge)) }
    return true
  }

  private func edgeRange(of entry: Int) -> Range<Int> {
    let end = entry + 1 < firstEdges.count ? Int(firstEdges[entry + 1]) : edges.count
    return Int(firstEdges[entry])..<end
  }
}

// MARK: - The profile

extension PstatsColumns {
  /// The profile: functions with entries first, in the order of the file; then the callers without.
  consuming func profile(strings: borrowing StringInterner) -> Profile {
    numberFunctions()
    let notes = notes(strings)
    let entryCount = entries.count
    for _ in entryCount..<labels.count { entries.append(.zero) }
    let functions = FunctionTable(
      strings: strings.table(), files: labels.map(\.file), names: labels.map(\.name), lines: labels.map(\.line),
      calls: entries.calls, primitiveCalls: entries.primitiveCalls, selfTimes: entries.selfTimes,
      cumulativeTimes: entries.cumulativeTimes, entryCount: entryCount)
    let graph = CallGraph(
      functionCount: labels.count, callers: callers, callees: callees(), calls: edges.calls,
      primitiveCalls: edges.primitiveCalls, selfTimes: edges.selfTimes, cumulativeTimes: edges.cumulativeTimes,
      untimed: untimed)
    return Profile(measure: measure, functions: functions, graph: graph, notes: notes)
  }

  /// Makes labels distinct and their rows the numbers of functions: those of entries first, then those of callers.
  ///
  /// O(labels). Hashing in a loop of its own halves the time of the others: they do nothing but wait for memory.
  private mutating func numberFunctions() {
    var index = LabelIndex(expecting: max(entries.count, labels.count / 2))
    var functions = [Int32](repeating: -1, count: labels.count)
    let hashes = labels.map(\.hashValue)
    for label in entryLabels.lazy.map({ Int($0) }) {
      functions[label] = index.number(of: labels[label], hash: hashes[label])
    }
    if index.labels.count < entries.count {
      dropRepeatedEntries()
      return numberFunctions()
    }
    for label in labels.indices where functions[label] < 0 {
      functions[label] = index.number(of: labels[label], hash: hashes[label])
    }
    labels = index.labels
    entryLabels = Array(0..<Int32(truncatingIfNeeded: entries.count))
    if resolveCallers(functions) { dropRepeatedCallers() }
  }

  /// Turns the callers of edges from labels into functions.
  ///
  /// - Returns: whether an entry has several edges from one caller.
  private mutating func resolveCallers(_ functions: [Int32]) -> Bool {
    var lastEntries = [Int32](repeating: -1, count: labels.count)
    var isRepeated = false
    for entry in firstEdges.indices {
      for edge in edgeRange(of: entry) {
        let caller = functions[callers[edge].row]
        callers[edge] = FunctionID(caller)
        if lastEntries[Int(caller)] == Int32(truncatingIfNeeded: entry) { isRepeated = true }
        lastEntries[Int(caller)] = Int32(truncatingIfNeeded: entry)
      }
    }
    return isRepeated
  }

  private func callees() -> [FunctionID] {
    var callees: [FunctionID] = []
    callees.reserveCapacity(edges.count)
    for entry in firstEdges.indices {
      let callee = FunctionID(Int32(truncatingIfNeeded: entry))
      callees.append(contentsOf: repeatElement(callee, count: edgeRange(of: entry).count))
    }
    return callees
  }

  private func notes(_ strings: borrowing StringInterner) -> [ProfileNote] {
    let oddities = entries.oddities() + edges.oddities()
    let ghosts = labels.count - entries.count
    let undecodable = strings.undecodableCount(labels)
    let all: [(count: Int, note: ProfileNote)] = [
      (trailingBytes, .trailingBytes(trailingBytes)), (duplicates, .duplicateEntries(duplicates)),
      (ghosts, .ghosts(ghosts)), (oddities.inexactCounts, .inexactCounts(oddities.inexactCounts)),
      (oddities.impossibleCounts, .impossibleCounts(oddities.impossibleCounts)),
      (oddities.times, .oddTimes(oddities.times)), (undecodable, .undecodableNames(undecodable)),
      (clampedLines, .clampedLines(clampedLines)),
    ]
    return all.filter { $0.count > 0 }.map(\.note)
  }
}

// MARK: - Repeats

/// As in a Python dict, what stands twice keeps its first place and takes its last value. Python writes no such file.
extension PstatsColumns {
  private mutating func dropRepeatedEntries() {
    var rows: [FunctionLabel: Int] = [:]
    var kept: [Int] = []
    for (entry, label) in entryLabels.enumerated() {
      if let row = rows[labels[Int(label)]] {
        kept[row] = entry
      } else {
        rows[labels[Int(label)]] = kept.count
        kept.append(entry)
      }
    }
    duplicates += entries.count - kept.count
    var result = withoutRows()
    for entry in kept {
      _ = result.appendEntry(of: result.append(labels[Int(entryLabels[entry])]), entries[entry])
      for edge in edgeRange(of: entry) {
        let label = result.append(labels[callers[edge].row])
        _ = result.appendEdge(from: label, edges[edge], isTimed: isTimed(edge))
      }
    }
    self = result
  }

  /// - Precondition: labels are distinct.
  private mutating func dropRepeatedCallers() {
    var result = withoutRows()
    result.labels = labels
    for entry in firstEdges.indices {
      _ = result.appendEntry(of: entryLabels[entry], entries[entry])
      var rows: [FunctionID: Int] = [:]
      for edge in edgeRange(of: entry) {
        let caller = callers[edge]
        if let row = rows[caller] {
          result.replaceEdge(row, edges[edge], isTimed: isTimed(edge))
        } else {
          rows[caller] = result.appendEdge(from: caller.rawValue, edges[edge], isTimed: isTimed(edge))
        }
      }
    }
    result.duplicates += edges.count - result.edges.count
    self = result
  }

  private mutating func replaceEdge(_ edge: Int, _ numbers: NumberColumns.Row, isTimed: Bool) {
    edges[edge] = numbers
    if untimed.isEmpty && !isTimed { untimed = Array(repeating: false, count: edges.count) }
    if !untimed.isEmpty { untimed[edge] = !isTimed }
  }

  private func withoutRows() -> PstatsColumns {
    var result = PstatsColumns(fileSize: 0)
    result.measure = measure
    result.clampedLines = clampedLines
    result.trailingBytes = trailingBytes
    result.duplicates = duplicates
    return result
  }
}

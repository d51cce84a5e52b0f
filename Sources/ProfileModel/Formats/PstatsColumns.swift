/// The columns of a pstats file while it is read, and the profile that they make.
///
/// Rows of entries and edges are in the order of the file and may repeat a function; functions have provisional
/// numbers in the order of first sight. ``profile(strings:)`` puts that right.
struct PstatsColumns {
  var measure = Measure.calls
  var functions: FunctionInterner
  /// The numbers of each entry.
  private(set) var entries = NumberColumns()
  /// The numbers of each edge.
  private(set) var edges = NumberColumns()
  var clampedLines = 0
  var trailingBytes = 0

  /// The function of each entry.
  private var entryFunctions: [Int32] = []
  /// The first edge of each entry.
  private var firstEdges: [Int32] = []
  private var callers: [FunctionID] = []
  /// A flag for each edge, or empty while all are timed.
  private var untimed: [Bool] = []
  /// For each function the last edge in which it was the caller, or -1.
  private var lastEdges: [Int32] = []
  private var duplicates = 0
  /// A file cannot hold more edges than this without repeating some by reference: an edge takes a reference of five
  /// bytes and a bool of one at least.
  private let edgeLimit: Int

  init(fileSize: Int) {
    edgeLimit = fileSize / 6
    functions = FunctionInterner(expecting: fileSize / 256)
    edges.reserveCapacity(fileSize / 36)
    callers.reserveCapacity(fileSize / 36)
  }

  func isTimed(_ edge: Int) -> Bool { untimed.isEmpty || !untimed[edge] }

  // MARK: Adding rows

  /// Adds an entry; edges that are added after it are those into it.
  mutating func appendEntry(of function: Int32, _ numbers: NumberColumns.Row) -> Int {
    entries.append(numbers)
    entryFunctions.append(function)
    firstEdges.append(Int32(truncatingIfNeeded: edges.count))
    return entries.count - 1
  }

  /// Adds an edge into the last entry, or changes it if the entry has one from this caller, as a dict does.
  mutating func appendEdge(from caller: Int32, _ numbers: NumberColumns.Row, isTimed: Bool) -> Int {
    if let known = edge(from: caller) {
      duplicates += 1
      edges[known] = numbers
      setTimed(isTimed, known)
      return known
    }
    let edge = edges.count
    edges.append(numbers)
    callers.append(FunctionID(caller))
    lastEdges[Int(caller)] = Int32(truncatingIfNeeded: edge)
    if !untimed.isEmpty { untimed.append(false) }
    setTimed(isTimed, edge)
    return edge
  }

  /// Adds the edges into an earlier entry to the last one.
  ///
  /// - Returns: false if the file would become larger than files can be.
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

  /// The edge from this caller into the last entry.
  private mutating func edge(from caller: Int32) -> Int? {
    while lastEdges.count < functions.count { lastEdges.append(-1) }
    let last = lastEdges[Int(caller)]
    return last >= firstEdges[firstEdges.count - 1] ? Int(last) : nil
  }

  private mutating func setTimed(_ isTimed: Bool, _ edge: Int) {
    if isTimed && untimed.isEmpty { return }
    if untimed.isEmpty { untimed = Array(repeating: false, count: edges.count) }
    untimed[edge] = !isTimed
  }
}

// MARK: - The profile

extension PstatsColumns {
  /// The profile: functions with entries first, in the order of the file; then the callers without.
  consuming func profile(strings: StringInterner) -> Profile {
    dropRepeatedEntries()
    let ids = finalIDs()
    for edge in callers.indices { callers[edge] = FunctionID(ids.of[callers[edge].row]) }
    let strings = strings.table()
    let notes = notes(ghosts: ids.count - entries.count)
    let functions = table(ids, strings)
    let graph = CallGraph(
      functionCount: ids.count, callers: callers, callees: callees(), calls: edges.calls,
      primitiveCalls: edges.primitiveCalls, selfTimes: edges.selfTimes, cumulativeTimes: edges.cumulativeTimes,
      untimed: untimed)
    return Profile(measure: measure, functions: functions, graph: graph, notes: notes)
  }

  /// Where functions have several entries, keeps the place of the first and the numbers and callers of the last.
  private mutating func dropRepeatedEntries() {
    var rowOfFunction = [Int32](repeating: -1, count: functions.count)
    var kept: [Int] = []
    for (entry, function) in entryFunctions.enumerated() {
      if rowOfFunction[Int(function)] >= 0 {
        kept[Int(rowOfFunction[Int(function)])] = entry
      } else {
        rowOfFunction[Int(function)] = Int32(truncatingIfNeeded: kept.count)
        kept.append(entry)
      }
    }
    if kept.count == entries.count { return }
    duplicates += entries.count - kept.count
    keep(entries: kept)
  }

  private mutating func keep(entries kept: [Int]) {
    var result = PstatsColumns(fileSize: 0)
    result.functions = functions
    for entry in kept {
      _ = result.appendEntry(of: entryFunctions[entry], entries[entry])
      for edge in edgeRange(of: entry) {
        _ = result.appendEdge(from: callers[edge].rawValue, edges[edge], isTimed: isTimed(edge))
      }
    }
    entries = result.entries
    edges = result.edges
    entryFunctions = result.entryFunctions
    firstEdges = result.firstEdges
    callers = result.callers
    untimed = result.untimed
  }

  /// The final numbers of functions by provisional ones, -1 for those that are neither an entry nor a caller; and how
  /// many there are.
  private func finalIDs() -> (of: [Int32], count: Int) {
    var ids = [Int32](repeating: -1, count: functions.count)
    var count: Int32 = 0
    for function in entryFunctions {
      ids[Int(function)] = count
      count += 1
    }
    for caller in callers where ids[caller.row] < 0 {
      ids[caller.row] = count
      count += 1
    }
    return (ids, Int(count))
  }

  private func callees() -> [FunctionID] {
    var callees: [FunctionID] = []
    callees.reserveCapacity(edges.count)
    for entry in firstEdges.indices {
      callees.append(contentsOf: repeatElement(FunctionID(Int32(entry)), count: edgeRange(of: entry).count))
    }
    return callees
  }

  private mutating func table(_ ids: (of: [Int32], count: Int), _ strings: StringTable) -> FunctionTable {
    var files = [StringID](repeating: StringID(0), count: ids.count)
    var names = files
    var lines = [Int32](repeating: 0, count: ids.count)
    for (function, id) in ids.of.enumerated() where id >= 0 {
      files[Int(id)] = functions.files[function]
      names[Int(id)] = functions.names[function]
      lines[Int(id)] = functions.lines[function]
    }
    let entryCount = entries.count
    for _ in entryCount..<ids.count { entries.append(.zero) }
    return FunctionTable(
      strings: strings, files: files, names: names, lines: lines, calls: entries.calls,
      primitiveCalls: entries.primitiveCalls, selfTimes: entries.selfTimes, cumulativeTimes: entries.cumulativeTimes,
      entryCount: entryCount)
  }

  private func notes(ghosts: Int) -> [ProfileNote] {
    var inexact = 0
    var impossible = 0
    var odd = 0
    for columns in [entries, edges] {
      for row in 0..<columns.count {
        let numbers = columns[row]
        inexact += numbers.inexactCounts
        impossible += numbers.hasImpossibleCounts ? 1 : 0
        odd += numbers.hasOddTimes ? 1 : 0
      }
    }
    let all: [(count: Int, note: ProfileNote)] = [
      (trailingBytes, .trailingBytes(trailingBytes)), (duplicates, .duplicateEntries(duplicates)),
      (ghosts, .ghosts(ghosts)), (inexact, .inexactCounts(inexact)), (impossible, .impossibleCounts(impossible)),
      (odd, .oddTimes(odd)), (clampedLines, .clampedLines(clampedLines)),
    ]
    return all.filter { $0.count > 0 }.map(\.note)
  }
}

/// A column of the function table, in the order of the screen.
public enum TableColumn: Int, CaseIterable, SortColumn {
  case calls
  case selfTime
  case selfTimePerCall
  case cumulativeTime
  case cumulativeTimePerCall
  case name

  /// Whether the column is read from the largest down, if not told otherwise.
  public var startsWithLargest: Bool { self != .name }
}

/// How the function table is sorted.
public typealias TableOrder = ColumnOrder<TableColumn>

extension Profile {
  /// Seconds of a function's own code for each call; nil where there is no call.
  public func selfTimePerCall(_ function: FunctionID) -> Double? {
    Self.quotient(functions.selfTimes[function.row], functions.calls[function.row])
  }

  /// Seconds in the function and all it called for each *primitive* call, as in pstats; nil where there is none.
  public func cumulativeTimePerCall(_ function: FunctionID) -> Double? {
    Self.quotient(functions.cumulativeTimes[function.row], functions.primitiveCalls[function.row])
  }

  private static func quotient(_ time: Double, _ calls: Count) -> Double? {
    calls.value == 0 || calls.value.isNaN ? nil : time / calls.value
  }

  /// The functions in a table's order; equal ones keep the order of the file. O(functions).
  public func sorted(_ functions: [FunctionID], by order: TableOrder) -> [FunctionID] {
    switch order.column {
    case .name: sortedByName(functions, isDescending: order.isDescending)
    case .calls: sorted(functions, order) { self.functions.calls[$0.row].value }
    case .selfTime: sorted(functions, order) { self.functions.selfTimes[$0.row] }
    case .selfTimePerCall: sorted(functions, order) { selfTimePerCall($0) ?? -.infinity }
    case .cumulativeTime: sorted(functions, order) { self.functions.cumulativeTimes[$0.row] }
    case .cumulativeTimePerCall: sorted(functions, order) { cumulativeTimePerCall($0) ?? -.infinity }
    }
  }

  /// Sorts by a number; what is not a number counts as the smallest, so that the order stays total.
  private func sorted(
    _ functions: [FunctionID], _ order: TableOrder, by number: (FunctionID) -> Double
  ) -> [FunctionID] {
    RadixSort.sorted(inFileOrder(functions)) { function in
      let key = UInt64(ordering: number(function))
      return order.isDescending ? ~key : key
    }
  }

  private func inFileOrder(_ functions: [FunctionID]) -> [FunctionID] {
    zip(functions, functions.dropFirst()).allSatisfy(<) ? functions : functions.sorted()
  }

  /// Sorts by the file's base name, then line, then name. Names are looked at only where file and line are the same.
  private func sortedByName(_ functions: [FunctionID], isDescending: Bool) -> [FunctionID] {
    let table = self.functions
    let ranks = fileRanks()
    func key(_ function: FunctionID) -> UInt64 {
      let line = UInt32(bitPattern: table.lines[function.row]) ^ 1 << 31
      return UInt64(ranks[table.files[function.row].row]) << 32 | UInt64(line)
    }
    var sorted = RadixSort.sorted(inFileOrder(functions), by: key)
    var start = 0
    while start < sorted.count {
      let first = key(sorted[start])
      let end = sorted[start...].firstIndex { key($0) != first } ?? sorted.count
      if end - start > 1 { sorted.replaceSubrange(start..<end, with: sortedByNameAlone(sorted[start..<end])) }
      start = end
    }
    return isDescending ? sorted.reversed() : sorted
  }

  private func sortedByNameAlone(_ functions: ArraySlice<FunctionID>) -> [FunctionID] {
    let table = self.functions
    return functions.map { (name: OrderedBytes(table.strings.bytes(of: table.names[$0.row])), function: $0) }
      .sorted { ($0.name, $0.function) < ($1.name, $1.function) }.map(\.function)
  }

  /// For each string that is some function's file the place of its base name among all of them, by string.
  private func fileRanks() -> [UInt32] {
    let strings = functions.strings
    var ranks = [UInt32](repeating: 0, count: strings.count)
    var isFile = [Bool](repeating: false, count: strings.count)
    for file in functions.files { isFile[file.row] = true }
    let files = isFile.indices.lazy.filter { isFile[$0] }
      .map { (row: $0, name: OrderedBytes(Self.baseName(strings.bytes(of: StringID(Int32($0)))))) }
      .sorted { $0.name < $1.name }
    var rank: UInt32 = 0
    for (index, file) in files.enumerated() {
      if index > 0, files[index - 1].name < file.name { rank += 1 }
      ranks[file.row] = rank
    }
    return ranks
  }

  /// The last component of a file's path.
  private static func baseName(_ path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let slash = UInt8(ascii: "/")
    let end = path.lastIndex { $0 != slash }.map { $0 + 1 } ?? path.startIndex
    return path[(path[..<end].lastIndex(of: slash).map { $0 + 1 } ?? path.startIndex)..<end]
  }
}

/// A name in the order of its bytes.
private struct OrderedBytes: Comparable {
  private let bytes: ArraySlice<UInt8>
  /// The first eight as a number: it tells most names apart.
  private let start: UInt64

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    start = (0..<8).reduce(0) { start, index in
      start << 8 | UInt64(index < bytes.count ? bytes[bytes.startIndex + index] : 0)
    }
  }

  static func < (left: OrderedBytes, right: OrderedBytes) -> Bool {
    left.start != right.start ? left.start < right.start : left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  static func == (left: OrderedBytes, right: OrderedBytes) -> Bool {
    left.start == right.start && left.bytes == right.bytes
  }
}

/// The functions of a profile as columns; a ``FunctionID`` is a row of each.
///
/// A class, so that whoever holds a profile holds one reference and not a dozen; nothing of it ever changes.
public final class FunctionTable: Sendable {
  /// Where ``files`` and ``names`` are looked up.
  public let strings: StringTable
  /// Columns, one row a function: the path as the file has it, the name, and the line of the definition, 0 for
  /// built-ins.
  public let files: [StringID]
  public let names: [StringID]
  public let lines: [Int32]
  /// How often each was called, and how often not from within itself.
  public let calls: CountColumn
  public let primitiveCalls: CountColumn
  /// Seconds, as the file has them: may be negative, infinite or not a number.
  public let selfTimes: [Double]
  /// Seconds, as the file has them: may be negative, infinite or not a number.
  public let cumulativeTimes: [Double]
  /// How many functions have an entry of their own: those with the smaller ids. The rest are ghosts.
  public let entryCount: Int

  init(
    strings: StringTable, files: [StringID], names: [StringID], lines: [Int32], calls: CountColumn,
    primitiveCalls: CountColumn, selfTimes: [Double], cumulativeTimes: [Double], entryCount: Int
  ) {
    let count = files.count
    precondition(
      names.count == count && lines.count == count && calls.count == count && primitiveCalls.count == count
        && selfTimes.count == count && cumulativeTimes.count == count && entryCount <= count,
      "the columns of a function table have one length")
    self.strings = strings
    self.files = files
    self.names = names
    self.lines = lines
    self.calls = calls
    self.primitiveCalls = primitiveCalls
    self.selfTimes = selfTimes
    self.cumulativeTimes = cumulativeTimes
    self.entryCount = entryCount
  }

  /// The same functions with other self times.
  func replacing(selfTimes: [Double]) -> FunctionTable {
    FunctionTable(
      strings: strings, files: files, names: names, lines: lines, calls: calls, primitiveCalls: primitiveCalls,
      selfTimes: selfTimes, cumulativeTimes: cumulativeTimes, entryCount: entryCount)
  }

  /// How many functions there are, ghosts included.
  public var count: Int { files.count }

  /// All functions, ghosts included, in the order of the file.
  public var ids: some RandomAccessCollection<FunctionID> {
    (0..<Int32(count)).lazy.map { FunctionID($0) }
  }

  /// Whether the file has numbers for the function; else it is only named as somebody's caller.
  public func hasEntry(_ id: FunctionID) -> Bool { id.row < entryCount }

  /// As the file has it, not cleaned for output.
  public func name(of id: FunctionID) -> String { strings[names[id.row]] }

  /// As the file has it, not cleaned for output.
  public func file(of id: FunctionID) -> String { strings[files[id.row]] }

  /// The function's values with its strings decoded. O(length of the strings).
  public subscript(id: FunctionID) -> Function {
    Function(
      id: id, file: file(of: id), line: Int(lines[id.row]), name: name(of: id), calls: calls[id.row],
      primitiveCalls: primitiveCalls[id.row], selfTime: selfTimes[id.row], cumulativeTime: cumulativeTimes[id.row],
      hasEntry: hasEntry(id))
  }
}

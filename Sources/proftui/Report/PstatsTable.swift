import ProfileModel

/// A profile as pstats holds it: labels with numbers and callers, in the order of its dictionary.
///
/// pstats' reports depend on that order, on comparing labels code point by code point, and on what `strip_dirs` does to
/// labels that become one; so they are made from this rather than from the profile.
struct PstatsTable: Sendable {
  /// The key of pstats' dictionary, as bytes: Python tells names apart that are equal to a reader.
  struct Label: Hashable, Sendable {
    var file: [UInt8]
    let line: Int
    let name: [UInt8]

    /// `file:line(name)`, and `{name}` for built-ins; fit to be shown.
    var standardName: String {
      let name = VisibleText.clean(bytes: self.name)
      if file == Array("~".utf8), line == 0 {
        return name.hasPrefix("<") && name.hasSuffix(">") ? "{\(name.dropFirst().dropLast())}" : name
      }
      return "\(VisibleText.clean(bytes: file)):\(line)(\(name))"
    }

    /// Without the file's directories, as `os.path.basename` has it.
    fileprivate var stripped: Label {
      var label = self
      if let slash = file.lastIndex(of: UInt8(ascii: "/")) { label.file = Array(file[(slash + 1)...]) }
      return label
    }
  }

  /// A function's or an edge's numbers.
  struct Numbers: Hashable, Sendable {
    var calls: Count
    var primitiveCalls: Count
    var selfTime: Double
    var cumulativeTime: Double

    fileprivate static func + (left: Numbers, right: Numbers) -> Numbers {
      Numbers(
        calls: left.calls + right.calls, primitiveCalls: left.primitiveCalls + right.primitiveCalls,
        selfTime: left.selfTime + right.selfTime, cumulativeTime: left.cumulativeTime + right.cumulativeTime)
    }
  }

  /// One function with its callers.
  struct Entry: Sendable {
    /// The function of the profile; the first one where several became one.
    let id: FunctionID
    var label: Label
    var numbers: Numbers
    var callers: [Caller]
  }

  /// A caller, with the numbers of the edge.
  struct Caller: Sendable {
    var label: Label
    var numbers: Numbers
    /// Whether the file has more than the number of calls.
    let isTimed: Bool
  }

  private(set) var entries: [Entry]
  let totalTime: Double
  let calls: Count
  let primitiveCalls: Count

  /// O(functions + edges).
  init(_ profile: Profile) {
    let functions = profile.functions
    // Functions share their texts, one of which may stand for very many.
    let texts = (0..<Int32(functions.strings.count)).map { Array(functions.strings.bytes(of: StringID($0))) }
    let labels = functions.ids.map { id in
      Label(
        file: texts[functions.files[id.row].row], line: Int(functions.lines[id.row]),
        name: texts[functions.names[id.row].row])
    }
    totalTime = profile.totalTime
    calls = profile.calls
    primitiveCalls = profile.primitiveCalls
    entries = functions.ids.prefix(functions.entryCount).map { id in
      let callers = profile.graph.incoming(to: id).map { profile.graph[$0] }
      return Entry(
        id: id, label: labels[id.row], numbers: Numbers(functions[id]),
        callers: callers.map { Caller(label: labels[$0.caller.row], numbers: Numbers($0), isTimed: $0.isTimed) })
    }
  }

  /// pstats' `strip_dirs`: labels lose their directories, and functions whose labels become one are added up.
  ///
  /// Callers of one function whose labels become one are *not* added up: the last one stays, as in pstats.
  /// Source: CPython, `Lib/pstats.py`, `Stats.strip_dirs`. O(functions + edges).
  var strippingDirectories: PstatsTable {
    var table = self
    table.entries = []
    var rows: [Label: Int] = [:]
    for entry in entries {
      let stripped = Self.stripped(entry)
      if let row = rows[stripped.label] {
        table.entries[row].numbers = table.entries[row].numbers + stripped.numbers
        for caller in stripped.callers { table.entries[row].add(caller) }
      } else {
        rows[stripped.label] = table.entries.count
        table.entries.append(stripped)
      }
    }
    return table
  }

  private static func stripped(_ entry: Entry) -> Entry {
    var rows: [Label: Int] = [:]
    var callers: [Caller] = []
    for var caller in entry.callers {
      caller.label = caller.label.stripped
      if let row = rows[caller.label] {
        callers[row] = caller
      } else {
        rows[caller.label] = callers.count
        callers.append(caller)
      }
    }
    return Entry(id: entry.id, label: entry.label.stripped, numbers: entry.numbers, callers: callers)
  }

  /// Every function that calls others, with its callees and the numbers of the edges.
  var callees: [Label: [Caller]] {
    var callees: [Label: [Caller]] = [:]
    for entry in entries {
      for caller in entry.callers {
        callees[caller.label, default: []].append(
          Caller(label: entry.label, numbers: caller.numbers, isTimed: caller.isTimed))
      }
    }
    return callees
  }
}

extension PstatsTable.Entry {
  /// Adds the numbers of an edge to those of the same caller.
  fileprivate mutating func add(_ caller: PstatsTable.Caller) {
    if let row = callers.firstIndex(where: { $0.label == caller.label }) {
      callers[row].numbers = callers[row].numbers + caller.numbers
    } else {
      callers.append(caller)
    }
  }
}

extension PstatsTable.Numbers {
  fileprivate init(_ function: Function) {
    self.init(
      calls: function.calls, primitiveCalls: function.primitiveCalls, selfTime: function.selfTime,
      cumulativeTime: function.cumulativeTime)
  }

  fileprivate init(_ edge: CallEdge) {
    self.init(
      calls: edge.calls, primitiveCalls: edge.primitiveCalls, selfTime: edge.selfTime,
      cumulativeTime: edge.cumulativeTime)
  }
}

extension PstatsTable.Label: Comparable {
  /// By file, line and name, as Python compares tuples: strings code point by code point, which is byte by byte in UTF-8.
  static func < (left: PstatsTable.Label, right: PstatsTable.Label) -> Bool {
    if left.file != right.file { return left.file.lexicographicallyPrecedes(right.file) }
    if left.line != right.line { return left.line < right.line }
    return left.name.lexicographicallyPrecedes(right.name)
  }
}

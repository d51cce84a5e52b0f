/// Writes a call graph in callgrind's format, for KCachegrind and callgrind_annotate.
///
/// The format holds a call graph as pstats does, so the numbers are the file's own, rounded to nanoseconds: self times of
/// functions, and calls and cumulative time of every call edge. Where in a caller a call stands is not known; it is put
/// on the caller's first line. Primitive calls have no place in the format.
///
/// Source: Valgrind manual, "Callgrind Format Specification".
public struct CallgrindWriter {
  private let profile: Profile
  private var text: [UInt8] = []
  private var files: CallgrindNames
  private var functions: CallgrindNames

  private init(_ profile: Profile) {
    self.profile = profile
    files = CallgrindNames(count: profile.functions.strings.count)
    functions = CallgrindNames(count: profile.functions.count)
  }

  /// The whole text. O(functions + edges).
  ///
  /// - Parameter command: what was profiled, for people; cleaned.
  public static func bytes(of profile: Profile, command: String) -> [UInt8] {
    var writer = CallgrindWriter(profile)
    let unit = profile.measure == .samples ? "Sampled time" : "Time"
    writer.put("# callgrind format\nversion: 1\ncreator: proftui\ncmd: \(VisibleText.clean(command))\n")
    writer.put("positions: line\nevent: ns : \(unit) (ns)\nevents: ns\n")
    writer.put("summary: \(nanoseconds(profile.totalTime))\n")
    for function in profile.functions.ids { writer.putFunction(function) }
    return writer.text
  }

  private mutating func putFunction(_ function: FunctionID) {
    let table = profile.functions
    let edges = profile.graph.outgoing(from: function)
    guard table.hasEntry(function) || !edges.isEmpty else { return }
    let line = Swift.max(0, table.lines[function.row])
    put("\n")
    putPosition(of: function, prefix: "")
    put("\(line) \(Self.nanoseconds(table.selfTimes[function.row]))\n")
    for edge in edges { putCall(profile.graph[edge], from: line) }
  }

  private mutating func putCall(_ edge: CallEdge, from line: Int32) {
    putPosition(of: edge.callee, prefix: "c")
    put("calls=\(Self.calls(edge.calls)) \(Swift.max(0, profile.functions.lines[edge.callee.row]))\n")
    put("\(line) \(Self.nanoseconds(edge.cumulativeTime))\n")
  }

  /// `fl=(1) app.py` and `fn=(1) main:10`; the second time without the names.
  ///
  /// The line stands with the name because readers know functions by file and name alone.
  private mutating func putPosition(of function: FunctionID, prefix: String) {
    let table = profile.functions
    let file = table.files[function.row]
    let (fileNumber, isNewFile) = files.number(of: file.row)
    put("\(prefix)\(prefix.isEmpty ? "fl" : "fi")=(\(fileNumber))")
    put(isNewFile ? " \(VisibleText.clean(table.strings[file]))\n" : "\n")
    let (number, isNew) = functions.number(of: function.row)
    put("\(prefix)fn=(\(number))")
    guard isNew else { return put("\n") }
    let line = table.lines[function.row]
    put(" \(VisibleText.clean(table.name(of: function)))\(line > 0 ? ":\(line)" : "")\n")
  }

  private mutating func put(_ words: String) { text += words.utf8 }

  /// Costs are whole numbers, and not negative.
  private static func nanoseconds(_ seconds: Double) -> Int64 {
    let value = (seconds * 1e9).rounded()
    return value >= 9e18 ? 9_000_000_000_000_000_000 : Swift.max(0, Int64(exactly: value) ?? 0)
  }

  private static func calls(_ count: Count) -> Int64 {
    switch count {
    case .exact(let integer): Swift.max(0, integer)
    case .inexact(let value): value >= 9e18 ? .max : Swift.max(0, Int64(exactly: value.rounded()) ?? 0)
    }
  }
}

/// The numbers that stand for names, from 1 on, in the order in which they occur.
private struct CallgrindNames {
  private var numbers: [Int]
  private var used = 0

  init(count: Int) { numbers = Array(repeating: 0, count: count) }

  mutating func number(of row: Int) -> (number: Int, isNew: Bool) {
    if numbers[row] > 0 { return (numbers[row], false) }
    used += 1
    numbers[row] = used
    return (used, true)
  }
}

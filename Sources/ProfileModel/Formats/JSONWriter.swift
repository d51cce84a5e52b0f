/// Writes a profile as JSON, for tests and scripts: the schema `proftui.profile/1`.
///
///     {"schema": "proftui.profile/1", "source": "GET.index.prof", "total_seconds": 0.1, "calls": 7, "primitive_calls": 7,
///      "functions": [{"file": "app.py", "line": 1, "name": "main", "calls": 1, "primitive_calls": 1,
///                     "self_seconds": 0.1, "cumulative_seconds": 0.1,
///                     "callers": [{"function": 3, "calls": 1, "primitive_calls": 1,
///                                  "self_seconds": 0.1, "cumulative_seconds": 0.1}]}],
///      "roots": [0], "notes": []}
///
/// Functions are in the order of the file and referred to by index. A caller without an entry of its own is a function with
/// `"ghost": true` and zero numbers; a caller of which the calls alone are known has `calls` alone. Numbers that JSON cannot
/// hold (infinite, not a number) are null, and a note says how many.
public struct JSONWriter {
  private let profile: Profile
  private var bytes: [UInt8] = []
  private var nullCount = 0

  private init(_ profile: Profile) { self.profile = profile }

  /// The whole text, one function a line. O(functions + edges).
  public static func bytes(of profile: Profile, source: String) -> [UInt8] {
    var writer = JSONWriter(profile)
    writer.writeProfile(source: source)
    return writer.bytes
  }

  private mutating func writeProfile(source: String) {
    put("{\"schema\": \"proftui.profile/1\", \"source\": ")
    bytes.appendJSON(Array(source.utf8)[...])
    put(", \"total_seconds\": ")
    put(profile.totalTime)
    put(", \"calls\": ")
    put(profile.calls)
    put(", \"primitive_calls\": ")
    put(profile.primitiveCalls)
    put(",\n \"functions\": [")
    for function in profile.functions.ids {
      put(function.rawValue == 0 ? "\n  " : ",\n  ")
      writeFunction(function)
    }
    put("],\n \"roots\": [\(profile.roots.map { "\($0.rawValue)" }.joined(separator: ", "))],\n \"notes\": [")
    writeNotes()
    put("]}\n")
  }

  private mutating func writeFunction(_ function: FunctionID) {
    let functions = profile.functions
    put("{\"file\": ")
    bytes.appendJSON(functions.strings.bytes(of: functions.files[function.row]))
    put(", \"line\": \(functions.lines[function.row]), \"name\": ")
    bytes.appendJSON(functions.strings.bytes(of: functions.names[function.row]))
    if !functions.hasEntry(function) { put(", \"ghost\": true") }
    put(", ")
    writeNumbers(
      functions.calls[function.row], functions.primitiveCalls[function.row], functions.selfTimes[function.row],
      functions.cumulativeTimes[function.row])
    put(", \"callers\": [")
    for (index, edge) in profile.graph.incoming(to: function).enumerated() {
      if index > 0 { put(", ") }
      writeCaller(profile.graph[edge])
    }
    put("]}")
  }

  private mutating func writeCaller(_ edge: CallEdge) {
    put("{\"function\": \(edge.caller.rawValue), ")
    if edge.isTimed {
      writeNumbers(edge.calls, edge.primitiveCalls, edge.selfTime, edge.cumulativeTime)
    } else {
      put("\"calls\": ")
      put(edge.calls)
    }
    put("}")
  }

  private mutating func writeNumbers(_ calls: Count, _ primitive: Count, _ own: Double, _ cumulative: Double) {
    put("\"calls\": ")
    put(calls)
    put(", \"primitive_calls\": ")
    put(primitive)
    put(", \"self_seconds\": ")
    put(own)
    put(", \"cumulative_seconds\": ")
    put(cumulative)
  }

  private mutating func writeNotes() {
    var notes = profile.notes.map(\.description)
    if nullCount > 0 { notes.append("\(nullCount) numbers are infinite or not a number, and null here") }
    for (index, note) in notes.enumerated() {
      if index > 0 { put(", ") }
      bytes.appendJSON(Array(note.utf8)[...])
    }
  }
}

// MARK: - Values

extension JSONWriter {
  private mutating func put(_ text: String) { bytes += text.utf8 }

  private mutating func put(_ number: Double) {
    if number.isFinite { return put("\(number)") }
    nullCount += 1
    put("null")
  }

  private mutating func put(_ count: Count) {
    switch count {
    case .exact(let integer): put("\(integer)")
    case .inexact(let number): put(number)
    }
  }
}

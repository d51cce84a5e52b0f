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
    put(string: Array(source.utf8)[...])
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
    put(string: functions.strings.bytes(of: functions.files[function.row]))
    put(", \"line\": \(functions.lines[function.row]), \"name\": ")
    put(string: functions.strings.bytes(of: functions.names[function.row]))
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
      put(string: Array(note.utf8)[...])
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

  /// A string of UTF-8, in which surrogates may stand alone (Python's names can hold them): those, control characters and
  /// what is no UTF-8 at all are written as `\u` and four digits.
  private mutating func put(string: ArraySlice<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var rest = string
    while let first = rest.first {
      let length = Self.sequenceLength(rest)
      switch first {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), first]
      case 0x20...0x7E: bytes.append(first)
      case 0..<0x80: putEscape(UInt16(first))
      case 0xC2 where length == 2 && rest[rest.startIndex + 1] < 0xA0: putEscape(UInt16(rest[rest.startIndex + 1]))
      default: putSequence(rest.prefix(max(1, length)), isValid: length > 0)
      }
      rest = rest.dropFirst(max(1, length))
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func putSequence(_ sequence: ArraySlice<UInt8>, isValid: Bool) {
    let units = Array(sequence)
    if !isValid {
      putEscape(0xFFFD)
    } else if units.count == 3, units[0] == 0xED, units[1] >= 0xA0 {
      putEscape(0xD000 | UInt16(units[1] & 0x3F) << 6 | UInt16(units[2] & 0x3F))
    } else {
      bytes += units
    }
  }

  private mutating func putEscape(_ unit: UInt16) {
    let hex = Array("0123456789abcdef".utf8)
    bytes += "\\u".utf8
    for shift in [12, 8, 4, 0] { bytes.append(hex[Int(unit >> UInt16(shift)) & 15]) }
  }

  /// The bytes of the sequence at the start, surrogates included; 0 where it is none.
  private static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int {
    let units = Array(bytes.prefix(4))
    let follows = { (count: Int) in units.count >= count && units[1..<count].allSatisfy { $0 & 0xC0 == 0x80 } }
    switch units[0] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return follows(2) ? 2 : 0
    case 0xE0...0xEF: return follows(3) && !(units[0] == 0xE0 && units[1] < 0xA0) ? 3 : 0
    case 0xF0...0xF4:
      let isOutside =
        (units[0] == 0xF0 && units.count > 1 && units[1] < 0x90)
        || (units[0] == 0xF4 && units.count > 1 && units[1] > 0x8F)
      return follows(4) && !isOutside ? 4 : 0
    default: return 0
    }
  }
}

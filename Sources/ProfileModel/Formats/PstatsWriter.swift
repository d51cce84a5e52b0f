/// Writes a profile as Python's `pstats` and cProfile do, so that `pstats.Stats(file)` of Python 3.4 and later reads it.
///
/// The numbers are those of the profile, to the last bit. Counts that 64 bits do not hold are floats; names that are not
/// UTF-8, which Python would refuse, get replacement marks.
public struct PstatsWriter {
  private let profile: Profile
  private var marshal = MarshalWriter()
  /// What a string was numbered when it was written first.
  private var strings: [UInt32?]
  /// What a function's key was numbered when it was written first.
  private var keys: [UInt32?]

  private init(_ profile: Profile) {
    self.profile = profile
    strings = Array(repeating: nil, count: profile.functions.strings.count)
    keys = Array(repeating: nil, count: profile.functions.count)
  }

  /// The whole file. O(functions + edges).
  public static func bytes(of profile: Profile) -> [UInt8] {
    var writer = PstatsWriter(profile)
    writer.marshal.beginDict()
    if profile.measure == .samples { writer.putMarker() }
    for function in profile.functions.ids.prefix(profile.functions.entryCount) { writer.putEntry(function) }
    writer.marshal.endDict()
    return writer.marshal.bytes
  }

  private mutating func putMarker() {
    marshal.beginTuple(of: 1)
    _ = marshal.put(Array("__sampled__".utf8)[...])
    marshal.put(true)
  }

  /// `(file, line, name): (primitive calls, calls, self time, cumulative time, callers)`.
  private mutating func putEntry(_ function: FunctionID) {
    let functions = profile.functions
    putKey(function)
    marshal.beginTuple(of: 5)
    put(functions.primitiveCalls[function.row])
    put(functions.calls[function.row])
    marshal.put(functions.selfTimes[function.row])
    marshal.put(functions.cumulativeTimes[function.row])
    marshal.beginDict()
    for edge in profile.graph.incoming(to: function) { putCaller(profile.graph[edge]) }
    marshal.endDict()
  }

  /// `(file, line, name): (calls, primitive calls, self time, cumulative time)`, or the number of calls alone.
  private mutating func putCaller(_ edge: CallEdge) {
    putKey(edge.caller)
    guard edge.isTimed else { return put(edge.calls) }
    marshal.beginTuple(of: 4)
    put(edge.calls)
    put(edge.primitiveCalls)
    marshal.put(edge.selfTime)
    marshal.put(edge.cumulativeTime)
  }

  private mutating func putKey(_ function: FunctionID) {
    if let known = keys[function.row] { return marshal.putReference(to: known) }
    let functions = profile.functions
    keys[function.row] = marshal.beginNumberedTuple(of: 3)
    put(functions.files[function.row])
    marshal.put(Int64(functions.lines[function.row]))
    put(functions.names[function.row])
  }

  private mutating func put(_ string: StringID) {
    if let known = strings[string.row] { return marshal.putReference(to: known) }
    strings[string.row] = marshal.put(profile.functions.strings.bytes(of: string))
  }

  private mutating func put(_ count: Count) {
    switch count {
    case .exact(let integer): marshal.put(integer)
    case .inexact(let value): marshal.put(value)
    }
  }
}

/// Tells the formats that are JSON apart by their outermost keys, wherever in the file those stand.
enum JSONProfileReader {
  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var json = JSONReader(bytes)
    if try json.kind() == .array { return try ChromeTraceReader.read(bytes, eventsAt: 0) }
    let members = try offsets(of: ["shared", "profiles", "traceEvents", "root_frame"], in: &json)
    try json.end()
    if let shared = members["shared"], let profiles = members["profiles"] {
      return try SpeedscopeReader.read(bytes, sharedAt: shared, profilesAt: profiles)
    }
    if let events = members["traceEvents"] { return try ChromeTraceReader.read(bytes, eventsAt: events) }
    if members["root_frame"] != nil { return try PyinstrumentReader.read(bytes) }
    throw ProfileError(.notAProfile, at: 0, ForeignFormat.json.reason)
  }

  /// Whether JSON begins as those formats do when their usual programs write them.
  static func isLikely(_ start: [UInt8]) -> Bool {
    func has(_ text: String) -> Bool { ByteFinder(Array(text.utf8)).isFound(in: start.span.bytes) }
    return ["speedscope.app/file-format-schema", "\"traceEvents\"", "\"root_frame\""].contains(where: has)
      || has("\"frames\"") && has("\"shared\"")
  }

  /// Where the values of some keys of the next object start; steps over the object. Of equal keys the last one counts.
  static func offsets(of keys: Set<String>, in json: inout JSONReader) throws(ProfileError) -> [String: Int] {
    var offsets: [String: Int] = [:]
    try json.beginObject()
    while let key = try json.nextKey() {
      if keys.contains(key) { offsets[key] = try json.valueOffset() }
      try json.skip()
    }
    return offsets
  }
}

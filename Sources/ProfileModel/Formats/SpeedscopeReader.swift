/// Reads speedscope's own format: evented and sampled profiles. The profiles of a file (threads, mostly) are added up.
///
/// Source: speedscope, `src/lib/file-format-spec.ts`.
struct SpeedscopeReader {
  private let bytes: [UInt8]
  private var stacks: StackTreeBuilder
  /// The functions of the frames.
  private var frames: [FunctionID] = []
  private var isSampled = false
  private var hasTimes = false

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    stacks = StackTreeBuilder(fileSize: bytes.count)
  }

  /// - Parameters:
  ///   - shared: where the value of `shared` starts.
  ///   - profiles: where that of `profiles` starts.
  static func read(_ bytes: [UInt8], sharedAt shared: Int, profilesAt profiles: Int) throws(ProfileError) -> Profile {
    var reader = SpeedscopeReader(bytes)
    try reader.readFrames(at: shared)
    var json = JSONReader(bytes, at: profiles)
    try json.beginArray()
    while try json.nextItem() {
      let offset = try json.valueOffset()
      try reader.readProfile(at: offset, &json)
    }
    let notes: [ProfileNote] = reader.hasTimes || reader.stacks.isEmpty ? [] : [.assumedInterval(1)]
    return reader.stacks.profile(reader.isSampled ? .samples : .calls, notes: notes)
  }

  private mutating func readFrames(at offset: Int) throws(ProfileError) {
    var shared = JSONReader(bytes, at: offset)
    guard let start = try JSONProfileReader.offsets(of: ["frames"], in: &shared)["frames"] else {
      throw ProfileError(.malformed, at: offset, "a speedscope file must list its frames here")
    }
    var json = JSONReader(bytes, at: start)
    try json.beginArray()
    while try json.nextItem() {
      var (name, file, line) = ("", "", 0)
      try json.beginObject()
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.string()
        case "file" where try json.kind() == .string: file = try json.string()
        case "line" where try json.kind() == .number: line = Int(exactly: try json.number()) ?? 0
        default: try json.skip()
        }
      }
      frames.append(stacks.function(label(name, file, line)))
    }
  }

  /// Frames without a file may have it in their names.
  private func label(_ name: String, _ file: String, _ line: Int) -> ProfileBuilder.Label {
    if file.isEmpty { return FrameLabel.parse(name).label }
    return ProfileBuilder.Label(file: file, line: line, name: name)
  }

  private mutating func readProfile(at offset: Int, _ json: inout JSONReader) throws(ProfileError) {
    let members = try JSONProfileReader.offsets(
      of: ["type", "unit", "events", "samples", "weights", "endValue"], in: &json)
    let scale = try scale(at: members["unit"])
    if let events = members["events"] {
      try readEvents(at: events, endAt: members["endValue"], scale)
    } else if let samples = members["samples"], let weights = members["weights"] {
      isSampled = true
      try readSamples(at: samples, weightsAt: weights, scale)
    } else {
      throw ProfileError(.malformed, at: offset, "a profile of speedscope must hold events, or samples and weights")
    }
  }

  /// How many nanoseconds a value is.
  private mutating func scale(at offset: Int?) throws(ProfileError) -> Double {
    guard let offset else { return 1e6 }
    var json = JSONReader(bytes, at: offset)
    let unit = try json.word()
    hasTimes = hasTimes || unit != "none"
    switch unit {
    case "nanoseconds": return 1
    case "microseconds": return 1e3
    case "milliseconds", "none": return 1e6
    case "seconds": return 1e9
    default: throw ProfileError(.notAProfile, at: offset, "the numbers of this speedscope file are no times")
    }
  }

  // MARK: Evented profiles

  private mutating func readEvents(at offset: Int, endAt end: Int?, _ scale: Double) throws(ProfileError) {
    var json = JSONReader(bytes, at: offset)
    var open: [(frame: Int, node: StackTreeBuilder.NodeID)] = []
    var clock: Double?
    try json.beginArray()
    while try json.nextItem() {
      let start = try json.valueOffset()
      let event = try readEvent(&json)
      guard let at = event.at, let frame = event.frame, frames.indices.contains(frame), let opens = event.opens else {
        throw ProfileError(.malformed, at: start, "an event must open or close one of the frames at a time")
      }
      if let clock, let last = open.last { stacks.add(own: (at - clock) * scale, at: last.node) }
      guard at >= clock ?? at else {
        throw ProfileError(.malformed, at: start, "an event must not lie before the last")
      }
      clock = at
      if opens {
        let node = try stacks.node(frames[frame], below: open.last?.node ?? StackTreeBuilder.top, at: start)
        stacks.add(own: 0, count: 1, at: node)
        open.append((frame, node))
      } else if open.popLast()?.frame != frame {
        throw ProfileError(.malformed, at: start, "an event closes a frame that is not the innermost one")
      }
    }
    // What is still open runs to the end.
    if let end, let clock, let last = open.last {
      var json = JSONReader(bytes, at: end)
      stacks.add(own: (try json.number() - clock) * scale, at: last.node)
    }
  }

  private func readEvent(
    _ json: inout JSONReader
  ) throws(ProfileError) -> (opens: Bool?, frame: Int?, at: Double?) {
    var opens: Bool?
    var frame: Int?
    var at: Double?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "type":
        let type = try json.word()
        opens = type == "O" ? true : type == "C" ? false : nil
      case "frame": frame = try json.integer()
      case "at": at = try json.number()
      default: try json.skip()
      }
    }
    return (opens, frame, at)
  }

  // MARK: Sampled profiles

  private mutating func readSamples(
    at offset: Int, weightsAt weightOffset: Int, _ scale: Double
  ) throws(ProfileError) {
    var json = JSONReader(bytes, at: offset)
    var weights = JSONReader(bytes, at: weightOffset)
    try json.beginArray()
    try weights.beginArray()
    while try json.nextItem() {
      var node = StackTreeBuilder.top
      try json.beginArray()
      while try json.nextItem() {
        let start = try json.valueOffset()
        let frame = try json.integer()
        guard frames.indices.contains(frame) else {
          throw ProfileError(.malformed, at: start, "a sample names a frame that does not exist")
        }
        node = try stacks.node(frames[frame], below: node, at: start)
      }
      guard try weights.nextItem() else {
        throw ProfileError(.malformed, at: weights.position, "there are fewer weights than samples")
      }
      let weight = try weights.number()
      if node != StackTreeBuilder.top { stacks.add(own: weight * scale, count: 1, at: node) }
    }
  }
}

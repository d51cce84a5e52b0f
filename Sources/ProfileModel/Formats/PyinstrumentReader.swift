/// Reads pyinstrument's JSON (`pyinstrument -r json`): a tree of frames with the time that samples found in each.
///
/// How many samples a frame has is not in the file; it follows, to rounding, from its time, the number of all samples and
/// their duration.
///
/// Source: pyinstrument, `pyinstrument/renderers/jsonrenderer.py`.
struct PyinstrumentReader {
  private struct Frame {
    /// A row of ``frames``; -1 for the root.
    let caller: Int
    let offset: Int
    var name = ""
    var file = ""
    var line = 0
    /// Seconds, with all that is below.
    var time = 0.0
    /// Seconds of what is below.
    var callees = 0.0

    /// What pyinstrument puts below a frame for the time of its own code.
    var isOwnTime: Bool { name.utf8.elementsEqual("[self]".utf8) }
  }

  private var frames: [Frame] = []
  private var duration = 0.0
  private var sampleCount = 0.0

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var json = JSONReader(bytes)
    var reader = PyinstrumentReader()
    try json.beginObject()
    while let key = try json.nextKey() {
      switch (key, try json.kind()) {
      case ("duration", .number): reader.duration = try json.number()
      case ("sample_count", .number): reader.sampleCount = try json.number()
      case ("root_frame", .object): try reader.readFrames(&json)
      default: try json.skip()
      }
    }
    return try reader.profile(size: bytes.count)
  }

  /// Reads a frame with all that is below, without recursion: frames are as deep as the program's stack.
  private mutating func readFrames(_ json: inout JSONReader) throws(ProfileError) {
    var open: [Int] = []
    try begin(below: &open, &json)
    while let frame = open.last {
      guard let key = try json.nextKey() else {
        open.removeLast()
        if try nextSibling(open, &json) { try begin(below: &open, &json) }
        continue
      }
      switch (key, try json.kind()) {
      case ("function", .string): frames[frame].name = try json.string()
      case ("file_path", .string): frames[frame].file = try json.string()
      case ("line_no", .number): frames[frame].line = Int(exactly: try json.number()) ?? 0
      case ("time", .number): frames[frame].time = try json.number()
      case ("children", .array):
        try json.beginArray()
        if try json.nextItem() { try begin(below: &open, &json) }
      default: try json.skip()
      }
    }
  }

  private mutating func begin(below open: inout [Int], _ json: inout JSONReader) throws(ProfileError) {
    let offset = try json.valueOffset()
    try json.beginObject()
    frames.append(Frame(caller: open.last ?? -1, offset: offset))
    open.append(frames.count - 1)
  }

  /// Whether a frame follows in the array that the last one stood in.
  private func nextSibling(_ open: [Int], _ json: inout JSONReader) throws(ProfileError) -> Bool {
    open.isEmpty ? false : try json.nextItem()
  }

  private mutating func profile(size: Int) throws(ProfileError) -> Profile {
    for frame in frames where frame.caller >= 0 && !frame.isOwnTime && frame.time.isFinite {
      frames[frame.caller].callees += frame.time
    }
    var stacks = StackTreeBuilder(fileSize: size)
    var nodes = [StackTreeBuilder.NodeID](repeating: StackTreeBuilder.top, count: frames.count)
    let samplesPerSecond = duration > 0 ? sampleCount / duration : 0
    for (row, frame) in frames.enumerated() where !frame.isOwnTime {
      let function = stacks.function(ProfileBuilder.Label(file: frame.file, line: frame.line, name: frame.name))
      nodes[row] = try stacks.node(
        function, below: frame.caller < 0 ? StackTreeBuilder.top : nodes[frame.caller], at: frame.offset)
      let own = max(0, frame.time - frame.callees)
      stacks.add(
        own: (own * 1e9).rounded(), count: Int64(exactly: (own * samplesPerSecond).rounded()) ?? 0, at: nodes[row])
    }
    return stacks.profile(.samples)
  }
}

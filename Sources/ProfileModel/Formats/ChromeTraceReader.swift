/// Reads traces in Chrome's format, as viztracer and many others write them: events with a beginning and a duration.
///
/// Calls are complete events (`X`), or pairs of `B` and `E`; one lies below another of its thread if it does in time.
/// Threads are added up. Everything else in a trace (counters, marks, names of threads) is passed over.
///
/// Source: "Trace Event Format" of the Chromium project; viztracer, `src/viztracer/modules/snaptrace.c`.
struct ChromeTraceReader {
  private struct Call {
    let thread: Int32
    let function: FunctionID
    /// Microseconds.
    let start: Double
    /// Microseconds.
    var duration: Double
    /// Where the event stands in the file.
    let offset: Int

    var end: Double { start + duration }
  }

  private struct ThreadKey: Hashable {
    let process: ExactText
    let thread: ExactText
  }

  private var stacks: StackTreeBuilder
  private var calls: [Call] = []
  private var functions: [ExactText: FunctionID] = [:]
  private var threads: [ThreadKey: Int32] = [:]
  /// The calls of each thread that were begun by a `B` and not ended yet.
  private var open: [Int32: [Call]] = [:]

  private init(_ size: Int) { stacks = StackTreeBuilder(fileSize: size) }

  /// - Parameter offset: where the array of events starts.
  static func read(_ bytes: [UInt8], eventsAt offset: Int) throws(ProfileError) -> Profile {
    var reader = ChromeTraceReader(bytes.count)
    var json = JSONReader(bytes, at: offset)
    try json.beginArray()
    while try json.nextItem() { try reader.readEvent(&json) }
    guard !reader.calls.isEmpty else {
      throw ProfileError(.notAProfile, at: offset, "this is JSON without calls of functions, no profile")
    }
    try reader.nest()
    return reader.stacks.profile(.calls)
  }

  // MARK: Events

  private mutating func readEvent(_ json: inout JSONReader) throws(ProfileError) {
    let offset = try json.valueOffset()
    guard try json.kind() == .object else { return try json.skip() }
    var (phase, name, process, thread) = ("", "", "", "")
    var place: (file: String, line: Int)?
    var start: Double?
    var duration: Double?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch (key, try json.kind()) {
      case ("ph", .string): phase = try json.word()
      case ("name", .string): name = try json.string()
      case ("pid", let kind): process = try identifier(kind, &json)
      case ("tid", let kind): thread = try identifier(kind, &json)
      case ("ts", .number): start = try json.number()
      case ("dur", .number): duration = try json.number()
      case ("args", .object): place = try readPlace(&json)
      default: try json.skip()
      }
    }
    guard ["X", "B", "E"].contains(phase), let start, start.isFinite else { return }
    let row = self.thread(ThreadKey(process: ExactText(process), thread: ExactText(thread)))
    if phase == "E" { return end(row, at: start) }
    let call = Call(
      thread: row, function: function(name, place), start: start, duration: max(0, duration ?? 0), offset: offset)
    if phase == "B" { open[row, default: []].append(call) } else if call.end.isFinite { calls.append(call) }
  }

  /// A number or a word.
  private func identifier(_ kind: JSONReader.Kind, _ json: inout JSONReader) throws(ProfileError) -> String {
    switch kind {
    case .string: return try json.string()
    case .number: return "\(try json.number())"
    case .object, .array, .literal:
      try json.skip()
      return ""
    }
  }

  private mutating func end(_ thread: Int32, at time: Double) {
    guard var call = open[thread]?.popLast() else { return }
    call.duration = max(0, time - call.start)
    calls.append(call)
  }

  private mutating func thread(_ key: ThreadKey) -> Int32 {
    if let known = threads[key] { return known }
    let row = Int32(truncatingIfNeeded: threads.count)
    threads[key] = row
    return row
  }

  /// Where py-spy says a function is: `"args": {"filename": "app.py", "line": 12}`.
  private func readPlace(_ json: inout JSONReader) throws(ProfileError) -> (file: String, line: Int)? {
    var (file, line) = ("", 0)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch (key, try json.kind()) {
      case ("filename", .string): file = try json.string()
      case ("line", .number): line = Int(exactly: try json.number()) ?? 0
      default: try json.skip()
      }
    }
    return file.isEmpty ? nil : (file, line)
  }

  private mutating func function(_ name: String, _ place: (file: String, line: Int)?) -> FunctionID {
    if let place { return stacks.function(ProfileBuilder.Label(file: place.file, line: place.line, name: name)) }
    if let known = functions[ExactText(name)] { return known }
    let function = stacks.function(FrameLabel.parse(name).label)
    functions[ExactText(name)] = function
    return function
  }

  // MARK: Nesting

  /// Puts every call below the call of its thread that was running when it began. Of two that look the same the outer one is
  /// that which was written later: events are written when calls end.
  private mutating func nest() throws(ProfileError) {
    calls.sort {
      ($0.thread, $0.start, -$0.duration, -$0.offset) < ($1.thread, $1.start, -$1.duration, -$1.offset)
    }
    var running: [(call: Call, node: StackTreeBuilder.NodeID, callees: Double)] = []
    func leave() {
      guard let (call, node, callees) = running.popLast() else { return }
      stacks.add(own: max(0, call.duration - callees) * 1e3, count: 1, at: node)
    }
    for var call in calls {
      while let last = running.last, last.call.thread != call.thread || last.call.end <= call.start { leave() }
      if let last = running.last {
        // Clocks are rounded: a callee may seem to outlast its caller by a little.
        call.duration = min(call.duration, last.call.end - call.start)
        running[running.count - 1].callees += call.duration
      }
      let node = try stacks.node(call.function, below: running.last?.node ?? StackTreeBuilder.top, at: call.offset)
      running.append((call, node, 0))
    }
    while !running.isEmpty { leave() }
  }
}

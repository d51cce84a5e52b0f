/// Writes a call tree in speedscope's own format: https://www.speedscope.app shows it as flame graph and as a table.
///
/// One evented profile whose clock is the tree's own time: a function's code runs first, then its callees, the longest
/// first. Nothing is known of the true order. Times are whole nanoseconds.
///
/// Source: speedscope, `src/lib/file-format-spec.ts`.
public enum SpeedscopeWriter {
  /// The whole text. O(boxes).
  ///
  /// - Parameter name: the profile's name for people.
  public static func bytes(of tree: UnfoldedTree, _ functions: FunctionTable, name: String) -> [UInt8] {
    var events = SpeedscopeEvents(functionCount: functions.count)
    tree.forEachStep { events.add($0) }
    var text = Array("{\"$schema\": \"https://www.speedscope.app/file-format-schema.json\",\n \"name\": ".utf8)
    text.appendJSON(name)
    text += ", \"exporter\": \"proftui\", \"activeProfileIndex\": 0,\n \"shared\": {\"frames\": [".utf8
    for (index, function) in events.frames.enumerated() {
      text += (index == 0 ? "\n  " : ",\n  ").utf8
      text.appendFrame(functions, function)
    }
    text += "]},\n \"profiles\": [{\"type\": \"evented\", \"name\": ".utf8
    text.appendJSON(name)
    text += ", \"unit\": \"nanoseconds\", \"startValue\": 0, \"endValue\": \(UnfoldedTree.digits(events.clock)),\n".utf8
    text += "  \"events\": [".utf8
    text += events.text
    text += "]}]}\n".utf8
    return text
  }
}

extension [UInt8] {
  fileprivate mutating func appendFrame(_ functions: FunctionTable, _ function: FunctionID) {
    self += "{\"name\": ".utf8
    appendJSON(functions.strings.bytes(of: functions.names[function.row]))
    let file = functions.strings.bytes(of: functions.files[function.row])
    if !file.isEmpty, !file.elementsEqual("~".utf8) {
      self += ", \"file\": ".utf8
      appendJSON(file)
      self += ", \"line\": \(functions.lines[function.row])".utf8
    }
    self += "}".utf8
  }
}

/// Opening and closing boxes, as text, and the functions that occur.
private struct SpeedscopeEvents {
  private(set) var text: [UInt8] = []
  private(set) var frames: [FunctionID] = []
  /// Nanoseconds since the beginning; a whole number.
  private(set) var clock = 0.0
  /// The frame of each function, once it has occurred.
  private var numbers: [Int?]

  init(functionCount: Int) { numbers = Array(repeating: nil, count: functionCount) }

  mutating func add(_ step: UnfoldedTree.Step) {
    switch step {
    case .enter(let box, let own):
      add("O", box.function)
      clock += own
    case .leave(let box): add("C", box.function)
    }
  }

  private mutating func add(_ type: String, _ function: FunctionID) {
    text += (text.isEmpty ? "\n   " : ",\n   ").utf8
    text +=
      "{\"type\": \"\(type)\", \"frame\": \(frame(of: function)), \"at\": \(UnfoldedTree.digits(clock))}".utf8
  }

  private mutating func frame(of function: FunctionID) -> Int {
    if let known = numbers[function.row] { return known }
    numbers[function.row] = frames.count
    frames.append(function)
    return frames.count - 1
  }
}

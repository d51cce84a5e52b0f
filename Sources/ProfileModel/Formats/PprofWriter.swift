/// Writes a call tree in the format of pprof, gzipped: for `go tool pprof` and for servers of continuous profiles, such as
/// Pyroscope and Parca.
///
/// Every box with time of its own is a sample of the type `wall`, in nanoseconds. Its labels are those of the whole profile
/// (method, route) and `exactness`: measured, determined or estimate.
///
/// Source: google/pprof, `proto/profile.proto`.
public struct PprofWriter {
  /// What is true of all samples, and is not in the call tree.
  public struct Origin: Hashable, Sendable {
    /// Labels of every sample, in order.
    public var labels: [Label] = []
    /// When the profile ended, in seconds since 1970.
    public var time: Double?
    /// Remarks for people.
    public var comments: [String] = []

    public init() {}
  }

  public struct Label: Hashable, Sendable {
    public let key: String
    public let value: String

    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// Fields of the messages.
  private enum Field {
    static let profile = (
      sampleType: 1, sample: 2, location: 4, function: 5, strings: 6, time: 9, duration: 10, comment: 13
    )
    static let valueType = (type: 1, unit: 2)
    static let sample = (locations: 1, values: 2, label: 3)
    static let label = (key: 1, value: 2)
    static let location = (id: 1, line: 4)
    static let line = (function: 1, line: 2)
    /// Without a system name: a name that equals it is demangled by readers, who take `<` for C++.
    static let function = (id: 1, name: 2, file: 4, startLine: 5)
  }

  private let functions: FunctionTable
  private var message = ProtobufWriter()
  private var strings: [[UInt8]] = [[]]
  private var numbers: [[UInt8]: UInt64] = [[]: 0]
  /// Of the strings of functions, by their rows: one may name very many functions.
  private var functionStrings: [UInt64?]
  private var isUsed: [Bool]

  private init(_ functions: FunctionTable) {
    self.functions = functions
    isUsed = Array(repeating: false, count: functions.count)
    functionStrings = Array(repeating: nil, count: functions.strings.count)
  }

  /// The gzipped message. O(boxes × depth): every sample holds its whole path.
  public static func bytes(of tree: UnfoldedTree, _ functions: FunctionTable, _ origin: Origin = Origin()) -> [UInt8] {
    var writer = PprofWriter(functions)
    writer.put(tree, origin)
    return Gzip.packed(writer.message.bytes)
  }

  private mutating func put(_ tree: UnfoldedTree, _ origin: Origin) {
    let shared = origin.labels.map { label($0) }
    message.put(Field.profile.sampleType, valueType("wall", "nanoseconds"))
    let total = putSamples(of: tree, shared)
    putFunctions()
    message.put(Field.profile.duration, total)
    if let time = origin.time { message.put(Field.profile.time, UInt64(nanoseconds: time * 1e9)) }
    let comments = origin.comments.map { number(of: Array($0.utf8)) }
    if !comments.isEmpty { message.put(Field.profile.comment, packed: comments) }
    for string in strings { message.put(Field.profile.strings, string) }
  }

  /// - Returns: the nanoseconds of all samples.
  private mutating func putSamples(of tree: UnfoldedTree, _ shared: [ProtobufWriter]) -> UInt64 {
    var path: [UInt64] = []
    var total = 0.0
    tree.forEachStep { step in
      switch step {
      case .enter(let box, let own):
        path.append(UInt64(box.function.row) + 1)
        isUsed[box.function.row] = true
        total += own
        guard own > 0 else { return }
        putSample(path, own, shared + [label(Label(key: "exactness", value: "\(box.exactness)"))])
      case .leave: path.removeLast()
      }
    }
    return UInt64(nanoseconds: total)
  }

  /// - Parameter path: from the root down.
  private mutating func putSample(_ path: [UInt64], _ own: Double, _ labels: [ProtobufWriter]) {
    var sample = ProtobufWriter()
    sample.put(Field.sample.locations, packed: path.reversed())
    sample.put(Field.sample.values, packed: [UInt64(nanoseconds: own)])
    for label in labels { sample.put(Field.sample.label, label) }
    message.put(Field.profile.sample, sample)
  }

  /// Each function is a location as well: nothing is known of the lines within it.
  private mutating func putFunctions() {
    for function in functions.ids where isUsed[function.row] {
      let id = UInt64(function.row) + 1
      let line = UInt64(max(0, functions.lines[function.row]))
      var content = ProtobufWriter()
      content.put(Field.function.id, id)
      content.put(Field.function.name, number(of: functions.names[function.row]))
      content.put(Field.function.file, number(of: functions.files[function.row]))
      content.put(Field.function.startLine, line)
      message.put(Field.profile.function, content)
      message.put(Field.profile.location, location(id, line))
    }
  }

  private func location(_ id: UInt64, _ line: UInt64) -> ProtobufWriter {
    var content = ProtobufWriter()
    content.put(Field.line.function, id)
    content.put(Field.line.line, line)
    var location = ProtobufWriter()
    location.put(Field.location.id, id)
    location.put(Field.location.line, content)
    return location
  }

  private mutating func valueType(_ type: String, _ unit: String) -> ProtobufWriter {
    var content = ProtobufWriter()
    content.put(Field.valueType.type, number(of: Array(type.utf8)))
    content.put(Field.valueType.unit, number(of: Array(unit.utf8)))
    return content
  }

  private mutating func label(_ label: Label) -> ProtobufWriter {
    var content = ProtobufWriter()
    content.put(Field.label.key, number(of: Array(label.key.utf8)))
    content.put(Field.label.value, number(of: Array(label.value.utf8)))
    return content
  }

  private mutating func number(of string: StringID) -> UInt64 {
    if let known = functionStrings[string.row] { return known }
    let number = number(of: Array(functions.strings[string].utf8))
    functionStrings[string.row] = number
    return number
  }

  /// The row of a string in the message's table; new strings get new ones.
  private mutating func number(of string: [UInt8]) -> UInt64 {
    if let known = numbers[string] { return known }
    let number = UInt64(strings.count)
    numbers[string] = number
    strings.append(string)
    return number
  }
}

extension UInt64 {
  /// A number of nanoseconds, rounded; what is no such number is 0, what is too large the largest that readers take.
  fileprivate init(nanoseconds: Double) {
    self = nanoseconds >= 9.2e18 ? UInt64(Int64.max) : UInt64(exactly: nanoseconds.rounded()) ?? 0
  }
}

/// Reads the format of pprof: samples with whole stacks. Of several types of samples times are taken, those of the wall
/// clock first; where there are counts alone, each sample takes a period.
///
/// Source: google/pprof, `proto/profile.proto`.
struct PprofReader {
  private struct Function {
    var name = 0
    var file = 0
    var line = 0
  }

  private struct SampleType {
    var type = 0
    var unit = 0
  }

  /// Which of a sample's values are taken.
  private struct Values {
    let time: Int
    /// Nanoseconds of one.
    let scale: Double
    let count: Int?
    let isTime: Bool
  }

  private let bytes: [UInt8]
  private var stacks: StackTreeBuilder
  private var strings: [Range<Int>] = []
  private var types: [SampleType] = []
  private var periodType = SampleType()
  private var period: Int64 = 0
  private var functions: [UInt64: Function] = [:]
  /// The functions of each location, the innermost of inlined ones first.
  private var locations: [[UInt64]] = []
  private var locationRows: [UInt64: Int32] = [:]
  /// Of the strings and functions that were asked for: a string may be very long and name very many functions.
  private var stringIDs: [Int: StringID] = [:]
  private var functionIDs: [UInt64: FunctionID] = [:]
  /// Where a location below a node ends, by the node and the location's row: a location may hold very many functions.
  private var ends: [PairKey: StackTreeBuilder.NodeID] = [:]
  /// How many more functions of locations are walked through. Locations of a few bytes may hold the same thousand
  /// functions each, below thousands of nodes: those would be few call paths, and a hundred million steps to them.
  private var stepsLeft: Int

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
    stacks = StackTreeBuilder(fileSize: bytes.count)
    stepsLeft = 8 * max(1 << 20, bytes.count)
  }

  /// Whether bytes are a message with the fields of a profile, whose first string is empty. O(fields).
  ///
  /// - Parameter isWhole: whether these are all bytes; else that string may be still to come.
  static func canRead(_ bytes: [UInt8], isWhole: Bool = true) -> Bool {
    var message = ProtobufReader(bytes)
    var firstString: Range<Int>?
    do {
      while let (field, value) = try message.next() {
        guard 1...15 ~= field else { return false }
        if field == 6, firstString == nil, case .content(let range) = value { firstString = range }
      }
    } catch {
      // A file that is cut short is still one of pprof's.
      guard error.kind == .truncated else { return false }
    }
    return firstString?.isEmpty ?? !isWhole
  }

  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var reader = PprofReader(bytes)
    try reader.readTables()
    let values = try reader.chooseValues()
    try reader.readSamples(values)
    let notes: [ProfileNote] = values.isTime ? values.count == nil ? [.noCallCounts] : [] : [.noTimes]
    return reader.stacks.profile(values.count == nil ? .calls : .samples, notes: notes)
  }

  // MARK: Tables

  /// Reads all but the samples: what they refer to may stand behind them.
  private mutating func readTables() throws(ProfileError) {
    var message = ProtobufReader(bytes)
    while let (field, value) = try message.next() {
      switch (field, value) {
      case (1, .content(let range)): types.append(try sampleType(range))
      case (4, .content(let range)): try readLocation(range)
      case (5, .content(let range)): try readFunction(range)
      case (6, .content(let range)): strings.append(range)
      case (11, .content(let range)): periodType = try sampleType(range)
      case (12, .number(let number)): period = Int64(bitPattern: number)
      default: break
      }
    }
  }

  private func sampleType(_ range: Range<Int>) throws(ProfileError) -> SampleType {
    var type = SampleType()
    var message = ProtobufReader(bytes, in: range)
    while let (field, value) = try message.next() {
      if field == 1, let number = value.number { type.type = Int(clamping: number) }
      if field == 2, let number = value.number { type.unit = Int(clamping: number) }
    }
    return type
  }

  private mutating func readFunction(_ range: Range<Int>) throws(ProfileError) {
    var id: UInt64 = 0
    var function = Function()
    var message = ProtobufReader(bytes, in: range)
    while let (field, value) = try message.next() {
      guard let number = value.number else { continue }
      switch field {
      case 1: id = number
      case 2: function.name = Int(clamping: number)
      case 4: function.file = Int(clamping: number)
      case 5: function.line = Int(clamping: number)
      default: break
      }
    }
    functions[id] = function
  }

  private mutating func readLocation(_ range: Range<Int>) throws(ProfileError) {
    var id: UInt64 = 0
    var lines: [UInt64] = []
    var message = ProtobufReader(bytes, in: range)
    while let (field, value) = try message.next() {
      switch (field, value) {
      case (1, .number(let number)): id = number
      case (4, .content(let range)):
        var line = ProtobufReader(bytes, in: range)
        while let (field, value) = try line.next() {
          if field == 1, let number = value.number { lines.append(number) }
        }
      default: break
      }
    }
    locationRows[id] = Int32(truncatingIfNeeded: locations.count)
    locations.append(lines)
  }

  private func string(_ index: Int) -> String {
    strings.indices.contains(index) ? String(decoding: bytes[strings[index]], as: UTF8.self) : ""
  }

  /// A string that may be a word of the format: none of those is longer than 16 bytes.
  private func word(_ index: Int) -> String {
    strings.indices.contains(index) && strings[index].count <= 16 ? string(index) : ""
  }

  // MARK: Samples

  private func chooseValues() throws(ProfileError) -> Values {
    let scales = types.map { Self.scale(word($0.unit)) }
    let count = types.firstIndex { word($0.unit) == "count" }
    let times = scales.indices.filter { scales[$0] != nil }
    let wall = times.first { ["wall", "time"].contains(word(types[$0].type)) }
    if let time = wall ?? times.first, let scale = scales[time] {
      return Values(time: time, scale: scale, count: count, isTime: true)
    }
    guard let count else {
      throw ProfileError(.notAProfile, at: 0, "the numbers of this pprof file are neither times nor counts")
    }
    let scale = Self.scale(word(periodType.unit)).map { $0 * Double(max(1, period)) }
    return Values(time: count, scale: scale ?? 1, count: count, isTime: scale != nil)
  }

  /// How many nanoseconds a unit is.
  private static func scale(_ unit: String) -> Double? {
    switch unit {
    case "nanoseconds": 1
    case "microseconds": 1e3
    case "milliseconds": 1e6
    case "seconds": 1e9
    default: nil
    }
  }

  private mutating func readSamples(_ values: Values) throws(ProfileError) {
    var message = ProtobufReader(bytes)
    while let (field, value) = try message.next() {
      if field == 2, case .content(let range) = value { try readSample(range, values) }
    }
  }

  private mutating func readSample(_ range: Range<Int>, _ chosen: Values) throws(ProfileError) {
    var path: [UInt64] = []
    var values: [UInt64] = []
    var message = ProtobufReader(bytes, in: range)
    while let (field, value) = try message.next() {
      switch field {
      case 1: try append(value, to: &path)
      case 2: try append(value, to: &values)
      default: break
      }
    }
    guard values.indices.contains(chosen.time) else {
      throw ProfileError(.malformed, at: range.lowerBound, "a sample must have a value of each type")
    }
    var node = StackTreeBuilder.top
    for location in path.reversed() {
      guard let row = locationRows[location] else {
        throw ProfileError(.malformed, at: range.lowerBound, "a sample refers to a location that does not exist")
      }
      node = try end(of: row, below: node, at: range.lowerBound)
    }
    guard node != StackTreeBuilder.top else { return }
    let count = chosen.count.flatMap { values.indices.contains($0) ? Int64(bitPattern: values[$0]) : nil }
    stacks.add(own: Double(Int64(bitPattern: values[chosen.time])) * chosen.scale, count: count ?? 0, at: node)
  }

  /// Numbers one by one, or packed.
  private func append(_ value: ProtobufReader.Value, to numbers: inout [UInt64]) throws(ProfileError) {
    switch value {
    case .number(let number): numbers.append(number)
    case .content(let range):
      var packed = ProtobufReader(bytes, in: range)
      while packed.hasMore { numbers.append(try packed.varint()) }
    }
  }

  /// The node of a location's innermost function below another node.
  private mutating func end(
    of location: Int32, below node: StackTreeBuilder.NodeID, at offset: Int
  ) throws(ProfileError) -> StackTreeBuilder.NodeID {
    let key = PairKey(node, location)
    if let known = ends[key] { return known }
    let functions = locations[Int(location)]
    stepsLeft -= functions.count
    guard stepsLeft >= 0 else {
      throw ProfileError(.tooLarge, at: offset, "far more inlined calls than a file of this size should hold")
    }
    var end = node
    for function in functions.reversed() {
      end = try stacks.node(id(ofFunction: function), below: end, at: offset)
    }
    ends[key] = end
    return end
  }

  private mutating func id(ofFunction number: UInt64) -> FunctionID {
    if let known = functionIDs[number] { return known }
    let function = functions[number] ?? Function()
    let (file, name) = (id(ofString: function.file), id(ofString: function.name))
    let id = stacks.function(file: file, line: function.line, name: name)
    functionIDs[number] = id
    return id
  }

  private mutating func id(ofString index: Int) -> StringID {
    if let known = stringIDs[index] { return known }
    let id = stacks.string(string(index))
    stringIDs[index] = id
    return id
  }
}

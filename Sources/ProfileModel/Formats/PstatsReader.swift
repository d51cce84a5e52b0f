/// Reads the files of cProfile, `profile`, `pstats` and Python 3.15's sampling profiler: one marshalled dict.
///
///     {(file, line, name): (primitive calls, calls, self time, cumulative time, callers), …}
///     callers = {(file, line, name): (calls, primitive calls, self time, cumulative time), …}
///     callers = {(file, line, name): calls, …}                                             (profile, samples)
///
/// The first two numbers of a function and of an edge swap. Everything is read in one pass into ``PstatsColumns``, which
/// then make the profile. What is odd in a file and what is done about it: `docs/pstats-format.md`.
///
/// Sources: CPython, `Lib/cProfile.py`, `create_stats`; `Lib/profile.py`, `snapshot_stats`; `Lib/pstats.py`.
struct PstatsReader: ~Copyable {
  private var marshal: MarshalReader
  private var columns: PstatsColumns
  /// Whether callers that stand there as references are looked up when all have been read. One by one, each would wait for
  /// the memory of an object far back in the file, a million times.
  private let defersCallers: Bool

  /// - Throws: ``ProfileError`` with the byte where the file is not what it should be.
  static func read(_ bytes: [UInt8]) throws(ProfileError) -> Profile {
    var reader = PstatsReader(bytes, defersCallers: true)
    if (try? reader.readEntries()) != nil, reader.columns.lookUpCallers(in: reader.marshal.references) {
      return reader.profile()
    }
    // Something is wrong, perhaps a reference that was passed over. Looked up where it stands, it says so with its byte.
    reader = PstatsReader(bytes, defersCallers: false)
    try reader.readEntries()
    return reader.profile()
  }

  private init(_ bytes: [UInt8], defersCallers: Bool) {
    marshal = MarshalReader(bytes)
    columns = PstatsColumns(fileSize: bytes.count)
    self.defersCallers = defersCallers
  }

  /// The reader's tables can be as large as the columns: they go before the profile is made.
  private consuming func profile() -> Profile {
    columns.trailingBytes = marshal.input.remaining
    let strings = marshal.finish()
    return columns.profile(strings: strings)
  }

  // MARK: Entries

  private mutating func readEntries() throws(ProfileError) {
    let tag = try marshal.tag()
    guard tag.type == .dict else { throw noProfile(tag) }
    _ = marshal.begin(tag)
    while true {
      let key = try marshal.tag()
      if key.type == .null { return }
      if let label = try readKey(key, isMarkerAllowed: true) {
        try readEntry(of: label)
      } else {
        try readMarker()
      }
    }
  }

  /// Reads the numbers and the callers of a function.
  private mutating func readEntry(of label: Int32) throws(ProfileError) {
    let tag = try marshal.tag()
    if tag.type == .reference {
      let reference = try marshal.reference(tag)
      guard reference.kind == .entry else { throw tag.error(Expectation.entry, reference) }
      return try repeatEntry(reference.row, of: label, at: tag.offset)
    }
    let number = marshal.begin(tag)
    try expectTuple(tag, of: 5, Expectation.entry)
    let primitiveCalls = try readCount()
    let calls = try readCount()
    let selfTime = try readTime()
    let cumulativeTime = try readTime()
    let entry = columns.appendEntry(
      of: label,
      NumberColumns.Row(
        calls: calls, primitiveCalls: primitiveCalls, selfTime: selfTime, cumulativeTime: cumulativeTime))
    try readCallers(of: entry)
    marshal.finish(number, as: MarshalReference(.entry, row: entry))
  }

  /// Takes the numbers of an earlier entry: Python writes one object once.
  private mutating func repeatEntry(_ earlier: Int, of label: Int32, at offset: Int) throws(ProfileError) {
    let entry = columns.appendEntry(of: label, columns.entries[earlier])
    try repeatCallers(of: earlier, for: entry, at: offset)
  }

  // MARK: Callers

  private mutating func readCallers(of entry: Int) throws(ProfileError) {
    let tag = try marshal.tag()
    if tag.type == .reference {
      let reference = try marshal.reference(tag)
      guard reference.kind == .callers else { throw tag.error(Expectation.callers, reference) }
      return try repeatCallers(of: reference.row, for: entry, at: tag.offset)
    }
    guard tag.type == .dict else { throw tag.error(Expectation.callers) }
    let number = marshal.begin(tag)
    while true {
      let key = try marshal.tag()
      if key.type == .null { break }
      try readEdge(from: try readCaller(key))
    }
    marshal.finish(number, as: MarshalReference(.callers, row: entry))
  }

  private mutating func readCaller(_ tag: MarshalTag) throws(ProfileError) -> Int32 {
    if defersCallers, tag.type == .reference {
      return PstatsColumns.deferred(try marshal.referenceNumber(tag))
    }
    guard let caller = try readKey(tag, isMarkerAllowed: false) else { throw tag.error(Expectation.key) }
    return caller
  }

  private mutating func repeatCallers(of earlier: Int, for entry: Int, at offset: Int) throws(ProfileError) {
    guard columns.repeatCallers(of: earlier) else {
      throw ProfileError(.tooLarge, at: offset, "references repeat more callers than a file of this size can hold")
    }
  }

  /// Reads what a function did when `caller` called it: four numbers, or the number of calls alone.
  private mutating func readEdge(from caller: Int32) throws(ProfileError) {
    let tag = try marshal.tag()
    switch tag.type {
    case .tuple, .shortTuple:
      let number = marshal.begin(tag)
      try expectTuple(tag, of: 4, Expectation.edge)
      let numbers = NumberColumns.Row(
        calls: try readCount(), primitiveCalls: try readCount(), selfTime: try readTime(),
        cumulativeTime: try readTime())
      let edge = columns.appendEdge(from: caller, numbers, isTimed: true)
      marshal.finish(number, as: MarshalReference(.edge, row: edge))
    case .reference:
      try repeatEdge(try marshal.reference(tag), from: caller, tag)
    default:
      guard let number = try marshal.number(tag) else { throw tag.error(Expectation.edge) }
      appendUntimedEdge(from: caller, calls: Count(number))
    }
  }

  private mutating func repeatEdge(
    _ reference: MarshalReference, from caller: Int32, _ tag: MarshalTag
  ) throws(ProfileError) {
    if reference.kind == .edge {
      _ = columns.appendEdge(from: caller, columns.edges[reference.row], isTimed: columns.isTimed(reference.row))
    } else if let number = marshal.number(reference) {
      appendUntimedEdge(from: caller, calls: Count(number))
    } else {
      throw tag.error(Expectation.edge, reference)
    }
  }

  private mutating func appendUntimedEdge(from caller: Int32, calls: Count) {
    let numbers = NumberColumns.Row(calls: calls, primitiveCalls: calls, selfTime: 0, cumulativeTime: 0)
    _ = columns.appendEdge(from: caller, numbers, isTimed: false)
  }

  // MARK: Keys

  /// Reads what names a function: a tuple (file, line, name).
  ///
  /// - Parameter isMarkerAllowed: whether the tuple may be `("__sampled__",)` instead.
  /// - Returns: the row of the label, nil for the marker.
  private mutating func readKey(_ tag: MarshalTag, isMarkerAllowed: Bool) throws(ProfileError) -> Int32? {
    if tag.type == .reference {
      let reference = try marshal.reference(tag)
      guard reference.kind == .label else { throw tag.error(Expectation.key, reference) }
      return Int32(bitPattern: reference.payload)
    }
    let number = marshal.begin(tag)
    guard let count = try marshal.tupleCount(tag) else { throw tag.error(Expectation.key) }
    if count == 1, isMarkerAllowed, try readMarkerKey(tag, number) { return nil }
    guard count == 3 else { throw tag.error(Expectation.key, tupleOf: count) }
    let file = try readString(Expectation.file)
    let line = try readLine()
    let name = try readName()
    let label = columns.append(FunctionLabel(file: file, line: line, name: name))
    marshal.finish(number, as: MarshalReference(.label, UInt32(bitPattern: label)))
    return label
  }

  private mutating func readString(_ expectation: String) throws(ProfileError) -> StringID {
    let tag = try marshal.tag()
    guard let string = try marshal.string(tag) else { throw tag.error(expectation) }
    return string
  }

  /// Reads the name of a function: a string, or the code object that `python -m profile` ran.
  private mutating func readName() throws(ProfileError) -> StringID {
    let tag = try marshal.tag()
    switch tag.type {
    case .code: return try marshal.name(ofCodeObject: try marshal.codeObject(tag, depth: 0), at: tag.offset)
    case .reference:
      let reference = try marshal.reference(tag)
      if reference.kind == .code { return try marshal.name(ofCodeObject: reference.row, at: tag.offset) }
      guard reference.kind == .string else { throw tag.error(Expectation.name, reference) }
      return StringID(Int32(bitPattern: reference.payload))
    default:
      guard let name = try marshal.string(tag) else { throw tag.error(Expectation.name) }
      return name
    }
  }

  private mutating func readLine() throws(ProfileError) -> Int32 {
    let tag = try marshal.tag()
    switch try marshal.number(tag) {
    case .int(let line):
      let clamped = Int32(clamping: line)
      if Int64(clamped) != line { columns.clampedLines += 1 }
      return clamped
    case .largeInt(let line):
      columns.clampedLines += 1
      return line < 0 ? .min : .max
    case .float, nil: throw tag.error(Expectation.line)
    }
  }

  // MARK: The marker of sampled profiles

  /// Reads the rest of a tuple of one item, and whether it is the marker.
  private mutating func readMarkerKey(_ tag: MarshalTag, _ number: Int?) throws(ProfileError) -> Bool {
    let item = try marshal.tag()
    guard let string = try marshal.string(item) else { return false }
    marshal.finish(number, as: .other(tag))
    return marshal.strings.withBytes(of: string) { $0.elementsEqual("__sampled__".utf8) }
  }

  /// Reads the marker's value; as in pstats it has to be true.
  private mutating func readMarker() throws(ProfileError) {
    let tag = try marshal.tag()
    guard let number = try marshal.number(tag) else { throw tag.error(Expectation.marker) }
    columns.measure = Count(number) == .zero ? .calls : .samples
  }

  // MARK: Numbers

  private mutating func readCount() throws(ProfileError) -> Count {
    let tag = try marshal.tag()
    guard let number = try marshal.number(tag) else { throw tag.error(Expectation.count) }
    return Count(number)
  }

  private mutating func readTime() throws(ProfileError) -> Double {
    let tag = try marshal.tag()
    switch try marshal.number(tag) {
    case .float(let time), .largeInt(let time): return time
    case .int(let time): return Double(time)
    case nil: throw tag.error(Expectation.time)
    }
  }

  // MARK: Errors

  /// What must stand at a place.
  private enum Expectation {
    static let key = "the key of a function must be a tuple (file, line, name)"
    static let file = "the file of a function must be a string"
    static let line = "the line of a function must be an int"
    static let name = "the name of a function must be a string"
    static let entry = "the value of a function must be a tuple of four numbers and its callers"
    static let callers = "the callers of a function must be a dict"
    static let edge = "the value of a caller must be a tuple of four numbers or a count"
    static let count = "a number of calls must be an int"
    static let time = "a time must be a float"
    static let marker = "the marker of a sampled profile must be a bool"
  }

  private mutating func expectTuple(_ tag: MarshalTag, of count: Int, _ expectation: String) throws(ProfileError) {
    guard let found = try marshal.tupleCount(tag) else { throw tag.error(expectation) }
    guard found == count else { throw tag.error(expectation, tupleOf: found) }
  }

  /// The error for bytes that are no dict: another marshalled object, if they are one from the first to the last.
  private mutating func noProfile(_ tag: MarshalTag) -> ProfileError {
    let isObject = (try? marshal.skip(tag, depth: 0)) != nil && marshal.input.remaining == 0
    guard isObject, let name = tag.type.name else {
      return ProfileError(.notAProfile, at: tag.offset, ForeignFormat.unknown.reason)
    }
    return ProfileError(.notAProfile, at: tag.offset, "a profile is a marshalled dict, and this is \(name), marshalled")
  }
}

extension Count {
  /// A Python number as a count: exact wherever 64 bits hold it, also if it is a float or a bool.
  init(_ number: MarshalReader.Number) {
    switch number {
    case .int(let integer): self = .exact(integer)
    case .largeInt(let value): self = .inexact(value)
    case .float(let value): self = Int64(exactly: value).map(Count.exact) ?? .inexact(value)
    }
  }
}

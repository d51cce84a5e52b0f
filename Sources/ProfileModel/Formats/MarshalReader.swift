/// Reads marshalled Python objects one after the other, as far as pstats files need them.
///
/// Marshal writes an object as a type byte and what the type says: see `docs/pstats-format.md`. The reader makes no
/// objects: numbers and strings are handed over as values, containers are read by whoever knows what they mean, and
/// what a later reference can point to is kept in eight bytes. It reads all versions: Python 3 (0 to 5) and Python 2.
///
/// Source: CPython, `Python/marshal.c`, `r_object`.
struct MarshalReader: ~Copyable {
  /// A Python number.
  enum Number: Equatable {
    case int(Int64)
    /// An integer that 64 bits do not hold, to within rounding.
    case largeInt(Double)
    case float(Double)
  }

  /// How deep objects that no pstats file needs may be nested: real code objects stay below 30.
  static let nestingLimit = 200

  var input: ByteReader
  var strings: StringInterner
  /// The code objects so far, also those within others.
  var codeObjects: [CodeObject] = []
  /// The layout of the file's code objects, once one was read.
  var codeLayout: CodeLayout?
  /// The objects that can be referred to, by number (Python 3).
  private(set) var references: [MarshalReference] = []
  /// The interned strings by number (Python 2).
  private(set) var internedStrings: [StringID] = []
  /// The numbers that a reference cannot hold itself.
  private var numbers: [Number] = []

  init(_ bytes: [UInt8]) {
    input = ByteReader(bytes)
    strings = StringInterner(bytes)
    references.reserveCapacity(bytes.count / 24)
  }

  // MARK: Types

  /// Reads the first byte of an object.
  @inline(__always)
  mutating func tag() throws(ProfileError) -> MarshalTag {
    let offset = input.position
    let byte = try input.uint8()
    return MarshalTag(type: MarshalType(rawValue: byte & 0x7F), isReferable: byte & 0x80 != 0, offset: offset)
  }

  /// Reads the number of items that a tuple has, after its tag.
  ///
  /// - Returns: nil if the object is no tuple.
  @inline(__always)
  mutating func tupleCount(_ tag: MarshalTag) throws(ProfileError) -> Int? {
    switch tag.type {
    case .shortTuple: Int(try input.uint8())
    case .tuple: try count()
    default: nil
    }
  }

  /// Reads the number of items or bytes of an object.
  mutating func count() throws(ProfileError) -> Int {
    let offset = input.position
    let count = Int(try input.int32())
    guard count >= 0 else { throw ProfileError(.malformed, at: offset, "an object has a negative length") }
    return count
  }

  // MARK: References

  /// Takes the next number of the reference table for an object that is about to be read, if it can be referred to.
  ///
  /// - Returns: the number to hand to ``finish(_:as:)``.
  @inline(__always)
  mutating func begin(_ tag: MarshalTag) -> Int? {
    guard tag.isReferable else { return nil }
    references.append(MarshalReference(.unfinished))
    return references.count - 1
  }

  /// Says what an object is that was begun.
  @inline(__always)
  mutating func finish(_ number: Int?, as reference: MarshalReference) {
    if let number { references[number] = reference }
  }

  /// Reads the number of a reference, after its tag, and looks it up.
  @inline(__always)
  mutating func reference(_ tag: MarshalTag) throws(ProfileError) -> MarshalReference {
    references[Int(try referenceNumber(tag))]
  }

  /// Reads the number of a reference, after its tag, to an object that has one.
  @inline(__always)
  mutating func referenceNumber(_ tag: MarshalTag) throws(ProfileError) -> Int32 {
    let number = try input.int32()
    guard references.indices.contains(Int(number)) else {
      throw ProfileError(.malformed, at: tag.offset, "a reference points to an object that does not exist")
    }
    return number
  }

  /// The state to which a reader can return: see ``rewind(to:)``.
  struct Mark {
    fileprivate let position, references, interned, numbers, codeObjects: Int
  }

  var mark: Mark {
    Mark(
      position: input.position, references: references.count, interned: internedStrings.count, numbers: numbers.count,
      codeObjects: codeObjects.count)
  }

  /// Forgets all that was read since `mark`, but for distinct strings.
  mutating func rewind(to mark: Mark) {
    input.rewind(to: mark.position)
    references.removeLast(references.count - mark.references)
    internedStrings.removeLast(internedStrings.count - mark.interned)
    numbers.removeLast(numbers.count - mark.numbers)
    codeObjects.removeLast(codeObjects.count - mark.codeObjects)
  }

  /// Ends reading: leaves the strings and frees the tables.
  consuming func finish() -> StringInterner { strings }
}

// MARK: - Numbers

extension MarshalReader {
  /// Reads a number or a reference to one, after its tag.
  ///
  /// - Returns: nil if the object is no number; a bool is one, as in Python.
  @inline(__always)
  mutating func number(_ tag: MarshalTag) throws(ProfileError) -> Number? {
    switch tag.type {
    case .int: try int(tag)
    case .float: remember(.float(try input.double()), tag)
    case .reference: number(try reference(tag))
    case .int64: remember(.int(try input.int64()), tag)
    case .long: remember(try long(), tag)
    case .textFloat: remember(.float(try textFloat()), tag)
    case .false: .int(0)
    case .true: .int(1)
    default: nil
    }
  }

  private mutating func int(_ tag: MarshalTag) throws(ProfileError) -> Number {
    let value = try input.int32()
    if tag.isReferable { references.append(MarshalReference(.int, UInt32(bitPattern: value))) }
    return .int(Int64(value))
  }

  func number(_ reference: MarshalReference) -> Number? {
    switch reference.kind {
    case .int: .int(Int64(Int32(bitPattern: reference.payload)))
    case .number: numbers[reference.row]
    default: nil
    }
  }

  @inline(__always)
  private mutating func remember(_ number: Number, _ tag: MarshalTag) -> Number {
    if tag.isReferable {
      references.append(MarshalReference(.number, row: numbers.count))
      numbers.append(number)
    }
    return number
  }

  /// Reads an integer of any size: a count of digits, negative for negative numbers, and digits of 15 bits from the
  /// lowest. O(digits).
  private mutating func long() throws(ProfileError) -> Number {
    let offset = input.position
    let signedCount = try input.int32()
    let count = Int(signedCount.magnitude)
    guard count <= input.remaining / 2 else { throw input.endOfFile(within: 2 * count) }
    var exact: UInt64? = 0
    var nearest = 0.0
    var weight = 1.0
    for digit in 0..<count {
      let value = try input.uint16()
      guard value < 1 << 15 else { throw ProfileError(.malformed, at: offset, "an int has a digit above 15 bits") }
      exact = exact.flatMap { Self.add(value, at: digit, to: $0) }
      if value != 0 { nearest += Double(value) * weight }
      weight *= 32_768
    }
    if let exact, let int = Self.int(magnitude: exact, isNegative: signedCount < 0) { return .int(int) }
    return .largeInt(signedCount < 0 ? -nearest : nearest)
  }

  /// The magnitude with one more digit, or nil where 64 bits do not hold it.
  private static func add(_ digit: UInt16, at place: Int, to magnitude: UInt64) -> UInt64? {
    if digit == 0 { return magnitude }
    guard place < 5, let shifted = shift(UInt64(digit), by: 15 * place) else { return nil }
    return magnitude | shifted
  }

  private static func shift(_ value: UInt64, by bits: Int) -> UInt64? {
    value.leadingZeroBitCount >= bits ? value << UInt64(bits) : nil
  }

  private static func int(magnitude: UInt64, isNegative: Bool) -> Int64? {
    guard isNegative else { return Int64(exactly: magnitude) }
    return magnitude == 1 << 63 ? .min : Int64(exactly: magnitude).map { -$0 }
  }

  /// Reads a float as text: a length of one byte and what Python's `repr` writes.
  private mutating func textFloat() throws(ProfileError) -> Double {
    let offset = input.position
    let range = try input.range(of: Int(try input.uint8()))
    let text = String(decoding: input.bytes[range], as: UTF8.self)
    guard let value = Double(text) else { throw ProfileError(.malformed, at: offset, "a float is not a number") }
    return value
  }
}

// MARK: - Strings

extension MarshalReader {
  /// Reads a string or a reference to one, after its tag.
  ///
  /// - Returns: nil if the object is no string. The bytes of Python 3 count as one: Python 2's strings look the same.
  @inline(__always)
  mutating func string(_ tag: MarshalTag) throws(ProfileError) -> StringID? {
    switch tag.type {
    case .reference:
      let reference = try reference(tag)
      return reference.kind == .string ? StringID(Int32(bitPattern: reference.payload)) : nil
    case .stringReference: return try internedString(tag)
    default:
      guard let range = try stringRange(tag) else { return nil }
      let id = strings.intern(range)
      remember(id, tag)
      return id
    }
  }

  /// Steps over the bytes of a string, after its tag, and returns where they are; nil if the object is no string.
  mutating func stringRange(_ tag: MarshalTag) throws(ProfileError) -> Range<Int>? {
    switch tag.type {
    case .shortASCII, .shortInternedASCII: try input.range(of: Int(try input.uint8()))
    case .ascii, .internedASCII, .unicode, .interned, .bytes: try input.range(of: try count())
    default: nil
    }
  }

  /// Gives a string its number: in the table of all objects in Python 3, in that of interned strings in Python 2.
  ///
  /// Python 3 interns as well, but there the flag alone decides; a file of Python 2 has no flags.
  mutating func remember(_ id: StringID, _ tag: MarshalTag) {
    if tag.isReferable {
      references.append(MarshalReference(.string, UInt32(bitPattern: id.rawValue)))
    } else if tag.type == .interned {
      internedStrings.append(id)
    }
  }

  private mutating func internedString(_ tag: MarshalTag) throws(ProfileError) -> StringID {
    let number = Int(try input.int32())
    guard internedStrings.indices.contains(number) else {
      throw ProfileError(.malformed, at: tag.offset, "a reference points to a string that does not exist")
    }
    return internedStrings[number]
  }
}

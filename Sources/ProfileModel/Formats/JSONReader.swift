/// Reads JSON value by value, strictly (RFC 8259), without building a document.
///
///     try json.beginObject()
///     while let key = try json.nextKey() {
///       if key == "name" { name = try json.string() } else { try json.skip() }
///     }
///
/// No call recurses, so no depth of nesting overflows the stack. Time is linear in the bytes that are passed.
struct JSONReader: ~Copyable {
  /// What a value is, by its first byte.
  enum Kind { case object, array, string, number, literal }

  private enum Container { case object, array }

  private let bytes: [UInt8]
  /// Where the next byte is read.
  private(set) var position: Int
  /// The objects and arrays that were begun and not ended yet, and whether anything was read in the last one.
  private var containers: [Container] = []
  private var isFirst = true

  /// Python's recursion is usually 1,000 deep, and each call is an object and an array in some formats.
  static let depthLimit = 1 << 17

  /// - Parameter offset: where a value starts that was seen before; see ``valueOffset()``.
  init(_ bytes: [UInt8], at offset: Int = 0) {
    self.bytes = bytes
    position = offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : offset
  }

  // MARK: Containers

  mutating func beginObject() throws(ProfileError) { try begin(.object, UInt8(ascii: "{"), "an object") }

  mutating func beginArray() throws(ProfileError) { try begin(.array, UInt8(ascii: "["), "an array") }

  /// The next key of the object that was begun last, a ``word()``; its value must be read or skipped next. Nil at the object's end.
  mutating func nextKey() throws(ProfileError) -> String? {
    guard try next(UInt8(ascii: "}")) else { return nil }
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected("a key") }
    let key = try word()
    try expect(UInt8(ascii: ":"), "a colon")
    return key
  }

  /// Whether the array that was begun last has a further item, which must be read or skipped next.
  mutating func nextItem() throws(ProfileError) -> Bool { try next(UInt8(ascii: "]")) }

  private mutating func begin(_ container: Container, _ byte: UInt8, _ words: String) throws(ProfileError) {
    try expect(byte, words)
    guard containers.count < Self.depthLimit else {
      throw ProfileError(.tooLarge, at: position - 1, "nested more than \(Self.depthLimit) levels deep")
    }
    containers.append(container)
    isFirst = true
  }

  /// Steps over the comma before the next item, or over the end.
  private mutating func next(_ end: UInt8) throws(ProfileError) -> Bool {
    let byte = try peek()
    if byte == end {
      position += 1
      containers.removeLast()
      isFirst = false
      return false
    }
    if !isFirst { try expect(UInt8(ascii: ","), "a comma") }
    isFirst = false
    return true
  }

  // MARK: Values

  /// What comes next.
  mutating func kind() throws(ProfileError) -> Kind {
    switch try peek() {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "-"), 0x30...0x39: return .number
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .literal
    default: throw unexpected("a value")
    }
  }

  /// Where the next value starts: to come back to it with a new reader.
  mutating func valueOffset() throws(ProfileError) -> Int {
    _ = try peek()
    return position
  }

  /// Reads a number; infinite where it is too large.
  mutating func number() throws(ProfileError) -> Double {
    guard try kind() == .number else { throw unexpected("a number") }
    let start = position
    skipByte(UInt8(ascii: "-"))
    let isZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
    let digits = skipDigits()
    if digits == 0 { throw unexpected("a digit") }
    if digits > 1, isZero { throw ProfileError(.malformed, at: start, "no number of JSON begins so") }
    if skipByte(UInt8(ascii: ".")), skipDigits() == 0 { throw unexpected("a digit") }
    if skipByte(UInt8(ascii: "e")) || skipByte(UInt8(ascii: "E")) {
      if !skipByte(UInt8(ascii: "-")) { skipByte(UInt8(ascii: "+")) }
      if skipDigits() == 0 { throw unexpected("a digit") }
    }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self)) ?? .infinity
  }

  /// Reads a whole number that 64 bits hold.
  mutating func integer() throws(ProfileError) -> Int {
    let start = try valueOffset()
    guard let integer = Int(exactly: try number()) else {
      throw ProfileError(.malformed, at: start, "a whole number should stand here")
    }
    return integer
  }

  /// Reads a string; what is no UTF-8, and surrogates that stand alone, become U+FFFD.
  mutating func string() throws(ProfileError) -> String {
    guard try kind() == .string else { throw unexpected("a string") }
    position += 1
    let start = position
    var hasEscapes = false
    while true {
      guard position < bytes.count else { throw endOfFile() }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        defer { position += 1 }
        return hasEscapes ? try unescaped(start..<position) : String(decoding: bytes[start..<position], as: UTF8.self)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position += 2
      case 0..<0x20: throw unexpected("no control character in a string")
      default: position += 1
      }
    }
  }

  /// Reads a string that may be a word of the format: an empty one where it is longer than all of them. To compare long
  /// strings character by character can take time that grows with their square.
  mutating func word() throws(ProfileError) -> String {
    let string = try string()
    return string.utf8.count <= 32 ? string : ""
  }

  /// Steps over the next value, whatever it is.
  mutating func skip() throws(ProfileError) {
    let depth = containers.count
    repeat {
      switch try kind() {
      case .object: try beginObject()
      case .array: try beginArray()
      case .string: _ = try string()
      case .number: _ = try number()
      case .literal: try literal()
      }
      while containers.count > depth {
        let hasMore = containers.last == .object ? try nextKey() != nil : try nextItem()
        if hasMore { break }
      }
    } while containers.count > depth
  }

  /// Checks that nothing follows the value that was read.
  mutating func end() throws(ProfileError) {
    skipBlanks()
    if position < bytes.count { throw unexpected("nothing more") }
  }

  // MARK: Bytes

  private mutating func literal() throws(ProfileError) {
    for word in ["true", "false", "null"] {
      if bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return
      }
      if word.utf8.starts(with: bytes[position...]) { throw endOfFile() }
    }
    throw unexpected("true, false or null")
  }

  private func unescaped(_ range: Range<Int>) throws(ProfileError) -> String {
    var units: [UInt16] = []
    var rest = bytes[range]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "\\") else {
        let plain = rest.prefix { $0 != UInt8(ascii: "\\") }
        units += String(decoding: plain, as: UTF8.self).utf16
        rest = rest.dropFirst(plain.count)
        continue
      }
      let (unit, length) = try escape(rest)
      units.append(unit)
      rest = rest.dropFirst(length)
    }
    return String(decoding: units, as: UTF16.self)
  }

  private func escape(_ rest: ArraySlice<UInt8>) throws(ProfileError) -> (unit: UInt16, length: Int) {
    switch rest.dropFirst().first {
    case UInt8(ascii: "\""): return (0x22, 2)
    case UInt8(ascii: "\\"): return (0x5C, 2)
    case UInt8(ascii: "/"): return (0x2F, 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "u"):
      let digits = rest.dropFirst(2).prefix(4)
      let isHexadecimal = digits.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x46 ~= $0 & 0xDF }
      if digits.count == 4, isHexadecimal, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) {
        return (unit, 6)
      }
    default: break
    }
    throw ProfileError(.malformed, at: rest.startIndex, "no escape of JSON begins so")
  }

  private mutating func expect(_ byte: UInt8, _ words: String) throws(ProfileError) {
    guard try peek() == byte else { throw unexpected(words) }
    position += 1
  }

  /// The next byte that is no blank.
  private mutating func peek() throws(ProfileError) -> UInt8 {
    skipBlanks()
    guard position < bytes.count else { throw endOfFile() }
    return bytes[position]
  }

  private mutating func skipBlanks() {
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  @discardableResult
  private mutating func skipByte(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count, 0x30...0x39 ~= bytes[position] { position += 1 }
    return position - start
  }

  private func unexpected(_ words: String) -> ProfileError {
    if position >= bytes.count { return endOfFile() }
    return ProfileError(.malformed, at: position, "\(words) should stand here in JSON")
  }

  private func endOfFile() -> ProfileError {
    ProfileError(.truncated, at: bytes.count, "the file ends in the middle of JSON: still being written?")
  }
}

/// A JSON document, as far as the golden numbers of the fixtures need it: no escapes beyond those Python writes.
public indirect enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number as it is written: whoever asks says what it is.
  case number(String)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Parses a document. One that is broken is a broken fixture.
  public init(_ text: String) {
    var parser = JSONParser(bytes: Array(text.utf8))
    self = parser.value()
  }

  public subscript(key: String) -> JSON {
    guard case .object(let members) = self, let member = members[key] else { return .null }
    return member
  }

  public var items: [JSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  public var string: String {
    guard case .string(let string) = self else { preconditionFailure("no string: \(self)") }
    return string
  }

  public var int: Int {
    guard case .number(let text) = self, let int = Int(text) else { preconditionFailure("no int: \(self)") }
    return int
  }

  public var double: Double {
    guard case .number(let text) = self, let double = Double(text) else { preconditionFailure("no number: \(self)") }
    return double
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  mutating func value() -> JSON {
    switch next() {
    case UInt8(ascii: "{"): object()
    case UInt8(ascii: "["): array()
    case UInt8(ascii: "\""): .string(string())
    default: literal()
    }
  }

  /// Steps over blanks, and over the byte after them if it opens something.
  private mutating func next() -> UInt8 {
    while bytes[position] <= 0x20 { position += 1 }
    let byte = bytes[position]
    if #"{[""#.utf8.contains(byte) { position += 1 }
    return byte
  }

  /// Whether `byte` comes next, stepping over it and over commas.
  private mutating func ends(with byte: UInt8) -> Bool {
    while bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: ",") { position += 1 }
    if bytes[position] == byte { position += 1 } else { return false }
    return true
  }

  private mutating func object() -> JSON {
    var members: [String: JSON] = [:]
    while !ends(with: UInt8(ascii: "}")) {
      position += 1
      let key = string()
      _ = ends(with: UInt8(ascii: ":"))
      members[key] = value()
    }
    return .object(members)
  }

  private mutating func array() -> JSON {
    var items: [JSON] = []
    while !ends(with: UInt8(ascii: "]")) { items.append(value()) }
    return .array(items)
  }

  private mutating func literal() -> JSON {
    let start = position
    while position < bytes.count, !",]} \n".utf8.contains(bytes[position]) { position += 1 }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case let number: return .number(number)
    }
  }

  private mutating func string() -> String {
    var units: [UInt16] = []
    var start = position
    while bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        units += String(decoding: bytes[start..<position], as: UTF8.self).utf16
        units.append(escape())
        start = position
      } else {
        position += 1
      }
    }
    units += String(decoding: bytes[start..<position], as: UTF8.self).utf16
    position += 1
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func escape() -> UInt16 {
    let kind = bytes[position + 1]
    position += 2
    switch kind {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "u"):
      defer { position += 4 }
      return UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16) ?? 0xFFFD
    default: return UInt16(kind)
    }
  }
}

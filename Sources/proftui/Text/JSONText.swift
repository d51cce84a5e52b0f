import ProfileModel

/// Values as JSON, all of it ASCII.
enum JSONText {
  static func object(_ members: [(name: String, value: String)]) -> String {
    "{\(members.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", "))}"
  }

  /// A member of an object that is an array, one item a line.
  static func array(_ name: String, _ items: [String]) -> String {
    "\"\(name)\": [\(items.map { "\n  " + $0 }.joined(separator: ","))]"
  }

  /// A number; null where there is none, or none that JSON can hold.
  static func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "null" }
    return "\(value)"
  }

  static func number(_ count: Count) -> String {
    switch count {
    case .exact(let integer): "\(integer)"
    case .inexact(let value): number(value)
    }
  }

  static func string(_ text: String?) -> String { text.map { string(bytes: Array($0.utf8)) } ?? "null" }

  /// Bytes that should be UTF-8. One that is not is a lone surrogate, `\udc80` to `\udcff`, as Python's `os.fsencode`
  /// takes it.
  static func string(bytes: [UInt8]) -> String {
    var text = "\""
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var rest = bytes[...]
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        rest = rest.dropFirst(encoded.count)
        text += escaped(Unicode.UTF8.decode(encoded))
      case .error(let length):
        for byte in rest.prefix(length) { text += escape(0xDC00 | UInt16(byte)) }
        rest = rest.dropFirst(length)
      case .emptyInput: return text + "\""
      }
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": "\\\""
    case "\\": "\\\\"
    case " "..."~": String(scalar)
    default: String(scalar).utf16.map(escape).joined()
    }
  }

  private static func escape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

/// The bytes of Python's strings: UTF-8 in which surrogates may stand alone (`surrogatepass`).
enum PythonString {
  /// The bytes of the sequence at the start, surrogates included; 0 where it is none.
  static func sequenceLength(_ bytes: ArraySlice<UInt8>) -> Int {
    let units = Array(bytes.prefix(4))
    let follows = { (count: Int) in units.count >= count && units[1..<count].allSatisfy { $0 & 0xC0 == 0x80 } }
    switch units[0] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return follows(2) ? 2 : 0
    case 0xE0...0xEF: return follows(3) && !(units[0] == 0xE0 && units[1] < 0xA0) ? 3 : 0
    case 0xF0...0xF4:
      let isOutside =
        (units[0] == 0xF0 && units.count > 1 && units[1] < 0x90)
        || (units[0] == 0xF4 && units.count > 1 && units[1] > 0x8F)
      return follows(4) && !isOutside ? 4 : 0
    default: return 0
    }
  }

  /// The bytes with U+FFFD where they are neither UTF-8 nor a surrogate: what Python reads. O(length).
  static func repaired(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var repaired: [UInt8] = []
    var rest = bytes
    while !rest.isEmpty {
      let length = sequenceLength(rest)
      repaired += length > 0 ? rest.prefix(length) : [0xEF, 0xBF, 0xBD]
      rest = rest.dropFirst(Swift.max(1, length))
    }
    return repaired
  }
}

/// Python objects as bytes of marshal's version 4, which Python 3.4 and later read.
///
/// Source: CPython, `Python/marshal.c`: `w_object`.
struct MarshalWriter {
  private(set) var bytes: [UInt8] = []
  /// How many objects have a number by which they can be referred to.
  private var numbered: UInt32 = 0

  /// Bit that gives an object a number.
  private static let flag: UInt8 = 0x80

  mutating func beginDict() { bytes.append(UInt8(ascii: "{")) }

  mutating func endDict() { bytes.append(UInt8(ascii: "0")) }

  /// Its items follow.
  mutating func beginTuple(of count: UInt8) { bytes += [UInt8(ascii: ")"), count] }

  /// Its items follow.
  ///
  /// - Returns: the number for ``putReference(to:)``.
  mutating func beginNumberedTuple(of count: UInt8) -> UInt32 {
    bytes += [UInt8(ascii: ")") | Self.flag, count]
    numbered += 1
    return numbered - 1
  }

  /// A string; what is neither UTF-8 nor a surrogate becomes U+FFFD.
  ///
  /// - Returns: the number for ``putReference(to:)``.
  mutating func put(_ string: ArraySlice<UInt8>) -> UInt32 {
    let string = PythonString.repaired(string)
    bytes.append(UInt8(ascii: "u") | Self.flag)
    put32(UInt32(truncatingIfNeeded: string.count))
    bytes += string
    numbered += 1
    return numbered - 1
  }

  mutating func putReference(to number: UInt32) {
    bytes.append(UInt8(ascii: "r"))
    put32(number)
  }

  mutating func put(_ flag: Bool) { bytes.append(flag ? UInt8(ascii: "T") : UInt8(ascii: "F")) }

  mutating func put(_ number: Double) {
    bytes.append(UInt8(ascii: "g"))
    put(number.bitPattern, bytes: 8)
  }

  mutating func put(_ integer: Int64) {
    if let small = Int32(exactly: integer) {
      bytes.append(UInt8(ascii: "i"))
      put32(UInt32(bitPattern: small))
    } else {
      putLarge(integer.magnitude, isNegative: integer < 0)
    }
  }

  /// An integer in digits of 15 bits; the sign is that of their number.
  private mutating func putLarge(_ magnitude: UInt64, isNegative: Bool) {
    var digits: [UInt16] = []
    var rest = magnitude
    while rest > 0 {
      digits.append(UInt16(rest & 0x7FFF))
      rest >>= 15
    }
    bytes.append(UInt8(ascii: "l"))
    put32(UInt32(bitPattern: isNegative ? -Int32(digits.count) : Int32(digits.count)))
    for digit in digits { put(UInt64(digit), bytes: 2) }
  }

  private mutating func put32(_ value: UInt32) { put(UInt64(value), bytes: 4) }

  private mutating func put(_ value: UInt64, bytes count: UInt64) {
    for byte in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
  }
}

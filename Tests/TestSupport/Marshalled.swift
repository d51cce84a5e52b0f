/// A Python object and how marshal writes it, for files that Python itself would not write.
///
///     Marshalled.dict([(.tuple([.string("a.py"), .int(1), .string("f")]), .tuple([…]))]).bytes
public indirect enum Marshalled: Sendable {
  case none
  case bool(Bool)
  case int(Int32)
  case float(Double)
  /// ASCII of less than 256 bytes.
  case string(String)
  case tuple([Marshalled])
  case list([Marshalled])
  case dict([(Marshalled, Marshalled)])
  /// The object with this number, of those that are `referable`.
  case reference(Int32)
  /// An object that takes the next number.
  case referable(Marshalled)
  case raw([UInt8])

  public var bytes: [UInt8] {
    switch self {
    case .none: Array("N".utf8)
    case .bool(let value): Array((value ? "T" : "F").utf8)
    case .int(let value): Array("i".utf8) + littleEndian(value)
    case .float(let value): Array("g".utf8) + littleEndian(value.bitPattern)
    case .string(let text): Array("z".utf8) + [UInt8(text.utf8.count)] + Array(text.utf8)
    case .tuple(let items): Array(")".utf8) + [UInt8(items.count)] + items.flatMap(\.bytes)
    case .list(let items): Array("[".utf8) + littleEndian(Int32(items.count)) + items.flatMap(\.bytes)
    case .dict(let items): Array("{".utf8) + items.flatMap { $0.bytes + $1.bytes } + Array("0".utf8)
    case .reference(let number): Array("r".utf8) + littleEndian(number)
    case .referable(let object): [object.bytes[0] | 0x80] + object.bytes.dropFirst()
    case .raw(let bytes): bytes
    }
  }
}

/// The bytes of an integer as marshal writes it.
public func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

extension Marshalled {
  /// The key of a function: `a.py:1(f)` where nothing else is said.
  public static func key(_ name: String, line: Int32 = 1, file: String = "a.py") -> Marshalled {
    .tuple([.string(file), .int(line), .string(name)])
  }

  /// The value of a function: primitive calls, calls, self time, cumulative time and callers.
  public static func entry(
    _ primitiveCalls: Int32, _ calls: Int32, _ selfTime: Double, _ cumulativeTime: Double,
    callers: [(Marshalled, Marshalled)] = []
  ) -> Marshalled {
    .tuple([.int(primitiveCalls), .int(calls), .float(selfTime), .float(cumulativeTime), .dict(callers)])
  }

  /// The value of a caller: calls, primitive calls, self time, cumulative time.
  public static func edge(
    _ calls: Int32, _ primitiveCalls: Int32, _ selfTime: Double, _ cumulativeTime: Double
  ) -> Marshalled {
    .tuple([.int(calls), .int(primitiveCalls), .float(selfTime), .float(cumulativeTime)])
  }
}

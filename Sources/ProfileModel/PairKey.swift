/// Two numbers of 32 bits as one, to look something up by: an edge by its ends, a node by its parent and its function.
struct PairKey: Hashable, Sendable {
  let bits: UInt64

  init(_ first: Int32, _ second: Int32) {
    bits = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
  }

  init(_ caller: FunctionID, _ callee: FunctionID) { self.init(caller.rawValue, callee.rawValue) }
}

/// An open-addressing hash table from values to the rows of a table that is kept elsewhere.
///
/// A slot holds 32 bits of a value's hash beside its row: so most comparisons never look at the value, and the table
/// grows without it. Hashes come from Swift's `Hasher`, whose seed differs from run to run: nobody can make a file whose
/// values all collide.
struct HashIndex: Sendable {
  /// Hash in the upper half, row + 1 in the lower; 0 where free. A power of two of slots, at most half of them used.
  private var slots: [UInt64]
  private var used = 0

  /// - Parameter rows: how many rows are expected; more is possible.
  init(expecting rows: Int) {
    var size = 16
    while size < rows * 2 { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// The row of the value with this hash for which `matches` holds, or nil. O(1) on average.
  func row(hash: Int, where matches: (Int32) -> Bool) -> Int32? {
    let hash = UInt32(truncatingIfNeeded: hash)
    var index = start(of: hash)
    while slots[index] != 0 {
      let slot = slots[index]
      if Self.hash(of: slot) == hash, matches(Self.row(of: slot)) { return Self.row(of: slot) }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the row of a value that ``row(hash:where:)`` did not find.
  mutating func insert(_ row: Int32, hash: Int) {
    if (used + 1) * 2 > slots.count { grow() }
    place(UInt64(UInt32(truncatingIfNeeded: hash)) << 32 | UInt64(UInt32(bitPattern: row &+ 1)))
    used += 1
  }

  private mutating func place(_ slot: UInt64) {
    var index = start(of: Self.hash(of: slot))
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for slot in old where slot != 0 { place(slot) }
  }

  private func start(of hash: UInt32) -> Int { Int(hash) & (slots.count - 1) }

  private static func hash(of slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot >> 32) }

  private static func row(of slot: UInt64) -> Int32 { Int32(truncatingIfNeeded: slot) &- 1 }
}

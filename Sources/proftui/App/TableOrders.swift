import ProfileModel

/// All functions of one profile in the orders that were asked for: sorting again costs nothing, and what leaves functions
/// out leaves them out of an order that is there.
struct TableOrders: Sendable {
  private var known: [TableOrder: [FunctionID]] = [:]

  /// All functions in an order. O(1) where it was kept, else O(functions).
  func functions(of profile: Profile, by order: TableOrder) -> [FunctionID] {
    if let known = known[order] { return known }
    // Comparing names is what takes long, and no two functions are equal in it but for their place in the file.
    if order.column == .name, let reversed = known[order.reversed] { return reversed.reversed() }
    return profile.sorted(Array(profile.functions.ids), by: order)
  }

  mutating func keep(_ order: TableOrder, of profile: Profile) {
    if known[order] == nil { known[order] = functions(of: profile, by: order) }
  }

  /// Takes in what was worked out elsewhere for the same profile.
  mutating func keep(_ others: TableOrders) { known.merge(others.known) { own, _ in own } }
}

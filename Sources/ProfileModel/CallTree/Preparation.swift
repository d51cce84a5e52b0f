/// All that a profile says about its call tree, worked out once: what boxes are unfolded from.
///
///     numbers  ▶ roots ▶ flows ▶ (imports) ▶ tables     sums and shares, by edge
///              ▶ cycles          recursions             what may come again on a path
///
/// Immutable, so it can be made in the background and shared. Time and memory are linear in functions and edges, but for
/// the searches for exact sums and importers, which are bounded.
struct Preparation: Sendable {
  let numbers: CallNumbers
  let cycles: Cycles
  let flows: Flows
  let imports: Imports?
  let tables: CallTables
  /// The functions that call themselves.
  let recursions: [Int: Recursion]
  /// The root edges.
  let roots: Range<Int>
  /// What the roots' times are multiplied with: 1 but where they are far more than all self times.
  let rootScale: Double
  private(set) var accounting: Accounting

  init(_ profile: Profile) {
    var numbers = CallNumbers(profile)
    let cycles = Cycles(numbers)
    let roots = Roots(numbers, cycles).edges
    for root in roots { numbers.addRoot(root) }
    let flows = Flows(numbers, roots: roots)
    let affinity = FileAffinity(profile.functions)
    let imports = Imports(profile, numbers, flows) { [numbers] in
      CallTables(numbers, cycles, flows, nil, affinity, only: $0)
    }
    self.numbers = numbers
    self.cycles = cycles
    self.flows = flows
    self.imports = imports
    tables = CallTables(numbers, cycles, flows, imports?.changes, affinity)
    recursions = Self.recursions(numbers)
    self.roots = numbers.graph.count..<numbers.edges.calls.count
    accounting = Accounting(numbers, flows, tables, cycles)
    rootScale = accounting.rootScale
    accounting.addMeasured(self)
  }

  /// The functions that call themselves, with their levels; at most four million of them listed.
  private static func recursions(_ numbers: CallNumbers) -> [Int: Recursion] {
    var recursions: [Int: Recursion] = [:]
    var left = 1 << 22
    for function in 0..<numbers.functionCount where numbers.selfRows[function] >= 0 {
      let row = Int(numbers.selfRows[function])
      let recursion = Recursion(
        outerCalls: numbers.functions.primitiveCalls[function], firstCalls: numbers.edges.primitiveCalls[row],
        recursiveCalls: numbers.edges.calls[row], levelLimit: min(left, Recursion.levelLimit))
      left -= recursion.listedLevels
      recursions[function] = recursion
    }
    return recursions
  }

  /// Nanoseconds that enter a function's table over an edge.
  func entering(_ row: Int) -> Double { imports?.changes.rows[row] ?? flows.time[row] }

  /// Nanoseconds that leave a function's table over an edge.
  func leaving(_ row: Int) -> Double { imports?.changes.columns[row] ?? flows.time[row] }
}

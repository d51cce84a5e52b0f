/// Which functions can be on the stack more than once: the strongly connected components of the call graph.
///
/// A path that leaves a component never comes back to it; so what is above a box matters only within its component, and
/// boxes of functions on no cycle need not know their path at all.
struct Cycles: Sendable {
  /// The component of each function.
  private(set) var components: [Int32]
  /// Whether the component of each function has other functions.
  private(set) var isMutual: [Bool]

  /// O(functions + edges).
  init(_ numbers: CallNumbers) {
    let search = ComponentSearch(of: numbers.graph, functionCount: numbers.functionCount)
    components = search.components
    var sizes = [Int32](repeating: 0, count: Int(search.componentCount))
    for component in components { sizes[Int(component)] += 1 }
    isMutual = components.map { sizes[Int($0)] > 1 }
  }

  /// Whether both functions are on one cycle.
  func areMutual(_ function: Int, _ other: Int) -> Bool {
    isMutual[function] && components[function] == components[other]
  }
}

/// Which functions can be on the stack more than once: the strongly connected components of the call graph.
///
/// A path that leaves a component never comes back to it; so what is above a box matters only within its component, and
/// boxes of functions on no cycle need not know their path at all.
struct Cycles: Sendable {
  /// The component of each function.
  private(set) var components: [Int32]
  /// Whether the component of each function has other functions.
  private(set) var isMutual: [Bool]

  /// Tarjan's algorithm with a stack of its own (call graphs are deep). O(functions + edges).
  init(_ numbers: CallNumbers) {
    var search = ComponentSearch(numbers.graph, functionCount: numbers.functionCount)
    for function in 0..<numbers.functionCount { search.visit(from: function) }
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

/// R. Tarjan, "Depth-first search and linear graph algorithms" (1972), without recursion.
private struct ComponentSearch {
  private let graph: CallGraph
  private(set) var components: [Int32]
  private(set) var componentCount: Int32 = 0
  /// The order in which functions were met, from 1; 0 is not yet.
  private var order: [Int32]
  /// The lowest order that is known to be reachable and still open.
  private var lowest: [Int32]
  private var met: Int32 = 0
  private var open: [Int32] = []
  /// The functions being visited, each with the position of its next edge.
  private var stack: [(function: Int, next: Int)] = []

  init(_ graph: CallGraph, functionCount: Int) {
    self.graph = graph
    components = Array(repeating: -1, count: functionCount)
    order = Array(repeating: 0, count: functionCount)
    lowest = order
  }

  mutating func visit(from function: Int) {
    if order[function] == 0 { enter(function) }
    while let (function, next) = stack.last {
      let edges = graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function)))
      if next < edges.count {
        stack[stack.count - 1].next += 1
        follow(function, to: graph.callees[edges[edges.startIndex + next].row].row)
      } else {
        stack.removeLast()
        leave(function)
      }
    }
  }

  private mutating func enter(_ function: Int) {
    met += 1
    order[function] = met
    lowest[function] = met
    open.append(Int32(truncatingIfNeeded: function))
    stack.append((function, 0))
  }

  private mutating func follow(_ function: Int, to callee: Int) {
    if order[callee] == 0 {
      enter(callee)
    } else if components[callee] < 0 {
      lowest[function] = min(lowest[function], order[callee])
    }
  }

  private mutating func leave(_ function: Int) {
    if let caller = stack.last?.function { lowest[caller] = min(lowest[caller], lowest[function]) }
    guard lowest[function] == order[function] else { return }
    while let member = open.popLast() {
      components[Int(member)] = componentCount
      if Int(member) == function { break }
    }
    componentCount += 1
  }
}

/// The strongly connected components of a graph, found from one node after the other.
///
/// Components are numbered in the order in which they are complete: whatever one leads to has smaller numbers.
/// R. Tarjan, "Depth-first search and linear graph algorithms" (1972), with a stack of its own: call graphs are deep.
struct ComponentSearch {
  /// The node that the edge at a position of a node's edges leads to; nil after the last.
  private let neighbour: (_ node: Int, _ position: Int) -> Int?
  /// The component of each node; -1 for those that were not met.
  private(set) var components: [Int32]
  private(set) var componentCount: Int32 = 0
  /// The order in which nodes were met, from 1; 0 is not yet.
  private var order: [Int32]
  /// The lowest order that is known to be reachable and still open.
  private var lowest: [Int32]
  private var met: Int32 = 0
  private var open: [Int32] = []
  /// The nodes being visited, each with the position of its next edge.
  private var stack: [(node: Int, next: Int)] = []

  init(count: Int, neighbour: @escaping (_ node: Int, _ position: Int) -> Int?) {
    self.neighbour = neighbour
    components = Array(repeating: -1, count: count)
    order = Array(repeating: 0, count: count)
    lowest = order
  }

  /// The cycles of calls of a whole graph; a function that is on none is a component by itself. O(functions + edges).
  init(of graph: CallGraph, functionCount: Int) {
    self.init(count: functionCount) { function, position in
      let edges = graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: function)))
      return position < edges.count ? graph.callees[edges[edges.startIndex + position].row].row : nil
    }
    for function in 0..<functionCount { visit(from: function) }
  }

  /// Visits a node and all it leads to, as far as they were not met before.
  mutating func visit(from node: Int) {
    if order[node] == 0 { enter(node) }
    while let (node, next) = stack.last {
      if let neighbour = neighbour(node, next) {
        stack[stack.count - 1].next += 1
        follow(node, to: neighbour)
      } else {
        stack.removeLast()
        leave(node)
      }
    }
  }

  private mutating func enter(_ node: Int) {
    met += 1
    order[node] = met
    lowest[node] = met
    open.append(Int32(truncatingIfNeeded: node))
    stack.append((node, 0))
  }

  private mutating func follow(_ node: Int, to other: Int) {
    if order[other] == 0 {
      enter(other)
    } else if components[other] < 0 {
      lowest[node] = min(lowest[node], order[other])
    }
  }

  private mutating func leave(_ node: Int) {
    if let earlier = stack.last?.node { lowest[earlier] = min(lowest[earlier], lowest[node]) }
    guard lowest[node] == order[node] else { return }
    while let member = open.popLast() {
      components[Int(member)] = componentCount
      if Int(member) == node { break }
    }
    componentCount += 1
  }
}

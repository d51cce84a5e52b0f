/// A call tree laid out as rows of boxes in whole columns: the top row is the zoom, each row below holds its callees.
///
/// The *edges* of boxes are rounded to columns, not their widths, so boxes tile without gaps or overlap. Callees too
/// narrow for a column of their own are gathered into one box at the end of their row's group. What is left of a box's
/// width below it is its self time. Only what the width can show is ever unfolded.
public struct Icicle: Sendable {
  /// What a rectangle of the icicle stands for.
  public enum Content: Sendable {
    case function(CallTreeNode)
    /// Callees that are too narrow to draw one by one: how many, and their seconds together.
    case gathered(count: Int, time: Double)
  }

  /// A part of a row that stands for calls of one function, for a chain of such, or for what is too narrow to be
  /// drawn by itself.
  public struct Box: Sendable {
    /// What it stands for.
    public let content: Content
    /// The columns it covers; never empty.
    public let columns: Range<Int>
    /// The index of the caller's box in the row above; 0 in the top row.
    public let parent: Int
    /// The nodes above ``node`` that are joined with it into this box, from the top: a chain (``Chains``). Empty elsewhere.
    public let joined: [CallTreeNode]
    /// Where the box starts and ends, in columns before rounding.
    let edges: (left: Double, right: Double)

    init(
      content: Content, columns: Range<Int>, parent: Int, joined: [CallTreeNode] = [],
      edges: (left: Double, right: Double)
    ) {
      self.content = content
      self.columns = columns
      self.parent = parent
      self.joined = joined
      self.edges = edges
    }

    /// The functions of a chain from the top, ``node``'s last; one function for most boxes.
    public var functions: [FunctionID] { (joined + [node].compactMap(\.self)).compactMap(\.function) }

    /// The first of ``functions``.
    var firstFunction: FunctionID? { joined.lazy.compactMap(\.function).first ?? node?.function }

    /// Seconds: of the uppermost node, whose width the box has.
    public var time: Double {
      switch content {
      case .function(let node): joined.first?.time ?? node.time
      case .gathered(_, let time): time
      }
    }

    /// The node, where the box stands for one.
    public var node: CallTreeNode? {
      switch content {
      case .function(let node): node
      case .gathered: nil
      }
    }
  }

  /// A box's place: its row, and its index in that row from the left.
  public struct Place: Hashable, Sendable {
    /// From the top, which is 0.
    public var row: Int
    /// Among the boxes of the row, from the left.
    public var index: Int

    public init(row: Int, index: Int) {
      self.row = row
      self.index = index
    }

    /// The box above all roots, or the zoom.
    public static let top = Place(row: 0, index: 0)
  }

  /// Whether chains are joined into one box each: runs of boxes that hand 98 % or more of their time to one callee.
  ///
  ///     total                          total
  ///     runapp                         runapp › __call__ › dispatch
  ///     __call__                       list      │ render
  ///     dispatch
  ///     list      │ render
  ///
  /// A joined box has the width of its uppermost node, and its path is that of its last; the paths of the others lead to it
  /// as well, so that what is selected or found is never out of sight. What the run's nodes do besides (2 % each at most) is
  /// room at its right. The box on top, the zoom, stays alone.
  public enum Chains: Hashable, Sendable {
    case apart
    /// All but those that end at one of these paths below the zoom; none goes on beyond a path of the second set.
    case joined(except: Set<CallPath>, endingAt: Set<CallPath> = [])

    static let smallestShare = 0.98
  }

  /// How wide the first row is.
  public let columns: Int
  /// The rows from the top, each from left to right.
  public let rows: [[Box]]
  /// Whether the tree goes on below the last row.
  public let isCut: Bool

  /// Lays out `zoom` and what is below it on `columns` columns, at most `rowLimit` rows deep.
  ///
  /// Cost: the callees of every box that is drawn.
  public init(of tree: CallTree, zoom: CallTreeNode, columns: Int, rowLimit: Int, chains: Chains = .apart) {
    self.columns = columns
    let layout = Layout(tree: tree, chains: chains, detail: Self.detail(of: zoom.time, columns: columns))
    var rows: [[Box]] = []
    if columns > 0, rowLimit > 0 {
      rows = [[Box(content: .function(zoom), columns: 0..<columns, parent: 0, edges: (0, Double(columns)))]]
    }
    var isCut = false
    var starts = [Layout.Start(path: .total)]
    while let last = rows.last {
      let next = layout.row(below: last, starts: &starts)
      if next.isEmpty { break }
      isCut = rows.count == rowLimit
      if isCut { break }
      rows.append(next)
    }
    self.rows = rows
    self.isCut = isCut
  }

  /// Seconds of an eighth of a column: what is shorter is not looked for among hidden boxes, so that the cost follows the
  /// screen and not the profile.
  static func detail(of time: Double, columns: Int) -> Double { columns > 0 ? time / Double(columns) / 8 : 0 }
}

extension Icicle {
  /// How rows are made of boxes.
  private struct Layout {
    let tree: CallTree
    let chains: Chains
    /// See ``CallTree/drawn(_:detail:)``.
    let detail: Double

    /// What is known of a box before the row below it is laid out.
    struct Start {
      /// The box's path; kept where chains need it.
      let path: CallPath
      /// Its callees, where a chain that ends with the box has asked for them already.
      var callees: Callees?
      /// Whether it is within a run that is shown box by box: then so is what goes on with the run, which is not walked
      /// again from each of its boxes.
      var isOpen = false
    }

    /// - Parameter starts: those of the boxes of the row, then those of the boxes below.
    func row(below row: [Box], starts: inout [Start]) -> [Box] {
      var boxes: [Box] = []
      var startsBelow: [Start] = []
      for (index, box) in row.enumerated() {
        boxes += self.boxes(below: box, at: index, starts[index], &startsBelow)
      }
      starts = startsBelow
      return boxes
    }

    /// The callees of one box, and the box that gathers the narrow ones.
    ///
    ///     caller   |················ 12.0 columns ················|
    ///     callees  |· 5.4 ·|· 3.2 ·|+3|        self time          |
    private func boxes(below box: Box, at index: Int, _ start: Start, _ starts: inout [Start]) -> [Box] {
      guard let node = box.node, box.time > 0 else { return [] }
      let scale = (box.edges.right - box.edges.left) / box.time
      var left = box.edges.left
      var boxes: [Box] = []
      let callees = start.callees ?? self.callees(of: node)
      func place(_ content: Content, _ joined: [CallTreeNode], time: Double, _ start: Start) {
        let right = min(box.edges.right, left + time * scale)
        let columns = rounded(left, within: box.columns)..<rounded(right, within: box.columns)
        if !columns.isEmpty {
          boxes.append(Box(content: content, columns: columns, parent: index, joined: joined, edges: (left, right)))
          starts.append(start)
        }
        left = right
      }
      let wide = callees.boxes.prefix { $0.time * scale >= 1 - 1e-9 }
      for child in wide {
        let isOpen = start.isOpen && child.time >= Chains.smallestShare * node.time && !ends(at: start.path)
        var (chain, end) = chain(from: tree.drawn(child, detail: detail), start.path, isOpen: isOpen)
        let last = chain.removeLast()
        place(.function(last), chain, time: child.time, end)
      }
      let narrow = callees.boxes.dropFirst(wide.count)
      let count = narrow.count + callees.others.count
      if count > 0 {
        let time = narrow.reduce(callees.others.time) { $0 + $1.time }
        place(.gathered(count: count, time: time), [], time: time, start)
      }
      return boxes
    }

    /// A box's node and those of the run that it is the start of, if runs are joined; and what is known of the last.
    private func chain(
      from node: CallTreeNode, _ above: CallPath, isOpen: Bool
    ) -> (nodes: [CallTreeNode], end: Start) {
      guard case .joined(let open, _) = chains, let function = node.function else {
        return ([node], Start(path: above))
      }
      var nodes = [node]
      var path = above.appending(function)
      if isOpen { return (nodes, Start(path: path, isOpen: true)) }
      var callees = callees(of: node)
      while nodes.count < CallTree.depthLimit, !ends(at: path), let last = nodes.last, let next = callees.boxes.first,
        next.time >= Chains.smallestShare * last.time, let function = next.function
      {
        let drawn = tree.drawn(next, detail: detail)
        nodes.append(drawn)
        path = path.appending(function)
        callees = self.callees(of: drawn)
      }
      if nodes.count > 1, open.contains(path) { return ([node], Start(path: above.appending(function), isOpen: true)) }
      return (nodes, Start(path: path, callees: callees))
    }

    /// Of the callees of a box those that may be drawn: an eighth of a column is less than any box has.
    private func callees(of node: CallTreeNode) -> Callees { tree.callees(of: node, atLeast: detail) }

    private func ends(at path: CallPath) -> Bool {
      if case .joined(_, let ends) = chains { ends.contains(path) } else { false }
    }

    private func rounded(_ edge: Double, within columns: Range<Int>) -> Int {
      min(columns.upperBound, max(columns.lowerBound, Int(exactly: edge.rounded()) ?? columns.upperBound))
    }
  }
}

extension Icicle {
  /// The box at a place. O(1).
  public subscript(place: Place) -> Box { rows[place.row][place.index] }

  /// The path of a box below the zoom, which is not part of it; of a chain that of its last node. O(depth).
  public func path(to place: Place) -> CallPath {
    var functions: [FunctionID] = []
    var place = place
    while place.row > 0 {
      functions += self[place].functions.reversed()
      place = Place(row: place.row - 1, index: self[place].parent)
    }
    return CallPath(functions.reversed())
  }

  /// The box at a path below the zoom, where it is drawn: perhaps joined with others into one. O(boxes of the rows above).
  public func place(of path: CallPath) -> Place? {
    guard !rows.isEmpty else { return nil }
    var place = Place.top
    var rest = path.functions[...]
    while let function = rest.first {
      guard let index = children(of: place).first(where: { rows[place.row + 1][$0].firstFunction == function })
      else { return nil }
      place = Place(row: place.row + 1, index: index)
      let functions = self[place].functions
      guard rest.starts(with: functions) || functions.starts(with: rest) else { return nil }
      rest = rest.dropFirst(functions.count)
    }
    return place
  }

  /// The boxes right below a box: indices of the next row.
  public func children(of place: Place) -> Range<Int> {
    guard place.row + 1 < rows.count else { return 0..<0 }
    let row = rows[place.row + 1]
    let start = row.partitionPoint { $0.parent >= place.index }
    let end = row.partitionPoint { $0.parent > place.index }
    return start..<end
  }

  /// The box that covers a column of a row.
  public func place(row: Int, column: Int) -> Place? {
    guard rows.indices.contains(row) else { return nil }
    return rows[row].firstIndex { $0.columns.contains(column) }.map { Place(row: row, index: $0) }
  }

  /// The widest box of a function, alone or in a chain, the uppermost of equals.
  public func widestPlace(of function: FunctionID) -> Place? {
    var best: Place?
    var time = -1.0
    for (rowNumber, row) in rows.enumerated() {
      for (index, box) in row.enumerated() {
        for node in box.joined + [box.node].compactMap(\.self) where node.function == function && node.time > time {
          best = Place(row: rowNumber, index: index)
          time = node.time
        }
      }
    }
    return best
  }
}

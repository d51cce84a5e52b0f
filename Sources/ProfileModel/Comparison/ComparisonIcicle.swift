/// An icicle with the widths of one side, whose boxes know what stood there on the other.
///
/// What only the other side has takes no width: it is in ``Icicle``s of that side. The differences of the boxes below a box,
/// of what only the other side has there, and of its self time add up to the box's own.
public struct ComparisonIcicle: Sendable {
  /// What the other side has in the place of a box.
  public struct Counterpart: Sendable {
    /// The box there; nil where there is none, and for boxes that gather several.
    public let node: CallTreeNode?
    /// Seconds of the other side's trees; 0 where it has no such box.
    public let time: Double
    /// Whether the other side has no such box.
    public let isMissing: Bool
  }

  public let side: ComparisonSide
  public let icicle: Icicle
  private let counterparts: [[Counterpart]]

  /// Lays out what a side has below a path. Cost: the callees on both sides of every box that is drawn.
  public init(
    of tree: ComparisonTree, at path: PairPath, _ side: ComparisonSide, columns: Int, rowLimit: Int
  ) {
    self.side = side
    let zoom = tree.node(at: path, side) ?? tree[side].root
    let isEmpty = tree.node(at: path, side) == nil
    icicle = Icicle(of: tree[side], zoom: zoom, columns: isEmpty ? 0 : columns, rowLimit: rowLimit)
    var rows: [[Counterpart]] = []
    for (number, row) in icicle.rows.enumerated() {
      if number == 0 {
        rows.append([Counterpart(tree.node(at: path, side.other))])
      } else {
        rows.append(Self.counterparts(of: row, below: rows[number - 1], in: tree, side))
      }
    }
    counterparts = rows
  }

  public subscript(place: Icicle.Place) -> Counterpart { counterparts[place.row][place.index] }

  /// The path of a box from the path down that is laid out; boxes that gather several have that of their caller.
  public func path(to place: Icicle.Place, from path: PairPath, in tree: ComparisonTree) -> PairPath {
    var pairs: [PairID] = []
    var place = place
    while place.row > 0 {
      if let pair = icicle[place].node.flatMap({ tree.pair(of: $0, side) }) { pairs.append(pair) }
      place = Icicle.Place(row: place.row - 1, index: icicle[place].parent)
    }
    return PairPath(origin: path.origin, path.pairs + pairs.reversed())
  }

  /// The box at a path that begins with the one that is laid out, where it is drawn.
  public func place(of path: PairPath, from zoom: PairPath, in tree: ComparisonTree) -> Icicle.Place? {
    guard !icicle.rows.isEmpty, zoom.contains(path) else { return nil }
    var place = Icicle.Place.top
    for pair in path.pairs.dropFirst(zoom.pairs.count) {
      let children = icicle.children(of: place)
      guard
        let index = children.first(where: { index in
          icicle.rows[place.row + 1][index].node.flatMap { tree.pair(of: $0, side) } == pair
        })
      else { return nil }
      place = Icicle.Place(row: place.row + 1, index: index)
    }
    return place
  }

  /// The widest box of a function, the uppermost of equals.
  public func widestPlace(of pair: PairID, in tree: ComparisonTree) -> Icicle.Place? {
    var best: (place: Icicle.Place, time: Double)?
    for (row, boxes) in icicle.rows.enumerated() {
      for (index, box) in boxes.enumerated() {
        guard let node = box.node, tree.pair(of: node, side) == pair, node.time > best?.time ?? -1 else { continue }
        best = (Icicle.Place(row: row, index: index), node.time)
      }
    }
    return best?.place
  }

  /// What the other side has for a row of boxes, from what it has for their callers.
  private static func counterparts(
    of row: [Icicle.Box], below callers: [Counterpart], in tree: ComparisonTree, _ side: ComparisonSide
  ) -> [Counterpart] {
    var counterparts: [Counterpart] = []
    var caller = -1
    var left: [CallTreeNode] = []
    for box in row {
      if box.parent != caller {
        caller = box.parent
        left = callers[caller].node.map { tree[side.other].sketchedChildren(of: $0) } ?? []
      }
      switch box.content {
      case .function(let node):
        let pair = tree.pair(of: node, side)
        let found = left.firstIndex { tree.pair(of: $0, side.other) == pair }
        counterparts.append(Counterpart(found.map { tree[side.other].drawn(left.remove(at: $0)) }))
      case .gathered:
        // It comes last: all that is left of the other side stands against it.
        counterparts.append(Counterpart(gathering: left))
      }
    }
    return counterparts
  }
}

extension ComparisonIcicle.Counterpart {
  fileprivate init(_ node: CallTreeNode?) {
    self.node = node
    time = node?.time ?? 0
    isMissing = node == nil
  }

  fileprivate init(gathering nodes: [CallTreeNode]) {
    node = nil
    time = nodes.reduce(0) { $0 + $1.time }
    isMissing = nodes.isEmpty
  }
}

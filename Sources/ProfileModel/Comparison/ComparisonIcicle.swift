/// An icicle with the widths of one side, whose boxes know what stood there on the other.
///
/// What only the other side has takes no width: it is in ``Icicle``s of that side. The differences of the boxes below a box,
/// of what only the other side has there, and of its self time add up to the box's own.
public struct ComparisonIcicle: Sendable {
  /// What the other side has in the place of a box.
  public struct Counterpart: Sendable {
    /// The box there, of a chain the last one; nil where there is none, and for boxes that gather several.
    public let node: CallTreeNode?
    /// Seconds of the other side's trees, of a chain those of the uppermost box; 0 where it has no such box.
    public let time: Double
    /// Whether the other side has no such box.
    public let isMissing: Bool
  }

  /// Whether chains are joined: see ``Icicle/Chains``. One goes on only where both sides hand almost all of their time on, or
  /// where one side alone has it: so its functions differ alike, and one box tells the truth about all of them.
  public enum Chains: Hashable, Sendable {
    case apart
    /// All but those that end at one of these paths.
    case joined(except: Set<PairPath>)
  }

  /// Whose tree is drawn.
  public let side: ComparisonSide
  /// The boxes.
  public let icicle: Icicle
  private let counterparts: [[Counterpart]]

  /// Lays out what a side has below a path. Cost: the callees on both sides of every box that is drawn.
  public init(
    of tree: ComparisonTree, at path: PairPath, _ side: ComparisonSide, columns: Int, rowLimit: Int,
    chains: Chains = .apart
  ) {
    self.side = side
    let zoom = tree.node(at: path, side)
    let top = tree.node(at: path, side.other)
    let other = SideBySide(
      tree: tree, side: side, top: top, detail: Icicle.detail(of: top?.time ?? 0, columns: columns))
    func layout(_ chains: Icicle.Chains) -> (Icicle, SideBySide.Rows) {
      let icicle = Icicle(
        of: tree[side], zoom: zoom ?? tree[side].root, columns: zoom == nil ? 0 : columns, rowLimit: rowLimit,
        chains: chains)
      return (icicle, other.rows(of: icicle))
    }
    guard case .joined(let except) = chains else {
      let (icicle, rows) = layout(.apart)
      (self.icicle, counterparts) = (icicle, rows.counterparts)
      return
    }
    // Where the sides part shows only once they stand beside each other.
    var (icicle, rows) = layout(.joined(except: []))
    let ends = rows.partings
    if !ends.isEmpty { (icicle, rows) = layout(.joined(except: [], endingAt: ends)) }
    let open = Self.chains(of: icicle) { except.contains(tree.path(to: $0, in: icicle, from: path, side)) }
    if !open.isEmpty { (icicle, rows) = layout(.joined(except: open, endingAt: ends)) }
    (self.icicle, counterparts) = (icicle, rows.counterparts)
  }

  /// The paths of the chains of which something is true.
  private static func chains(of icicle: Icicle, where isWanted: (Icicle.Place) -> Bool) -> Set<CallPath> {
    var paths: Set<CallPath> = []
    for (row, boxes) in icicle.rows.enumerated() {
      for index in boxes.indices where !boxes[index].joined.isEmpty {
        let place = Icicle.Place(row: row, index: index)
        if isWanted(place) { paths.insert(icicle.path(to: place)) }
      }
    }
    return paths
  }

  /// The other side of a box.
  public subscript(place: Icicle.Place) -> Counterpart { counterparts[place.row][place.index] }

  /// The path of a box from the path down that is laid out; boxes that gather several have that of their caller.
  public func path(to place: Icicle.Place, from path: PairPath, in tree: ComparisonTree) -> PairPath {
    tree.path(to: place, in: icicle, from: path, side)
  }

  /// The box at a path that begins with the one that is laid out, where it is drawn: perhaps joined with others into one.
  public func place(of path: PairPath, from zoom: PairPath, in tree: ComparisonTree) -> Icicle.Place? {
    guard !icicle.rows.isEmpty, zoom.contains(path) else { return nil }
    var place = Icicle.Place.top
    var rest = path.pairs.dropFirst(zoom.pairs.count)
    while let pair = rest.first {
      func pairs(_ index: Int) -> [PairID] {
        icicle.rows[place.row + 1][index].functions.map { tree.pair(of: $0, side) }
      }
      guard let index = icicle.children(of: place).first(where: { pairs($0).first == pair }) else { return nil }
      let joined = pairs(index)
      guard rest.starts(with: joined) || joined.starts(with: rest) else { return nil }
      place = Icicle.Place(row: place.row + 1, index: index)
      rest = rest.dropFirst(joined.count)
    }
    return place
  }

  /// The widest box of a function, alone or in a chain, the uppermost of equals.
  public func widestPlace(of pair: PairID, in tree: ComparisonTree) -> Icicle.Place? {
    var best: (place: Icicle.Place, time: Double)?
    for (row, boxes) in icicle.rows.enumerated() {
      for (index, box) in boxes.enumerated() {
        for node in box.joined + [box.node].compactMap(\.self)
        where tree.pair(of: node, side) == pair && node.time > best?.time ?? -1 {
          best = (Icicle.Place(row: row, index: index), node.time)
        }
      }
    }
    return best?.place
  }
}

extension ComparisonTree {
  fileprivate func path(
    to place: Icicle.Place, in icicle: Icicle, from path: PairPath, _ side: ComparisonSide
  ) -> PairPath {
    let functions = icicle.path(to: place).functions
    return PairPath(origin: path.origin, path.pairs + functions.map { pair(of: $0, side) })
  }
}

/// Finds what the other side has in the places of an icicle's boxes.
private struct SideBySide {
  let tree: ComparisonTree
  let side: ComparisonSide
  /// What the other side has for the box on top.
  let top: CallTreeNode?
  /// See ``CallTree/drawn(_:detail:)``.
  let detail: Double

  struct Rows {
    var counterparts: [[ComparisonIcicle.Counterpart]] = []
    /// Paths below the top within chains, where the sides part: below them the other side does not hand its time on alike.
    var partings: Set<CallPath> = []
  }

  func rows(of icicle: Icicle) -> Rows {
    var rows = Rows()
    for number in icicle.rows.indices {
      guard number > 0 else {
        rows.counterparts.append([.init(top, time: top?.time)])
        continue
      }
      rows.counterparts.append(
        counterparts(ofRow: number, in: icicle, below: rows.counterparts[number - 1]) {
          rows.partings.insert($0)
        })
    }
    return rows
  }

  /// What the other side has for a row of boxes, from what it has for their callers.
  private func counterparts(
    ofRow number: Int, in icicle: Icicle, below callers: [ComparisonIcicle.Counterpart], _ part: (CallPath) -> Void
  ) -> [ComparisonIcicle.Counterpart] {
    var caller = -1
    var left = OtherCallees()
    return icicle.rows[number].enumerated().map { index, box in
      if box.parent != caller {
        caller = box.parent
        left = callees(of: callers[caller].node, besides: icicle, Icicle.Place(row: number - 1, index: caller))
      }
      switch box.content {
      case .function(let node):
        let taken = tree.pair(of: box.joined.first ?? node, side).flatMap { left.take($0) }
        let first = taken.map { tree[side.other].drawn($0, detail: detail) }
        let last = end(of: box.joined + [node], from: first) { joined in
          let path = icicle.path(to: Icicle.Place(row: number, index: index))
          part(path.prefix(path.depth - (box.joined.count + 1 - joined)))
        }
        return .init(last, time: first?.time)
      case .gathered:
        // It comes last: all that is left of the other side stands against it.
        return .init(gathering: left.rest)
      }
    }
  }

  /// Walks down a chain on the other side, from what that has for its first node.
  ///
  /// - Parameter part: is told after how many nodes the sides part.
  private func end(of chain: [CallTreeNode], from first: CallTreeNode?, _ part: (Int) -> Void) -> CallTreeNode? {
    var other = first
    for (index, node) in chain.enumerated().dropFirst() {
      let pair = tree.pair(of: node, side)
      let next = other.flatMap { other in
        tree[side.other].callee(of: other) { tree.pair(of: $0, side.other) == pair }
      }.map { tree[side.other].drawn($0, detail: detail) }
      if let time = other?.time, (next?.time ?? -1) < Icicle.Chains.smallestShare * time { part(index) }
      other = next
    }
    return other
  }

  /// What the other side has below a caller, of which boxes of the icicle take their counterparts.
  private func callees(of node: CallTreeNode?, besides icicle: Icicle, _ caller: Icicle.Place) -> OtherCallees {
    guard let node else { return OtherCallees() }
    let boxes = icicle.children(of: caller).map { icicle.rows[caller.row + 1][$0] }
    return OtherCallees(
      tree[side.other].calleeList(of: node),
      wanted: Set(boxes.compactMap { $0.firstFunction.map { tree.pair(of: $0, side) } })
    ) { tree.pair(of: $0, side.other) }
  }
}

/// The callees of a box that stand against those of a box of the other side.
private struct OtherCallees {
  private var list = CalleeList([])
  /// The entries that may be asked for, the longest first.
  private var wanted: [PairID: [Int]] = [:]
  private var others: (count: Int, time: Double) = (0, 0)

  init() {}

  /// O(callees); boxes are made of those alone that are taken.
  init(_ list: CalleeList, wanted pairs: Set<PairID>, pair: (FunctionID) -> PairID) {
    self.list = list
    for (index, entry) in list.entries.enumerated() {
      let pair = pair(entry.function)
      if pairs.contains(pair) {
        wanted[pair, default: []].append(index)
      } else {
        others.count += 1
        others.time += entry.time
      }
    }
    for (pair, entries) in wanted where entries.count > 1 {
      wanted[pair] = entries.sorted { list.entries[$0].comesBefore(list.entries[$1]) }
    }
  }

  /// The longest box of a pair that was not taken yet.
  mutating func take(_ pair: PairID) -> CallTreeNode? {
    guard let entries = wanted[pair], let first = entries.first else { return nil }
    wanted[pair] = Array(entries.dropFirst())
    return list[first]
  }

  /// What nobody has taken: how many, and their seconds.
  var rest: (count: Int, time: Double) {
    wanted.values.joined().reduce(into: others) {
      $0.count += 1
      $0.time += list.entries[$1].time
    }
  }
}

extension ComparisonIcicle.Counterpart {
  /// - Parameter time: that of the box whose width is drawn; nil where the other side has none.
  fileprivate init(_ node: CallTreeNode?, time: Double?) {
    self.node = node
    self.time = time ?? 0
    isMissing = time == nil
  }

  fileprivate init(gathering callees: (count: Int, time: Double)) {
    node = nil
    time = callees.time
    isMissing = callees.count == 0
  }
}

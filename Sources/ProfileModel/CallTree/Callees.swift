/// The boxes below one, the longest first, down to some time; of the shorter ones only what they are together.
///
/// A function may call thirty thousand others of which a screen shows a hundred. Times are shared out among all of them, but
/// boxes are made of those that are looked at.
public struct Callees: Sendable {
  public let boxes: [CallTreeNode]
  /// How many callees are shorter, and their seconds together.
  public let others: (count: Int, time: Double)

  /// - Parameter smallest: seconds.
  init(_ list: CalleeList, atLeast smallest: Double) {
    var others = (count: 0, time: 0.0)
    // Boxes are large: sorting would move them about.
    var long: [Int] = []
    for (index, entry) in list.entries.enumerated() {
      if entry.time >= smallest {
        long.append(index)
      } else {
        others.count += 1
        others.time += entry.time
      }
    }
    long.sort { list.entries[$0].comesBefore(list.entries[$1]) }
    boxes = long.map { list[$0] }
    self.others = others
  }
}

/// What may become the boxes below one, in any order.
struct CalleeList: Sendable {
  struct Entry: Sendable {
    let function: FunctionID
    /// Seconds; positive.
    let time: Double
    /// The lowest comes first of those of equal times.
    let row: Int

    func comesBefore(_ other: Entry) -> Bool { (time, other.row) > (other.time, row) }
  }

  let entries: [Entry]
  private let box: @Sendable (Int) -> CallTreeNode

  /// - Parameters:
  ///   - candidates: those without time are left out, also where it is nothing when it is counted in seconds.
  ///   - entry: nil for what is no callee.
  init<Candidate: Sendable>(
    _ candidates: [Candidate], entry: (Candidate) -> Entry?,
    box: @escaping @Sendable (Candidate) -> CallTreeNode
  ) {
    var entries: [Entry] = []
    var indices: [Int32] = []
    entries.reserveCapacity(candidates.count)
    indices.reserveCapacity(candidates.count)
    for (index, candidate) in candidates.enumerated() {
      guard let entry = entry(candidate), entry.time > 0 else { continue }
      entries.append(entry)
      indices.append(Int32(truncatingIfNeeded: index))
    }
    self.entries = entries
    self.box = { [indices] in box(candidates[Int(indices[$0])]) }
  }

  /// Boxes that are made already; the whole profile is none of them.
  init(_ boxes: [CallTreeNode]) {
    self.init(boxes.enumerated().map { (row: $0, box: $1) }) { row, box in
      box.function.map { Entry(function: $0, time: box.time, row: row) }
    } box: {
      $0.box
    }
  }

  /// The box of an entry.
  subscript(index: Int) -> CallTreeNode { box(index) }

  /// The longest of the wanted ones.
  func first(where isWanted: (FunctionID) -> Bool) -> CallTreeNode? {
    var first: Int?
    for (index, entry) in entries.enumerated() where isWanted(entry.function) {
      if first.map({ entry.comesBefore(entries[$0]) }) ?? true { first = index }
    }
    return first.map { self[$0] }
  }
}

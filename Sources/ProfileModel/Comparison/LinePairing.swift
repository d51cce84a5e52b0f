/// Which of several functions of one name in one file are the same on both sides: lambdas, comprehensions, the methods
/// `__init__` of a module's classes.
///
/// A profile holds only what ran, so counting from the top would pair the second lambda of one side with the third of the
/// other. Functions whose name is theirs alone tell by how much the lines around them moved; first those are paired whose
/// lines agree after that, then the rest in the order of their lines. Where nothing moved in a file, functions at different
/// lines are different functions.
struct LinePairing {
  /// A file and a name, equal on both sides: by numbers, since texts may be long.
  struct Label: Hashable {
    let file: Int
    let name: Int
    /// Whether Python made the name: `<lambda>`, `<listcomp>`, `<genexpr>`, `<module>`.
    let isAnonymous: Bool
  }

  /// For each label the slot of each line: equal slots are one function.
  private var baselineSlots: [Label: [Int32: Int]] = [:]
  private var changeSlots: [Label: [Int32: Int]] = [:]

  init(baseline: [Label: Set<Int32>], change: [Label: Set<Int32>]) {
    let anchors = Self.anchors(baseline, change)
    for (label, lines) in baseline {
      let old = lines.sorted()
      let new = change[label]?.sorted() ?? []
      if old.count <= 1, new.count <= 1, !label.isAnonymous { continue }
      let partners = Self.partners(old, new, anchors[label.file] ?? Anchors())
      let places = Dictionary(uniqueKeysWithValues: zip(new, 0...))
      // Slots of the change are its lines' places; those of the baseline alone come behind.
      baselineSlots[label] = Dictionary(
        uniqueKeysWithValues: old.enumerated().map { ($1, partners[$1].flatMap { places[$0] } ?? new.count + $0) })
    }
    for (label, lines) in change where lines.count > 1 {
      changeSlots[label] = Dictionary(uniqueKeysWithValues: lines.sorted().enumerated().map { ($1, $0) })
    }
  }

  func baselineSlot(of label: Label, line: Int32) -> Int { baselineSlots[label]?[line] ?? 0 }

  func changeSlot(of label: Label, line: Int32) -> Int { changeSlots[label]?[line] ?? 0 }

  /// A function whose name is its own in its file, at its lines on both sides.
  private struct Anchor {
    let old: Int32
    let new: Int32

    /// By how many lines it moved.
    var shift: Int32 { new &- old }
  }

  /// Those of one file.
  private struct Anchors {
    /// From the top.
    let all: [Anchor]
    /// Whether there are any, and none moved.
    let areUnmoved: Bool

    init(_ anchors: [Anchor] = []) {
      all = anchors.sorted { $0.old < $1.old }
      areUnmoved = !anchors.isEmpty && anchors.allSatisfy { $0.shift == 0 }
    }

    /// By how many lines those around a line moved: the nearest anchor above it tells, else the first.
    func shift(at line: Int32) -> Int32 {
      let below = all.partitionPoint { $0.old > line }
      return (below > 0 ? all[below - 1] : all.first)?.shift ?? 0
    }
  }

  private static func anchors(_ baseline: [Label: Set<Int32>], _ change: [Label: Set<Int32>]) -> [Int: Anchors] {
    var anchors: [Int: [Anchor]] = [:]
    for (label, lines) in baseline where !label.isAnonymous && lines.count == 1 {
      guard let old = lines.first, let there = change[label], there.count == 1, let new = there.first else { continue }
      anchors[label.file, default: []].append(Anchor(old: old, new: new))
    }
    return anchors.mapValues { Anchors($0) }
  }

  /// For lines of the baseline those of the change.
  private static func partners(_ old: [Int32], _ new: [Int32], _ anchors: Anchors) -> [Int32: Int32] {
    var partners: [Int32: Int32] = [:]
    var free = Set(new)
    for line in old {
      if let there = free.remove(line &+ anchors.shift(at: line)) { partners[line] = there }
    }
    if anchors.areUnmoved { return partners }
    for (line, there) in zip(old.filter { partners[$0] == nil }, free.sorted()) { partners[line] = there }
    return partners
  }
}

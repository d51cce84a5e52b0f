/// A profile and its call tree with some functions folded away: built-ins, the standard library, whatever a caller chooses.
///
/// Their time goes to the functions that called them, in table and tree alike, and nothing is lost: see ``HiddenTime`` and
/// ``Hiding``. Functions keep their numbers, so selections, paths and searches stay valid. Cumulative times and calls do not
/// change.
public struct Folding: Sendable {
  /// The tree without the boxes of hidden functions; `inverted`, `merged` and the rest work on it as on any.
  public let tree: CallTree
  /// Seconds of self time by function, with what hidden functions gave. Of hidden functions what nobody took: they were
  /// called from outside, or have a time that is none. All together make the same as before.
  public let selfTimes: [Double]
  /// By function.
  private let isHidden: [Bool]

  /// Folds functions away. Linear, but for cycles of hidden functions; see ``HiddenTime``.
  ///
  /// - Parameters:
  ///   - tree: the call tree of `profile`; one that hides functions already hides these instead.
  ///   - isHidden: by function.
  public init(_ tree: CallTree, of profile: Profile, hiding isHidden: [Bool]) {
    precondition(isHidden.count == profile.functions.count, "one flag for each function")
    self.isHidden = isHidden
    self.tree = tree.hiding(HiddenFunctions(isHidden, profile.graph))
    selfTimes =
      FoldedTimes(isHidden, profile.functions.selfTimes) { given in
        profile.stacks?.timeGained(hiding: isHidden) ?? HiddenTime(tree.sharing(of: profile), isHidden, given).gained
      }.seconds
  }

  /// Whether a function is part of the table: it is not hidden, or has time that nobody took.
  public func isShown(_ function: FunctionID) -> Bool { !isHidden[function.row] || selfTimes[function.row] != 0 }

  /// Whether a function was asked to be folded away.
  public func isHidden(_ function: FunctionID) -> Bool { isHidden[function.row] }
}

extension Profile {
  /// The same profile with other self times, as ``Folding`` has them.
  public func replacing(selfTimes: [Double]) -> Profile {
    Profile(
      measure: measure, functions: functions.replacing(selfTimes: selfTimes), graph: graph, notes: notes,
      stacks: stacks)
  }
}

extension CallTree {
  func hiding(_ hidden: HiddenFunctions) -> CallTree {
    if case .hiding(let hiding) = rule { return hiding.tree.hiding(hidden) }
    let hiding = Hiding(tree: self, hidden: hidden)
    var tree = CallTree(.hiding(hiding), root: hiding.root)
    tree.foldsRecursion = foldsRecursion
    return tree
  }

  /// How this tree's rule shares times among callers.
  fileprivate func sharing(of profile: Profile) -> HiddenTime.Sharing {
    switch rule {
    case .simple, .stacks: .simple(profile)
    case .prepared(let preparation): preparation.sharing
    case .inverted(let tree): tree.sharing(of: profile)
    case .hiding(let hiding): hiding.tree.sharing(of: profile)
    }
  }
}

extension Preparation {
  fileprivate var sharing: HiddenTime.Sharing {
    HiddenTime.Sharing(
      numbers: numbers, cycles: cycles, imports: imports, shares: { callerShares(of: $0, column: $1) },
      isUniform: { tables.detail($0) == nil })
  }
}

extension HiddenTime.Sharing {
  /// In proportion to what the edges into a function bring: all that is known before the tree is prepared.
  fileprivate static func simple(_ profile: Profile) -> HiddenTime.Sharing {
    var numbers = CallNumbers(profile)
    let cycles = Cycles(numbers)
    for root in Roots(numbers, cycles).edges { numbers.addRoot(root) }
    return HiddenTime.Sharing(
      numbers: numbers, cycles: cycles, imports: nil,
      shares: { [numbers] function, _ in
        var shares: [Preparation.CallerShare] = []
        numbers.forEachIncoming(function) { row in
          if row == Int(numbers.selfRows[function]) { return }
          shares.append(.init(row: row, part: numbers.edges.cumulativeTime[row]))
        }
        return shares
      }, isUniform: { _ in true })
  }
}

/// The self times of a folded profile, whole nanoseconds where the file's are.
private struct FoldedTimes {
  private(set) var seconds: [Double]

  /// - Parameter gained: the nanoseconds that functions get of those that hidden ones give.
  init(_ isHidden: [Bool], _ selfTimes: [Double], gained: ([Double]) -> [Double]) {
    let given = selfTimes.indices.map { isHidden[$0] ? Self.nanoseconds(selfTimes[$0]) ?? 0 : 0 }
    let gained = Self.rounded(gained(given), sum: given.reduce(0, +))
    seconds = selfTimes.indices.map { row in
      let own = isHidden[row] && Self.nanoseconds(selfTimes[row]) != nil ? 0 : selfTimes[row]
      if gained[row] == 0 { return own }
      return Self.nanoseconds(own).map { ($0 + gained[row]) / 1e9 } ?? own + gained[row] / 1e9
    }
  }

  /// Nanoseconds; nil for what cannot be a time, which nobody can be given.
  private static func nanoseconds(_ seconds: Double) -> Double? {
    guard seconds >= 0, seconds <= 1e21 else { return nil }
    let time = seconds * 1e9
    return (time - time.rounded()).magnitude < 1e-3 ? time.rounded() : time
  }

  /// Whole nanoseconds: what rounding takes from one function goes to the next, and what is left in the end to the largest.
  /// Less than half a nanosecond is nothing.
  private static func rounded(_ times: [Double], sum: Double) -> [Double] {
    var rest = 0.0
    var rounded = times.map { time -> Double in
      if time < 0.5 { return 0 }
      if time == time.rounded() { return time }
      let whole = (time + rest).rounded()
      rest += time - whole
      return max(0, whole)
    }
    let largest = rounded.indices.max { rounded[$0] < rounded[$1] }
    if let largest { rounded[largest] = max(0, rounded[largest] + sum - rounded.reduce(0, +)) }
    return rounded
  }
}

/// The tree that a profile's call graph stands for, unfolded box by box as far as somebody looks.
///
/// A profile holds times for functions and for caller → callee edges, not for whole call paths; so a tree is an
/// inference. There are two rules. ``init(_:)`` is ready at once and splits by proportion (``SimpleRule``).
/// ``init(preparing:)`` first works out all that the file determines (``Preparation``), and says of each box whether its
/// time is measured. A profile whose file holds whole stacks has its tree in it (``StackRule``). With each a node's time is its own time plus its callees': no time is lost or invented.
public struct CallTree: Sendable {
  indirect enum Rule: Sendable {
    case simple(SimpleRule)
    case prepared(Preparation)
    /// The file holds the tree.
    case stacks(StackRule)
    /// The callers of a function below it, by the rule of another tree.
    case inverted(CallTree)
    /// Another tree without the boxes of some functions.
    case hiding(Hiding)
  }

  /// Deeper boxes of an inferred tree are not unfolded: twice as deep as Python's own limit of recursion.
  static let depthLimit = 2000

  let rule: Rule
  /// The whole profile: the box above all roots.
  public let root: CallTreeNode
  /// The large boxes, where ``outlined()`` has unfolded them: for ``time(onPathsThrough:)``.
  public var outline: Outline?
  /// Whether runs of self recursion are drawn as one box each: see ``drawn(_:)``.
  public var foldsRecursion = false

  /// The tree of a profile under the simple rule, or that of its stacks. O(functions).
  public init(_ profile: Profile) {
    if let stacks = profile.stacks.map(StackRule.init) {
      self.init(.stacks(stacks), root: stacks.root)
    } else {
      let simple = SimpleRule(profile)
      self.init(.simple(simple), root: simple.root)
    }
  }

  /// The tree that uses all that the profile determines. Linear but for bounded searches; takes 0.1 s for 10,000 edges
  /// at most, so prepare large profiles in the background.
  public init(preparing profile: Profile) {
    if profile.stacks != nil {
      self.init(profile)
    } else {
      let preparation = Preparation(profile)
      self.init(.prepared(preparation), root: preparation.root)
    }
  }

  init(_ rule: Rule, root: CallTreeNode) {
    self.rule = rule
    self.root = root
  }

  /// Whether there is no better tree of the profile: this is that of ``init(preparing:)``, or follows from it.
  public var isPrepared: Bool {
    switch rule {
    case .simple: false
    case .prepared, .stacks: true
    case .inverted(let tree): tree.isPrepared
    case .hiding(let hiding): hiding.tree.isPrepared
    }
  }

  /// Whether the tree is that of whole stacks, so that every box is measured and has an end.
  public var holdsStacks: Bool {
    switch rule {
    case .simple, .prepared: false
    case .stacks: true
    case .inverted(let tree): tree.holdsStacks
    case .hiding(let hiding): hiding.tree.holdsStacks
    }
  }

  /// Seconds in the whole tree.
  public var totalTime: Double { root.time }

  /// A function from everywhere: all its contexts merged. In an inverted tree what the tree of that function has on top.
  public func merged(_ function: FunctionID) -> CallTreeNode {
    let node =
      switch rule {
      case .simple(let simple): simple.merged(function)
      case .prepared(let preparation): preparation.merged(function)
      case .stacks(let stacks): stacks.merged(function)
      case .inverted(let tree): tree.inverted(function).root
      case .hiding(let hiding): hiding.merged(function)
      }
    return drawn(node)
  }

  /// The callees of a box, the longest first. O(callees), and within recursion O(depth) each.
  public func children(of node: CallTreeNode) -> [CallTreeNode] {
    let boxes = callees(of: node, atLeast: 0).boxes
    return if case .hiding(let hiding) = rule { boxes.map { hiding.completed($0) } } else { boxes }
  }

  /// Those that take at least some seconds, for who draws only some of them: their times are right, and ``drawn(_:detail:)`` gives
  /// them their self times. O(callees), but much less for each than to make a box of it.
  public func callees(of node: CallTreeNode, atLeast smallest: Double) -> Callees {
    Callees(calleeList(of: node), atLeast: smallest)
  }

  /// Likewise the longest one whose function is wanted; nil where there is none. O(callees).
  public func callee(of node: CallTreeNode, where isWanted: (FunctionID) -> Bool) -> CallTreeNode? {
    calleeList(of: node).first(where: isWanted)
  }

  /// What may become the callees of a box.
  func calleeList(of node: CallTreeNode) -> CalleeList {
    switch rule {
    case .simple(let simple): CalleeList(simple.children(of: node))
    case .prepared(let preparation): preparation.calleeList(of: node)
    case .stacks(let stacks): CalleeList(stacks.children(of: node))
    case .inverted(let tree): tree.callerList(of: node)
    case .hiding(let hiding): hiding.calleeList(of: node)
    }
  }

  /// A box as it is drawn: with its run of recursion folded in, if that is wanted. Folding unfolds the whole run, so it is
  /// only done to boxes that somebody sees, and not by ``children(of:)``.
  ///
  /// - Parameter detail: seconds: hidden boxes that are shorter are not unfolded, for what is below them is too narrow to be
  ///   drawn; their time is the box's own.
  public func drawn(_ node: CallTreeNode, detail: Double = 0) -> CallTreeNode {
    if foldsRecursion { return folded(node, detail: detail) }
    return if case .hiding(let hiding) = rule { hiding.completed(node, detail: detail) } else { node }
  }

  /// Why a box has its exactness: facts for a sentence.
  public func explanation(of node: CallTreeNode) -> Explanation {
    switch rule {
    case .simple: Explanation(reason: node.function == nil ? .measured : .proportion)
    case .prepared(let preparation): preparation.explanation(of: node)
    case .stacks: Explanation(reason: .measured)
    case .inverted(let tree): tree.explanation(of: node)
    case .hiding(let hiding): hiding.explanation(of: node) ?? Explanation(reason: .measured)
    }
  }

  /// How the file's numbers add up, and how much of the tree is measured; nil under the simple rule.
  public var accounting: Accounting? {
    switch rule {
    case .simple: nil
    case .prepared(let preparation): preparation.accounting
    case .stacks(let stacks): Accounting(stacks)
    case .inverted(let tree): tree.accounting
    case .hiding(let hiding): hiding.tree.accounting
    }
  }
}

extension CallTree {
  /// The box at the end of a path below `start`, as it is drawn, or nil where the tree has no such path. O(depth × callees).
  public func node(at path: CallPath, below start: CallTreeNode) -> CallTreeNode? {
    var node = start
    for function in path.functions {
      guard let child = callee(of: node, where: { $0 == function }) else { return nil }
      node = drawn(child)
    }
    return node
  }
}

extension CallTree {
  /// The same tree with its ``outline``; that of whole stacks needs none. O(boxes of the outline).
  public func outlined() -> CallTree {
    if case .stacks = rule { return self }
    var tree = self
    tree.outline = Outline(of: self)
    return tree
  }

  /// Seconds on the paths that hold a function for which `isMatch` (by row) is true; what lies below a match counts once.
  ///
  /// The tree is unfolded down to 0.1 % of the whole; what is not unfolded counts as not matching, so this is a lower
  /// bound. Where there is an ``outline``, nothing is unfolded for it. Where the file holds the stacks it is the whole truth.
  public func time(onPathsThrough isMatch: [Bool]) -> Double {
    if case .stacks(let rule) = rule { return rule.stacks.time(onPathsThrough: isMatch) }
    return (outline ?? Outline(of: self)).time(onPathsThrough: isMatch)
  }
}

/// The functions from a root down to one box of the call tree.
///
/// Selection and zoom are call paths, not node numbers: they stay true when the tree is unfolded anew.
public struct CallPath: Hashable, Sendable {
  /// From the root down.
  public private(set) var functions: [FunctionID]

  public init(_ functions: [FunctionID] = []) { self.functions = functions }

  /// The path of the whole profile, above all roots.
  public static let total = CallPath()

  /// Whether this is the path to the box above all roots.
  public var isTotal: Bool { functions.isEmpty }

  /// How many functions it has.
  public var depth: Int { functions.count }

  /// The function that it leads to; nil for the total.
  public var last: FunctionID? { functions.last }

  /// The path one call further down.
  public func appending(_ function: FunctionID) -> CallPath { CallPath(functions + [function]) }

  /// The path of the caller; nil for the whole profile.
  public var caller: CallPath? { isTotal ? nil : CallPath(functions.dropLast()) }

  /// The path with runs of one function as one step, as the tree has them where recursion is folded.
  public var withoutRuns: CallPath {
    CallPath(functions.reduce(into: []) { path, function in if path.last != function { path.append(function) } })
  }

  /// The path as far as some number of functions; all of it where it is shorter.
  public func prefix(_ depth: Int) -> CallPath { CallPath(Array(functions.prefix(depth))) }

  /// Whether this path is `path` or lies above it.
  public func contains(_ path: CallPath) -> Bool { path.functions.starts(with: functions) }
}

extension CallPath {
  private init(_ functions: ArraySlice<FunctionID>) { self.init(Array(functions)) }
}

/// The number of a function in its profile: a row of every column of ``FunctionTable``.
///
/// Functions with an entry of their own come first, in the order of the file; callers that the file names but has
/// no entry for ("ghosts") come after them.
public struct FunctionID: Hashable, Comparable, Sendable {
  public let rawValue: Int32

  public init(_ rawValue: Int32) { self.rawValue = rawValue }

  /// The row of this function in the columns of a profile.
  public var row: Int { Int(rawValue) }

  public static func < (left: FunctionID, right: FunctionID) -> Bool { left.rawValue < right.rawValue }
}

/// One function of a profile, looked up: what pstats calls an entry of `stats`.
///
/// The strings are made when the value is made; use ``FunctionTable``'s columns where many functions are visited.
public struct Function: Hashable, Sendable {
  public let id: FunctionID
  /// The file's name as the profile has it, uncleaned: `~` for a built-in of cProfile, empty for one of `profile`.
  public let file: String
  /// The first line of the definition; 0 for built-ins.
  public let line: Int
  /// The name as the profile has it, uncleaned.
  public let name: String
  /// All calls (pstats' `nc`); cumulative samples in a sampled profile.
  public let calls: Count
  /// Calls that were not made from within the function itself (pstats' `cc`); direct samples in a sampled profile.
  public let primitiveCalls: Count
  /// Seconds in the function's own code (pstats' `tottime`).
  public let selfTime: Double
  /// Seconds in the function and all it called (pstats' `cumtime`).
  public let cumulativeTime: Double
  /// False for a caller that the file names but holds no entry for: its numbers are zero and mean nothing.
  public let hasEntry: Bool
}

extension Function {
  /// Whether the function is implemented in C and has no source: `('~', 0, …)` of cProfile, `('', 0, …)` of `profile`.
  public var isBuiltin: Bool { line == 0 && (file == "~" || file.isEmpty) }

  /// The label of pstats' reports: `file:line(name)`, and `{name}` for built-ins, without their `< >`.
  ///
  /// Source: CPython, `Lib/pstats.py`, `func_std_string`.
  public var standardName: String {
    if file == "~", line == 0 {
      return name.hasPrefix("<") && name.hasSuffix(">") ? "{\(name.dropFirst().dropLast())}" : name
    }
    return "\(file):\(line)(\(name))"
  }
}

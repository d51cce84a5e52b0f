/// What the numbers of a profile are.
public enum Measure: Hashable, Sendable {
  /// A tracing profiler counted every call (cProfile, `profile`).
  case calls
  /// A sampling profiler wrote it (Python 3.15 `profiling.sampling --pstats`): primitive calls are direct samples,
  /// calls are cumulative samples, and a function's line is the line that was executing.
  case samples
}

/// One profile: functions and the call edges between them, immutable and safe to share between threads.
///
/// A profile is a call *graph*; ``CallTree`` says what tree it stands for. The numbers are those of the file, also
/// where they are impossible: whoever computes with them must expect negative, infinite and not-a-number times.
public struct Profile: Sendable {
  /// What its numbers count.
  public let measure: Measure
  /// All that are named in the file.
  public let functions: FunctionTable
  /// Who called whom.
  public let graph: CallGraph
  /// Seconds: the sum of all self times in the order of the file, as pstats has it. The file itself holds no total.
  public let totalTime: Double
  /// All calls of all functions.
  public let calls: Count
  /// All primitive calls of all functions.
  public let primitiveCalls: Count
  /// The functions that something other than a known caller called, in the order of the file; see ``isRoot(_:_:_:)``.
  public let roots: [FunctionID]
  /// What the reader has to say about the file.
  public let notes: [ProfileNote]
  /// The true call tree, where the file holds whole stacks; functions and edges follow from it then.
  public let stacks: StackTree?

  /// Sums up and finds the roots in O(functions + edges).
  init(
    measure: Measure, functions: FunctionTable, graph: CallGraph, notes: [ProfileNote], stacks: StackTree? = nil
  ) {
    self.measure = measure
    self.functions = functions
    self.graph = graph
    self.notes = notes
    self.stacks = stacks
    var totalTime = 0.0
    var calls = Count.zero
    var primitiveCalls = Count.zero
    for row in 0..<functions.entryCount {
      totalTime += functions.selfTimes[row]
      calls = calls + functions.calls[row]
      primitiveCalls = primitiveCalls + functions.primitiveCalls[row]
    }
    self.totalTime = totalTime
    self.calls = calls
    self.primitiveCalls = primitiveCalls
    roots = functions.ids.filter { Self.isRoot($0, functions, graph) }
  }

  /// A root has calls that no caller accounts for, or no caller at all.
  ///
  /// "Never called" alone would be wrong: `builtins.exec`, the root of every `python -m cProfile` file, is also called
  /// by importlib. "Unaccounted calls" alone would be wrong too: the root of a `profile`-module file has no calls.
  private static func isRoot(_ function: FunctionID, _ functions: FunctionTable, _ graph: CallGraph) -> Bool {
    let incoming = graph.incoming(to: function)
    if incoming.isEmpty { return true }
    var accounted = Count.zero
    for edge in incoming { accounted = accounted + graph.calls[edge.row] }
    return functions.calls[function.row] > accounted
  }
}

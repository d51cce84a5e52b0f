/// Which functions of a profile are Python's import system, which modules it ran, and who imported.
///
/// Every `import` of a new module goes from the importer through a dozen functions of importlib to `builtins.exec`, which
/// runs `<module>`. They are the same for everyone, so in the graph they are the narrow place where all importers and all
/// modules meet. Before Python 3.3 the import system was C, and the importer calls `<module>` itself.
///
/// Source: CPython, `Lib/importlib/_bootstrap.py` and `_bootstrap_external.py`.
struct ImportSystem {
  private let profile: Profile
  private let numbers: CallNumbers
  /// Whether a function is part of importlib (or `__import__`).
  private(set) var isImportlib: [Bool]
  /// `builtins.exec`.
  let exec: Int
  /// The importlib functions that lead to `exec`, and `exec`.
  private(set) var leadsToExec: [Bool]

  /// Nil where `exec` was not called from importlib. O(functions + edges).
  init?(_ profile: Profile, _ numbers: CallNumbers) {
    self.profile = profile
    self.numbers = numbers
    let functions = profile.functions
    isImportlib = Self.importlib(functions)
    guard let exec = (0..<functions.count).first(where: { Self.isExec($0, functions) }) else { return nil }
    self.exec = exec
    leadsToExec = Array(repeating: false, count: functions.count)
    let entries = numbers.graph.incomingRows(to: exec).filter { isImportlib[numbers.graph.callers[$0].row] }
    guard !entries.isEmpty else { return nil }
    leadsToExec = leading(to: entries)
    leadsToExec[exec] = true
  }

  /// The edges over which `exec` ran a module for importlib, each with the edges from importlib to `exec` that it can have come
  /// over, as far as exact sums tell. Not the program itself, which `exec` ran from outside or for somebody else, and not
  /// generated code, which has no file.
  func moduleEdges(_ tables: CallTables) -> [(row: Int, entries: [Int])] {
    let partition = tables.detail(exec)?.partition
    let entries = numbers.graph.incomingRows(to: exec).enumerated()
      .filter { isImportlib[numbers.graph.callers[$0.element].row] }
    // One array for all modules, where nothing tells them apart.
    let all = entries.map(\.element)
    let outgoing = numbers.graph.outgoing(from: FunctionID(Int32(truncatingIfNeeded: exec)))
    return outgoing.enumerated().compactMap { column, edge in
      guard isModule(edge.row), !isFromOutside(edge.row, tables) else { return nil }
      let allowed = partition.map { part in
        entries.filter { part.allows(row: $0.offset, column: column) }.map(\.element)
      }
      return allowed?.isEmpty == true || all.isEmpty ? nil : (edge.row, allowed ?? all)
    }
  }

  /// Which functions of importlib lead to one of some edges to `exec`. O(edges of importlib).
  func leading(to entries: [Int]) -> [Bool] {
    var leads = [Bool](repeating: false, count: leadsToExec.count)
    var pending = entries.map { numbers.graph.callers[$0].row }
    while let function = pending.popLast() {
      if leads[function] { continue }
      leads[function] = true
      for row in numbers.graph.incomingRows(to: function) where isImportlib[numbers.graph.callers[row].row] {
        pending.append(numbers.graph.callers[row].row)
      }
    }
    return leads
  }

  private func isModule(_ row: Int) -> Bool {
    let callee = numbers.graph.callees[row].row
    let file = file(callee)
    return numbers.edges.calls[row] == 1 && numbers.isTimed(row) && name(callee) == "<module>"
      && (!file.hasPrefix("<") || file.hasPrefix("<frozen"))
  }

  /// Whether the root call of `exec` took just as long as this module.
  private func isFromOutside(_ row: Int, _ tables: CallTables) -> Bool {
    let root = Int(numbers.rootRows[exec])
    return root >= 0 && (tables.rowTimes[root] - numbers.edges.cumulativeTime[row]).magnitude <= numbers.quantum
  }

  /// The edges from outside importlib into it.
  func importerEdges() -> [Int] {
    (0..<numbers.graph.count).filter { row in
      let caller = numbers.graph.callers[row].row
      let callee = numbers.graph.callees[row].row
      return leadsToExec[callee] && callee != exec && caller != exec && !isImportlib[caller] && !isBuiltin(caller)
        && numbers.isTimed(row)
    }
  }

  func name(_ function: Int) -> String { profile.functions.name(of: FunctionID(Int32(truncatingIfNeeded: function))) }

  func file(_ function: Int) -> String { profile.functions.file(of: FunctionID(Int32(truncatingIfNeeded: function))) }

  private func isBuiltin(_ function: Int) -> Bool { file(function) == "~" }

  private static func isExec(_ row: Int, _ functions: FunctionTable) -> Bool {
    functions.lines[row] == 0
      && functions.strings.withBytes(of: functions.names[row]) {
        $0.elementsEqual("<built-in method builtins.exec>".utf8) || $0.elementsEqual("<built-in method exec>".utf8)
      }
  }

  private static func importlib(_ functions: FunctionTable) -> [Bool] {
    let isFile = (0..<functions.strings.count).map { isImportlib(functions.strings.bytes(of: StringID(Int32($0)))) }
    return (0..<functions.count).map { row in
      if isFile[functions.files[row].row] { return true }
      return functions.lines[row] == 0
        && functions.strings.withBytes(of: functions.names[row]) { name in
          let names = ["<built-in method builtins.__import__>", "<built-in method __import__>"]
          return names.contains { name.elementsEqual($0.utf8) }
        }
    }
  }

  private static func isImportlib(_ file: ArraySlice<UInt8>) -> Bool {
    if file.starts(with: "<frozen importlib".utf8) { return true }
    let ends = ["importlib/_bootstrap.py", "importlib/_bootstrap_external.py", "importlib/__init__.py"]
    return ends.contains { file.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }
}

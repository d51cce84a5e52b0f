/// Whom a built-in calls back: most likely somebody of its caller's own file.
///
/// `sorted(rows, key=lambda row: …)` calls the lambda; but `sorted` has a hundred callers and calls a hundred lambdas, and
/// the file says only who called `sorted` and whom `sorted` called. A callback lies in its caller's file nearly always,
/// and a lambda or comprehension lies inside the function that passes it on.
struct FileAffinity: Sendable {
  private let files: [StringID]
  /// For a lambda or a comprehension the function that encloses it, else -1.
  private let enclosing: [Int32]
  private let isBuiltin: [Bool]

  static let sameFunction = 5.0
  static let sameFile = 1.0
  static let elsewhere = 0.02

  /// O(functions), and a sort of the functions in files that have lambdas.
  init(_ functions: FunctionTable) {
    files = functions.files
    isBuiltin = functions.ids.map { Self.isBuiltin($0, functions) }
    enclosing = Self.enclosing(functions)
  }

  /// Whether `function` is implemented in C, and so calls back what its callers gave it.
  func callsBack(_ function: Int) -> Bool { isBuiltin[function] }

  /// How likely a built-in that `caller` (-1: none) called calls back `callee`; a factor.
  func weight(caller: Int, callee: Int) -> Double {
    guard caller >= 0 else { return Self.elsewhere }
    if Int(enclosing[callee]) == caller { return Self.sameFunction }
    return files[caller] == files[callee] && !isBuiltin[caller] ? Self.sameFile : Self.elsewhere
  }

  private static func isBuiltin(_ function: FunctionID, _ functions: FunctionTable) -> Bool {
    guard functions.lines[function.row] == 0 else { return false }
    return functions.strings.withBytes(of: functions.files[function.row]) { $0.isEmpty || $0.elementsEqual("~".utf8) }
  }

  /// The nearest named function above each nameless one, by file and line.
  private static func enclosing(_ functions: FunctionTable) -> [Int32] {
    var enclosing = [Int32](repeating: -1, count: functions.count)
    let isNameless = (0..<functions.count).map { Self.isNameless($0, functions) }
    var holdsNameless = [Bool](repeating: false, count: functions.strings.count)
    for row in 0..<functions.count where isNameless[row] { holdsNameless[functions.files[row].row] = true }
    let rows = (0..<functions.count).filter { holdsNameless[functions.files[$0].row] }
    var file: StringID?
    var named: Int32 = -1
    for row in rows.sorted(by: { Self.position($0, functions) < Self.position($1, functions) }) {
      if functions.files[row] != file {
        file = functions.files[row]
        named = -1
      }
      if isNameless[row] { enclosing[row] = named } else { named = Int32(truncatingIfNeeded: row) }
    }
    return enclosing
  }

  private static func position(_ row: Int, _ functions: FunctionTable) -> (Int32, Int32, Int) {
    (functions.files[row].rawValue, functions.lines[row], row)
  }

  private static func isNameless(_ row: Int, _ functions: FunctionTable) -> Bool {
    functions.strings.withBytes(of: functions.names[row]) { name in
      guard name.first == UInt8(ascii: "<"), name.count <= 10 else { return false }
      return ["<lambda>", "<listcomp>", "<genexpr>", "<dictcomp>", "<setcomp>"].contains { name.elementsEqual($0.utf8) }
    }
  }
}

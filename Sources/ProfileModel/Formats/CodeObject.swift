/// What is kept of a code object: what Python prints of it.
struct CodeObject {
  let file: StringID
  let name: StringID
  /// The first line of its definition.
  let line: Int32
  /// How it is printed, once somebody asked: ``MarshalReader/name(ofCodeObject:at:)``.
  fileprivate(set) var label: StringID?
}

/// How a Python version marshals code objects: integers of four bytes, then objects, then one more integer.
///
/// The version is not in the file, so ``MarshalReader/codeObject(_:depth:)`` tries the layouts until one fits.
/// No two of them fit the same bytes: after the integers comes a string, and the fields' types are checked.
///
/// Source: CPython, `Python/marshal.c`, `w_complex_object` and `r_object`, `TYPE_CODE`, of 2.7, 3.7, 3.8 and 3.11.
enum CodeLayout: CaseIterable {
  /// 3.11 and later.
  case python311
  /// 3.8 to 3.10, with the number of positional-only arguments.
  case python38
  /// 3.0 to 3.7, with the number of keyword-only arguments.
  case python30
  /// Python 2.
  case python2

  /// A field after the integers at the start.
  enum Field {
    case bytes, tuple, file, name, qualifiedName, firstLine
  }

  /// How many integers there are at the start: arguments, locals, stack size, flags.
  var integerCount: Int {
    switch self {
    case .python311, .python30: 5
    case .python38: 6
    case .python2: 4
    }
  }

  var fields: [Field] {
    switch self {
    // code, constants, names, locals, kinds of locals, …, line table, exception table
    case .python311:
      [.bytes, .tuple, .tuple, .tuple, .bytes, .file, .name, .qualifiedName, .firstLine, .bytes, .bytes]
    // code, constants, names, locals, free variables, cells, …, line table
    case .python38, .python30, .python2:
      [.bytes, .tuple, .tuple, .tuple, .tuple, .tuple, .file, .name, .firstLine, .bytes]
    }
  }
}

extension MarshalReader {
  /// Reads a code object, after its tag.
  ///
  /// - Returns: its row of `codeObjects`.
  mutating func codeObject(_ tag: MarshalTag, depth: Int) throws(ProfileError) -> Int {
    let number = begin(tag)
    codeObjects.append(try codeObject(depth: depth))
    finish(number, as: MarshalReference(.code, row: codeObjects.count - 1))
    return codeObjects.count - 1
  }

  /// The name that a function goes by that is named by a code object: Python's `repr` of it without the address, as in
  /// `<code object <module>, file "apps/workload.py", line 1>`.
  ///
  /// `python -m profile` names the function at the root so.
  mutating func name(ofCodeObject row: Int, at offset: Int) throws(ProfileError) -> StringID {
    if let label = codeObjects[row].label { return label }
    guard let label = strings.intern(composing: text(of: codeObjects[row])) else {
      throw ProfileError(.tooLarge, at: offset, "the names of code objects are longer than the whole file")
    }
    codeObjects[row].label = label
    return label
  }

  private func text(of code: CodeObject) -> [UInt8] {
    Array("<code object ".utf8) + strings.bytes(of: code.name) + Array(", file \"".utf8) + strings.bytes(of: code.file)
      + Array("\", line \(code.line)>".utf8)
  }

  /// One file comes from one Python, so the layout that fits first is the layout of all.
  ///
  /// Where none fits, the error is that of the layout that fitted longest; a file that ends rather than one that differs.
  private mutating func codeObject(depth: Int) throws(ProfileError) -> CodeObject {
    var fields = 0
    if let codeLayout { return try codeObject(codeLayout, depth: depth, &fields) }
    let mark = mark
    var misfits: [(rank: Int, error: ProfileError)] = []
    for layout in CodeLayout.allCases {
      codeLayout = layout
      do { return try codeObject(layout, depth: depth, &fields) } catch {
        misfits.append((rank: 2 * fields + (error.kind == .truncated ? 1 : 0), error: error))
        rewind(to: mark)
        codeLayout = nil
      }
    }
    throw misfits.max { $0.rank < $1.rank }?.error ?? input.endOfFile()
  }

  /// - Parameter fields: is set to how many fields fitted.
  private mutating func codeObject(
    _ layout: CodeLayout, depth: Int, _ fields: inout Int
  ) throws(ProfileError) -> CodeObject {
    fields = 0
    let offset = input.position
    _ = try input.range(of: layout.integerCount * 4)
    var file: StringID?
    var name: StringID?
    var line: Int32 = 0
    for field in layout.fields {
      switch field {
      case .firstLine: line = try input.int32()
      case .file: file = try string(try tag())
      case .name: name = try string(try tag())
      case .bytes, .tuple, .qualifiedName: try skip(field, depth: depth)
      }
      fields += 1
    }
    guard let file, let name else { throw Self.noCodeObject(at: offset) }
    return CodeObject(file: file, name: name, line: line)
  }

  private mutating func skip(_ field: CodeLayout.Field, depth: Int) throws(ProfileError) {
    let tag = try tag()
    let fits =
      switch (field, tag.type) {
      case (_, .reference): true
      case (.bytes, .bytes), (.bytes, .interned), (.bytes, .stringReference): true
      case (.tuple, .tuple), (.tuple, .shortTuple): true
      case (.qualifiedName, _): true
      default: false
      }
    guard fits else { throw Self.noCodeObject(at: tag.offset) }
    try skip(tag, depth: depth)
  }

  private static func noCodeObject(at offset: Int) -> ProfileError {
    ProfileError(.malformed, at: offset, "a code object has the layout of no known Python version")
  }
}

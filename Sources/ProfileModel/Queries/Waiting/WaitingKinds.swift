/// What kind of waiting each function of a profile is, if it is one.
public struct WaitingKinds: Sendable {
  private let functions: FunctionTable
  /// By string: the kind of the built-in of this name, and that of the library file of this path.
  private let ofBuiltins: [WaitingKind?]
  private let ofFiles: [WaitingKind?]

  /// Looks at every distinct file and every built-in's name once. O(functions).
  public init(of functions: FunctionTable) {
    self.functions = functions
    let strings = functions.strings
    var ofBuiltins = [WaitingKind?](repeating: nil, count: strings.count)
    var ofFiles = ofBuiltins
    var isKnownName = [Bool](repeating: false, count: strings.count)
    var isKnownFile = isKnownName
    for (file, name) in zip(functions.files, functions.names) {
      if Self.isBuiltin(file, in: strings) {
        if isKnownName[name.row] { continue }
        isKnownName[name.row] = true
        ofBuiltins[name.row] = Self.kind(ofBuiltin: strings[name])
      } else if !isKnownFile[file.row] {
        isKnownFile[file.row] = true
        if strings.withBytes(of: file, Self.isWorthTakingApart) { ofFiles[file.row] = Self.kind(ofFile: strings[file]) }
      }
    }
    self.ofBuiltins = ofBuiltins
    self.ofFiles = ofFiles
  }

  /// The kind of a function; nil where it is none. O(1).
  public subscript(id: FunctionID) -> WaitingKind? {
    let file = functions.files[id.row]
    if Self.isBuiltin(file, in: functions.strings) { return ofBuiltins[functions.names[id.row].row] }
    return ofFiles[file.row]
  }

  private static func isBuiltin(_ file: StringID, in strings: StringTable) -> Bool {
    strings.withBytes(of: file) { $0.isEmpty || ($0.count == 1 && $0[0] == UInt8(ascii: "~")) }
  }
}

extension WaitingKinds {
  /// The kind of a built-in, by the name that the profile has for it: the longest name in the table decides.
  static func kind(ofBuiltin name: String) -> WaitingKind? {
    let name = BuiltinName(name)
    let qualified = name.qualified
    let end = qualified.utf8.firstIndex(of: UInt8(ascii: ".")) ?? qualified.endIndex
    guard builtinStarts.contains(String(qualified[..<end])) else { return nil }
    return longestMatch(for: qualified, separator: ".", in: builtins)
  }

  /// The kind of a library's file; nil for the application's own.
  static func kind(ofFile path: String) -> WaitingKind? {
    if WaitingKind.templateSuffixes.contains(where: path.hasSuffix) { return .templates }
    let source = SourcePath(path)
    if source.package == .application { return files[source.shortened] }
    let module = source.shortened.hasSuffix(".py") ? String(source.shortened.dropLast(3)) : source.shortened
    return longestMatch(for: module, separator: "/", in: files)
  }

  /// Whether a path may be one of the table: a component of it begins one, or it is no plain Python file. Lists of
  /// requests ask for the paths of 100,000 files, of which most are not worth more than this look.
  static func isWorthTakingApart(_ path: UnsafeRawBufferPointer) -> Bool {
    let suffix = Array(".py".utf8)
    guard path.count > suffix.count, path[0] != UInt8(ascii: "<"), path.suffix(suffix.count).elementsEqual(suffix)
    else {
      return true
    }
    let end = path.count - suffix.count
    var start = 0
    for index in 0...end where index == end || path[index] == UInt8(ascii: "/") || path[index] == UInt8(ascii: "\\") {
      let component = UnsafeRawBufferPointer(rebasing: path[start..<index])
      if fileStarts.contains(String(decoding: component, as: UTF8.self)) { return true }
      start = index + 1
    }
    return false
  }

  private static let builtinStarts = starts(of: builtins, separator: ".")
  private static let fileStarts = starts(of: files, separator: "/")

  /// The first parts of the names.
  private static func starts(of names: [String: WaitingKind], separator: Character) -> Set<String> {
    Set(names.keys.map { name in String(name.prefix { $0 != separator }) })
  }

  private static let builtins = lookup { $0.builtins }
  private static let files = lookup { $0.files }

  private static let longestName = [builtins, files].joined().reduce(0) { max($0, $1.key.utf8.count) }

  private static func lookup(_ names: (_ row: (kind: WaitingKind, builtins: String, files: String)) -> String)
    -> [String: WaitingKind]
  {
    var kinds: [String: WaitingKind] = [:]
    for row in WaitingKind.table {
      for name in words(of: names(row)) { kinds[name] = row.kind }
    }
    return kinds
  }

  /// The words of a line of the table; `<frozen importlib._bootstrap>` is one.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = words.last, last.hasPrefix("<"), !last.hasSuffix(">") {
        words[words.count - 1] = "\(last) \(word)"
      } else {
        words.append(String(word))
      }
    }
    return words
  }

  /// The kind of the longest name in the table that is this one, or this one up to a separator. O(length).
  private static func longestMatch(
    for name: String, separator: Character, in table: [String: WaitingKind]
  ) -> WaitingKind? {
    var rest = name[...]
    // What is longer than any name of the table need not be looked up, part by part.
    if let cut = name.utf8.index(name.startIndex, offsetBy: longestName + 1, limitedBy: name.endIndex) {
      guard let end = name.utf8[..<cut].lastIndex(of: separator.asciiValue ?? 0) else { return nil }
      rest = name[..<end]
    }
    while true {
      if let kind = table[String(rest)] { return kind }
      guard let end = rest.lastIndex(of: separator) else { return nil }
      rest = rest[..<end]
    }
  }
}

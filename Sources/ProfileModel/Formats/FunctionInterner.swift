/// Gives each distinct (file, line, name) of a file a number, in the order of first sight, entry or caller alike.
struct FunctionInterner {
  private(set) var files: [StringID] = []
  private(set) var names: [StringID] = []
  private(set) var lines: [Int32] = []
  private var index: HashIndex

  /// - Parameter functions: how many functions are expected; more is possible.
  init(expecting functions: Int) { index = HashIndex(expecting: functions) }

  var count: Int { files.count }

  mutating func intern(file: StringID, line: Int32, name: StringID) -> Int32 {
    let hash = Self.hash(file, line, name)
    let known = index.row(hash: hash) { row in
      let row = Int(row)
      return files[row] == file && names[row] == name && lines[row] == line
    }
    if let known { return known }
    let id = Int32(truncatingIfNeeded: count)
    index.insert(id, hash: hash)
    files.append(file)
    names.append(name)
    lines.append(line)
    return id
  }

  private static func hash(_ file: StringID, _ line: Int32, _ name: StringID) -> Int {
    var hasher = Hasher()
    hasher.combine(UInt64(UInt32(bitPattern: file.rawValue)) << 32 | UInt64(UInt32(bitPattern: name.rawValue)))
    hasher.combine(line)
    return hasher.finalize()
  }
}

/// What a search looks at in a profile, laid out so that one scan finds all: the distinct names of its functions, or their
/// labels, one behind another.
///
/// Made once for a profile in O(length of its strings + functions), and kept for the next search.
public struct SearchText: Sendable {
  /// As they are.
  private(set) var exact = TextColumn()
  /// With small letters for capitals.
  private(set) var folded = TextColumn()
  /// The text of each function: a row of the columns.
  private var rows: [Int32] = []

  /// The functions' names, each distinct one once.
  public init(namesOf functions: FunctionTable) {
    var known = [Int32](repeating: -1, count: functions.strings.count)
    rows.reserveCapacity(functions.count)
    for name in functions.names {
      if known[name.row] < 0 {
        known[name.row] = Int32(exact.count)
        functions.strings.withBytes(of: name) { append($0) }
        endText()
      }
      rows.append(known[name.row])
    }
    folded.foldASCII()
  }

  /// The functions' labels: `file:line(name)`, as in ``Function/standardName``.
  ///
  /// A label is written out for each function, and a few long strings could make up a large file's labels. So of a path the
  /// last ``labelRoom(_:)`` bytes count, of a name the first.
  public init(labelsOf functions: FunctionTable) {
    let room = Self.labelRoom(functions.count)
    for id in functions.ids {
      append(labelOf: id, functions, room: room)
      endText()
    }
    rows = Array(0..<Int32(functions.count))
    folded.foldASCII()
  }

  /// How many bytes of a path and of a name are looked at: in 8,000 functions all that a system allows a path, and never less
  /// than any path of a real program has.
  private static func labelRoom(_ functions: Int) -> Int { max(512, (32 << 20) / max(1, functions)) }

  /// The lines of a source file.
  init(linesOf source: SourceText) {
    for line in source.lines {
      line.text.withUnsafeBytes { append($0) }
      endText()
    }
    rows = Array(0..<Int32(source.lines.count))
    folded.foldASCII()
  }

  /// The functions whose texts are marked, in the order of the file.
  func functions(withTexts isMarked: [Bool]) -> [FunctionID] {
    var found: [FunctionID] = []
    for (function, row) in rows.enumerated() where isMarked[Int(row)] { found.append(FunctionID(Int32(function))) }
    return found
  }

  /// Those of some functions whose texts hold some bytes. O(length of their texts).
  func functions(among some: [FunctionID], holding finder: ByteFinder, ignoringCase: Bool) -> [FunctionID] {
    let column = ignoringCase ? folded : exact
    let bytes = column.bytes.span.bytes
    var found: [FunctionID] = []
    for function in some where finder.isFound(in: bytes.extracting(column.range(of: Int(rows[function.row])))) {
      found.append(function)
    }
    return found
  }

  // MARK: Writing

  /// Continues the text at the end; what is no UTF-8 becomes U+FFFD.
  private mutating func append(_ text: UnsafeRawBufferPointer) {
    if text.bytes.isASCII {
      exact.append(text)
      folded.append(text)
    } else {
      let text = String(decoding: text, as: UTF8.self)
      exact.append(text.utf8)
      folded.append(text.folded.utf8)
    }
  }

  private mutating func append(ascii text: some Collection<UInt8>) {
    exact.append(text)
    folded.append(text)
  }

  private mutating func endText() {
    exact.endText()
    folded.endText()
  }

  /// Appends ``Function/standardName`` without making a string of it.
  private mutating func append(labelOf id: FunctionID, _ functions: FunctionTable, room: Int) {
    let line = functions.lines[id.row]
    functions.strings.withBytes(of: functions.files[id.row]) { file in
      if line == 0, file.elementsEqual("~".utf8) {
        var label = functions[id].standardName
        return label.withUTF8 { append(UnsafeRawBufferPointer($0)) }
      }
      append(UnsafeRawBufferPointer(rebasing: file.suffix(room)))
      append(ascii: ":\(line)(".utf8)
      functions.strings.withBytes(of: functions.names[id.row]) {
        append(UnsafeRawBufferPointer(rebasing: $0.prefix(room)))
      }
      append(ascii: CollectionOfOne(UInt8(ascii: ")")))
    }
  }
}

/// Texts in UTF-8, one behind another.
struct TextColumn: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Where each text begins; at the end, where the next one would.
  private var starts = [0]

  /// Stands behind every text, and in none.
  private static let separator: UInt8 = 0xFF

  /// How many texts there are.
  var count: Int { starts.count - 1 }

  /// Continues the text at the end.
  mutating func append(_ text: some Collection<UInt8>) { bytes += text }

  mutating func endText() {
    bytes.append(Self.separator)
    starts.append(bytes.count)
  }

  /// The bytes of a text.
  func range(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] - 1 }

  /// Puts small letters for the capitals of ASCII.
  mutating func foldASCII() {
    for index in bytes.indices where 0x41...0x5A ~= bytes[index] { bytes[index] |= 0x20 }
  }

  /// Marks the texts that hold some bytes. O(length of all).
  func rows(holding finder: ByteFinder) -> [Bool] {
    var isMarked = [Bool](repeating: false, count: count)
    let span = bytes.span.bytes
    var row = 0
    var position = 0
    while let found = finder.firstIndex(in: span, from: position) {
      while starts[row + 1] <= found { row += 1 }
      isMarked[row] = true
      position = starts[row + 1]
    }
    return isMarked
  }
}

/// The number of a function that two profiles are compared by: a row of ``FunctionMatching/pairs``.
public struct PairID: Hashable, Comparable, Sendable {
  /// The row of the pair.
  public let rawValue: Int32

  public init(_ rawValue: Int32) { self.rawValue = rawValue }

  public var row: Int { Int(rawValue) }

  public static func < (left: PairID, right: PairID) -> Bool { left.rawValue < right.rawValue }
}

/// One function on both sides of a comparison.
public struct FunctionPair: Hashable, Sendable {
  /// Its functions in the baseline; empty where it is added.
  ///
  /// More than one only where the same function has several keys in a file: built-ins with an address in their names, one
  /// for each worker process, and the lines of a function in a sampled profile.
  public internal(set) var baseline: [FunctionID] = []
  /// Its functions in the change; empty where it is gone.
  public internal(set) var change: [FunctionID] = []
}

/// Which functions of two profiles are the same.
///
/// A function is the same if its file (see ``FileMatching``) and its name are; lines may move. Several functions of one
/// name in one file, as lambdas are, are paired by ``LinePairing``.
public struct FunctionMatching: Sendable {
  /// Those of the change in the order of its file, then those of the baseline alone.
  public private(set) var pairs: [FunctionPair] = []
  private var baselineRows: [Int32] = []
  private var changeRows: [Int32] = []

  /// O(functions), but for sorting functions of one name.
  init(baseline: Profile, change: Profile, _ pathMap: PathMap = .none) {
    let files = FileMatching(baseline: Self.files(of: baseline), change: Self.files(of: change), pathMap)
    var numbers = Numbers()
    let labels = (
      baseline: Self.labels(of: baseline, files.baseline, &numbers),
      change: Self.labels(of: change, files.change, &numbers)
    )
    let pairing = LinePairing(
      baseline: Self.lines(of: baseline, labels.baseline), change: Self.lines(of: change, labels.change))
    var rows: [Key: Int32] = [:]
    changeRows = Self.keys(of: change, labels.change) { pairing.changeSlot(of: $0, line: $1) }
      .enumerated().map { add(FunctionID(Int32(truncatingIfNeeded: $0)), $1, \.change, &rows) }
    baselineRows = Self.keys(of: baseline, labels.baseline) { pairing.baselineSlot(of: $0, line: $1) }
      .enumerated().map { add(FunctionID(Int32(truncatingIfNeeded: $0)), $1, \.baseline, &rows) }
  }

  /// The pair that a function of the baseline is in. O(1).
  public func pair(ofBaseline function: FunctionID) -> PairID { PairID(baselineRows[function.row]) }

  /// The pair that a function of the change is in. O(1).
  public func pair(ofChange function: FunctionID) -> PairID { PairID(changeRows[function.row]) }

  /// All pairs, in their order.
  public var ids: some RandomAccessCollection<PairID> { (0..<Int32(pairs.count)).lazy.map { PairID($0) } }

  /// The functions of a pair on both sides.
  public subscript(id: PairID) -> FunctionPair { pairs[id.row] }

  /// What a function is known by on both sides.
  private struct Key: Hashable {
    let label: LinePairing.Label
    /// Tells functions of one label apart.
    let slot: Int
  }

  /// Adds a side's function to its pair, whose row it returns.
  private mutating func add(
    _ function: FunctionID, _ key: Key, _ side: WritableKeyPath<FunctionPair, [FunctionID]>, _ rows: inout [Key: Int32]
  ) -> Int32 {
    let pair = rows[key] ?? Int32(truncatingIfNeeded: pairs.count)
    if rows.updateValue(pair, forKey: key) == nil { pairs.append(FunctionPair()) }
    pairs[Int(pair)][keyPath: side].append(function)
    return pair
  }

  private static func files(of profile: Profile) -> Set<String> {
    Set(Set(profile.functions.files).map { profile.functions.strings[$0] })
  }

  /// Numbers for texts.
  private struct Numbers {
    private var numbers: [ExactText: Int] = [:]

    mutating func number(_ text: String) -> Int {
      let text = ExactText(text)
      if let known = numbers[text] { return known }
      numbers[text] = numbers.count
      return numbers.count - 1
    }
  }

  /// Looks at each string once.
  private static func labels(
    of profile: Profile, _ files: [String: String], _ numbers: inout Numbers
  ) -> [LinePairing.Label] {
    let functions = profile.functions
    let strings = functions.strings
    var fileNumbers = [Int](repeating: 0, count: strings.count)
    var nameNumbers = fileNumbers
    var isAnonymous = [Bool](repeating: false, count: strings.count)
    for file in Set(functions.files) {
      let path = strings[file]
      fileNumbers[file.row] = numbers.number(files[path] ?? path)
    }
    for name in Set(functions.names) {
      let text = withoutAddress(strings[name])
      nameNumbers[name.row] = numbers.number(text)
      isAnonymous[name.row] = text.hasPrefix("<")
    }
    return zip(functions.files, functions.names).map { file, name in
      LinePairing.Label(
        file: fileNumbers[file.row], name: nameNumbers[name.row], isAnonymous: isAnonymous[name.row])
    }
  }

  /// The lines at which each label has a function. Those of a sampled profile are the lines that were executing: none.
  private static func lines(
    of profile: Profile, _ labels: [LinePairing.Label]
  ) -> [LinePairing.Label: Set<Int32>] {
    var lines: [LinePairing.Label: Set<Int32>] = [:]
    for (row, label) in labels.enumerated() {
      lines[label, default: []].insert(profile.measure == .samples ? 0 : profile.functions.lines[row])
    }
    return lines
  }

  private static func keys(
    of profile: Profile, _ labels: [LinePairing.Label], _ slot: (LinePairing.Label, Int32) -> Int
  ) -> [Key] {
    labels.enumerated().map { row, label in
      Key(label: label, slot: slot(label, profile.measure == .samples ? 0 : profile.functions.lines[row]))
    }
  }

  /// A name without the address that differs from process to process:
  /// `<built-in method __new__ of type object at 0x7f5a4da5ea00>`.
  private static func withoutAddress(_ name: String) -> String {
    guard name.hasPrefix("<"), name.hasSuffix(">"), let mark = name.utf8.lastIndex(of: UInt8(ascii: " ")),
      name[mark...].hasPrefix(" 0x"), name[..<mark].hasSuffix(" at")
    else { return name }
    return "\(name[..<mark])>"
  }
}

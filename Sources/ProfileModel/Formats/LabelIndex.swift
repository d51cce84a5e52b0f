/// What names a function in a file: the tuple (file, line, name) of one place in it.
struct FunctionLabel: Hashable, Sendable {
  let file: StringID
  let line: Int32
  let name: StringID
}

/// Gives each distinct label a number, in the order in which they are asked for.
struct LabelIndex: Sendable {
  private(set) var labels: [FunctionLabel] = []
  private var index: HashIndex

  /// - Parameter functions: how many functions are expected; more is possible.
  init(expecting functions: Int) {
    index = HashIndex(expecting: functions)
    labels.reserveCapacity(functions)
  }

  /// The label's number, a new one if the label is.
  ///
  /// - Parameter hash: the label's hash value.
  mutating func number(of label: FunctionLabel, hash: Int) -> Int32 {
    if let known = index.row(hash: hash, where: { labels[Int($0)] == label }) { return known }
    let number = Int32(truncatingIfNeeded: labels.count)
    index.insert(number, hash: hash)
    labels.append(label)
    return number
  }
}

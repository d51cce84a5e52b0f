/// Finds what can be recognised in a name of nobody's grammar: Werkzeug lets everyone choose a `filename_format`.
///
///     1795351715.816427 00001.096ms POST posts
///     └ time            └ elapsed   │    └ path: what follows the method
///                                   └ method
///
/// Only whole words count: what lies between bytes that are neither letters nor digits. Without a method, or both times,
/// the name is left alone: then it may be that of any file.
struct CustomNameScanner {
  private typealias Bytes = ArraySlice<UInt8>

  private var method: (range: Range<Int>, text: String)?
  private var elapsed: (range: Range<Int>, seconds: Double)?
  private var time: (range: Range<Int>, seconds: Double)?

  /// What a name without its suffix says; O(length).
  static func name(_ stem: ArraySlice<UInt8>) -> RequestName {
    var scanner = CustomNameScanner()
    scanner.scan(stem)
    return scanner.name(in: stem)
  }

  private func name(in stem: Bytes) -> RequestName {
    guard method != nil || (elapsed != nil && time != nil) else { return RequestName(.other, time: time?.seconds) }
    return RequestName(
      .custom, method: method?.text, path: path(in: stem).map(PathText.path), elapsed: elapsed?.seconds,
      time: time?.seconds)
  }

  // MARK: Words

  private mutating func scan(_ stem: Bytes) {
    var start = stem.startIndex
    while start < stem.endIndex {
      guard stem[start].isAlphanumeric else {
        start += 1
        continue
      }
      start = scanWord(stem[start...], isAfterDot: start > stem.startIndex && stem[start - 1] == .dot)
    }
  }

  /// Looks at the word at the start of `rest`. The first method counts, and of times the last.
  ///
  /// - Parameter isAfterDot: whether dots separate parts here, so that none can be a decimal point.
  /// - Returns: where the word ends.
  private mutating func scanWord(_ rest: Bytes, isAfterDot: Bool) -> Int {
    let word = rest.prefix { $0.isAlphanumeric }
    if let number = NameNumber.scan(rest, allowsFraction: !isAfterDot) {
      let range = rest.startIndex..<number.end
      if number.isMilliseconds {
        elapsed = (range, number.value / 1000)
      } else if (1e9..<3e9).contains(number.value) {
        time = (range, number.value)
      }
      return number.end
    }
    if method == nil, HTTPMethod.isKnown(word) {
      method = (word.startIndex..<word.endIndex, String(decoding: word, as: UTF8.self))
    }
    return word.endIndex
  }

  // MARK: The path

  /// What follows the method, or else the longest of the pieces between what was recognised.
  private func path(in stem: Bytes) -> Bytes? {
    let taken = [method?.range, elapsed?.range, time?.range].compactMap { $0 }.sorted { $0.lowerBound < $1.lowerBound }
    let starts = [stem.startIndex] + taken.map(\.upperBound)
    let ends = taken.map(\.lowerBound) + [stem.endIndex]
    let pieces = zip(starts, ends).map { Self.trimmed(stem[$0..<$1]) }.filter { !$0.isEmpty }
    if let method, let next = pieces.first(where: { $0.startIndex >= method.range.upperBound }) { return next }
    return pieces.max { ($0.count, $1.startIndex) < ($1.count, $0.startIndex) }
  }

  /// Without what separates it from its neighbours.
  private static func trimmed(_ piece: Bytes) -> Bytes {
    var piece = piece
    while let first = piece.first, isSeparator(first) { piece.removeFirst() }
    while let last = piece.last, isSeparator(last) { piece.removeLast() }
    return piece
  }

  private static func isSeparator(_ byte: UInt8) -> Bool { " ._-,;:@|+=".utf8.contains(byte) }
}

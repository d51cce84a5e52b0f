/// Sorts by a key of 64 bits in linear time: a table of a million functions is sorted between two key presses.
///
/// Digit by digit from the lowest, and every pass keeps the order of the one before, so that elements with equal keys stay
/// as they were (Knuth, The Art of Computer Programming 3, 5.2.5, algorithm R). Digits that all keys share cost nothing.
enum RadixSort {
  private struct Entry<Element> {
    let key: UInt64
    let element: Element
  }

  private static let digitBits = 11
  private static let digits = (UInt64.bitWidth + digitBits - 1) / digitBits
  private static let values = 1 << digitBits

  /// The elements in ascending order of their keys.
  static func sorted<Element>(_ elements: [Element], by key: (Element) -> UInt64) -> [Element] {
    var entries = elements.map { Entry(key: key($0), element: $0) }
    // Counting would take longer than comparing.
    if entries.count < 256 {
      entries.sort { $0.key < $1.key }
      return entries.map(\.element)
    }
    var counts = counts(of: entries)
    var sorted = entries
    for digit in 0..<digits {
      let table = digit * values..<(digit + 1) * values
      if counts[table].contains(entries.count) { continue }
      // From how many keys have a digit to where the first of them goes.
      var start = 0
      for value in table { (counts[value], start) = (start, start + counts[value]) }
      for entry in entries {
        let value = table.lowerBound + Self.value(of: digit, in: entry.key)
        sorted[counts[value]] = entry
        counts[value] += 1
      }
      swap(&entries, &sorted)
    }
    return entries.map(\.element)
  }

  /// How many keys have which value of which digit.
  private static func counts<Element>(of entries: [Entry<Element>]) -> [Int] {
    var counts = [Int](repeating: 0, count: digits * values)
    for entry in entries {
      for digit in 0..<digits { counts[digit * values + value(of: digit, in: entry.key)] += 1 }
    }
    return counts
  }

  private static func value(of digit: Int, in key: UInt64) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(digit * digitBits)) & (values - 1)
  }
}

extension UInt64 {
  /// Bits that have the order of the numbers; what is not a number counts as the smallest.
  init(ordering number: Double) {
    // Zero may have a sign, and is one number.
    let bits = number.isNaN ? (-Double.infinity).bitPattern : (number == 0 ? 0 : number).bitPattern
    self = bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }
}

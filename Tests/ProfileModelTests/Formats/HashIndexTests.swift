import Testing

@testable import ProfileModel

struct HashIndexTests {
  /// A table that grows several times, and hashes of which many are equal.
  @Test(arguments: [1, 7, 1_000])
  func findsWhatWasInserted(distinctHashes: Int) {
    var index = HashIndex(expecting: 4)
    for row in 0..<Int32(3_000) {
      let hash = Int(row) % distinctHashes
      #expect(index.row(hash: hash, where: { $0 == row }) == nil)
      index.insert(row, hash: hash)
    }
    for row in 0..<Int32(3_000) { #expect(index.row(hash: Int(row) % distinctHashes, where: { $0 == row }) == row) }
  }

  @Test func stringsAreOneByContent() {
    var strings = StringInterner(Array("abcabc<a>".utf8))
    let ranges = [0..<3, 3..<6, 1..<3, 0..<0, 9..<9].map { strings.intern($0).rawValue }
    #expect(ranges == [0, 0, 1, 2, 2])
    let composed = ["xyz", "xyz", "abc", ""].map { strings.intern(composing: Array($0.utf8))?.rawValue }
    #expect(composed == [3, 3, 0, 2])
    let table = strings.table()
    #expect((0..<Int32(table.count)).map { table[StringID($0)] } == ["abc", "bc", "", "xyz"])
  }

  /// Short code objects that refer to long names would make a small file large.
  @Test func composedStringsHaveALimit() {
    var strings = StringInterner([1, 2, 3])
    let first = strings.intern(composing: Array(repeating: 0x61, count: 1 << 16))
    let second = strings.intern(composing: [0x62])
    #expect(first != nil && second == nil)
  }
}

import ProfileModel
import Testing

@Suite struct CountTests {
  @Test func sumsBeyond64BitsBecomeInexact() {
    let large = Count.exact(.max)
    #expect(large + 1 == .inexact(9_223_372_036_854_775_808))
    #expect(Count.exact(.min) - 1 == .inexact(-9_223_372_036_854_775_808))
    #expect(Count.exact(2) + 3 == 5)
    #expect(Count.exact(2) - 3 == -1)
  }

  @Test func orderIsTotal() {
    let counts: [Count] = [.inexact(.infinity), 3, .inexact(.nan), .inexact(2.5), -1]
    #expect(counts.sorted().map(\.value).dropFirst() == [-1, 2.5, 3, .infinity])
    #expect(counts.sorted()[0].value.isNaN)
  }

  @Test func columnsKeepInexactCountsApart() {
    var column = CountColumn([1, .inexact(1e30), 3])
    #expect(!column.isExact)
    #expect([column[0], column[1], column[2]] == [1, .inexact(1e30), 3])
    column[1] = 2
    #expect(column.isExact)
    #expect(column[1] == 2)
  }

  /// Four bytes hold most counts; the others come back as they went in.
  @Test func columnsKeepCountsOfAnySize() {
    let counts: [Count] = [
      0, -1, 2_147_483_647, 2_147_483_648, -2_147_483_647, -2_147_483_648, .exact(.max), .exact(.min),
    ]
    var column = CountColumn(counts)
    #expect(column.isExact)
    #expect(counts.indices.map { column[$0] } == counts)
    for row in counts.indices { column[row] = counts[counts.count - 1 - row] }
    #expect(counts.indices.map { column[$0] } == counts.reversed())
  }
}

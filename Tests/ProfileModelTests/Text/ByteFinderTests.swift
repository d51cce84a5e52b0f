import TestSupport
import Testing

@testable import ProfileModel

@Suite struct ByteFinderTests {
  /// Every place that the obvious way finds, in random texts of few letters, with stretches where nothing can begin.
  @Test func findsAllPlaces() {
    var random = SplitMix(seed: 1)
    for _ in 0..<3000 {
      var text = letters(Int.random(in: 0...40, using: &random), &random)
      let place = Int.random(in: 0...text.count, using: &random)
      text.insert(contentsOf: repeatElement(0x20, count: [0, 7, 33, 80].randomElement(using: &random) ?? 0), at: place)
      let wanted = letters(Int.random(in: 0...4, using: &random), &random)
      var found: [Int] = []
      var start = 0
      while let place = ByteFinder(wanted).firstIndex(in: text.span.bytes, from: start) {
        found.append(place)
        start = place + 1
      }
      let places = text.indices.filter { !wanted.isEmpty && text[$0...].starts(with: wanted) }
      #expect(found == places, "\(wanted) in \(text)")
    }
  }

  private func letters(_ count: Int, _ random: inout SplitMix) -> [UInt8] {
    (0..<count).map { _ in [0x60, 0x61, 0x62, 0xE1].randomElement(using: &random) ?? 0x61 }
  }
}

import Testing

@testable import ProfileModel

@Suite struct RadixSortTests {
  @Test(arguments: [0, 1, 2, 3, 100, 5000])
  func sortsAsComparingDoesAndKeepsTheOrderOfEqualKeys(count: Int) {
    var state: UInt64 = 1
    // Few different keys, so that many are equal; with bits in every digit.
    let keys = (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 59) &* 0x0842_1084_2108_4211
    }
    let functions = (0..<Int32(count)).map { FunctionID($0) }
    let expected = functions.sorted { (keys[$0.row], $0) < (keys[$1.row], $1) }
    #expect(RadixSort.sorted(functions) { keys[$0.row] } == expected)
  }

  @Test func numbersHaveTheOrderOfTheirBits() {
    let numbers = [-.infinity, -1e300, -1, -5e-300, 0, 5e-300, 1, 1.5, 1e300, .infinity]
    let keys = numbers.map { UInt64(ordering: $0) }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 < $1 })
    #expect(UInt64(ordering: -0.0) == UInt64(ordering: 0.0))
    #expect(UInt64(ordering: .nan) == UInt64(ordering: -.infinity))
  }
}

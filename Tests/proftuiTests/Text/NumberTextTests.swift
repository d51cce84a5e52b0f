import ProfileModel
import Testing

@testable import proftui

@Suite struct NumberTextTests {
  @Test func countsAreGrouped() {
    #expect(
      [0, 12, 999, 1000, 48231, -1_234_567].map { NumberText.grouped($0) } == [
        "0", "12", "999", "1,000", "48,231", "-1,234,567",
      ])
    #expect(NumberText.grouped(.min) == "-9,223,372,036,854,775,808")
  }

  @Test func decimalsAreRounded() {
    #expect(NumberText.fixed(3.14159, decimals: 2) == "3.14")
    #expect(NumberText.fixed(0.05, decimals: 1) == "0.1")
    #expect(NumberText.fixed(-0.04, decimals: 1) == "0.0")
    #expect(NumberText.fixed(7, decimals: 0) == "7")
    #expect(NumberText.fixed(12_345_678_901, decimals: 3) == "1.23e+10")
  }

  @Test func oddNumbersArePrintedAsPythonDoes() {
    #expect([Double.nan, .infinity, -.infinity].map { NumberText.fixed($0, decimals: 2) } == ["nan", "inf", "-inf"])
    #expect(NumberText.scientific(4.3556142e39) == "4.36e+39")
    #expect(NumberText.scientific(-0.000123) == "-1.23e-4")
    #expect(NumberText.scientific(9.999e20) == "1.00e+21")
    #expect(NumberText.scientific(.greatestFiniteMagnitude) == "1.80e+308")
    #expect(NumberText.scientific(.leastNonzeroMagnitude).hasSuffix("e-324"))
  }

  @Test func inexactCountsAreMarked() {
    #expect(CountText.grouped(.inexact(4.36e39), .unicode) == "≈4.36e+39")
    #expect(CountText.calls(8361, 1, .unicode) == "8361/1")
    #expect(CountText.calls(7, 7, .unicode) == "7")
    #expect(CountText.counted(1, "call", .unicode) == "1 call")
    #expect(CountText.counted(1000, "call", .unicode) == "1,000 calls")
  }
}

@Suite struct TimeTextTests {
  @Test(arguments: [
    (0.0, "0 µs"), (0.031, "31.00 ms"), (0.000044, "44.00 µs"), (1.5, "1.500 s"), (0.0000001, "0.1000 µs"),
    (0.00000000001, "<.0001 µs"), (0.9999996, "1.000 s"), (0.00099999960, "1.000 ms"), (639395.2542, "639395 s"),
    (-0.002, "-2.000 ms"), (.infinity, "inf s"), (.nan, "nan s"), (0.12345, "123.5 ms"), (1e-300, "<.0001 µs"),
  ])
  func timesHaveTheUnitThatFits(seconds: Double, text: String) {
    #expect(TimeText.fitting(seconds, .unicode) == text)
  }

  @Test func nothingThatTookTimeIsShownAsZero() {
    for exponent in -400...300 {
      let time = pow10(exponent)
      guard time > 0 else { continue }
      let text = TimeText.fitting(time, .unicode)
      #expect(text.contains { "123456789<".contains($0) }, "\(time): \(text)")
    }
  }

  @Test func aColumnHasOneUnit() {
    #expect(TimeUnit(forColumn: [0.123, 0.004]) == .milliseconds)
    #expect(TimeUnit(forColumn: [0.123, 0.000001, 0.000002]) == .microseconds)
    #expect(TimeUnit(forColumn: [3000, 0.000001, 0.000002]) == .seconds)
    #expect(TimeUnit(forColumn: []) == .microseconds)
    #expect(TimeUnit(forColumn: [.nan, .infinity, 0.002]) == .milliseconds)
  }

  @Test func sharesNeverPretendToBeNothing() {
    #expect(TimeText.percent(0.287, of: 1) == "28.7 %")
    #expect(TimeText.percent(0.0001, of: 1) == "<0.1 %")
    #expect(TimeText.percent(0, of: 1) == "0.0 %")
    #expect(TimeText.percent(1, of: 0) == "")
    #expect(TimeText.percent(.nan, of: 1) == "")
    #expect(TimeText.shortPercent(0.57, of: 1) == "57 %")
    #expect(TimeText.shortPercent(0.052, of: 1) == "5.2 %")
  }

  private func pow10(_ exponent: Int) -> Double {
    (0..<exponent.magnitude).reduce(1.0) { product, _ in exponent < 0 ? product / 10 : product * 10 }
  }
}

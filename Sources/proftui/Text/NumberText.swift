/// Numbers as text, without locale and without traps: any Double may come.
enum NumberText {
  /// Digits in groups of three: `48,231`.
  static func grouped(_ integer: Int64) -> String {
    let digits = Array(String(integer.magnitude))
    var text = integer < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// To the next whole number, in groups of three; with two decimals below ten where it is none.
  static func rounded(_ number: Double) -> String {
    let isWhole = number.rounded() == number
    guard isWhole || number >= 9.995, let integer = Int64(exactly: number.rounded()) else {
      return fixed(number, decimals: 2)
    }
    return grouped(integer)
  }

  /// A number with a fixed number of decimals, rounded half away from zero; large ones as `1.23e+12`.
  static func fixed(_ number: Double, decimals: Int) -> String {
    guard number.isFinite else { return notFinite(number) }
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    guard number.magnitude < 1e9, let scaled = Int64(exactly: (number.magnitude * scale).rounded()) else {
      return scientific(number)
    }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = number < 0 && scaled > 0 ? "-" : ""
    return decimals == 0 ? sign + padded : "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  /// Three significant digits and a power of ten: `4.36e+39`.
  static func scientific(_ number: Double) -> String {
    guard number.isFinite else { return notFinite(number) }
    var mantissa = number.magnitude
    var exponent = 0
    while mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa > 0, mantissa < 0.9995 {
      mantissa *= 10
      exponent -= 1
    }
    return "\(number < 0 ? "-" : "")\(fixed(mantissa, decimals: 2))e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
  }

  /// How Python prints what is no finite number.
  static func notFinite(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    return number < 0 ? "-inf" : "inf"
  }
}

/// Numbers of bytes as text.
enum SizeText {
  /// `82.5 kB`; powers of 1000, as `ls` has them with `--si`.
  static func short(_ bytes: Int) -> String {
    var value = Double(bytes)
    var units = ["B", "kB", "MB", "GB", "TB"][...]
    while value >= 999.5, units.count > 1 {
      value /= 1000
      units.removeFirst()
    }
    let decimals = bytes < 1000 || value >= 99.95 ? 0 : 1
    return "\(NumberText.fixed(value, decimals: decimals)) \(units.first ?? "")"
  }
}

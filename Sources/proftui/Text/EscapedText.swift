extension String {
  /// With a mark before each of some special characters.
  ///
  /// Scalar by scalar, as those see it who read the result: an accent that follows a comma makes one character of both in
  /// Swift, and leaves the comma a comma everywhere else.
  func escaping(_ special: String, by mark: Unicode.Scalar) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if special.unicodeScalars.contains(scalar) { escaped.append(mark) }
      escaped.append(scalar)
    }
    return String(escaped)
  }
}

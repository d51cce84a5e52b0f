/// A text that equals another only if all their bytes are equal, as Python has it: Swift takes `é` and an `e` with an accent
/// behind it for one text, Python for two names.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  /// Texts with the same bytes are equal in Swift as well, so its hash value serves.
  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
  }
}

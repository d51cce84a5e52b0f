/// A text that equals another only if all their bytes are equal, as Python has it: Swift takes `é` and an `e` with an accent
/// behind it for one text, Python for two names.
struct ExactText: Hashable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  /// In bytes as well: Swift's own hash puts the marks on a letter in order, in time that grows with their square.
  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

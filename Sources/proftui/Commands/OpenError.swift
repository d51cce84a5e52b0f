import Glibc
import ProfileModel

/// Why something that was named on the command line cannot be shown: one sentence with its name.
struct OpenError: Error, Hashable, Sendable {
  /// The file's name as it was given, uncleaned.
  let name: String
  let reason: String

  init(name: String, _ reason: String) {
    self.name = name
    self.reason = reason
  }

  init(name: String, _ error: ProfileError) { self.init(name: name, error.description) }

  /// With the system's words for an error number.
  init(name: String, errorNumber: Int32) { self.init(name: name, Self.words(for: errorNumber)) }

  /// The system's words for an error number, in small letters as a clause has them.
  static func words(for errorNumber: Int32) -> String {
    let words = String(cString: strerror(errorNumber))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}

extension OpenError: CustomStringConvertible {
  /// The sentence, fit for a terminal.
  var description: String { VisibleText.clean("\(name): \(reason)") }
}

/// Why bytes are not a profile: which byte, and a reason a user can act on.
public struct ProfileError: Error, Hashable, Sendable {
  /// What was wrong, as far as the program treats it differently.
  public enum Kind: Hashable, Sendable {
    /// The bytes end too early: perhaps the file is still being written.
    case truncated
    /// Another format, or no profile at all.
    case notAProfile
    /// A profile that breaks the rules of its format.
    case malformed
    /// More than the program can hold.
    case tooLarge
  }

  public let kind: Kind
  /// Where it was seen, counted from 0; nil where no single byte is to blame.
  public let offset: Int?
  /// A clause without a full stop that names what was expected or found; never holds text of the file.
  public let reason: String

  public init(_ kind: Kind, at offset: Int?, _ reason: String) {
    self.kind = kind
    self.offset = offset
    self.reason = reason
  }
}

extension ProfileError: CustomStringConvertible {
  /// "byte 4,096: the file ends inside a string", without the file's name.
  public var description: String { offset.map { "byte \($0): \(reason)" } ?? reason }
}

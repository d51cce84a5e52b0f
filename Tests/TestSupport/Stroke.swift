/// Something a user types: a key with a name, or the characters of a string literal.
public struct Stroke: ExpressibleByStringLiteral, Sendable {
  /// The arguments of tmux' `send-keys`.
  let arguments: [String]

  /// Characters, sent as they are.
  public init(_ text: String) { arguments = ["-l", "--", text] }
  public init(stringLiteral text: String) { self.init(text) }

  private init(key: String) { arguments = [key] }

  public static let enter = Stroke(key: "Enter")
  public static let escape = Stroke(key: "Escape")
  public static let backspace = Stroke(key: "BSpace")
  public static let tab = Stroke(key: "Tab")
  public static let backTab = Stroke(key: "BTab")
  public static let up = Stroke(key: "Up")
  public static let down = Stroke(key: "Down")
  public static let left = Stroke(key: "Left")
  public static let right = Stroke(key: "Right")
  public static let home = Stroke(key: "Home")
  public static let end = Stroke(key: "End")
  public static let pageUp = Stroke(key: "PageUp")
  public static let pageDown = Stroke(key: "PageDown")

  public static func control(_ letter: Character) -> Stroke { Stroke(key: "C-\(letter)") }
  public static func function(_ number: Int) -> Stroke { Stroke(key: "F\(number)") }
}

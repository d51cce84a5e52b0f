/// A key as the terminal reports it.
enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// Ctrl with a letter, given in lower case: `.control("c")`. Tab, Enter, Escape and Backspace have their own cases.
  case control(Unicode.Scalar)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, backspace, tab, backTab, insert, delete
  case function(Int)
  /// A key that the program has no use for.
  case unknown
}

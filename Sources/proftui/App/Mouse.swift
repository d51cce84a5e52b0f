/// What the mouse did, and where.
struct Mouse: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case press
    case wheelUp
    case wheelDown
  }

  var kind: Kind
  var position: Position
}

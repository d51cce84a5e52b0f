/// What ``InputDecoder`` can say of the program's events; the others need all of the program.
enum Event: Sendable {
  case key(Key)
  case mouse(Mouse)
  case paste(String)
}

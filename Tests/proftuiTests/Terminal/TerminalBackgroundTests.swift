import Testing

@testable import proftui

struct TerminalBackgroundTests {
  @Test(arguments: [
    ("]11;rgb:0000/0000/0000", Background.dark), ("]11;rgb:1e1e/1e1e/2e2e", .dark), ("]11;rgb:ffff/ffff/ffff", .light),
    ("]11;rgb:fd/f6/e3", .light), ("]11;rgba:2e2e/3434/3636/ffff", .dark), ("]11;rgb:f/f/d", .light),
  ])
  func `the answer says how bright it is`(answer: String, background: Background) {
    #expect(Background(answer: Array(answer.utf8)) == background)
  }

  @Test(arguments: [
    "", "]11;", "]11;rgb:", "]11;rgb:00/00", "]11;rgb:xx/00/00", "]11;rgb:00000/0/0", "]10;rgb:00/00/00", "]11;?",
    "]11;rgb:0/0/0/0/0", "P1+r", "]11;rgb:-1/0/0",
  ])
  func `anything else is no answer`(answer: String) {
    #expect(Background(answer: Array(answer.utf8)) == nil)
  }

  @Test(arguments: ["\u{7}", "\u{1B}\\"])
  func `the decoder takes the answer and makes no key of it`(end: String) {
    var decoder = InputDecoder()
    for byte in "\u{1B}]11;rgb:ffff/ffff/ffff\(end)q".utf8 { decoder.receive(.byte(byte)) }
    #expect(decoder.background == .light)
    let keys = decoder.takeEvents().map { event in if case .key(let key) = event { key } else { Key.unknown } }
    #expect(keys == [.character("q")])
  }

  @Test func `what the terminal is ends the answers and is no key`() {
    var decoder = InputDecoder()
    for byte in "\u{1B}]11;rgb:0/0/0\u{7}".utf8 { decoder.receive(.byte(byte)) }
    #expect(!decoder.hasAnswered)
    for byte in "\u{1B}[?62;22c".utf8 { decoder.receive(.byte(byte)) }
    #expect(decoder.hasAnswered && decoder.takeEvents().isEmpty)
  }
}

import Testing

@testable import proftui

@Suite struct InputDecoderTests {
  @Test(arguments: [
    ("aZ9 ~", "a Z 9 space ~"),
    ("é漢😀", "é 漢 😀"),
    ("\u{1}\u{1A}\u{0}\u{1F}", "^a ^z ^@ ^_"),
    ("\t\r\n\u{7F}\u{8}", "tab enter enter backspace backspace"),
    ("\u{1B}", "escape"),
    // Alt is Escape first.
    ("\u{1B}x", "escape x"),
    ("\u{1B}\u{1B}", "escape escape"),
  ])
  func readsCharacters(bytes: String, events: String) {
    #expect(decoded(bytes) == events)
  }

  @Test(arguments: [
    ("[A", "up"), ("[B", "down"), ("[C", "right"), ("[D", "left"), ("OA", "up"), ("OD", "left"),
    ("[H", "home"), ("OF", "end"), ("[1~", "home"), ("[4~", "end"), ("[5~", "pageUp"), ("[6~", "pageDown"),
    ("[2~", "insert"), ("[3~", "delete"), ("[Z", "backTab"),
    // With Control, Shift and Alt.
    ("[1;5C", "right"), ("[1;2A", "up"), ("[5;3~", "pageUp"),
    ("OP", "F1"), ("OS", "F4"), ("[1;5P", "F1"), ("[15~", "F5"), ("[24~", "F12"), ("[[A", "F1"), ("[[E", "F5"),
    // The number pad.
    ("OM", "enter"), ("Oj", "*"), ("Op", "0"), ("Oy", "9"),
  ])
  func readsKeys(sequence: String, key: String) {
    #expect(decoded("\u{1B}\(sequence)q") == "\(key) q")
  }

  /// None of these may become characters: `q` comes after them and is all that may be seen.
  @Test(arguments: [
    ("[99;99X", "unknown q"), ("[27;5;13~", "unknown q"), ("[I", "unknown q"), ("[?1;2c", "q"),
    ("[12;40R", "unknown q"), ("[[Z", "unknown q"), ("Oz", "unknown q"),
    ("[" + String(repeating: "1;", count: 1000) + "X", "unknown q"),
    // Answers to what nobody asked for.
    ("]11;rgb:0000/0000/0000\u{1B}\\", "q"), ("]0;title\u{7}", "q"), ("P1+r\u{1B}\\", "q"),
  ])
  func swallowsWhatItDoesNotKnow(sequence: String, events: String) {
    #expect(decoded("\u{1B}\(sequence)q") == events)
  }

  @Test func takesBrokenSequencesForOneKey() {
    #expect(decoded("\u{1B}[1;\u{1B}[A") == "unknown up")
    #expect(decoded("\u{1B}[1;\rq") == "unknown enter q")
    #expect(decoded("\u{1B}[1é") == "unknown é")
  }

  /// What is typed so fast that it looks like the beginning of a sequence.
  @Test(arguments: [("\u{1B}[", "escape ["), ("\u{1B}O", "escape O"), ("\u{1B}]", "escape ]")])
  func takesBeginningsAloneForKeys(bytes: String, events: String) {
    #expect(decoded(bytes) == events)
  }

  @Test(arguments: [
    ("[<0;1;1M", "press 0,0"),
    ("[<0;300;61M", "press 60,299"),
    ("[<0;300;61m", ""),
    ("[<64;10;5M", "wheelUp 4,9"),
    ("[<65;10;5M", "wheelDown 4,9"),
    // With Control; moved while pressed; the right button; the wheel sideways.
    ("[<16;10;5M", "press 4,9"),
    ("[<32;10;5M", ""),
    ("[<2;10;5M", ""),
    ("[<66;10;5M", ""),
    ("[<0;0;0M", "unknown"),
    ("[<0;10M", "unknown"),
    ("[<99999999999999999999;1;1M", "unknown"),
    // The old form: 32 more than button, column and row.
    ("[M !!", "press 0,0"),
    ("[M#!!", ""),
    ("[M`0%", "wheelUp 4,15"),
    ("[Ma0%", "wheelDown 4,15"),
  ])
  func readsTheMouse(sequence: String, events: String) {
    #expect(decoded("\u{1B}\(sequence)") == events)
    #expect(decoded("\u{1B}\(sequence)q") == (events.isEmpty ? "q" : "\(events) q"))
  }

  @Test func readsPastedTextAsOne() {
    #expect(decoded("\u{1B}[200~_serialize\u{1B}[201~q") == "paste(_serialize) q")
    #expect(decoded("\u{1B}[200~größe\r\n\tq\u{1B}[201~") == "paste(größe\r\n\tq)")
    #expect(decoded("\u{1B}[200~\u{1B}[201~") == "paste()")
    #expect(decoded("\u{1B}[200~a\u{1B}[A\u{1B}\u{1B}[20b\u{1B}[201~") == "paste(a\u{1B}[A\u{1B}\u{1B}[20b)")
  }

  @Test func keepsOnlySoMuchOfPastedText() {
    var decoder = InputDecoder()
    let text = String(repeating: "x", count: InputDecoder.longestPaste + 1000)
    decoder.receive("\u{1B}[200~\(text)\u{1B}[201~")
    guard case .paste(let pasted) = decoder.takeEvents().first else {
      Issue.record("no paste")
      return
    }
    #expect(pasted.utf8.count == InputDecoder.longestPaste)
    #expect(!decoder.isWithinSequence)
  }

  /// Cut into two reads anywhere but after Escape, which is a key of its own, everything means the same.
  @Test(arguments: [
    "é", "漢", "\u{1B}[1;5C", "\u{1B}[<0;120;40M", "\u{1B}[M !!", "\u{1B}[200~a\u{1B}[201~", "\u{1B}[24~",
  ])
  func putsPiecesTogether(bytes: String) {
    let whole = decoded(bytes)
    for cut in (bytes.utf8.first == 0x1B ? 3 : 1)..<max(3, bytes.utf8.count) where cut < bytes.utf8.count {
      var decoder = InputDecoder()
      for (index, byte) in bytes.utf8.enumerated() {
        if index == cut { decoder.pause() }
        decoder.receive(.byte(byte))
      }
      #expect(text(of: decoder.takeEvents()) == whole, "cut at \(cut)")
      #expect(!decoder.isWithinSequence)
    }
  }

  @Test(
    arguments: [
      ([0xFF, 0x71], "unknown q"),
      ([0xC3, 0x71], "unknown q"),
      ([0xBC, 0x71], "unknown q"),
      ([0xE6, 0xBC, 0x71], "unknown q"),
      // Overlong, a surrogate, a control character of Latin-1.
      ([0xC0, 0xAF, 0x71], "unknown unknown q"),
      ([0xED, 0xA0, 0x80, 0x71], "unknown q"),
      ([0xC2, 0x9B, 0x71], "unknown q"),
    ] as [([UInt8], String)])
  func takesBytesThatAreNoUTF8ForUnknownKeys(bytes: [UInt8], events: String) {
    var decoder = InputDecoder()
    for byte in bytes { decoder.receive(.byte(byte)) }
    #expect(text(of: decoder.takeEvents()) == events)
  }

  @Test func keysOfCursesEndWhatHasBegun() {
    var decoder = InputDecoder()
    decoder.receive("\u{1B}")
    decoder.receive(.key(.up))
    decoder.receive("\u{1B}[12")
    decoder.receive(.key(.down))
    decoder.receive("\u{1B}[200~a")
    decoder.receive(.key(.left))
    decoder.receive("b\u{1B}[201~")
    #expect(text(of: decoder.takeEvents()) == "escape up unknown down paste(ab)")
  }

  /// Whatever comes, it ends where a key is a key again.
  @Test func recoversFromAnyBytes() {
    let bytes = Array("\u{1B}[O]<M;0~2q\\\u{7}\u{FF}".utf8)
    var stuck: [[UInt8]] = []
    for first in bytes {
      for second in bytes {
        for third in bytes {
          for fourth in bytes {
            let input = [0x1B, first, second, third, fourth]
            var decoder = InputDecoder()
            for byte in input { decoder.receive(.byte(byte)) }
            decoder.giveUp()
            _ = decoder.takeEvents()
            decoder.receive("q")
            if text(of: decoder.takeEvents()) != "q" { stuck.append(input) }
          }
        }
      }
    }
    #expect(stuck.isEmpty)
  }

  /// The events that the bytes and the end of them make, as text.
  private func decoded(_ bytes: String) -> String {
    var decoder = InputDecoder()
    decoder.receive(bytes)
    decoder.pause()
    return text(of: decoder.takeEvents())
  }

  private func text(of events: [Event]) -> String {
    events.map { event in
      switch event {
      case .key(let key): name(of: key)
      case .mouse(let mouse): "\(mouse.kind) \(mouse.position.row),\(mouse.position.column)"
      case .paste(let text): "paste(\(text))"
      default: "\(event)"
      }
    }.joined(separator: " ")
  }

  private func name(of key: Key) -> String {
    switch key {
    case .character(" "): "space"
    case .character(let scalar): String(Character(scalar))
    case .control(let scalar): "^\(scalar)"
    case .function(let number): "F\(number)"
    default: "\(key)"
    }
  }
}

extension InputDecoder {
  fileprivate mutating func receive(_ text: String) {
    for byte in text.utf8 { receive(.byte(byte)) }
  }
}

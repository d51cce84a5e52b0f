import TestSupport
import Testing

@testable import ProfileModel

@Suite struct RegularExpressionTests {
  private func isFound(_ expression: String, in text: String, _ letterCase: RegularExpression.LetterCase = .matters)
    throws -> Bool
  {
    try RegularExpression(expression, letterCase: letterCase).isFound(in: text)
  }

  private func reason(_ expression: String) -> String? {
    do {
      _ = try RegularExpression(expression)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Thousands of expressions and what Python finds with them; `make.py` beside the answers makes them.
  @Test func findsWhatPythonFinds() {
    let expected = JSON(Fixtures.text("expressions/expected.json"))
    let texts = expected["texts"].items.map(\.string)
    let expressions = expected["expressions"].items.map(\.items)
    #expect(expressions.count == 4000)
    for pair in expressions {
      let answers: String? = if case .string(let answers) = pair[1] { answers } else { nil }
      compare(pair[0].string, with: answers, in: texts)
    }
  }

  private func compare(_ text: String, with answers: String?, in texts: [String]) {
    guard let expression = try? RegularExpression(text) else {
      #expect(answers == nil || reason(text)?.contains("not supported") == true, "\(text): \(reason(text) ?? "")")
      return
    }
    var matcher = expression.matcher()
    let found = zip(texts, answers ?? "").map { text, answer -> Character in
      answer == "?" ? "?" : matcher.isFound(in: Array(text.utf8)) ? "1" : "0"
    }
    #expect(String(found) == answers, "\(text)")
    let finder = ByteFinder(expression.requiredText)
    guard !finder.wanted.isEmpty else { return }
    for (text, answer) in zip(texts, found) where answer == "1" {
      let holds = finder.isFound(in: Array(text.folded.utf8).span.bytes)
      #expect(holds, "\(expression.text) requires too much of \(text)")
    }
  }

  /// What a backtracking matcher needs exponential or cubic time for. The work is counted, not timed.
  @Test(arguments: [
    "(.*)*x", "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(.*a){12}b", "(a+)+b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){50}a{50}b",
    "([^b]|a)*(a|b)a{20}x", "(?:a|b)*a(?:a|b){200}c", "\\b(a*)*\\Bx", "(é*)*x", "(?i)(A|a)*X",
  ])
  func workGrowsWithTheTextAlone(text: String) throws {
    let expression = try RegularExpression(text)
    for unit in ["a", "ab", "é", "aé \n"] {
      for count in [10, 300, 3000] {
        var matcher = expression.matcher()
        let text = Array(String(repeating: unit, count: count / unit.utf8.count).utf8)
        _ = matcher.isFound(in: text)
        #expect(matcher.work <= (text.count + 1) * expression.program.steps.count)
      }
    }
  }

  @Test func statesAreForgottenRatherThanPiledUp() throws {
    var matcher = try RegularExpression("(a|b)*a(a|b){14}c").matcher()
    var random = SplitMix(seed: 7)
    let text = (0..<6000).map { _ in UInt8(ascii: "a") + UInt8.random(in: 0...1, using: &random) }
    let found = ["", "abbbbbbbbbbbbbbc", "bbbbbbbbbbbbbbbc"].map { matcher.isFound(in: text + Array($0.utf8)) }
    #expect(found == [false, true, false])
    #expect(matcher.memoryUsed < 1 << 20)
  }

  @Test(arguments: [
    ("(a)\\1", "back references are not supported"), ("(?P<a>a)(?P=a)", "back references are not supported"),
    ("(?=a)", "look-around is not supported"), ("(?<!a)", "look-around is not supported"),
    ("(a)?(?(1)b|c)", "conditional groups are not supported"),
    ("(?>a)", "groups that never give back are not supported"),
    ("a++", "repeats that never give back are not supported"), ("(?x)a b", "the flag x is not supported"),
    ("(", "a ( without its )"), (")", "a ) too many"), ("[a", "a [ without its ]"), ("*", "nothing to repeat"),
    ("a**", "a repeat of a repeat"), ("a\\", "a \\ at the end"), ("\\q", "\\q stands for nothing"),
    ("a{1000}{9}", "a repeat of a repeat"), ("(a{1000}){1000}", "the expression is too large: fewer repeats, please"),
    ("(((){1000}){1000}){1000}", "the expression is too large: fewer repeats, please"),
    ("a{99999999999999999999}", "the expression is too large: fewer repeats, please"),
    (String(repeating: "(", count: 100_000), "groups are nested more than 200 deep"),
    (String(repeating: "[a]", count: 100_000), "the expression is too long"),
    ("\\UFFFFFFFF", "a number of no character"), ("\\ud800", "a number of no character"),
  ])
  func whatItCannotDoIsSaid(expression: String, reason: String) {
    #expect(self.reason(expression) == reason)
  }

  @Test func caseIsIgnoredUnlessACapitalStandsForItself() throws {
    #expect(try isFound("straße", in: "STRAẞE", .isIgnored))
    #expect(try isFound("σ", in: "ΟΔΟΣ", .isIgnored))
    #expect(try isFound("show", in: "Show", .isIgnored))
    #expect(try !isFound("Show", in: "show", .isIgnored))
    #expect(try isFound("\\Show", in: "SHOW", .matters) == false)
    #expect(try isFound("\\S\\W?how", in: "SHOW", .isIgnored))
    #expect(try isFound("[a-z]{4}", in: "SHOW", .isIgnored))
  }

  @Test func bytesThatAreNoTextAreOneCharacterEach() throws {
    var matcher = try RegularExpression("^a.{4}b$").matcher()
    let texts: [[UInt8]] = [[0x61, 0xFF, 0xC3, 0xED, 0xA0, 0x62], [0x61, 0xC3, 0xA4, 0x80, 0x80, 0x62]]
    let found = texts.map { matcher.isFound(in: $0) }
    #expect(found == [true, false])
  }
}

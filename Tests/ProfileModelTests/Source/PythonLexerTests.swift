import TestSupport
import Testing

@testable import ProfileModel

@Suite struct PythonLexerTests {
  /// Tokens as `kind:text`, a called name with `(`; the lines' tokens after one another.
  private func tokens(_ source: String) -> [String] {
    var lexer = PythonLexer()
    return source.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
      let bytes = Array(line.utf8)
      return lexer.tokens(of: bytes).map { token in
        let call = token.isCalled ? "(" : ""
        return "\(token.kind):\(String(decoding: bytes[token.bytes], as: UTF8.self))\(call)"
      }
    }
  }

  @Test func statementsAreTakenApart() {
    #expect(
      tokens("    return self.rows.get (key, 1.5e3)  # one")
        == [
          "keyword:return", "name:self", "attribute:rows", "attribute:get(", "name:key", "number:1.5e3",
          "comment:# one",
        ])
    #expect(tokens("async def läuft(x):") == ["keyword:async", "keyword:def", "definition:läuft(", "name:x"])
    #expect(tokens("@app.route('/')") == ["name:app", "attribute:route(", "string:'/'"])
    #expect(tokens("class A(B): pass") == ["keyword:class", "definition:A(", "name:B", "keyword:pass"])
  }

  @Test func stringsEndWhereTheyEnd() {
    #expect(tokens(#"x = 'it\'s' + "a # b""#) == ["name:x", #"string:'it\'s'"#, #"string:"a # b""#])
    #expect(tokens(#"r'\' + f"{a}" b'c'"#) == [#"string:r'\' + f"{a}" b'"#, "name:c", "string:'"])
    #expect(tokens(#"rb"x" fR'y' bad"z""#) == [#"string:rb"x""#, "string:fR'y'", "name:bad", #"string:"z""#])
    #expect(tokens("'open\nx = 1") == ["string:'open", "name:x", "number:1"])
    #expect(tokens("'goes \\\non' + y") == ["string:'goes \\", "string:on'", "name:y"])
  }

  @Test func threeQuotesGoOnOverLines() {
    #expect(
      tokens("\"\"\"one\ndef f(): '''\n\nend\"\"\" + f()")
        == ["string:\"\"\"one", "string:def f(): '''", "string:end\"\"\"", "name:f("])
    #expect(tokens("''''a'''") == ["string:''''a'''"])
    #expect(tokens("\"\"\"\\\"\"\"\" x") == ["string:\"\"\"\\\"\"\"\"", "name:x"])
  }

  /// Whatever the bytes are: tokens lie in the line, one after the other.
  @Test func anyBytesGiveTokensInOrder() {
    var random = SplitMix(seed: 1)
    let alphabet = Array("ab1_.( '\"\\#\né".utf8)
    for _ in 0..<2000 {
      var lexer = PythonLexer()
      for _ in 0..<3 {
        let line = (0..<Int.random(in: 0...12, using: &random)).map { _ in
          alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        }
        var end = 0
        for token in lexer.tokens(of: line) {
          #expect(token.bytes.lowerBound >= end && token.bytes.upperBound <= line.count && !token.bytes.isEmpty)
          end = token.bytes.upperBound
        }
      }
    }
  }
}

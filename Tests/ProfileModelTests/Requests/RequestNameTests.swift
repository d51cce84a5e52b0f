import ProfileModel
import Testing

@Suite struct RequestNameTests {
  /// Names as Swift literals have them, and what they say: grammar, method, path, elapsed, time; `-` for what is unknown.
  private func expectTable(_ table: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let rows = table.split(separator: "\n").map { row in row.split(separator: "|").map { $0.trimmed } }
    for row in rows where row.count == 6 {
      let name = RequestName(unescaped(row[0]))
      let drawn = [
        "\(name.grammar)", name.method ?? "-", name.path.map(VisibleText.clean) ?? "-",
        name.elapsed.map { "\($0)" } ?? "-", name.time.map { "\($0)" } ?? "-",
      ]
      #expect(drawn == Array(row.dropFirst()), "\(row[0])", sourceLocation: sourceLocation)
    }
    #expect(rows.allSatisfy { $0.count == 6 }, sourceLocation: sourceLocation)
  }

  @Test func everyGrammar() {
    expectTable(
      """
      GET.users.7.000012ms.1795351334.prof               | paddedWerkzeug   | GET      | /users/7   | 0.012    | 1795351334.0
      GET.root.000132ms.1795351334.prof                  | paddedWerkzeug   | GET      | /          | 0.132    | 1795351334.0
      GET.users.7.1234567ms.1795351334.prof              | paddedWerkzeug   | GET      | /users/7   | 1234.567 | 1795351334.0
      GET.users.7.12ms.1795351334.prof                   | werkzeug         | GET      | /users/7   | 0.012    | 1795351334.0
      GET.root.0ms.1795351334.prof                       | werkzeug         | GET      | /          | 0.0      | 1795351334.0
      GET.root.0ms.1795351334.prof.gz                    | werkzeug         | GET      | /          | 0.0      | 1795351334.0
      M-SEARCH.a.b.3ms.1795351334.prof                   | werkzeug         | M-SEARCH | /a/b       | 0.003    | 1795351334.0
      get.lower.3ms.1795351334.prof                      | werkzeug         | get      | /lower     | 0.003    | 1795351334.0
      users.7.000012ms.1795351334.prof                   | djangoExtensions | -        | /users/7   | 0.012    | 1795351334.0
      post.7.000012ms.1795351334.prof                    | djangoExtensions | -        | /post/7    | 0.012    | 1795351334.0
      root.000012ms.1795351334.prof                      | djangoExtensions | -        | /          | 0.012    | 1795351334.0
      1795351715.816427 00001.096ms POST posts.pstats    | custom           | POST     | /posts     | 0.0010960000000000002 | 1795351715.816427
      posts-GET-12.5ms-1795351715.pstat                  | custom           | GET      | /posts     | 0.0125   | 1795351715.0
      GET posts.7.cprof                                  | custom           | GET      | /posts/7   | -        | -
      users.7.12ms.1795351334.profile                    | custom           | -        | /users/7   | 0.012    | 1795351334.0
      GET.users.12ms.1795351334.25.prof                  | werkzeug         | GET      | /users     | 0.012    | 1795351334.25
      server-2.GET.users.254ms.1795351508.prof           | custom           | GET      | /users     | 0.254    | 1795351508.0
      test_name[3].prof                                  | pytest           | -        | -          | -        | -
      combined.prof                                      | other            | -        | -          | -        | -
      dump-1795351334.prof                               | other            | -        | -          | -        | 1795351334.0
      bench-100ms.prof                                   | other            | -        | -          | -        | -
      users.7a8b9c.prof                                  | other            | -        | -          | -        | -
      GET.users.12ms.1795351334                          | werkzeug         | GET      | /users     | 0.012    | 1795351334.0
      GET.USERS.12ms.1795351334.PROF                     | werkzeug         | GET      | /USERS     | 0.012    | 1795351334.0
      """)
  }

  /// What HTTP clients sent to a Flask application under Python 2.7 and an old Werkzeug, which writes their bytes.
  @Test func namesThatHostileClientsChose() {
    expectTable(
      #"""
      BREW.pot.000000ms.1795351827.prof                          | paddedWerkzeug   | BREW | /pot                                    | 0.0   | 1795351827.0
      GET.%s{path}.000000ms.1795351827.prof                      | paddedWerkzeug   | GET  | /%s{path}                               | 0.0   | 1795351827.0
      GET.*.000000ms.1795351827.prof                             | paddedWerkzeug   | GET  | /*                                      | 0.0   | 1795351827.0
      GET.-rf.000000ms.1795351827.prof                           | paddedWerkzeug   | GET  | /-rf                                    | 0.0   | 1795351827.0
      GET.......etc.passwd.000000ms.1795351827.prof              | paddedWerkzeug   | GET  | ///////etc/passwd                       | 0.0   | 1795351827.0
      GET.......x.000000ms.1795351827.prof                       | paddedWerkzeug   | GET  | ///////x                                | 0.0   | 1795351827.0
      GET...000000ms.1795351827.prof                             | paddedWerkzeug   | GET  | //                                      | 0.0   | 1795351827.0
      GET.a\nb.000007ms.1795351827.prof                          | paddedWerkzeug   | GET  | /a\nb                                   | 0.007 | 1795351827.0
      GET.a\r\nb.000000ms.1795351827.prof                        | paddedWerkzeug   | GET  | /a\r\nb                                 | 0.0   | 1795351827.0
      GET.a b.000000ms.1795351827.prof                           | paddedWerkzeug   | GET  | /a b                                    | 0.0   | 1795351827.0
      GET.a..b...c.000000ms.1795351827.prof                      | paddedWerkzeug   | GET  | /a//b///c                               | 0.0   | 1795351827.0
      GET.abs.000000ms.1795351827.prof                           | paddedWerkzeug   | GET  | /abs                                    | 0.0   | 1795351827.0
      GET.caf\xc3\xa9.000000ms.1795351827.prof                   | paddedWerkzeug   | GET  | /café                                   | 0.0   | 1795351827.0
      GET.emoji\xf0\x9f\x94\xa5.000000ms.1795351827.prof         | paddedWerkzeug   | GET  | /emoji🔥                                | 0.0   | 1795351827.0
      GET.e\xcc\x81combining.000000ms.1795351827.prof            | paddedWerkzeug   | GET  | /écombining                            | 0.0   | 1795351827.0
      GET.root.000002ms.1795351827.prof                          | paddedWerkzeug   | GET  | /                                       | 0.002 | 1795351827.0
      GET.rtl\xe2\x80\xaecod.exe.000000ms.1795351827.prof        | paddedWerkzeug   | GET  | /rtl\u202ecod/exe                       | 0.0   | 1795351827.0
      GET.tab\tx.000000ms.1795351827.prof                        | paddedWerkzeug   | GET  | /tab\tx                                 | 0.0   | 1795351827.0
      GET.trailing.000000ms.1795351827.prof                      | paddedWerkzeug   | GET  | /trailing                               | 0.0   | 1795351827.0
      GET.users.\x1b[31mred\x1b[0m.000029ms.1795351827.prof      | paddedWerkzeug   | GET  | /users/\x1b[31mred\x1b[0m               | 0.029 | 1795351827.0
      GET.users.\x1b]0;owned\x07.000000ms.1795351827.prof        | paddedWerkzeug   | GET  | /users/\x1b]0;owned\x07                 | 0.0   | 1795351827.0
      GET.x'"$(id).000000ms.1795351827.prof                      | paddedWerkzeug   | GET  | /x'"$(id)                               | 0.0   | 1795351827.0
      GET.x.12ms.1700000000.prof.000000ms.1795351827.prof        | paddedWerkzeug   | GET  | /x/12ms/1700000000/prof                 | 0.0   | 1795351827.0
      GET.zwj\xe2\x80\x8bx.000000ms.1795351827.prof              | paddedWerkzeug   | GET  | /zwj\u200bx                             | 0.0   | 1795351827.0
      GET.\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e.000000ms.1795351827.prof | paddedWerkzeug | GET | /日本語                             | 0.0   | 1795351827.0
      GET.\xef\xbf\xbd31mcsi.000000ms.1795351827.prof            | paddedWerkzeug   | GET  | /�31mcsi                                | 0.0   | 1795351827.0
      GET.\xef\xbf\xbd\xef\xbf\xbd-latin.000000ms.1795351827.prof | paddedWerkzeug  | GET  | /��-latin                               | 0.0   | 1795351827.0
      OPTIONS.*.000000ms.1795351827.prof                         | paddedWerkzeug   | OPTIONS | /*                                   | 0.0   | 1795351827.0
      get.lower.000000ms.1795351827.prof                         | djangoExtensions | -    | /get/lower                              | 0.0   | 1795351827.0
      """#)
    let long = String(repeating: "L", count: 200)
    #expect(RequestName("GET.\(long).000000ms.1795351827.prof").path == "/\(long)")
  }

  @Test func mojibakeIsUndoneWhereItIsCertain() {
    expectTable(
      #"""
      GET.caf\xc3\x83\xc2\xa9.1ms.1795351334.prof                                | werkzeug | GET | /café         | 0.001 | 1795351334.0
      GET.\xc3\xa6\xc2\x97\xc2\xa5\xc3\xa6\xc2\x9c\xc2\xac.1ms.1795351334.prof   | werkzeug | GET | /日本         | 0.001 | 1795351334.0
      GET.caf\xc3\xa9.1ms.1795351334.prof                                        | werkzeug | GET | /café         | 0.001 | 1795351334.0
      GET.caf\xe9.1ms.1795351334.prof                                            | werkzeug | GET | /café         | 0.001 | 1795351334.0
      GET.\xc3\x83\xc2\xa9\xe6\x97\xa5.1ms.1795351334.prof                       | werkzeug | GET | /Ã©日         | 0.001 | 1795351334.0
      GET.\xff\xfe.1ms.1795351334.prof                                           | werkzeug | GET | /ÿþ           | 0.001 | 1795351334.0
      """#)
  }

  @Test func noBytesAreTooOdd() {
    let digits = String(repeating: "9", count: 400)
    expectTable(
      """
      .prof                                 | other    | -   | -        | -     | -
      prof                                  | other    | -   | -        | -     | -
      ....                                  | other    | -   | -        | -     | -
      ....prof                              | other    | -   | -        | -     | -
      ms.1.prof                             | other    | -   | -        | -     | -
      .ms.1.prof                            | other    | -   | -        | -     | -
      GET.ms.1795351334.prof                | custom   | GET | /ms      | -     | 1795351334.0
      GET.12ms.1795351334.prof              | custom   | -   | /GET     | 0.012 | 1795351334.0
      GET..12ms.1795351334.prof             | werkzeug | GET | /        | 0.012 | 1795351334.0
      .a.12ms.1795351334.prof               | custom   | -   | //a      | 0.012 | 1795351334.0
      GET.a.-12ms.1795351334.prof           | custom   | GET | /a       | 0.012 | 1795351334.0
      """)
    #expect(RequestName("").grammar == .other)
    #expect(RequestName("GET.a.\(digits)ms.\(digits).prof").elapsed == nil)
    #expect(RequestName("GET.a.1ms.\(digits).prof").time == nil)
    #expect(RequestName("\(digits).\(digits)ms GET \(digits)").path == "/\(digits)")
    for byte in UInt8.min...UInt8.max {
      for length in 0...6 {
        let name = RequestName(Array(repeating: byte, count: length) + Array(".1ms.1795351334.prof".utf8))
        #expect(name.path != nil || length == 0)
      }
    }
  }

  @Test func suffixesAreThoseOfProfiles() {
    let names = [
      "a.prof", "a.PSTATS", "a.pstat", "a.cprof", "a.Profile", ".prof", "a.prof.gz", "a.gz", "prof", "a.py", "",
    ]
    #expect(names.filter { RequestName.hasSuffix(Array($0.utf8)) } == Array(names.prefix(7)))
  }
}

extension Substring {
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// The bytes of a name in which `\n`, `\r`, `\t` and `\xff` stand for bytes.
private func unescaped(_ text: String) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = Array(text.utf8)[...]
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
      bytes.append(byte)
      continue
    }
    switch kind {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    default:
      bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
  }
  return bytes
}
